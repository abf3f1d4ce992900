import type { Host } from '../host'
import type { MachineReadings } from '../readers'

export type Proxy = NonNullable<MachineReadings['proxy']>

export const readProxySettings = async (host: Host): Promise<ReadonlyMap<string, string>> =>
  proxySettingsIn(await host.run('/usr/sbin/scutil', ['--proxy']))

/** The values of the outer braces; what applies to single networks stands deeper, under the same names. */
export function proxySettingsIn(output: string): ReadonlyMap<string, string> {
  const settings = new Map<string, string>()
  let depth = 0
  for (const line of output.split('\n')) {
    const [, key, value] = /^\s*(\S+) : (.*?)\s*$/.exec(line) ?? []
    if (depth === 1 && key !== undefined && value !== undefined) settings.set(key, value)
    if (line.trimEnd().endsWith('{')) depth++
    else if (line.trim() === '}') depth--
  }
  if (!/^\s*<dictionary> \{/.test(output) || depth !== 0) throw new Error('no proxy settings')
  return settings
}

const protocols = ['HTTPS', 'HTTP', 'SOCKS'] as const

/** Discovery puts the address that it asks for where a fixed one would stand. */
const isDiscovered = (settings: ReadonlyMap<string, string>): boolean =>
  settings.get('ProxyAutoDiscoveryEnable') === '1' &&
  /^http:\/\/wpad\/wpad\.dat$/i.test(settings.get('ProxyAutoConfigURLString') ?? 'http://wpad/wpad.dat')

/**
 * In the order in which macOS itself asks: a file of rules, then fixed proxies, then discovery, which finds nothing in
 * most homes. A user name that is kept for the proxy tells that it asks for one; none tells nothing.
 */
export function proxyOf(settings: ReadonlyMap<string, string>): Proxy {
  const on = (name: string) => settings.get(`${name}Enable`) === '1'
  const used = protocols.filter(on)
  if (on('ProxyAutoConfig') && !isDiscovered(settings)) return { kind: 'pac', authentication: null }
  if (used.length > 0) {
    const asks = used.some((name) => (settings.get(`${name}User`) ?? '') !== '')
    return { kind: 'manual', authentication: asks ? true : null }
  }
  if (on('ProxyAutoDiscovery') || on('ProxyAutoConfig')) return { kind: 'automatic', authentication: null }
  return { kind: 'none', authentication: null }
}

/** "HTTP proxy.example.jp:8080", "PAC proxy.example.jp": where it leads, without whatever else an address may carry. */
export function proxyDetails(settings: ReadonlyMap<string, string>): string[] {
  const fixed = protocols
    .filter((name) => settings.get(`${name}Enable`) === '1')
    .map((name) => `${name} ${settings.get(`${name}Proxy`) ?? '?'}:${settings.get(`${name}Port`) ?? '?'}`)
  const { kind } = proxyOf(settings)
  const rules = settings.get('ProxyAutoConfigURLString') ?? ''
  if (kind === 'automatic') return ['WPAD']
  return kind === 'pac' ? [`PAC ${hostOf(rules)}`.trim(), ...fixed] : fixed
}

const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).host : '')
