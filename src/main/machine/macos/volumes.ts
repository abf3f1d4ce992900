import { freeSpace } from '../common'
import type { Host } from '../host'
import type { Drive } from '../judge'
import { flagAt, parsePlist, textAt } from './property-list'

const DATA = '/System/Volumes/Data'
const MOST = 8

/**
 * The UUID of the volume with the customer's data. Since macOS 11 what is mounted at "/" is a sealed snapshot, whose UUID
 * is another one after each update; the data volume beside it keeps its own until the disk is erased.
 */
export async function volumeSerial(host: Host): Promise<string | null> {
  const info = parsePlist(await host.run('/usr/sbin/diskutil', ['info', '-plist', DATA]))
  const uuid = textAt(info, 'VolumeUUID')
  return uuid !== null && flagAt(info, 'APFSSnapshot') !== true && /^[0-9A-F-]{36}$/i.test(uuid) ? uuid : null
}

/** "Macintosh HD": in /Volumes stands a link to "/" by its name. */
async function systemVolume(host: Host): Promise<string> {
  const names = await host.list('/Volumes')
  const links = await Promise.all(names.map((name) => host.link(`/Volumes/${name}`).catch(() => null)))
  return names.find((_, place) => links[place] === '/') ?? 'Macintosh HD'
}

/** The system's volume as a drive. Bytes; what macOS would clear away by itself counts as used. */
export const systemDrive = async (host: Host): Promise<Drive> => ({
  label: `${await systemVolume(host)}:`,
  ...(await host.space('/')),
})

/** "Macintosh HD: 12.3 GB / 256.0 GB, USB: ...": the system's volume first. */
export async function volumesText(host: Host): Promise<string> {
  const [system, mounts] = await Promise.all([systemVolume(host), host.run('/sbin/mount', [])])
  const first = await freeSpace(`${system}:`, '/', host)
  // Another volume may have gone since.
  const others = otherVolumes(mounts).map((path) =>
    freeSpace(`${path.slice('/Volumes/'.length)}:`, path, host).catch(() => null),
  )
  return [first, ...(await Promise.all(others)).filter((text) => text !== null)].slice(0, MOST).join(', ')
}

/**
 * "/dev/disk4s1 on /Volumes/USB (exfat, local, nodev, noowners)": folders of what can be written to. A server that has
 * gone would be waited for, so none is asked; a disk image, such as the one this program came in, is always full.
 */
export const otherVolumes = (mounts: string): string[] =>
  mounts.split('\n').flatMap((line) => {
    const [, path, words = ''] = /^.+? on (\/Volumes\/[^/]+) \(([^()]*)\)$/.exec(line) ?? []
    const kinds = words.split(', ')
    return path !== undefined && kinds.includes('local') && !kinds.includes('read-only') ? [path] : []
  })
