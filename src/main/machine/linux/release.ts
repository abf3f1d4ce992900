import type { Host } from '../host'

export type Release = {
  /** "debian", "ubuntu", "fedora". */
  readonly family: readonly string[]
  /** "Debian GNU/Linux 12 (bookworm)". */
  readonly name: string | null
  /** "12"; rolling systems have none. */
  readonly version: string | null
}

/** os-release(5): shell assignments, quoted or not. */
export async function readRelease(host: Host): Promise<Release> {
  const text = await host.file('/etc/os-release').catch(() => host.file('/usr/lib/os-release'))
  const lines = text.matchAll(/^([A-Z_]+)=(.*)$/gm)
  const fields = new Map([...lines].map(([, name, value]) => [name, unquote(value ?? '')]))
  return {
    family: [fields.get('ID'), ...(fields.get('ID_LIKE') ?? '').split(' ')].flatMap((id) => id || []),
    name: fields.get('PRETTY_NAME') || fields.get('NAME') || null,
    version: fields.get('VERSION_ID') || null,
  }
}

export async function os(host: Host): Promise<string | null> {
  const { name } = await readRelease(host)
  return name === null ? null : `${name}, ${host.facts.arch}`
}

const unquote = (value: string): string => /^(["'])(.*)\1\s*$/.exec(value)?.[2] ?? value.trim()
