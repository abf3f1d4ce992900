import { freeSpace } from '../common'
import type { Host } from '../host'
import type { Drive } from '../judge'
import { flagAt, parsePlist, textAt } from './property-list'

const DATA = '/System/Volumes/Data'

/**
 * The UUID of the volume with the customer's data. Since macOS 11 what is mounted at "/" is a sealed snapshot, whose UUID
 * is another one after each update; the data volume beside it keeps its own until the disk is erased.
 */
export async function volumeSerial(host: Host): Promise<string | null> {
  const info = parsePlist(await host.run('/usr/sbin/diskutil', ['info', '-plist', DATA]))
  const uuid = textAt(info, 'VolumeUUID')
  return uuid !== null && flagAt(info, 'APFSSnapshot') !== true && /^[0-9A-F-]{36}$/i.test(uuid) ? uuid : null
}

type Volumes = { readonly system: string; readonly others: readonly string[] }

/** In /Volumes stands a link to "/" by the system's name, and a folder for each other volume. */
async function readVolumes(host: Host): Promise<Volumes> {
  const names = (await host.list('/Volumes')).filter((name) => !/^\.|^com\.apple\./.test(name))
  const links = await Promise.all(names.map((name) => host.link(`/Volumes/${name}`).catch(() => null)))
  return {
    system: names.find((_, place) => links[place] === '/') ?? 'Macintosh HD',
    others: names.filter((_, place) => links[place] === null),
  }
}

/** The system's volume as a drive. Bytes; what macOS would clear away by itself counts as used. */
export const systemDrive = async (host: Host): Promise<Drive> => ({
  label: `${(await readVolumes(host)).system}:`,
  ...(await host.space('/')),
})

/** "Macintosh HD: 12.3 GB / 256.0 GB, USB: ...": the system's volume first, then what else is mounted and not full. */
export async function volumesText(host: Host): Promise<string> {
  const { system, others } = await readVolumes(host)
  const first = await freeSpace(`${system}:`, '/', host)
  const home = await host.device('/Volumes')
  const texts = await Promise.all(others.map((name) => otherVolume(host, name, home).catch(() => null)))
  return [first, ...texts.filter((text) => text !== null)].slice(0, 8).join(', ')
}

/**
 * Null for a folder that a volume left behind, which is on the same device as the folder it is in, and for a disk image,
 * such as the one this program came in, which is full by its nature.
 */
async function otherVolume(host: Host, name: string, home: bigint): Promise<string | null> {
  const path = `/Volumes/${name}`
  if ((await host.device(path)) === home || (await host.space(path)).free === 0) return null
  return freeSpace(`${name}:`, path, host)
}
