import type { PcCheckArea } from '../../../shared/pc-check'
import { matchFileSharing } from '../file-sharing'
import type { Host } from '../host'
import { judgeFileSharing } from '../judge'
import { applicationFolders } from './desktop-entry'

/** By the names of packages, of what stands in the menus and of what runs; rejects where a list cannot be had. */
export async function fileSharing(host: Host): Promise<PcCheckArea> {
  const [packages, running, ...menus] = await Promise.all([
    packageNames(host),
    host.processes(),
    ...applicationFolders(host).map((folder) => host.list(folder).catch((): string[] => [])),
  ])
  return judgeFileSharing(matchFileSharing([...packages, ...running, ...menus.flat().flatMap(namesIn)]))
}

async function packageNames(host: Host): Promise<string[]> {
  const dpkg = await host
    .run('dpkg-query', ['--show', `--showformat=${field('db:Status-Abbrev')} ${field('Package')}\n`])
    .catch(() => null)
  // What was removed but left its settings is still listed, as "rc".
  if (dpkg !== null) return [...dpkg.matchAll(/^.i\S*\s+(\S+)$/gm)].map(([, name]) => name ?? '')
  const names = host
    .run('rpm', ['--query', '--all', '--queryformat', '%{NAME}\n'])
    .catch(() => host.run('pacman', ['--query', '--quiet']))
  return (await names).split('\n').filter(Boolean)
}

/** "org.qbittorrent.qBittorrent.desktop" is qBittorrent, "deluge_deluge-gtk.desktop" of a snap is deluge. */
function namesIn(file: string): string[] {
  const whole = file.replace(/\.desktop$/, '')
  return [whole, ...whole.split('_'), whole.split('.').at(-1) ?? whole]
}

/** How dpkg-query names what it is to print. */
const field = (name: string): string => `\${${name}}`
