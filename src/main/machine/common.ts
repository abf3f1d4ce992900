import type { Host } from './host'

// What Node knows by itself, on every system: no child process is started for it.

export const machineName = async (host: Host): Promise<string | null> => host.facts.hostname.trim() || null

/** "15.9 GB", in the powers of two that memory is sold in. */
export const memory = async (host: Host): Promise<string | null> =>
  host.facts.memory.total > 0 ? `${(host.facts.memory.total / 2 ** 30).toFixed(1)} GB` : null

/** "Intel(R) Core(TM) i5-8250U CPU @ 1.60GHz (8)": model, clock where the name has none, number of logical ones. */
export async function cpu(host: Host): Promise<string | null> {
  const [first] = host.facts.cpus
  const model = first?.model.replace(/\s+/g, ' ').trim()
  if (first === undefined || !model) return null
  const clock = /\d\s*GHz/i.test(model) || first.speed === 0 ? '' : `, ${(first.speed / 1000).toFixed(1)} GHz`
  return `${model}${clock} (${host.facts.cpus.length})`
}

/** "C: 12.3 GB / 256.0 GB": free of all, in the powers of ten that drives are sold in. */
export async function freeSpace(label: string, path: string, host: Host): Promise<string> {
  const { free, total } = await host.space(path)
  return `${label} ${freeOfTotal(free, total)}`
}

/** "12.3 GB / 256.0 GB", from bytes. */
export const freeOfTotal = (free: number, total: number): string =>
  [free, total].map((bytes) => `${(bytes / 1e9).toFixed(1)} GB`).join(' / ')
