import type { PcCheckArea } from '../../../shared/pc-check'
import type { Host } from '../host'
import { readPlist } from './property-list'

/** Up to macOS 14 also a file; from 15 on the program alone knows. */
export async function checkFirewall(host: Host): Promise<PcCheckArea> {
  const program = '/usr/libexec/ApplicationFirewall/socketfilterfw'
  const said = stateIn(await host.run(program, ['--getglobalstate']).catch(() => ''))
  return judgeFirewall(
    said ?? (await readPlist(host, '/Library/Preferences/com.apple.alf.plist')).get('globalstate'),
  )
}

/** "(State = 1)": the number, because the sentence before it differs by state. */
export function stateIn(output: string): number | null {
  const [, state] = /\(State = (\d)\)/.exec(output) ?? []
  return state === undefined ? null : Number(state)
}

/** 0 off, 1 on, 2 on and letting nothing in. */
export function judgeFirewall(state: unknown): PcCheckArea {
  if (state !== 0 && state !== 1 && state !== 2) throw new Error('no state of the firewall')
  return {
    id: 'firewall',
    state: state === 0 ? 'attention' : 'good',
    finding: state === 0 ? 'firewall-off' : 'firewall-on',
    details: [],
  }
}
