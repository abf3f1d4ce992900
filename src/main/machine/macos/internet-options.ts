import type { PcCheckArea } from '../../../shared/pc-check'
import type { Host } from '../host'
import { detailsOf } from '../judge'
import { proxyDetails, proxyOf, readProxySettings } from './proxy'

export const checkInternetOptions = async (host: Host): Promise<PcCheckArea> =>
  judgeInternetOptions(await readProxySettings(host))

/** A new Mac asks no proxy. */
export function judgeInternetOptions(settings: ReadonlyMap<string, string>): PcCheckArea {
  const changed = proxyOf(settings).kind !== 'none'
  return {
    id: 'internet-options',
    state: changed ? 'attention' : 'good',
    finding: changed ? 'internet-options-changed' : 'internet-options-default',
    details: detailsOf(proxyDetails(settings)),
  }
}
