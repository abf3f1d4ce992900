import type { Host } from '../host'
import { readPlist, textAt } from './property-list'

export type Application = { readonly id: string; readonly name: string; readonly version: string | null }

const bundles = (names: readonly string[]): string[] => names.filter((name) => name.endsWith('.app'))

export const homeApplications = (host: Host): string => `${host.facts.home}/Applications`

/** Paths of what is installed for everybody and for this user; the second folder need not be there. */
export async function applications(host: Host): Promise<string[]> {
  const home = homeApplications(host)
  const all = bundles(await host.list('/Applications'))
  const own = bundles(await host.list(home).catch(() => []))
  return [...all.map((name) => `/Applications/${name}`), ...own.map((name) => `${home}/${name}`)]
}

/** "/Applications/Google Chrome.app" -> "Google Chrome": the same in every language, unlike what the Finder shows. */
export const nameOf = (path: string): string => path.replace(/^.*\//, '').replace(/\.app$/, '')

/** What an application says of itself. */
export async function readApplication(host: Host, path: string): Promise<Application> {
  const info = await readPlist(host, `${path}/Contents/Info.plist`)
  return {
    id: textAt(info, 'CFBundleIdentifier') ?? '',
    name: nameOf(path),
    version: textAt(info, 'CFBundleShortVersionString'),
  }
}
