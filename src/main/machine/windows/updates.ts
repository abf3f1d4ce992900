import type { PcCheckArea } from '../../../shared/pc-check'
import type { Host } from '../host'
import { detailsOf } from '../judge'
import { askWindows } from './power-shell'
import { orNull } from './programs'
import { numberOf, readBelow, readKey, textOf } from './registry'

export type Updates = {
  /** Installed, but a restart is still asked for. */
  readonly restart: boolean
  /** The service is off, a policy says "do not" or "ask first", or the customer put updates off. */
  readonly manual: boolean
  /** Numbers of updates that are known and not installed; null = not known. */
  readonly pending: readonly string[] | null
}

/** New signatures for Windows' own virus protection come several times a day: one is nearly always on its way. */
const SIGNATURES = 'KB2267602'

/** The one that most needs something done comes first. */
export function judgeUpdates({ restart, manual, pending }: Updates): PcCheckArea {
  const waiting = (pending ?? []).filter((number) => number !== SIGNATURES)
  const area = (finding: PcCheckArea['finding']): PcCheckArea => ({
    id: 'updates',
    state: finding === 'updates-automatic' ? 'good' : 'attention',
    finding,
    details: detailsOf(waiting),
  })
  if (restart) return area('updates-restart')
  if (manual) return area('updates-manual')
  return area(waiting.length > 0 ? 'updates-pending' : 'updates-automatic')
}

/** Windows 10 and 11 install by themselves; each of these says that this one does not. `now` is for put-off updates. */
async function isManual(host: Host, now: Date): Promise<boolean> {
  const [service, policy, settings] = await Promise.all([
    readKey(host, 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\wuauserv'),
    readBelow(host, 'HKLM\\SOFTWARE\\Policies\\Microsoft', ['Windows', 'WindowsUpdate', 'AU']),
    readBelow(host, 'HKLM\\SOFTWARE\\Microsoft\\WindowsUpdate', ['UX', 'Settings']),
  ])
  if (numberOf(service.values, 'Start') === 4) return true
  if (numberOf(policy?.values, 'NoAutoUpdate') === 1) return true
  // 2 asks before it downloads, 3 before it installs.
  if ([2, 3].includes(numberOf(policy?.values, 'AUOptions') ?? 4)) return true
  const until = Date.parse(textOf(settings?.values, 'PauseUpdatesExpiryTime') ?? '')
  return Number.isFinite(until) && until > now.getTime()
}

async function isRestartWanted(host: Host): Promise<boolean> {
  const path = ['WindowsUpdate', 'Auto Update', 'RebootRequired']
  return (await readBelow(host, 'HKLM\\Software\\Microsoft\\Windows\\CurrentVersion', path)) !== null
}

export async function updates(host: Host, now = new Date()): Promise<PcCheckArea> {
  const [restart, manual, pending] = await Promise.all([
    isRestartWanted(host),
    isManual(host, now),
    orNull(askWindows(host, 'pending')),
  ])
  return judgeUpdates({ restart, manual, pending })
}
