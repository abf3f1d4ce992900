import type { Host } from '../host'

/** The inside of Macs with a T2 or a Touch Bar, the same in each of them. */
const COMMON_TO_ALL = 'ac:de:48:00:11:22'
const NONE = '00:00:00:00:00:00'
const MOST = 8

/**
 * As macOS writes it, "a4:83:e7:5c:12:34 (en0), ...": the card that the way into the internet goes through first. With a VPN that is a tunnel,
 * which has no address of its own: then the cards come in the order of the system.
 */
export async function cardsText(host: Host): Promise<string | null> {
  const route = await host.run('/sbin/route', ['-n', 'get', 'default']).catch(() => '')
  return cardsIn(host.facts.interfaces, routeInterface(route)).slice(0, MOST).join(', ') || null
}

export const routeInterface = (output: string): string | null =>
  /^\s*interface:\s*(\S+)\s*$/m.exec(output)?.[1] ?? null

/** On macOS "en" is what has a plug or an aerial; others (AirDrop, bridges, phones) only if the route goes there. */
export function cardsIn(interfaces: Host['facts']['interfaces'], first: string | null): string[] {
  const cards = Object.entries(interfaces).flatMap(([name, addresses]) => {
    const mac = addresses?.find((one) => !one.internal && one.mac !== NONE)?.mac
    const wanted = name === first || /^en\d+$/.test(name)
    return mac === undefined || mac === COMMON_TO_ALL || !wanted ? [] : [{ name, mac }]
  })
  return [...cards.filter((card) => card.name === first), ...cards.filter((card) => card.name !== first)].map(
    ({ name, mac }) => `${mac} (${name})`,
  )
}
