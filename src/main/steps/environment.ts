import { readFileSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import os from 'node:os'
import { checkEnvironment, type Environment, type Readings } from '../../shared/environment'
import type { Profile } from '../../shared/profile'
import type { Consent } from '../../shared/receipt'
import { log } from '../log'

/** What only Electron can tell, handed in so that this step can be tried without it. */
export type Machine = {
  /** Number by number: process.getSystemVersion(). */
  readonly systemVersion: string
  readonly display: { readonly width: number; readonly height: number; readonly depth: number } | null
}

/** Checks this machine by the profile's rules. The consent is the proof that the customer was asked first. */
export async function checkMachine(
  _consent: Consent,
  rules: Profile,
  machine: Machine,
): Promise<Environment> {
  return checkEnvironment(rules, await readMachine(machine))
}

/** Gathers only; what cannot be read is null and is judged as such. */
export async function readMachine(machine: Machine): Promise<Readings> {
  const [cpu] = os.cpus()
  return {
    ...readSystem(machine.systemVersion),
    bits: bitsOf(process.arch),
    clockMhz: cpu?.speed || readLinuxClock(),
    cores: os.cpus().length || null,
    memoryBytes: os.totalmem() || null,
    display: machine.display,
    freeBytes: await readFree(),
  }
}

const bitsOf = (arch: string): 32 | 64 | null =>
  // A 32-bit agent on 64-bit Windows says so in this variable; elsewhere the process is as wide as the system.
  arch === 'ia32'
    ? process.env.PROCESSOR_ARCHITEW6432 === undefined
      ? 32
      : 64
    : ['x64', 'arm64'].includes(arch)
      ? 64
      : null

function readSystem(version: string): Pick<Readings, 'platform' | 'name' | 'version'> {
  switch (process.platform) {
    case 'win32':
      return { platform: 'windows', name: os.version(), version: os.release() }
    case 'darwin':
      return { platform: 'macos', name: `macOS ${version}`, version }
    default:
      return { platform: 'linux', ...readLinux() }
  }
}

function readLinux(): Pick<Readings, 'name' | 'version'> {
  try {
    const file = readFileSync('/etc/os-release', 'utf8')
    const field = (name: string) => new RegExp(`^${name}="?([^"\\n]*)"?$`, 'm').exec(file)?.[1] ?? null
    return { name: field('PRETTY_NAME'), version: field('VERSION_ID') }
  } catch (error) {
    log('environment', 'os-release could not be read', error)
    return { name: null, version: null }
  }
}

/** Virtual machines have no frequency driver for Node to ask; the kernel's own list still knows. MHz. */
function readLinuxClock(): number | null {
  if (process.platform !== 'linux') return null
  try {
    const found = /^cpu MHz\s*:\s*([\d.]+)/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1]
    return found === undefined ? null : Number(found)
  } catch (error) {
    log('environment', 'cpuinfo could not be read', error)
    return null
  }
}

/** Bytes that this user may still write on the system drive. */
async function readFree(): Promise<number | null> {
  try {
    const drive = process.platform === 'win32' ? `${process.env.SystemDrive ?? 'C:'}\\` : '/'
    const { bavail, bsize } = await statfs(drive)
    return bavail * bsize
  } catch (error) {
    log('environment', 'free space could not be read', error)
    return null
  }
}
