import { compareVersions } from '../../../shared/environment'
import type { Host } from '../host'
import { readUninstall } from './installed'
import { readKey, textOf } from './registry'

/** Where browsers of this family write which version ran last, by the name of the file. */
const beacons: Readonly<Record<string, string>> = {
  'chrome.exe': 'HKCU\\Software\\Google\\Chrome\\BLBeacon',
  'msedge.exe': 'HKCU\\Software\\Microsoft\\Edge\\BLBeacon',
  'brave.exe': 'HKCU\\Software\\BraveSoftware\\Brave-Browser\\BLBeacon',
  'vivaldi.exe': 'HKCU\\Software\\Vivaldi\\BLBeacon',
}

/**
 * The version of a program's file. Node cannot read the one inside, so what stands around it is asked, the nearest
 * first. Null where nothing says it; may reject.
 */
export async function versionOf(file: string, host: Host): Promise<string | null> {
  const end = file.lastIndexOf('\\')
  const folder = file.slice(0, end)
  const base = file.slice(end + 1).toLowerCase()
  if (base === 'outlook.exe') return officeVersion(folder, host)
  if (base === 'iexplore.exe')
    return textOf((await readKey(host, 'HKLM\\SOFTWARE\\Microsoft\\Internet Explorer')).values, 'svcVersion')
  const names = await host.list(folder)
  // Firefox and Thunderbird say it in a file beside the program.
  if (names.some((name) => name.toLowerCase() === 'application.ini'))
    return /^Version=([\w.]+)\s*$/m.exec(await host.file(`${folder}\\application.ini`))?.[1] ?? null
  return (await folderVersion(names, base, host)) ?? (await uninstallVersion(folder, host))
}

/** Browsers of Chrome's family keep each version in a folder of its own; between an update and the next start in two. */
async function folderVersion(names: readonly string[], base: string, host: Host): Promise<string | null> {
  const versions = names.filter((name) => /^\d+(\.\d+){2,3}$/.test(name)).sort(compareVersions)
  const newest = versions.at(-1) ?? null
  const beacon = beacons[base]
  if (versions.length < 2 || beacon === undefined) return newest
  const ran = textOf((await readKey(host, beacon)).values, 'version')
  return ran !== null && versions.includes(ran) ? ran : newest
}

/** Office that updates itself says its version in one place; of an older one only the folder does. */
async function officeVersion(folder: string, host: Host): Promise<string | null> {
  const [, root, major] = /\\(root\\)?Office(\d\d)$/i.exec(folder) ?? []
  if (root === undefined) return major === undefined ? null : `${major}.0`
  const { values } = await readKey(host, 'HKLM\\SOFTWARE\\Microsoft\\Office\\ClickToRun\\Configuration')
  return textOf(values, 'VersionToReport')
}

/** What the list of programs says of the one in this folder. */
async function uninstallVersion(folder: string, host: Host): Promise<string | null> {
  const place = folder.toLowerCase()
  const found = (await readUninstall(host)).find(
    ({ location }) => location !== null && location.length > 3 && location.toLowerCase() === place,
  )
  return found?.version ?? null
}
