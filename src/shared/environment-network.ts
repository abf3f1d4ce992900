import type { Check, Line, NetworkReadings, Reach } from './environment'
import { assertNever } from './errors'
import type { NetworkRules, PlatformRules } from './profile'

/** The ways to the relay and to the servers that a picture may go through, in the order of the lines. */
const ways = ['http', 'https', 'websocket', 'polling', 'udp', 'turn'] as const
type Way = (typeof ways)[number]

const blockedAdvice = {
  http: 'http-blocked',
  https: 'https-blocked',
  websocket: 'websocket-blocked',
  polling: 'polling-blocked',
  udp: 'udp-blocked',
  turn: 'turn-blocked',
} as const satisfies Record<Way, Check['advice']>

export function checkProxy(platform: PlatformRules, proxy: NetworkReadings['proxy']): Line {
  const line = { id: 'proxy', asked: platform.proxy === 'pass' ? null : 'none' } as const
  if (proxy === null) return { ...line, verdict: 'warn', found: null, advice: 'unreadable' }
  if (proxy.kind === 'none') return { ...line, verdict: 'pass', found: 'none', advice: 'fine' }
  return {
    ...line,
    verdict: platform.proxy,
    found: proxy.kind,
    advice: proxy.authentication === true ? 'proxy-authentication' : 'proxy-used',
  }
}

export function checkWays(rules: NetworkRules, read: NetworkReadings): Line[] {
  // Either kind of socket carries the signalling; without both there is no session, whatever the rules say of each.
  const silent = read.websocket?.state === 'blocked' && read.polling?.state === 'blocked'
  return ways.map((way) => {
    const line = checkWay(way, rules, read[way])
    return silent && (way === 'websocket' || way === 'polling')
      ? { ...line, verdict: 'fail', advice: 'signalling-blocked' }
      : line
  })
}

function checkWay(way: Way, rules: NetworkRules, reach: Reach): Line {
  const line = { id: way, asked: rules[way] === 'pass' ? null : askedOf(way, rules) } as const
  if (reach === null) return { ...line, verdict: 'warn', found: null, advice: 'unreadable' }
  switch (reach.state) {
    case 'reached':
      return { ...line, verdict: 'pass', found: reach.at, advice: 'fine' }
    case 'not-offered':
      return { ...line, asked: null, verdict: 'pass', found: 'not-offered', advice: 'not-offered' }
    case 'blocked':
      return { ...line, verdict: rules[way], found: 'blocked', advice: blockedAdvice[way] }
    default:
      return assertNever(reach.state)
  }
}

/** The same in every language. */
function askedOf(way: Way, rules: NetworkRules): string {
  switch (way) {
    case 'http':
      return `TCP ${rules.httpPort}`
    case 'https':
    case 'websocket':
    case 'polling':
      return `TCP ${rules.httpsPort}`
    case 'udp':
      return 'UDP'
    case 'turn':
      return 'TURN'
    default:
      return assertNever(way)
  }
}
