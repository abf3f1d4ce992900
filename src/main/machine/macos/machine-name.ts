import { machineName } from '../common'
import type { Host } from '../host'

/**
 * The name that the customer finds under "About": the host name is made from it, and changes with the network. Where none
 * was ever given, the host name.
 */
export async function computerName(host: Host): Promise<string | null> {
  const given = await host.run('/usr/sbin/scutil', ['--get', 'ComputerName']).catch(() => '')
  return given.trim() || machineName(host)
}
