import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Environment } from '../../src/shared/environment'
import type { Inventory } from '../../src/shared/inventory'
import type { KeptReceipt } from '../../src/shared/ipc'
import { type Event, isLate, type Joined, next, type Phase } from '../../src/shared/journey'
import { newlyLive } from '../../src/shared/journey-live'
import type { PcCheckResult } from '../../src/shared/pc-check'
import type { Consent } from '../../src/shared/receipt'

/** Frozen to the bottom: whoever writes into it throws. */
function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freeze)
  return value
}

const consent: Consent = {
  documents: [
    {
      acceptance: {
        id: 'license',
        version: '1',
        language: 'ja',
        sha256: 'a1'.repeat(32),
        acceptedAt: '2026-11-01T00:00:00.000Z',
        agentVersion: '0.1.0',
      },
      record: 'e1'.repeat(16),
    },
  ],
}
const environment = (verdict: Environment['verdict']): Environment => ({ profile: 'p', verdict, checks: [] })
const inventory: Inventory = { items: [{ id: 'os', value: 'Windows 11' }], refused: ['cpu'] }
const joined: Joined = {
  session: 'session-1',
  operator: { name: '佐藤', company: 'みらいネット' },
  joinedAt: '2026-11-01T00:01:00.000Z',
  challenge: 'c4'.repeat(32),
  relayKey: '1d'.repeat(32),
}
const approvedAt = '2026-11-01T00:02:00.000Z'
const sharedFrom = '2026-11-01T00:03:00.000Z'
const endedAt = '2026-11-01T00:04:00.000Z'
const receipt: KeptReceipt = {
  record: {
    seq: 2,
    kind: 'receipt',
    id: 'e2'.repeat(16),
    at: endedAt,
    body: 'b0'.repeat(32),
    prev: 'a0'.repeat(32),
    hash: 'c0'.repeat(32),
  },
  receipt: {
    v: 1,
    session: joined.session,
    agentVersion: '0.1.0',
    service: { profile: 'p', company: { ja: '窓口', en: 'Desk' }, phone: '0120' },
    operator: joined.operator,
    joinedAt: joined.joinedAt,
    approvedAt,
    endedAt,
    reason: 'customer',
    documents: consent.documents,
    environment: { verdict: 'pass', sent: [] },
    sent: inventory,
    routerShown: [],
    pcChecks: [],
    shown: null,
    held: [],
    otherDisplays: null,
    stills: [],
    controlled: [],
    transferred: [],
  },
}
const result: PcCheckResult = { checkedAt: '2026-11-01T00:03:30.000Z', areas: [] }

const say = freeze({
  consented: { type: 'consented', consent },
  declined: { type: 'declined' },
  checking: { type: 'checking' },
  checked: { type: 'checked', environment: environment('warn') },
  'environment-confirmed': { type: 'environment-confirmed' },
  'inventory-agreed': { type: 'inventory-agreed', inventory },
  reconsidered: { type: 'reconsidered' },
  'code-asked': { type: 'code-asked' },
  'code-refused': { type: 'code-refused', error: 'code-unknown' },
  joined: { type: 'joined', joined },
  verified: { type: 'verified', places: [1, 2, 3] },
  'caller-named': { type: 'caller-named' },
  approved: { type: 'approved', approvedAt },
  'contact-lost': { type: 'contact-lost', at: sharedFrom },
  'contact-back': { type: 'contact-back' },
  'words-again': { type: 'words-again', places: [4, 5, 6] },
  'words-same': { type: 'words-same' },
  picture: { type: 'picture', state: 'running', at: sharedFrom },
  displays: { type: 'displays', list: [], shown: null },
  'other-shown': { type: 'other-shown', at: sharedFrom },
  'others-asked': { type: 'others-asked', at: sharedFrom },
  'others-answered': { type: 'others-answered', granted: true },
  'still-asked': { type: 'still-asked', at: sharedFrom },
  'still-answered': { type: 'still-answered', granted: true },
  'go-on-asked': { type: 'go-on-asked', until: endedAt },
  'go-on-answered': { type: 'go-on-answered' },
  limited: { type: 'limited', endsAt: endedAt },
  'router-shown': { type: 'router-shown', at: sharedFrom },
  'router-hidden': { type: 'router-hidden' },
  'pc-check-asked': { type: 'pc-check-asked', at: sharedFrom },
  'pc-check-answered': { type: 'pc-check-answered', granted: true },
  'pc-checked': { type: 'pc-checked', result },
  ended: { type: 'ended', reason: 'customer', receipt },
  'receipt-unwritten': { type: 'receipt-unwritten', record: receipt.record.id },
  'report-answered': { type: 'report-answered', told: true },
  restarted: { type: 'restarted' },
  forgotten: { type: 'forgotten' },
} as const satisfies { [Type in Event['type']]: Event & { type: Type } })

