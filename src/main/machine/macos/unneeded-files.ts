import type { PcCheckArea } from '../../../shared/pc-check'
import type { Host } from '../host'
import { detailsOf } from '../judge'
import { applications, nameOf } from './applications'

const MANY_CACHE_BYTES = 1e9
const MANY_IN_TRASH = 100
/** So that one program, with a time limit, counts them all. */
const MOST_FOLDERS = 60

export type Unneeded = {
  /** "Install macOS Monterey": more than 10 GB each. */
  readonly installers: readonly string[]
  /** How many things; null where macOS does not let anybody look, which is the rule since 10.15. */
  readonly trash: number | null
  /** Bytes that programs put aside; Apple's own, most of which nobody may look into, are left out. */
  readonly caches: number | null
}

export async function checkUnneededFiles(host: Host): Promise<PcCheckArea> {
  const [apps, trash, caches] = await Promise.all([
    applications(host),
    host.list(`${host.facts.home}/.Trash`).catch(() => null),
    cacheBytes(host).catch(() => null),
  ])
  return judgeUnneededFiles({
    installers: apps.map(nameOf).filter((name) => name.startsWith('Install macOS ')),
    trash: trash === null ? null : trash.filter((name) => name !== '.DS_Store').length,
    caches,
  })
}

async function cacheBytes(host: Host): Promise<number> {
  const folder = `${host.facts.home}/Library/Caches`
  const names = (await host.list(folder))
    .filter((name) => !/^\.|^com\.apple\./.test(name))
    .slice(0, MOST_FOLDERS)
  if (names.length === 0) return 0
  return bytesIn(await host.run('/usr/bin/du', ['-skx', ...names.map((name) => `${folder}/${name}`)]))
}

/** "1024\t/Users/..." a line, in kB of 1024 bytes. */
export function bytesIn(output: string): number {
  const lines = output.split('\n').filter((line) => line !== '')
  const sizes = lines.map((line) => Number(/^\s*(\d+)\t/.exec(line)?.[1] ?? Number.NaN))
  if (sizes.length === 0 || sizes.some(Number.isNaN)) throw new Error('no sizes')
  return sizes.reduce((sum, size) => sum + size, 0) * 1024
}

/** Much in one place is enough to say so; little is said only where everything could be looked at. */
export function judgeUnneededFiles({ installers, trash, caches }: Unneeded): PcCheckArea {
  const many = installers.length > 0 || (trash ?? 0) >= MANY_IN_TRASH || (caches ?? 0) >= MANY_CACHE_BYTES
  if (!many && (trash === null || caches === null)) throw new Error('the trash or the caches are closed')
  return {
    id: 'unneeded-files',
    state: many ? 'attention' : 'good',
    finding: many ? 'unneeded-files-many' : 'unneeded-files-few',
    details: detailsOf([
      ...installers,
      ...(trash === null ? [] : [`~/.Trash: ${trash}`]),
      ...(caches === null ? [] : [`~/Library/Caches: ${(caches / 1e9).toFixed(1)} GB`]),
    ]),
  }
}
