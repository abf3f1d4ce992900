import type { PcCheckArea } from '../../../shared/pc-check'
import type { Host } from '../host'
import { detailsOf } from '../judge'

/**
 * What is started by itself and does not come from Apple: the names of the jobs, such as "com.google.keystone.agent".
 * Login items are not among them: macOS tells them only to who may steer other programs.
 */
export async function checkStartUp(host: Host): Promise<PcCheckArea> {
  const lists = await Promise.all([
    host.list('/Library/LaunchAgents'),
    host.list('/Library/LaunchDaemons'),
    host.list(`${host.facts.home}/Library/LaunchAgents`).catch(() => []),
  ])
  return judgeStartUp(lists.flat())
}

export const judgeStartUp = (files: readonly string[]): PcCheckArea => ({
  id: 'start-up',
  state: 'good',
  finding: 'start-up-listed',
  details: detailsOf(
    files
      .filter((name) => name.endsWith('.plist') && !name.startsWith('com.apple.'))
      .map((name) => name.replace(/\.plist$/, ''))
      .sort(),
  ),
})