type Said = keyof typeof say
const types = Object.keys(say) as Said[]
const events: readonly Event[] = [
  ...Object.values(say),
  freeze<Event>({ type: 'checked', environment: environment('fail') }),
  freeze<Event>({ type: 'checked', environment: environment('pass') }),
  freeze<Event>({ type: 'ended', reason: 'operator-gone', receipt: null }),
  freeze<Event>({ type: 'pc-check-answered', granted: false }),
  freeze<Event>({ type: 'ended', reason: 'reported', receipt }),
  freeze<Event>({ type: 'report-answered', told: false }),
]

const first: Phase = freeze({ name: 'documents' })

function moved(phase: Phase, event: Event): Phase {
  const to = next(phase, event)
  if (isLate(to)) throw new Error(to.late)
  return freeze(to)
}

/** The phase after events that all fit; throws at one that does not. */
function phaseAfter(...said: Said[]): Phase {
  return said.reduce<Phase>((phase, type) => moved(phase, say[type]), first)
}

const toCode = ['consented', 'checked', 'environment-confirmed', 'inventory-agreed'] as const
const toApproval = [...toCode, 'code-asked', 'joined', 'verified'] as const

const toLive = [...toApproval, 'caller-named', 'approved', 'picture'] as const
/** What may begin at any time while live. */
const begun = {
  ended: 'ended',
  'contact-lost': 'live',
  displays: 'live',
  'others-asked': 'live',
  'still-asked': 'live',
  'go-on-asked': 'live',
  limited: 'live',
} as const
const asking = { ...begun, 'router-shown': 'live', 'pc-check-asked': 'live' } as const

/** The customer ended it by the button for what is suspicious. */
const reported = moved(phaseAfter(...toApproval), { type: 'ended', reason: 'reported', receipt })

/** Every kind of place there is, and the only events that it takes, with where they lead. */
const table = {
  documents: { at: first, takes: { consented: 'environment', declined: 'closed' } },
  'environment, unread': {
    at: phaseAfter('consented'),
    takes: { checking: 'environment', checked: 'environment', forgotten: 'documents' },
  },
  'environment, good': {
    at: phaseAfter('consented', 'checked'),
    takes: {
      checking: 'environment',
      checked: 'environment',
      'environment-confirmed': 'inventory',
      forgotten: 'documents',
    },
  },
  'environment, failed': {
    at: freeze<Phase>({ name: 'environment', consent, environment: environment('fail') }),
    takes: { checking: 'environment', checked: 'environment', forgotten: 'documents' },
  },
  inventory: {
    at: phaseAfter('consented', 'checked', 'environment-confirmed'),
    takes: { 'inventory-agreed': 'code', forgotten: 'documents' },
  },
  'code, ready': {
    at: phaseAfter(...toCode),
    takes: { reconsidered: 'inventory', 'code-asked': 'code', forgotten: 'documents' },
  },
  'code, asking': {
    at: phaseAfter(...toCode, 'code-asked'),
    takes: { 'code-refused': 'code', joined: 'joining' },
  },
  joining: {
    at: phaseAfter(...toCode, 'code-asked', 'joined'),
    takes: { verified: 'approval', ended: 'ended' },
  },
  'approval, nobody named': {
    at: phaseAfter(...toApproval),
    takes: { 'caller-named': 'approval', ended: 'ended', 'contact-lost': 'approval' },
  },
  'approval, contact lost': {
    at: phaseAfter(...toApproval, 'caller-named', 'contact-lost'),
    takes: {
      'caller-named': 'approval',
      ended: 'ended',
      'contact-back': 'approval',
      'words-again': 'approval',
    },
  },
  'approval, caller named': {
    at: phaseAfter(...toApproval, 'caller-named'),
    takes: { 'caller-named': 'approval', approved: 'live', ended: 'ended', 'contact-lost': 'approval' },
  },
  'live, starting': {
    at: phaseAfter(...toApproval, 'caller-named', 'approved'),
    takes: { picture: 'live', ...asking },
  },
  'live, shown': {
    at: phaseAfter(...toLive),
    takes: asking,
  },
  'live, router shown': {
    at: phaseAfter(...toLive, 'router-shown'),
    takes: { ...begun, 'router-hidden': 'live', 'pc-check-asked': 'live' },
  },
  'live, check asked': {
    at: phaseAfter(...toLive, 'pc-check-asked'),
    takes: { ...begun, 'router-shown': 'live', 'pc-check-answered': 'live' },
  },
  'live, check granted': {
    at: phaseAfter(...toLive, 'pc-check-asked', 'pc-check-answered'),
    takes: { ...begun, 'router-shown': 'live', 'pc-checked': 'live' },
  },
  'live, checked': {
    at: phaseAfter(...toLive, 'pc-check-asked', 'pc-check-answered', 'pc-checked'),
    takes: asking,
  },
  ended: {
    at: phaseAfter(...toApproval, 'ended'),
    takes: { 'receipt-unwritten': 'ended', restarted: 'environment', forgotten: 'documents' },
  },
  'ended, reported': {
    at: reported,
    takes: {
      'receipt-unwritten': 'ended',
      'report-answered': 'ended',
      restarted: 'environment',
      forgotten: 'documents',
    },
  },
  closed: { at: phaseAfter('declined'), takes: {} },
} as const satisfies Record<string, { at: Phase; takes: { readonly [Type in Said]?: Phase['name'] } }>

