import type { NetworkReadings } from '../../../shared/environment'
import type { Host } from '../host'

export type FoundProxy = NonNullable<NetworkReadings['proxy']> & {
  /** "proxy.example.jp:8080", never with a user. */
  readonly at: string | null
}

const NONE: FoundProxy = { kind: 'none', authentication: null, at: null }

/** The variables first, then the settings of the desktop. Rejects where a desktop has settings that cannot be read. */
export async function readProxy(host: Host): Promise<FoundProxy> {
  const { env } = host.facts
  const either = (name: string) => env[name] || env[name.toUpperCase()]
  const address = either('https_proxy') ?? either('http_proxy') ?? either('all_proxy')
  if (address !== undefined && either('no_proxy') !== '*') return fromAddress(address)
  const desktop = (env.XDG_CURRENT_DESKTOP ?? '').toUpperCase()
  if (desktop.includes('KDE')) return fromKde(host)
  const settings = host.run('gsettings', ['list-recursively', 'org.gnome.system.proxy'])
  if (/GNOME|UNITY|CINNAMON|MATE|BUDGIE/.test(desktop)) return fromGnome(await settings)
  // Elsewhere these settings count only if somebody installed them.
  return settings.then(fromGnome, () => NONE)
}

function fromAddress(address: string): FoundProxy {
  const whole = address.includes('://') ? address : `http://${address}`
  if (!URL.canParse(whole)) return { kind: 'manual', authentication: null, at: null }
  const { host, username } = new URL(whole)
  return { kind: 'manual', authentication: username === '' ? null : true, at: host || null }
}

/** One setting a line: schema, key, value; texts are quoted. */
function fromGnome(text: string): FoundProxy {
  const lines = text.matchAll(/^org\.gnome\.system\.proxy(?:\.(\w+))? (\S+) (.*)$/gm)
  const values = new Map([...lines].map(([, part = '', key, value = '']) => [`${part} ${key}`, value]))
  const textOf = (key: string) => /^'(.*)'$/.exec(values.get(key) ?? '')?.[1] ?? ''
  const mode = textOf(' mode')
  if (mode === 'auto') {
    const at = textOf(' autoconfig-url')
    return { kind: at === '' ? 'automatic' : 'pac', authentication: null, at: hostOf(at) }
  }
  if (mode !== 'manual') {
    if (mode !== 'none') throw new Error('the proxy settings say nothing')
    return NONE
  }
  const part = ['https', 'http', 'socks'].find((one) => textOf(`${one} host`) !== '')
  if (part === undefined) return NONE
  const authentication = values.get('http use-authentication') === 'true' ? true : null
  return { kind: 'manual', authentication, at: `${textOf(`${part} host`)}:${values.get(`${part} port`)}` }
}

/** ProxyType of kioslaverc: 0 none, 1 manual, 2 script, 3 found by itself, 4 by variables, of which there are none. */
async function fromKde(host: Host): Promise<FoundProxy> {
  const folder = host.facts.env.XDG_CONFIG_HOME || `${host.facts.home}/.config`
  // Written with the first change: without it nothing was ever set.
  if (!(await host.list(folder)).includes('kioslaverc')) return NONE
  const text = await host.file(`${folder}/kioslaverc`)
  const value = (key: string) => new RegExp(`^${key}=(.*)$`, 'm').exec(text)?.[1]?.trim() ?? ''
  switch (value('ProxyType')) {
    case '1':
      return fromAddress((value('httpsProxy') || value('httpProxy')).replace(/ (\d+)$/, ':$1'))
    case '2':
      return { kind: 'pac', authentication: null, at: hostOf(value('Proxy Config Script')) }
    case '3':
      return { kind: 'automatic', authentication: null, at: null }
    default:
      return NONE
  }
}

const hostOf = (address: string): string | null =>
  URL.canParse(address) ? new URL(address).host || null : null
