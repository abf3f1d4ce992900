import { statfs } from 'node:fs/promises'
import os from 'node:os'

// Built-ins first: what Node reads itself starts no child process on the customer's PC.

export const machineName = async (): Promise<string> => os.hostname()

export const memory = async (): Promise<string> => `${(os.totalmem() / 2 ** 30).toFixed(1)} GB`

export async function cpu(): Promise<string | null> {
  const [first] = os.cpus()
  if (first === undefined) return null
  const model = first.model.replace(/\s+/g, ' ').trim()
  // The clock already stands in most names ("... CPU @ 2.40GHz").
  const clock = /\d\s*GHz/i.test(model) || first.speed === 0 ? '' : `, ${(first.speed / 1000).toFixed(1)} GHz`
  return `${model}${clock} (${os.cpus().length})`
}

/** "C: 12.3 GB / 256.0 GB": free of all, in the powers of ten that disks are sold in. */
export async function freeSpace(drive: string, label: string): Promise<string> {
  const { bavail, blocks, bsize } = await statfs(drive)
  const gb = (count: number) => `${((count * bsize) / 1e9).toFixed(1)} GB`
  return `${label} ${gb(bavail)} / ${gb(blocks)}`
}
