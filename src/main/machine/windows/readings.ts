import type { Host } from '../host'
import type { MachineReadings } from '../readers'
import { readFree } from './drives'
import { orNull } from './programs'
import { readProxy } from './proxy'
import { readKey, textOf } from './registry'
import { readSMode, readSystem, type System } from './system'

/** Never rejects; what could not be read is null. */
export async function machine(host: Host): Promise<MachineReadings> {
  const [system, proxy, freeBytes] = await Promise.all([
    orNull(readSystem(host)),
    orNull(readProxy(host)),
    orNull(readFree(host)),
  ])
  const bits = bitsOf(system?.architecture ?? null)
  const [sMode, cpuBits] = await Promise.all([
    orNull(readSMode(host, system?.edition ?? null)),
    bits === 64 ? (64 as const) : orNull(readCpuBits(host)),
  ])
  const { cpus, memory } = host.facts
  return {
    platform: 'windows',
    name: system?.name ?? null,
    version: system?.version ?? null,
    edition: system?.edition ?? null,
    sMode,
    bits,
    cpuBits,
    clockMhz: cpus[0]?.speed || null,
    cores: cpus.length || null,
    memoryBytes: memory.total || null,
    freeBytes,
    proxy,
  }
}

const bitsOf = (architecture: System['architecture']): 32 | 64 | null =>
  architecture === null ? null : architecture === 'x86' ? 32 : 64

/** A 32-bit Windows calls even a 64-bit processor "x86 Family 6 ...": that says nothing. Only a 64 in the name does. */
async function readCpuBits(host: Host): Promise<64 | null> {
  const { values } = await readKey(host, 'HKLM\\HARDWARE\\DESCRIPTION\\System\\CentralProcessor\\0')
  return /^(Intel64|AMD64|EM64T|ARMv8 \(64-bit\))\b/.test(textOf(values, 'Identifier') ?? '') ? 64 : null
}
