import type { PcCheckArea } from '../../../shared/pc-check'
import type { Host } from '../host'
import { detailsOf, unread } from '../judge'
import { askWindows, type Product } from './power-shell'
import { orNull } from './programs'
import { numberOf, readKey } from './registry'

/**
 * What the Security Center keeps of a product in one number: 0xF000 is its state (0 off, 1 on, 2 snoozed, 3 expired),
 * 0x00F0 whether its signatures are old. Microsoft publishes the words but not the bits; these are the ones that
 * administrators observed and use.
 */
export const isOn = (state: number): boolean => (state & 0xf000) === 0x1000
const isCurrent = (state: number): boolean => (state & 0x00f0) === 0

/**
 * One that is on and current is enough: Windows switches its own off when another takes over, and an update can leave an
 * older entry of the same product behind. Windows' own is always in the list of a Security Center that works: an empty
 * one says "none" only where `ownIsOff`.
 */
export function judgeAntivirus(products: readonly Product[] | null, ownIsOff: boolean): PcCheckArea {
  if (products === null || (products.length === 0 && !ownIsOff)) return unread('antivirus')
  const on = products.filter(({ state }) => isOn(state))
  const current = on.filter(({ state }) => isCurrent(state))
  const area = (finding: PcCheckArea['finding'], named: readonly Product[]): PcCheckArea => ({
    id: 'antivirus',
    state: finding === 'antivirus-current' ? 'good' : 'attention',
    finding,
    details: detailsOf(named.map(({ name }) => name)),
  })
  if (products.length === 0) return area('antivirus-none', [])
  if (on.length === 0) return area('antivirus-off', products)
  return current.length === 0 ? area('antivirus-outdated', on) : area('antivirus-current', current)
}

export async function antivirus(host: Host): Promise<PcCheckArea> {
  const products = await askWindows(host, 'antivirus')
  const ownIsOff = products?.length === 0 && (await isDefenderOff(host))
  return judgeAntivirus(products, ownIsOff)
}

/** Its service is switched off; not where that could not be read. */
async function isDefenderOff(host: Host): Promise<boolean> {
  const service = await orNull(readKey(host, 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\WinDefend'))
  return numberOf(service?.values, 'Start') === 4
}
