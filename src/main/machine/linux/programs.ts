import type { Host } from '../host'
import { applicationFolders, type DesktopEntry, readDesktopEntry } from './desktop-entry'

/** "Firefox 128.0": never asked of the program itself, which would have to be started for that. */
export const browser = (host: Host): Promise<string | null> =>
  ask(host, 'xdg-settings', ['get', 'default-web-browser'])
    .catch(() => ask(host, 'xdg-mime', ['query', 'default', 'x-scheme-handler/https']))
    .then((id) => describe(id, host))

export const mail = (host: Host): Promise<string | null> =>
  ask(host, 'xdg-mime', ['query', 'default', 'x-scheme-handler/mailto']).then((id) => describe(id, host))

/** Both print the name of a .desktop file, or an empty line. */
async function ask(host: Host, program: string, words: readonly string[]): Promise<string> {
  const id = (await host.run(program, words)).trim()
  if (!/^[^/]+\.desktop$/.test(id)) throw new Error('no program is chosen')
  return id
}

async function describe(id: string, host: Host): Promise<string> {
  for (const folder of applicationFolders(host)) {
    const path = `${folder}/${id}`
    const entry = await readDesktopEntry(path, host).catch(() => null)
    if (entry === null) continue
    const name = entry.get('Name') || id.replace(/\.desktop$/, '')
    const version = await versionOf(entry, path, host)
    return version === null ? name : `${name} ${version}`
  }
  return id.replace(/\.desktop$/, '')
}

/** From whoever put it there; one that nobody keeps a record of has no version. */
async function versionOf(entry: DesktopEntry, path: string, host: Host): Promise<string | null> {
  const snap =
    entry.get('X-SnapInstanceName') ?? /\/snap\/bin\/([a-z0-9-]+)/.exec(entry.get('Exec') ?? '')?.[1]
  const flatpak = entry.get('X-Flatpak')
  const reads =
    snap !== undefined
      ? [fromSnap(snap)]
      : flatpak !== undefined
        ? [fromFlatpak(flatpak)]
        : [fromDpkg, fromRpm]
  for (const read of reads) {
    const version = await read(path, host).catch(() => null)
    if (version !== null) return version
  }
  return null
}

type ReadVersion = (path: string, host: Host) => Promise<string | null>

const fromSnap =
  (name: string): ReadVersion =>
  async (_, host) => {
    const description = await host.file(`/snap/${name}/current/meta/snap.yaml`)
    return upstream(/^version:\s*["']?([^"'\n]+)/m.exec(description)?.[1])
  }

const fromFlatpak =
  (id: string): ReadVersion =>
  async (_, host) =>
    upstream(/^\s*Version:\s*(\S+)/m.exec(await host.run('flatpak', ['info', id]))?.[1])

const fromDpkg: ReadVersion = async (path, host) => {
  const owner = await host.run('dpkg-query', ['--search', path])
  // "chromium: /usr/share/applications/chromium.desktop"
  const name = /^([a-z0-9][a-z0-9.+-]*)(:[a-z0-9-]+)?(,|: )/m.exec(owner)?.[1]
  if (name === undefined) return null
  // "chromium", a tab, "148.0.7778.178-1~deb12u1"
  return upstream((await host.run('dpkg-query', ['--show', name])).split('\t')[1])
}

const fromRpm: ReadVersion = async (path, host) =>
  upstream(await host.run('rpm', ['--query', '--file', '--queryformat', '%{VERSION}', path]))

/** "1:115.12.0+build3-0ubuntu1" -> "115.12.0": without what the packager counts. */
const upstream = (version: string | undefined): string | null =>
  /^(?:\d+:)?(\d+(?:\.\d+)*)/.exec(version?.trim() ?? '')?.[1] ?? null
