import type { Host } from '../host'

/** The keys of a .desktop file's main group, as the desktop entry specification has them; translations are left out. */
export type DesktopEntry = ReadonlyMap<string, string>

export async function readDesktopEntry(path: string, host: Host): Promise<DesktopEntry> {
  const text = await host.file(path)
  const group = /^\[Desktop Entry\]\s*$([\s\S]*?)(?=^\[|$(?![\s\S]))/m.exec(text)?.[1] ?? ''
  const lines = group.matchAll(/^([A-Za-z0-9-]+)[ \t]*=[ \t]*(.*?)[ \t\r]*$/gm)
  return new Map([...lines].map(([, key, value]) => [key ?? '', value ?? '']))
}

/** Where programs say that they are there, the user's own first. */
export function applicationFolders({ facts }: Host): string[] {
  const { XDG_DATA_HOME, XDG_DATA_DIRS } = facts.env
  const own = XDG_DATA_HOME || `${facts.home}/.local/share`
  const system = (XDG_DATA_DIRS || '/usr/local/share:/usr/share').split(':').filter(Boolean)
  const packages = [
    `${own}/flatpak/exports/share`,
    '/var/lib/flatpak/exports/share',
    '/var/lib/snapd/desktop',
  ]
  return [...new Set([own, ...system, ...packages])].map(
    (folder) => `${folder.replace(/\/$/, '')}/applications`,
  )
}
