import type { PcCheckArea } from '../../../shared/pc-check'
import type { Host } from '../host'
import { detailsOf } from '../judge'
import { type DesktopEntry, readDesktopEntry } from './desktop-entry'

/** What the desktop starts when the user signs in, by the autostart specification. */
export async function startUp(host: Host): Promise<PcCheckArea> {
  const { env, home } = host.facts
  const own = `${env.XDG_CONFIG_HOME || `${home}/.config`}/autostart`
  const system = (env.XDG_CONFIG_DIRS || '/etc/xdg').split(':').map((folder) => `${folder}/autostart`)
  const folders = [own, ...system]
  const lists = await Promise.allSettled(folders.map((folder) => host.list(folder)))
  if (lists.every(({ status }) => status === 'rejected')) throw new Error('no folder of them')

  // A file of the same name in an earlier folder stands for the later ones, also where it only says "hidden".
  const paths = new Map<string, string>()
  for (const [place, list] of lists.entries())
    for (const file of list.status === 'fulfilled' ? list.value : [])
      if (file.endsWith('.desktop') && !paths.has(file)) paths.set(file, `${folders[place]}/${file}`)

  const names = await Promise.all(
    [...paths].map(async ([file, path]) => {
      const entry = await readDesktopEntry(path, host).catch(() => null)
      // One that cannot be read may still be started.
      if (entry === null) return [file]
      return starts(entry, path.startsWith(`${own}/`), env.XDG_CURRENT_DESKTOP ?? '')
        ? [entry.get('Name') || file]
        : []
    }),
  )
  return {
    id: 'start-up',
    state: 'good',
    finding: 'start-up-listed',
    details: detailsOf(names.flat().sort()),
  }
}

function starts(entry: DesktopEntry, own: boolean, desktop: string): boolean {
  if (entry.get('Hidden') === 'true' || entry.get('X-GNOME-Autostart-enabled') === 'false') return false
  // Parts of the desktop itself are not shown; what the user's own folder hides from view is.
  if (!own && entry.get('NoDisplay') === 'true') return false
  const current = desktop.split(':')
  const among = (key: string) =>
    entry
      .get(key)
      ?.split(';')
      .some((name) => current.includes(name))
  return among('OnlyShowIn') !== false && among('NotShowIn') !== true
}
