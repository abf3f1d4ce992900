import type { Host } from '../host'
import type { MachineReadings } from '../readers'
import {
  bytesOf,
  hasSubkey,
  numberOf,
  readBelow,
  readKey,
  readTree,
  type Tree,
  textOf,
  type Values,
} from './registry'

const settings = 'Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings'

export type Kind = NonNullable<MachineReadings['proxy']>['kind']

/**
 * What Windows would use: a script before a fixed server, and what it found by itself last. Looking by itself is on
 * almost everywhere and almost nowhere finds anything, so it counts only with the address found in this network.
 */
export function proxyKind(values: Values, connections: Values | undefined, found: Tree | undefined): Kind {
  if (textOf(values, 'AutoConfigURL') !== null) return 'pac'
  if (numberOf(values, 'ProxyEnable') === 1 && textOf(values, 'ProxyServer') !== null) return 'manual'
  // The ninth byte: 1 direct, 2 server, 4 script, 8 look by itself.
  const flags = Number.parseInt(bytesOf(connections, 'DefaultConnectionSettings')?.slice(16, 18) ?? '0', 16)
  const network = textOf(found?.get(''), 'WpadLastNetwork')?.toLowerCase()
  const address = network === undefined ? null : textOf(found?.get(network), 'WpadDetectedUrl')
  return (flags & 8) !== 0 && address !== null ? 'automatic' : 'none'
}

/** The settings of this user, or of the whole PC where an administrator said so. Rejects where they could not be read. */
export async function readProxySettings(host: Host): Promise<{ kind: Kind; server: string | null }> {
  const policy = await readBelow(host, 'HKLM\\SOFTWARE\\Policies\\Microsoft', [
    'Windows',
    'CurrentVersion',
    'Internet Settings',
  ])
  const root = numberOf(policy?.values, 'ProxySettingsPerUser') === 0 ? 'HKLM' : 'HKCU'
  const key = await readKey(host, `${root}\\${settings}`)
  const connections = hasSubkey(key, 'Connections')
    ? (await readKey(host, `${root}\\${settings}\\Connections`)).values
    : undefined
  const found = hasSubkey(key, 'Wpad') ? await readTree(host, `${root}\\${settings}\\Wpad`) : undefined
  const kind = proxyKind(key.values, connections, found)
  const server = { manual: 'ProxyServer', pac: 'AutoConfigURL', automatic: null, none: null }[kind]
  return { kind, server: server === null ? null : textOf(key.values, server) }
}

/** Whether it asks for a password is seen only by using it. */
export async function readProxy(host: Host): Promise<NonNullable<MachineReadings['proxy']>> {
  return { kind: (await readProxySettings(host)).kind, authentication: null }
}