describe.each(Object.entries(table))('in %s', (_place, { at, takes }) => {
  const taken: { readonly [Type in Said]?: Phase['name'] } = takes
  it.each(types)('%s moves on or is late', (type) => {
    const moved = next(at, say[type])
    const to = taken[type]
    if (to === undefined) expect(moved).toEqual({ late: `${type} in phase ${at.name}` })
    else expect(isLate(moved) ? moved : moved.name).toBe(to)
  })
})

describe('the evidence', () => {
  it('is handed on whole, phase by phase', () => {
    expect(phaseAfter(...toLive)).toEqual({
      name: 'live',
      consent,
      environment: environment('warn'),
      inventory,
      approval: { verified: { joined, places: [1, 2, 3] }, approvedAt },
      ...newlyLive,
      sharedFrom,
      picture: 'running',
    })
  })

  it('keeps nothing of a session but the consent and the receipt when it ends', () => {
    expect(phaseAfter(...toApproval, 'caller-named', 'approved', 'ended')).toEqual({
      name: 'ended',
      consent,
      session: joined.session,
      reason: 'customer',
      receipt,
      unwritten: false,
      report: null,
    })
  })

  it('of a report is what the relay answered, once, and nothing is said of any other end', () => {
    expect(reported).toMatchObject({ name: 'ended', reason: 'reported', report: 'telling' })
    const told = moved(reported, { type: 'report-answered', told: true })
    expect(told).toEqual({ ...reported, report: 'told' })
    expect(isLate(next(told, { type: 'report-answered', told: false }))).toBe(true)
    expect(moved(reported, { type: 'report-answered', told: false })).toMatchObject({ report: 'untold' })
    const scam = moved(phaseAfter(...toApproval), { type: 'ended', reason: 'scam', receipt })
    expect(scam).toMatchObject({ report: 'telling' })
  })

  it('is asked for anew after the end: only the consent stays', () => {
    expect(phaseAfter(...toApproval, 'ended', 'restarted')).toEqual({
      name: 'environment',
      consent,
      environment: null,
    })
  })

  it('of an earlier check is gone while the machine is checked again', () => {
    expect(phaseAfter('consented', 'checked', 'checking')).toEqual({
      name: 'environment',
      consent,
      environment: null,
    })
  })

  it('of a refused code says why, and the next try says nothing', () => {
    expect(phaseAfter(...toCode, 'code-asked', 'code-refused')).toMatchObject({
      asking: false,
      error: 'code-unknown',
    })
    expect(phaseAfter(...toCode, 'code-asked', 'code-refused', 'code-asked')).toMatchObject({
      asking: true,
      error: null,
    })
  })

  it('of a failed environment goes nowhere', () => {
    const failed = table['environment, failed'].at
    for (const event of events) {
      const moved = next(failed, event)
      expect(isLate(moved) || moved.name === 'environment' || event.type === 'forgotten').toBe(true)
    }
  })
})

