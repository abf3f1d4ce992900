import type { PcCheckArea } from '../../../shared/pc-check'
import type { Host } from '../host'
import { detailsOf, unread } from '../judge'
import { orNull } from './programs'
import { type Kind, readProxySettings } from './proxy'
import { numberOf, readKey, textOf } from './registry'

/** "Medium-high", which Windows gives to the zone of the internet; 0 is a level that somebody put together. */
const MEDIUM_HIGH = 0x11500

export type InternetOptions = {
  readonly level: number | null
  readonly proxy: { readonly kind: Kind; readonly server: string | null }
  readonly startPage: string | null
}

/** The start page is shown for the operator to read out; whose it is, is the customer's own choice and no change. */
export function judgeInternetOptions({ level, proxy, startPage }: InternetOptions): PcCheckArea {
  if (level === null) return unread('internet-options')
  const changed = level !== MEDIUM_HIGH || proxy.kind !== 'none'
  return {
    id: 'internet-options',
    state: changed ? 'attention' : 'good',
    finding: changed ? 'internet-options-changed' : 'internet-options-default',
    details: detailsOf([
      `Zone 3: 0x${level.toString(16)}`,
      ...(proxy.kind === 'none' ? [] : [`Proxy: ${serverOf(proxy.server ?? proxy.kind)}`]),
      ...(startPage === null ? [] : [`Start Page: ${hostOf(startPage)}`]),
    ]),
  }
}

/** An address may carry a name and a password before the "@". */
const withoutUser = (address: string): string => address.replace(/[^/=;\s]*@/g, '')

/** Only the server: what follows may be long and may say what was read. */
const hostOf = (address: string): string =>
  URL.canParse(address) ? new URL(address).host || address.slice(0, 40) : withoutUser(address).slice(0, 40)

/** Of a PAC file only where it comes from; lists of proxies ("http=a:80;https=b:80") have no path. */
const serverOf = (address: string): string =>
  address.includes('://') ? hostOf(address) : withoutUser(address)

export async function internetOptions(host: Host): Promise<PcCheckArea> {
  const zones = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\Zones\\3'
  const [zone, proxy, main] = await Promise.all([
    readKey(host, zones),
    readProxySettings(host),
    orNull(readKey(host, 'HKCU\\Software\\Microsoft\\Internet Explorer\\Main')),
  ])
  const level = numberOf(zone.values, 'CurrentLevel')
  return judgeInternetOptions({ level, proxy, startPage: textOf(main?.values, 'Start Page') })
}
