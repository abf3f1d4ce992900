import type { PcCheckArea } from '../../../shared/pc-check'
import type { Host } from '../host'
import { judgeMemory } from '../judge'

/**
 * How much could be had at once. What Node calls free is near nothing on every healthy Mac, because macOS keeps files in
 * memory for as long as nobody needs it; the kernel's own level, in percent, is what it goes by itself.
 */
export async function checkMemory(host: Host): Promise<PcCheckArea> {
  const { total } = host.facts.memory
  const level = levelIn(await host.run('/usr/sbin/sysctl', ['-n', 'kern.memorystatus_level']))
  return judgeMemory({ free: (total * level) / 100, total })
}

export function levelIn(output: string): number {
  const level = Number(output.trim())
  if (!/^\d{1,3}$/.test(output.trim()) || level > 100) throw new Error('no level of memory')
  return level
}
