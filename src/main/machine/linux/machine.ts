import type { Host } from '../host'
import type { MachineReadings } from '../readers'
import { clockMhz, cpuBits, systemBits } from './processor'
import { readProxy } from './proxy'
import { readRelease } from './release'

/** Nothing here rejects: what could not be read is null. */
export async function machine(host: Host): Promise<MachineReadings> {
  const [release, cpu, clock, space, proxy] = await Promise.all([
    readRelease(host).catch(() => null),
    cpuBits(host),
    clockMhz(host),
    host.space('/').catch(() => null),
    readProxy(host).catch(() => null),
  ])
  const { cpus, memory } = host.facts
  return {
    platform: 'linux',
    name: release?.name ?? null,
    version: release?.version ?? null,
    edition: null,
    sMode: false,
    bits: systemBits(host),
    cpuBits: cpu,
    clockMhz: clock,
    cores: cpus.length || null,
    memoryBytes: memory.total || null,
    freeBytes: space?.free ?? null,
    proxy: proxy === null ? null : { kind: proxy.kind, authentication: proxy.authentication },
  }
}
