import type { Host } from '../host'
import { systemRoot } from '../surroundings'

/** Windows' own programs, by their place: a bare name might be answered by a folder of the customer's. */
export const systemProgram = (host: Host, name: string): string =>
  `${systemRoot(host.facts.env)}\\System32\\${name}`

/** The drive that Windows is on, "C:". */
export function systemDrive(host: Host): string {
  const drive = host.facts.env.SystemDrive ?? systemRoot(host.facts.env).slice(0, 2)
  return /^[a-z]:$/i.test(drive) ? drive.toUpperCase() : 'C:'
}

/** Null where it could not be read, for what may be left out of an answer. */
export const orNull = <Value>(reading: Promise<Value>): Promise<Value | null> => reading.catch(() => null)
