import type { PcCheckArea } from '../../../shared/pc-check'
import type { Host } from '../host'
import { detailsOf, unread } from '../judge'
import { isOn } from './antivirus'
import { askWindows, type Product } from './power-shell'
import { orNull } from './programs'
import { hasSubkey, type Key, numberOf, readBelow, readKey } from './registry'

const services = 'HKLM\\SYSTEM\\CurrentControlSet\\Services'
/** Where Windows keeps each profile, and where a policy may; the private one has an older and a newer name there. */
const profiles = [
  { name: 'Domain', key: 'DomainProfile', policies: ['DomainProfile'] },
  { name: 'Private', key: 'StandardProfile', policies: ['PrivateProfile', 'StandardProfile'] },
  { name: 'Public', key: 'PublicProfile', policies: ['PublicProfile'] },
] as const

export type Firewall = {
  /** The service itself is switched off, so that no profile counts. */
  readonly stopped: boolean
  /** Names of profiles that are switched off. */
  readonly off: readonly string[]
}

/** Windows' own firewall in every profile, or another that is on; `others` null = not known. */
export function judgeFirewall({ stopped, off }: Firewall, others: readonly Product[] | null): PcCheckArea {
  const instead = (others ?? []).filter(({ state }) => isOn(state)).map(({ name }) => name)
  const on = !stopped && off.length === 0
  if (on || instead.length > 0)
    return {
      id: 'firewall',
      state: 'good',
      finding: 'firewall-on',
      details: detailsOf([...(on ? ['Windows Defender Firewall'] : []), ...instead]),
    }
  // Another firewall may have taken over, and it is not known whether one did.
  if (others === null) return unread('firewall')
  return {
    id: 'firewall',
    state: 'attention',
    finding: 'firewall-off',
    details: detailsOf(stopped ? [] : off),
  }
}

/** Switched off by the key of a profile; what a policy says wins. On where nothing says anything, as Windows has it. */
export const isProfileOff = (own: Key, policies: readonly Key[]): boolean =>
  ([...policies, own].map(({ values }) => numberOf(values, 'EnableFirewall')).find((on) => on !== null) ??
    1) === 0

async function readFirewall(host: Host): Promise<Firewall> {
  const policies = 'HKLM\\SOFTWARE\\Policies\\Microsoft'
  const folder = `${services}\\SharedAccess\\Parameters\\FirewallPolicy`
  const [service, above] = await Promise.all([
    readKey(host, `${services}\\mpssvc`),
    readBelow(host, policies, ['WindowsFirewall']),
  ])
  const isRuled = (key: string) => above !== null && hasSubkey(above, key)
  const off = await Promise.all(
    profiles.map(async ({ name, key, policies: ruling }) => {
      const [own, ...rules] = await Promise.all([
        readKey(host, `${folder}\\${key}`),
        ...ruling.filter(isRuled).map((one) => readKey(host, `${policies}\\WindowsFirewall\\${one}`)),
      ])
      return isProfileOff(own, rules) ? [name] : []
    }),
  )
  return { stopped: numberOf(service.values, 'Start') === 4, off: off.flat() }
}

export async function firewall(host: Host): Promise<PcCheckArea> {
  const [own, products] = await Promise.all([readFirewall(host), orNull(askWindows(host, 'firewall'))])
  return judgeFirewall(own, products)
}