/** What must be there in each phase, and with which names: nothing more, nothing less. */
const parts: Readonly<Record<Phase['name'], readonly string[]>> = {
  documents: [],
  environment: ['consent', 'environment'],
  inventory: ['consent', 'environment'],
  code: ['asking', 'consent', 'environment', 'error', 'inventory'],
  joining: ['consent', 'environment', 'inventory', 'joined'],
  approval: ['caller', 'consent', 'contact', 'environment', 'inventory', 'verified'],
  live: ['approval', 'consent', 'environment', 'inventory', ...Object.keys(newlyLive)].sort(),
  ended: ['consent', 'reason', 'receipt', 'report', 'session', 'unwritten'],
  closed: [],
}
const needed = ['consent', 'inventory', 'joined', 'verified', 'approval'] as const
const passedFrom: readonly Phase['name'][] = ['inventory', 'code', 'joining', 'approval', 'live']
const joinedPhases: readonly Phase['name'][] = ['joining', 'approval', 'live']

/** A part of the straight way, so that every phase is reached, and then whatever comes. */
const straight: readonly Event[] = [
  ...toApproval,
  'caller-named',
  'approved',
  'picture',
  'pc-check-asked',
  'pc-check-answered',
  'pc-checked',
  'ended',
  'restarted',
].map((type) => say[type as Said])
const walks = fc
  .tuple(fc.nat(straight.length), fc.array(fc.constantFrom(...events), { size: '+1' }))
  .map(([part, rest]) => [...straight.slice(0, part), ...rest])

function walk(events: readonly Event[], seen: (from: Phase, event: Event, to: Phase) => void): Phase {
  return events.reduce<Phase>((phase, event) => {
    const moved = next(phase, event)
    if (isLate(moved)) return phase
    seen(phase, event, freeze(moved))
    return moved
  }, first)
}

describe('any order of events', () => {
  it('never reaches a phase without its evidence', () => {
    const reached = new Set<Phase['name']>()
    fc.assert(
      fc.property(walks, (way) => {
        walk(way, (_from, _event, to) => {
          reached.add(to.name)
          const { name, ...rest } = to
          expect(Object.keys(rest).sort()).toEqual(parts[name])
          for (const one of needed) if (one in rest) expect(Reflect.get(rest, one)).toBeTruthy()
          if (passedFrom.includes(name))
            expect(Reflect.get(rest, 'environment')).toMatchObject({
              verdict: expect.stringMatching(/^(pass|warn)$/),
            })
        })
      }),
      { numRuns: 300 },
    )
    expect([...new Set([...reached, 'documents', 'closed'])].sort()).toEqual(Object.keys(parts).sort())
  })

  it('never approves before the caller was named, for exactly this session', () => {
    let approvals = 0
    fc.assert(
      fc.property(walks, (way) => {
        let named = false
        walk(way, (_from, event, to) => {
          if (to.name === 'joining') named = false
          if (event.type === 'caller-named') named = true
          if (event.type !== 'approved') return
          approvals++
          expect(named).toBe(true)
        })
      }),
      { numRuns: 300 },
    )
    expect(approvals).toBeGreaterThan(0)
  })

  it('reads nothing for a PC check that was not granted, and answers each asking once', () => {
    let results = 0
    fc.assert(
      fc.property(walks, (way) => {
        walk(way, (_from, _event, to) => {
          if (to.name !== 'live') return
          for (const check of to.pcChecks) {
            if (check.result === null) continue
            results++
            expect(check.answer).toBe('granted')
          }
          for (const earlier of to.pcChecks.slice(0, -1))
            expect(earlier.answer === 'refused' || earlier.result !== null).toBe(true)
        })
      }),
      { numRuns: 300 },
    )
    expect(results).toBeGreaterThan(0)
  })

  it('ends only what was joined', () => {
    fc.assert(
      fc.property(walks, (way) => {
        walk(way, (from, event, to) => {
          if (to.name === 'ended' && event.type !== 'receipt-unwritten' && event.type !== 'report-answered')
            expect(joinedPhases).toContain(from.name)
        })
      }),
    )
  })

  it('has one answer each time, and leaves its input as it was', () => {
    fc.assert(
      fc.property(walks, fc.constantFrom(...events), (way, event) => {
        const phase = walk(way, () => undefined)
        const copy = structuredClone(phase)
        expect(next(freeze(phase), event)).toEqual(next(copy, event))
        expect(phase).toEqual(copy)
      }),
    )
  })
})

describe('an event that does not exist', () => {
  it.each(['documents', 'live'])('changes nothing in %s', (name) => {
    const at = name === 'live' ? phaseAfter(...toLive) : first
    expect(isLate(next(at, { type: 'forged' } as unknown as Event))).toBe(true)
  })
})
