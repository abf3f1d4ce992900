import {
  checkEnvironment,
  type Environment,
  type NetworkReadings,
  type Readings,
} from '../../shared/environment'
import type { NetworkRules, Profile } from '../../shared/profile'
import type { Consent } from '../../shared/receipt'
import type { MachineReadings } from '../machine/readers'

/** Where readings come from; none of them rejects, what could not be read is null. */
export type Sources = {
  readonly machine: () => Promise<MachineReadings>
  /** What only Electron can tell. */
  readonly screen: () => Pick<Readings, 'display' | 'language'>
  readonly network: (rules: NetworkRules, proxy: MachineReadings['proxy']) => Promise<NetworkReadings>
}

/**
 * Checks this machine by the profile's rules. The consent is the proof that the customer was asked first.
 * @param isWanted false as soon as it was withdrawn: then nothing more is read or asked
 * @returns null where it stopped
 */
export async function checkMachine(
  _consent: Consent,
  rules: Profile,
  sources: Sources,
  isWanted: () => boolean,
): Promise<Environment | null> {
  const { proxy, ...machine } = await sources.machine()
  if (!isWanted()) return null
  const network = await sources.network(rules.environment.network, proxy)
  return checkEnvironment(rules, { ...machine, ...sources.screen(), network })
}
