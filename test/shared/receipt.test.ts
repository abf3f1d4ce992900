import { describe, expect, it } from 'vitest'
import { consent, HELD, type Receipt, receipt } from '../../src/shared/receipt'

const at = '2026-11-01T00:00:00.000Z'
const acceptance = {
  id: 'license',
  version: '1',
  language: 'ja',
  sha256: 'a1'.repeat(32),
  acceptedAt: at,
  agentVersion: '0.1.0',
} as const
const document = { acceptance, record: 'e1'.repeat(16) }
const good: Receipt = {
  v: 1,
  session: 'session-1',
  agentVersion: '0.1.0',
  service: { profile: 'default', company: { ja: '窓口', en: 'Desk' }, phone: '0120' },
  operator: { name: '佐藤', company: 'みらいネット' },
  joinedAt: at,
  approvedAt: at,
  endedAt: at,
  reason: 'customer',
  documents: [document],
  environment: { verdict: 'pass', sent: [] },
  sent: { items: [{ id: 'os', value: 'Windows 11' }], refused: [] },
  routerShown: [at],
  pcChecks: [{ askedAt: at, answer: 'refused', result: null }],
  shown: { from: at, to: at },
  held: [{ from: at, to: at, why: 'paused' }],
  otherDisplays: { askedAt: at, answer: 'granted', shownAt: [at] },
  stills: [{ askedAt: at, answer: null }],
  controlled: [],
  transferred: [],
}

const of = (changed: object) => ({
  documents: [{ ...document, acceptance: { ...acceptance, ...changed } }],
})

describe('the consent', () => {
  it('is to at least one document, by its exact text', () => {
    expect(consent.safeParse({ documents: [document] }).success).toBe(true)
    expect(consent.safeParse({ documents: [] }).success).toBe(false)
    for (const sha256 of ['', 'a1', 'A1'.repeat(32)])
      expect(consent.safeParse(of({ sha256 })).success).toBe(false)
    expect(consent.safeParse(of({ acceptedAt: 'yesterday' })).success).toBe(false)
  })
})

describe('the receipt', () => {
  it('names the key that proved the operator, and is good without where none was asked for', () => {
    expect(receipt.parse({ ...good, relayKey: '1d'.repeat(32) })).toEqual({
      ...good,
      relayKey: '1d'.repeat(32),
    })
    expect(receipt.parse(good)).not.toHaveProperty('relayKey')
    for (const relayKey of ['', '1D'.repeat(32), null])
      expect(receipt.safeParse({ ...good, relayKey }).success).toBe(false)
  })

  it('names every time without a picture by a reason of the list, and no more of them than it has room for', () => {
    const [one] = good.held
    const takes = (held: unknown) => receipt.safeParse({ ...good, held }).success
    expect(takes([{ ...one, why: 'because' }])).toBe(false)
    expect(takes([{ ...one, why: 'running' }])).toBe(false)
    expect([takes(Array(HELD).fill(one)), takes(Array(HELD + 1).fill(one))]).toEqual([true, false])
  })

  it('says of other displays that nobody asked, or what was answered, or that nothing was', () => {
    const takes = (otherDisplays: unknown) => receipt.safeParse({ ...good, otherDisplays }).success
    expect([null, { askedAt: at, answer: null, shownAt: [] }].map(takes)).toEqual([true, true])
    expect(
      [
        { askedAt: at, answer: 'asked', shownAt: [] },
        { askedAt: at, answer: null },
      ].map(takes),
    ).toEqual([false, false])
  })

  it('is kept whole or not at all', () => {
    expect(receipt.parse(good)).toEqual(good)
    for (const field of Object.keys(good)) {
      const { [field]: _gone, ...rest }: Record<string, unknown> = { ...good }
      expect([field, receipt.safeParse(rest).success]).toEqual([field, false])
    }
    expect(receipt.safeParse({ ...good, screenshot: 'a' }).success).toBe(false)
  })

  it('has no room for what was typed of the router', () => {
    expect(receipt.safeParse({ ...good, router: { model: 'a' } }).success).toBe(false)
  })

  it('may say that it never came to an approval or to a picture', () => {
    expect(receipt.safeParse({ ...good, approvedAt: null, shown: null }).success).toBe(true)
  })
})
