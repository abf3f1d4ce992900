import type { Host } from '../host'
import { versionOf } from './program-version'
import { orNull } from './programs'
import { type Tree, textOf } from './registry'

export type Program = { readonly name: string; readonly version: string | null }

/** Apps of the Store, by the package's name. */
const packages: Readonly<Record<string, string>> = {
  'microsoft.windowscommunicationsapps': 'Mail',
  'microsoft.outlookforwindows': 'Outlook (new)',
  'microsoft.microsoftedge': 'Microsoft Edge Legacy',
  'microsoft.microsoftedge.stable': 'Microsoft Edge',
  'mozilla.firefox': 'Firefox',
  'mozilla.thunderbird': 'Thunderbird',
}

/** Programs whose registration has no name of theirs, by the name of the file. */
const files: Readonly<Record<string, string>> = {
  'chrome.exe': 'Google Chrome',
  'msedge.exe': 'Microsoft Edge',
  'firefox.exe': 'Firefox',
  'brave.exe': 'Brave',
  'vivaldi.exe': 'Vivaldi',
  'opera.exe': 'Opera',
  'iexplore.exe': 'Internet Explorer',
  'outlook.exe': 'Microsoft Outlook',
  'olk.exe': 'Outlook (new)',
  'thunderbird.exe': 'Thunderbird',
  'wlmail.exe': 'Windows Live Mail',
  'b2.exe': 'Becky! Internet Mail',
  'sylpheed.exe': 'Sylpheed',
}

/**
 * An app of the Store: its full name, "Mozilla.Firefox_120.0.1.0_x64__n80bbvh6b1yt2", stands in the places of its texts
 * and pictures ("@{name?ms-resource://...}"). Null where it is none.
 */
export function packageOf(registered: Tree): Program | null {
  const application = registered.get('application')
  for (const place of ['ApplicationName', 'ApplicationIcon', 'ApplicationDescription']) {
    const [, name, version] =
      /^@\{([\w.-]+)_(\d+(?:\.\d+){3})_[a-z0-9]*_[\w.-]*_[a-z0-9]+\?/i.exec(
        textOf(application, place) ?? '',
      ) ?? []
    if (name !== undefined && version !== undefined)
      return { name: packages[name.toLowerCase()] ?? name, version }
  }
  const family = /^([\w.-]+)_[a-z0-9]+!/i.exec(textOf(application, 'AppUserModelID') ?? '')?.[1]
  return family === undefined || registered.has('shell\\open\\command')
    ? null
    : { name: packages[family.toLowerCase()] ?? family, version: null }
}

/** The file that a command starts, with Windows' own variables filled in. */
export function fileOf(command: string, env: Readonly<Record<string, string | undefined>>): string | null {
  const [, quoted, bare] = /^\s*(?:"([^"]+)"|(.+?\.exe)(?=\s|$))/i.exec(command) ?? []
  const known = new Map(Object.entries(env).map(([name, value]) => [name.toLowerCase(), value]))
  const file = (quoted ?? bare)?.replace(/%([^%]+)%/g, (all, name) => known.get(name.toLowerCase()) ?? all)
  return file !== undefined && /^[a-z]:\\/i.test(file) ? file : null
}

/** A program with a file: by its own name where it registered one, else by the file's. */
export async function programOf(registered: Tree, host: Host): Promise<Program | null> {
  const command = textOf(registered.get('shell\\open\\command'), '')
  const file = command === null ? null : fileOf(command, host.facts.env)
  if (file === null) return null
  const own = textOf(registered.get('application'), 'ApplicationName')
  const base = file.slice(file.lastIndexOf('\\') + 1)
  const name = files[base.toLowerCase()] ?? (own === null || own.startsWith('@') ? base : own)
  return { name: name.slice(0, 120), version: await orNull(versionOf(file, host)) }
}
