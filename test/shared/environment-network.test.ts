import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  checkEnvironment,
  type NetworkReadings,
  type Reach,
  type Readings,
} from '../../src/shared/environment'
import { lineOf, mac, openNetwork, rules, rulesWith, said, windows11 } from './rules'

const ways = ['http', 'https', 'websocket', 'polling', 'udp', 'turn'] as const
const verdicts = ['pass', 'warn', 'fail'] as const
const blocked: Reach = { state: 'blocked', at: 'support.example.jp:443' }

const over = (network: Partial<NetworkReadings>, read: Readings = windows11): Readings => ({
  ...read,
  network: { ...openNetwork, ...network },
})

describe('a proxy', () => {
  const kinds = ['manual', 'pac', 'automatic'] as const

  it('is fine where there is none', () => {
    expect(lineOf(rules, windows11, 'proxy')).toMatchObject({ verdict: 'pass', found: 'none', asked: 'none' })
  })

  it.each(kinds)('of the kind %s gets what the profile says of this kind of system', (kind) => {
    for (const authentication of [false, null]) {
      const proxy = { kind, authentication }
      expect(said(over({ proxy }), 'proxy')).toBe('warn proxy-used')
      expect(said(over({ proxy }, mac), 'proxy')).toBe('fail proxy-used')
      expect(lineOf(rules, over({ proxy }), 'proxy')?.found).toBe(kind)
    }
  })

  it('that asks for a password says so', () => {
    const proxy = { kind: 'manual', authentication: true } as const
    expect(said(over({ proxy }), 'proxy')).toBe('warn proxy-authentication')
  })

  it('that could not be read is a warning, even where the profile does not mind one', () => {
    expect(said(over({ proxy: null }), 'proxy')).toBe('warn unreadable')
    const kind = rulesWith(({ windows }) => {
      if (windows !== undefined) windows.proxy = 'pass'
    })
    expect(said(over({ proxy: null }), 'proxy', kind)).toBe('warn unreadable')
    expect(lineOf(kind, over({ proxy: { kind: 'pac', authentication: false } }), 'proxy')).toMatchObject({
      verdict: 'pass',
      asked: null,
      advice: 'proxy-used',
    })
  })
})

describe.each(ways)('the way %s', (way) => {
  it('passes where it was reached, and says where and how fast', () => {
    expect(lineOf(rules, windows11, way)).toMatchObject({
      verdict: 'pass',
      found: openNetwork[way]?.at,
      advice: 'fine',
    })
  })

  it('gets the rule’s verdict and its own advice where it is blocked', () => {
    for (const verdict of verdicts) {
      const by = rulesWith(({ network }) => {
        network[way] = verdict
      })
      const line = lineOf(by, over({ [way]: blocked }), way)
      expect(line).toMatchObject({ verdict, found: 'blocked', advice: `${way}-blocked` })
      expect(line?.asked === null).toBe(verdict === 'pass')
    }
  })

  it('passes with a word of explanation where it is not offered', () => {
    const line = lineOf(rules, over({ [way]: { state: 'not-offered', at: '' } }), way)
    expect(line).toMatchObject({ verdict: 'pass', found: 'not-offered', asked: null, advice: 'not-offered' })
  })

  it('is a warning where it could not be tried, whatever the rule', () => {
    for (const verdict of verdicts) {
      const by = rulesWith(({ network }) => {
        network[way] = verdict
      })
      expect(lineOf(by, over({ [way]: null }), way)).toMatchObject({
        verdict: 'warn',
        found: null,
        advice: 'unreadable',
      })
    }
  })
})

describe('the ports', () => {
  it('are those of the rules', () => {
    const by = rulesWith(({ network }) => {
      network.httpPort = 8080
      network.httpsPort = 8443
    })
    expect(ways.map((way) => lineOf(by, windows11, way)?.asked)).toEqual([
      'TCP 8080',
      'TCP 8443',
      'TCP 8443',
      'TCP 8443',
      'UDP',
      'TURN',
    ])
  })
})

describe('both kinds of socket', () => {
  const reaches: fc.Arbitrary<Reach> = fc.constantFrom(
    blocked,
    null,
    { state: 'reached', at: 'support.example.jp:443, 9 ms' } as const,
    { state: 'not-offered', at: '' } as const,
  )

  it('stop the support only together, then whatever the rules say of each', () => {
    fc.assert(
      fc.property(
        reaches,
        reaches,
        fc.constantFrom(...verdicts),
        fc.constantFrom(...verdicts),
        (websocket, polling, ofWebsocket, ofPolling) => {
          const by = rulesWith(({ network }) => {
            network.websocket = ofWebsocket
            network.polling = ofPolling
          })
          const read = over({ websocket, polling })
          const lines = [said(read, 'websocket', by), said(read, 'polling', by)]
          if (websocket?.state === 'blocked' && polling?.state === 'blocked') {
            expect(lines).toEqual(['fail signalling-blocked', 'fail signalling-blocked'])
            expect(checkEnvironment(by, read).verdict).toBe('fail')
          } else expect(lines.join()).not.toContain('signalling-blocked')
        },
      ),
    )
  })
})
