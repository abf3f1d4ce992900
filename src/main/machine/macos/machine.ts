import type { Host } from '../host'
import type { MachineReadings } from '../readers'
import { clockMhz } from './processor'
import { proxyOf, readProxySettings } from './proxy'
import { readSystem, systemBits, systemName } from './system'

/** What the environment check wants to know. Never rejects: a part that could not be read is null. */
export async function readMachine(host: Host): Promise<MachineReadings> {
  const [system, space, settings] = await Promise.all([
    readSystem(host).catch(() => null),
    host.space('/').catch(() => null),
    readProxySettings(host).catch(() => null),
  ])
  const { memory, cpus } = host.facts
  return {
    platform: 'macos',
    name: system === null ? null : systemName(system),
    version: system?.version ?? null,
    edition: null,
    sMode: false,
    bits: systemBits(host),
    // The processor can do what the system does; there is no 32-bit one that macOS 10.15 starts on.
    cpuBits: systemBits(host),
    clockMhz: clockMhz(host),
    cores: cpus.length || null,
    memoryBytes: memory.total || null,
    freeBytes: space?.free ?? null,
    proxy: settings === null ? null : proxyOf(settings),
  }
}
