import type { Host } from '../host'
import { type Application, homeApplications, readApplication } from './applications'
import { listAt, type PlistKeys, readPlist, textAt } from './property-list'

type Purpose = { readonly scheme: string; readonly type: string; readonly apple: string }

const web: Purpose = { scheme: 'https', type: 'com.apple.default-app.web-browser', apple: 'com.apple.safari' }
const letters: Purpose = {
  scheme: 'mailto',
  type: 'com.apple.default-app.mail-client',
  apple: 'com.apple.mail',
}

export const defaultBrowser = (host: Host): Promise<string> => defaultApplication(host, web)
export const defaultMail = (host: Host): Promise<string> => defaultApplication(host, letters)

/** Where the usual ones lie, so that nothing has to be searched for. Names of bundles in one of the three folders. */
const usual: Readonly<Record<string, string>> = {
  'com.apple.safari': 'Safari',
  'com.apple.mail': 'Mail',
  'com.google.chrome': 'Google Chrome',
  'org.mozilla.firefox': 'Firefox',
  'com.microsoft.edgemac': 'Microsoft Edge',
  'com.brave.browser': 'Brave Browser',
  'com.operasoftware.opera': 'Opera',
  'com.vivaldi.vivaldi': 'Vivaldi',
  'company.thebrowser.browser': 'Arc',
  'com.microsoft.outlook': 'Microsoft Outlook',
  'org.mozilla.thunderbird': 'Thunderbird',
  'com.readdle.smartemail-mac': 'Spark',
}

/** "Google Chrome 118.0.5993.88"; the bundle's name where no such application could be found. */
async function defaultApplication(host: Host, purpose: Purpose): Promise<string> {
  const id = handlerIn(await handlers(host), purpose)
  const found = await findApplication(host, id)
  return found === null ? id : [found.name, found.version].filter(Boolean).join(' ')
}

/** Nothing is kept until the customer chooses something else than Apple's own; what is there must be readable. */
async function handlers(host: Host): Promise<PlistKeys[]> {
  const preferences = `${host.facts.home}/Library/Preferences`
  const folder = 'com.apple.LaunchServices'
  const file = 'com.apple.launchservices.secure.plist'
  if (!(await host.list(preferences)).includes(folder)) return []
  if (!(await host.list(`${preferences}/${folder}`)).includes(file)) return []
  return listAt(await readPlist(host, `${preferences}/${folder}/${file}`), 'LSHandlers')
}

/** The scheme decides; the kind of application stands beside it since System Settings wrote it there. Small letters. */
export function handlerIn(entries: readonly PlistKeys[], { scheme, type, apple }: Purpose): string {
  const byScheme = entries.findLast((entry) => textAt(entry, 'LSHandlerURLScheme')?.toLowerCase() === scheme)
  const byType = entries.findLast((entry) => textAt(entry, 'LSHandlerContentType') === type)
  const roles = [byScheme, byType].flatMap((entry) =>
    entry === undefined ? [] : [textAt(entry, 'LSHandlerRoleAll'), textAt(entry, 'LSHandlerRoleViewer')],
  )
  return (roles.find((role) => role !== null && isBundleName(role)) ?? apple).toLowerCase()
}

/** It becomes part of a search, so it must be a name and nothing else; "-" means none. */
const isBundleName = (text: string): boolean => /^[a-z0-9][a-z0-9._-]{2,150}$/i.test(text)

async function findApplication(host: Host, id: string): Promise<Application | null> {
  const name = usual[id]
  for (const path of name === undefined ? [] : usualPaths(host, name)) {
    const found = await readApplication(host, path).catch(() => null)
    if (found !== null && found.id.toLowerCase() === id) return found
  }
  const query = `kMDItemCFBundleIdentifier == "${id}"c`
  const hits = (await host.run('/usr/bin/mdfind', [query]).catch(() => ''))
    .split('\n')
    .filter((path) => path.startsWith('/') && path.endsWith('.app'))
  for (const path of hits.slice(0, 3)) {
    const found = await readApplication(host, path).catch(() => null)
    if (found !== null) return found
  }
  return null
}

/** Apple's own are on the system's volume, Safari since macOS 13 on one that is updated by itself. */
const usualPaths = (host: Host, name: string): string[] =>
  name === 'Mail'
    ? ['/System/Applications/Mail.app']
    : name === 'Safari'
      ? ['/Applications/Safari.app', '/System/Cryptexes/App/System/Applications/Safari.app']
      : [`/Applications/${name}.app`, `${homeApplications(host)}/${name}.app`]
