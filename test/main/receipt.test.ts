import { describe, expect, it } from 'vitest'
import { receiptOf } from '../../src/main/receipt'
import type { Check } from '../../src/shared/environment'
import { receipt } from '../../src/shared/receipt'
import { approvedAt, consent, endedAt, inventory, joined, phases, sharedFrom } from './evidence'

describe('the receipt', () => {
  it('of a whole session says what was agreed to, sent and shown', () => {
    expect(receipt.parse(receiptOf(phases.live, 'customer', endedAt))).toEqual({
      v: 1,
      session: joined.session,
      operator: joined.operator,
      joinedAt: joined.joinedAt,
      approvedAt,
      endedAt,
      reason: 'customer',
      documents: consent.documents,
      environment: { profile: 'default', verdict: 'pass', sent: [] },
      sent: inventory,
      shown: { from: sharedFrom, to: endedAt },
    })
  })

  it('keeps the card as it was sent: the values of what was agreed to, and no others', () => {
    const line = { verdict: 'pass', asked: null, advice: 'fine', withheld: false } as const
    const checks: Check[] = [
      { ...line, id: 'os', found: 'Windows 11 64-bit' },
      { ...line, id: 'cpu', found: '8 × CPU' },
    ]
    const environment = { profile: 'default', verdict: 'pass', checks } as const
    expect(receiptOf({ ...phases.live, environment }, 'customer', endedAt)?.environment.sent).toEqual([
      checks[0],
      { ...line, id: 'cpu', found: null, withheld: true },
    ])
    expect(receiptOf({ ...phases.approval, environment }, 'customer', endedAt)?.environment.sent).toEqual([])
  })

  it('lists nothing as sent, approved or shown that never came to that', () => {
    for (const phase of [phases.joining, phases.approval])
      expect(receipt.parse(receiptOf(phase, 'refused', endedAt))).toMatchObject({
        session: joined.session,
        reason: 'refused',
        approvedAt: null,
        sent: { items: [], refused: [] },
        shown: null,
      })
  })

  it('lists as sent what was sent, even where no picture was ever shown', () => {
    expect(receiptOf({ ...phases.live, sharedFrom: null }, 'failed', endedAt)).toMatchObject({
      approvedAt,
      sent: inventory,
      shown: null,
    })
  })

  it('is only of a session that somebody had joined', () => {
    const { documents, environment, inventory, code, ended, closed } = phases
    for (const phase of [documents, environment, inventory, code, ended, closed])
      expect([phase.name, receiptOf(phase, 'customer', endedAt)]).toEqual([phase.name, null])
  })
})
