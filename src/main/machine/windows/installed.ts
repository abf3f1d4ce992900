import type { PcCheckArea } from '../../../shared/pc-check'
import { matchFileSharing } from '../file-sharing'
import type { Host } from '../host'
import { judgeFileSharing } from '../judge'
import { systemProgram } from './programs'
import { hasSubkey, hasTwoViews, readKey, readTree, type Tree, textOf } from './registry'

const windows = 'Software\\Microsoft\\Windows\\CurrentVersion'

/** The lists of programs: of the PC in one or two views, and of this user, who may have none. `only` reads one value. */
function uninstallTrees(host: Host, only?: string): Promise<Tree>[] {
  const machine = `HKLM\\${windows}\\Uninstall`
  const own = readKey(host, `HKCU\\${windows}`).then((above) =>
    hasSubkey(above, 'Uninstall') ? readTree(host, `HKCU\\${windows}\\Uninstall`) : new Map(),
  )
  const trees = [readTree(host, machine, 'system', only), own]
  return hasTwoViews(host) ? [...trees, readTree(host, machine, '32', only)] : trees
}

/** Where each program lies and its version; lists that cannot be read are left out. */
export async function readUninstall(
  host: Host,
): Promise<{ readonly location: string | null; readonly version: string | null }[]> {
  const trees = await Promise.allSettled(uninstallTrees(host))
  return trees.flatMap((tree) =>
    tree.status === 'rejected'
      ? []
      : [...tree.value.values()].map((values) => ({
          location: textOf(values, 'InstallLocation')?.replace(/^"|"$|\\+"?$/g, '') ?? null,
          version: textOf(values, 'DisplayVersion'),
        })),
  )
}

/** Names of running programs, from the first column of `tasklist /fo csv /nh`. None at all is nothing that was read. */
export function processNames(list: string): string[] {
  const names = list.split(/\r?\n/).flatMap((line) => /^"([^"]+)",/.exec(line)?.[1] ?? [])
  if (names.length === 0) throw new Error('no program is running')
  return names
}

/** A program's key often has its name in plain letters, where the shown one lost some ("µ") on the way. */
const lastOf = (key: string): string => key.slice(key.lastIndexOf('\\') + 1)

/**
 * Installed and running programs are compared with the known ones; no other name goes any further. Rejects where
 * nothing was found but not all could be read: that would not be a no.
 */
export async function fileSharing(host: Host): Promise<PcCheckArea> {
  const sources = [
    ...uninstallTrees(host, 'DisplayName').map((tree) =>
      tree.then((keys) =>
        [...keys].flatMap(([key, values]) => [lastOf(key), textOf(values, 'DisplayName') ?? '']),
      ),
    ),
    host.run(systemProgram(host, 'tasklist.exe'), ['/fo', 'csv', '/nh']).then(processNames),
  ]
  const answers = await Promise.allSettled(sources)
  const found = matchFileSharing(
    answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : [])),
  )
  if (found.length === 0 && answers.some(({ status }) => status === 'rejected'))
    throw new Error('not every list of programs could be read')
  return judgeFileSharing(found)
}
