import type { Host } from '../host'
import { orNull, systemProgram } from './programs'

/** The address of this PC on its way out: of the default route with the lowest cost, from the lines of `route print`. */
export function defaultInterface(routes: string): string | null {
  const found: { address: string; cost: number }[] = []
  for (const line of routes.split(/\r?\n/)) {
    // The gateway may be a word ("On-link", "リンク上"); a stored route has no interface, so it has one column less.
    const [, address, cost] =
      /^\s*0\.0\.0\.0\s+0\.0\.0\.0\s+\S.*?\s+(\d+\.\d+\.\d+\.\d+)\s+(\d+)\s*$/.exec(line) ?? []
    if (address !== undefined) found.push({ address, cost: Number(cost) })
  }
  return found.sort((a, b) => a.cost - b.cost)[0]?.address ?? null
}

/** Cards that only programs see: of virtual machines, by the maker's part of the address or the name that Windows gives. */
const virtualMakers = ['00:15:5d', '00:50:56', '00:0c:29', '00:05:69', '0a:00:27', '00:ff']
const isVirtual = (name: string, mac: string): boolean =>
  name.startsWith('vEthernet') || virtualMakers.some((maker) => mac.startsWith(maker))

/** As Windows writes it, "A4-5E-60-C2-11-7F": the card of the default route first, then the other real ones. */
export async function macAddress(host: Host): Promise<string | null> {
  const routes = await orNull(host.run(systemProgram(host, 'route.exe'), ['print', '-4']))
  const out = routes === null ? null : defaultInterface(routes)
  const cards = Object.entries(host.facts.interfaces).flatMap(([name, addresses = []]) => {
    const mac = addresses.find((one) => !one.internal)?.mac.toLowerCase()
    if (mac === undefined || /^[0:]*$/.test(mac)) return []
    const first = out !== null && addresses.some((one) => one.address === out)
    return first || !isVirtual(name, mac) ? [{ mac, first }] : []
  })
  const ordered = [...cards.filter(({ first }) => first), ...cards.filter(({ first }) => !first)]
  const texts = [...new Set(ordered.map(({ mac }) => mac.toUpperCase().replaceAll(':', '-')))]
  return texts.length === 0 ? null : texts.slice(0, 8).join(', ')
}
