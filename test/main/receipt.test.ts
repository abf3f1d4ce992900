import { describe, expect, it } from 'vitest'
import { receiptOf } from '../../src/main/receipt'
import type { Check } from '../../src/shared/environment'
import type { Phase } from '../../src/shared/journey'
import type { EndReason } from '../../src/shared/protocol'
import { receipt } from '../../src/shared/receipt'
import { approvedAt, consent, endedAt, inventory, joined, phases, sharedFrom } from './evidence'

const service = {
  id: 'default',
  company: { ja: 'サポート窓口', en: 'Support desk' },
  phone: '0120-000-000',
}
const of = (phase: Phase, reason: EndReason) =>
  receiptOf(phase, { reason, endedAt, service, version: '0.1.0' })

describe('the receipt', () => {
  it('of a whole session says what was agreed to, sent and shown', () => {
    expect(receipt.parse(of(phases.live, 'customer'))).toEqual({
      v: 1,
      session: joined.session,
      relayKey: joined.relayKey,
      agentVersion: '0.1.0',
      service: { profile: 'default', company: service.company, phone: service.phone },
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
      shown: { from: sharedFrom, to: endedAt },
      held: [],
      otherDisplays: null,
      stills: [],
      controlled: [],
      transferred: [],
    })
  })

  it('keeps the card as it was sent: the values of what was agreed to, and no others', () => {
    const line = { verdict: 'pass', asked: null, advice: 'fine', withheld: false } as const
    const checks: Check[] = [
      { ...line, id: 'os', found: 'Windows 11 64-bit' },
      { ...line, id: 'cpu', found: '8 × CPU' },
    ]
    const environment = { profile: 'default', verdict: 'pass', checks } as const
    expect(of({ ...phases.live, environment }, 'customer')?.environment.sent).toEqual([
      checks[0],
      { ...line, id: 'cpu', found: null, withheld: true },
    ])
    expect(of({ ...phases.approval, environment }, 'customer')?.environment.sent).toEqual([])
  })

  it('lists nothing as sent, approved or shown that never came to that', () => {
    for (const phase of [phases.joining, phases.approval])
      expect(receipt.parse(of(phase, 'refused'))).toMatchObject({
        session: joined.session,
        reason: 'refused',
        approvedAt: null,
        sent: { items: [], refused: [] },
        shown: null,
      })
  })

  it('lists as sent what was sent, even where no picture was ever shown', () => {
    expect(of({ ...phases.live, sharedFrom: null }, 'failed')).toMatchObject({
      approvedAt,
      sent: inventory,
      shown: null,
    })
  })

  it('says when the router was shown and what came of a PC check, and not what was typed', () => {
    const router = { shownAt: [sharedFrom], open: true }
    const pcChecks = [{ askedAt: approvedAt, answer: 'refused', result: null } as const]
    expect(of({ ...phases.live, router, pcChecks }, 'customer')).toMatchObject({
      routerShown: [sharedFrom],
      pcChecks,
    })
  })

  it('says when there was no picture and why, up to the end where it lasts so long', () => {
    const past = [{ from: approvedAt, to: sharedFrom, why: 'contact' } as const]
    const held = { past, now: { from: sharedFrom, why: 'paused' } } as const
    expect(of({ ...phases.live, held }, 'customer')?.held).toEqual([
      ...past,
      { from: sharedFrom, to: endedAt, why: 'paused' },
    ])
    expect(of(phases.approval, 'customer')?.held).toEqual([])
  })

  it('says what was asked of other displays and of stills, and what came of it', () => {
    const stills = [{ askedAt: approvedAt, answer: 'granted' } as const]
    for (const [answer, kept] of [
      ['asked', null],
      ['refused', 'refused'],
      ['granted', 'granted'],
    ] as const) {
      const others = { answer, askedAt: approvedAt, shownAt: [sharedFrom] }
      expect(receipt.parse(of({ ...phases.live, others, stills }, 'customer'))).toMatchObject({
        otherDisplays: { askedAt: approvedAt, answer: kept, shownAt: [sharedFrom] },
        stills,
      })
    }
  })

  it('is only of a session that somebody had joined', () => {
    const { documents, environment, inventory, code, ended, closed } = phases
    for (const phase of [documents, environment, inventory, code, ended, closed])
      expect([phase.name, of(phase, 'customer')]).toEqual([phase.name, null])
  })
})
