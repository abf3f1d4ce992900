import { freeSpace as freeSpaceOf } from '../common'
import type { Host } from '../host'
import type { Drive } from '../judge'
import { orNull, systemDrive } from './programs'
import { bytesOf, readKey, type Values } from './registry'

/**
 * Letters of the fixed drives, from what Windows keeps of each letter: twelve bytes for a partition of an older disk,
 * "DMIO:ID:" and an id for one of a newer disk, a device's name for a stick, a card or a disc. Letters of drives that
 * are not plugged in stand here too.
 */
export function fixedDrives(values: Values): string[] {
  return [...values.keys()].flatMap((name) => {
    const letter = /^\\dosdevices\\([a-z]):$/.exec(name)?.[1]
    const bytes = bytesOf(values, name)
    const fixed = bytes !== null && (bytes.length === 24 || bytes.startsWith('444d494f3a49443a'))
    return letter !== undefined && fixed ? [`${letter.toUpperCase()}:`] : []
  })
}

/** The system drive first, then the others by letter. One that has a letter but is not there is asked and does not answer. */
async function lettersOf(host: Host): Promise<string[]> {
  const mounted = await orNull(readKey(host, 'HKLM\\SYSTEM\\MountedDevices'))
  const own = systemDrive(host)
  return [...new Set([own, ...(mounted === null ? [] : fixedDrives(mounted.values)).sort()])]
}

/** "C: 12.3 GB / 256.0 GB, D: ..."; rejects where the system drive could not be read. */
export async function freeSpace(host: Host): Promise<string> {
  const [own = 'C:', ...others] = await lettersOf(host)
  const texts = await Promise.all([
    freeSpaceOf(own, `${own}\\`, host),
    ...others.map((letter) => orNull(freeSpaceOf(letter, `${letter}\\`, host))),
  ])
  return texts.filter((text) => text !== null).join(', ')
}

/** Every fixed drive, for the check; rejects as above. */
export async function readDrives(host: Host): Promise<Drive[]> {
  const [own = 'C:', ...others] = await lettersOf(host)
  const space = async (letter: string): Promise<Drive> => ({
    label: letter,
    ...(await host.space(`${letter}\\`)),
  })
  const drives = await Promise.all([space(own), ...others.map((letter) => orNull(space(letter)))])
  return drives.filter((drive) => drive !== null)
}

export const readFree = async (host: Host): Promise<number> =>
  (await host.space(`${systemDrive(host)}\\`)).free

/**
 * "1A2B-3C4D", as `vol` shows it. Windows keeps 64 bits of an NTFS volume and shows the lower 32; Node's libuv gave all
 * or these, depending on the file and its version, until it settled on these (its change "win: fix the inconsistency in
 * volume serial number").
 */
export async function volumeSerial(host: Host): Promise<string | null> {
  const serial = BigInt.asUintN(32, await host.device(`${systemDrive(host)}\\`))
  if (serial === 0n) return null
  const digits = serial.toString(16).toUpperCase().padStart(8, '0')
  return `${digits.slice(0, 4)}-${digits.slice(4)}`
}
