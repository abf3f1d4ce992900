import { cpu } from '../common'
import type { Host } from '../host'
import { isAppleSilicon, isTranslated } from './system'

/**
 * "Intel(R) Core(TM) i5-8257U CPU @ 1.40GHz (8)" or "Apple M1 (8)". Apple tells no clock of its own processors: Node
 * shows 24 or 2400, which is the clock of a timer.
 */
export async function processorText(host: Host): Promise<string | null> {
  if (!isAppleSilicon(host)) return cpu(host)
  const { cpus } = host.facts
  const model = (isTranslated(host) ? await untranslatedModel(host) : (cpus[0]?.model ?? '')).trim()
  return model === '' ? null : `${model} (${cpus.length})`
}

/** A translated program is told "VirtualApple @ 2.50GHz"; one for the processor itself knows better. */
const untranslatedModel = (host: Host): Promise<string> =>
  host.run('/usr/bin/arch', ['-arm64', '/usr/sbin/sysctl', '-n', 'machdep.cpu.brand_string'])

/** MHz; null for Apple silicon and where the system says nothing, as in a virtual machine. */
export function clockMhz(host: Host): number | null {
  const speed = host.facts.cpus[0]?.speed ?? 0
  return isAppleSilicon(host) || speed === 0 ? null : speed
}
