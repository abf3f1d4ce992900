import type { PcCheckArea } from '../../../shared/pc-check'
import type { Host } from '../host'
import { detailsOf, unread } from '../judge'
import { askWindows, type Product } from './power-shell'

/**
 * What the Security Center keeps of a product in one number: 0xF000 is its state (0 off, 1 on, 2 snoozed, 3 expired),
 * 0x00F0 whether its signatures are old. Microsoft publishes the words but not the bits; these are the ones that
 * administrators observed and use.
 */
export const isOn = (state: number): boolean => (state & 0xf000) === 0x1000
const isCurrent = (state: number): boolean => (state & 0x00f0) === 0

/**
 * One that is on and current is enough: Windows switches its own off when another takes over, and an update can leave an
 * older entry of the same product behind.
 */
export function judgeAntivirus(products: readonly Product[] | null): PcCheckArea {
  if (products === null) return unread('antivirus')
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

export const antivirus = async (host: Host): Promise<PcCheckArea> =>
  judgeAntivirus((await askWindows(host)).antivirus)
