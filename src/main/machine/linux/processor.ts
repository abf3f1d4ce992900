import { cpu as cpuOf } from '../common'
import type { Host } from '../host'

const WIDE = new Set(['x64', 'arm64', 'ppc64', 's390x', 'riscv64', 'loong64'])

/** Model and clock; the clock is not the one of this moment, which sinks while nothing happens. */
export async function cpu(host: Host): Promise<string | null> {
  const [clock, model] = await Promise.all([clockMhz(host), modelOf(host)])
  const cpus = host.facts.cpus.map((one) => ({ model: model ?? one.model, speed: clock ?? one.speed }))
  return cpuOf({ ...host, facts: { ...host.facts, cpus } })
}

export async function clockMhz(host: Host): Promise<number | null> {
  const most = await host.file('/sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq').catch(() => '')
  if (Number(most) > 0) return Math.round(Number(most) / 1000)
  const named = /(\d+(?:\.\d+)?)\s*GHz/i.exec(host.facts.cpus[0]?.model ?? '')?.[1]
  if (named !== undefined) return Math.round(Number(named) * 1000)
  const speed = Math.max(0, ...host.facts.cpus.map((one) => one.speed))
  if (speed > 0) return speed
  const listed = /^cpu MHz\s*:\s*([\d.]+)/m.exec(await host.file('/proc/cpuinfo').catch(() => ''))?.[1]
  return listed === undefined ? null : Math.round(Number(listed))
}

/** Node knows no name on most boards with an ARM processor. */
async function modelOf({ facts, file }: Host): Promise<string | null> {
  if (facts.cpus[0]?.model !== 'unknown') return null
  const text = await file('/proc/cpuinfo').catch(() => '')
  return /^(?:Hardware|Model|model name)\s*:\s*(.+)$/m.exec(text)?.[1]?.trim() ?? facts.arch
}

export const systemBits = ({ facts }: Host): 32 | 64 => (WIDE.has(facts.arch) ? 64 : 32)

/** A 32-bit system may stand on a wider processor: `lm`, long mode, says so. */
export async function cpuBits(host: Host): Promise<32 | 64 | null> {
  if (systemBits(host) === 64) return 64
  if (host.facts.arch !== 'ia32') return null
  const flags = /^flags\s*:(.*)$/m.exec(await host.file('/proc/cpuinfo').catch(() => ''))?.[1]
  return flags === undefined ? null : / lm( |$)/.test(flags) ? 64 : 32
}
