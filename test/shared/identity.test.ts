import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type IdentityClaim, identityText, joinNonce } from '../../src/shared/identity'

const claim: IdentityClaim = {
  nonce: '7a'.repeat(32),
  session: 'session-1',
  challenge: 'c4'.repeat(32),
  operator: { name: '佐藤 花子', company: 'みらいネット' },
}

describe('what a relay signs', () => {
  it('is this text, to the letter: both sides of every version make the same', () => {
    expect(identityText(claim)).toBe(
      `sobani operator identity v1\n["${'7a'.repeat(32)}","session-1","${'c4'.repeat(32)}","佐藤 花子","みらいネット"]`,
    )
  })

  it('differs wherever the claim differs: no name can pass for another field', () => {
    const word = fc.string({ unit: 'binary', maxLength: 12 })
    const text = fc.record({
      nonce: word,
      session: word,
      challenge: word,
      operator: fc.record({ name: word, company: word }),
    })
    const isSame = (one: IdentityClaim, two: IdentityClaim) =>
      JSON.stringify(Object.values(flat(one))) === JSON.stringify(Object.values(flat(two)))
    fc.assert(
      fc.property(text, text, (one, two) => {
        expect(identityText(one) === identityText(two)).toBe(isSame(one, two))
      }),
    )
    const shifted = { ...claim, operator: { name: '佐藤 花子","みらいネット', company: '' } }
    const broken = { ...claim, operator: { name: '佐藤 花子\nみらいネット', company: '' } }
    expect(new Set([claim, shifted, broken].map(identityText)).size).toBe(3)
  })

  it('takes a nonce of 32 bytes and nothing else', () => {
    for (const good of [claim.nonce, '0'.repeat(64)]) expect(joinNonce.safeParse(good).success).toBe(true)
    for (const bad of ['', '7a', '7A'.repeat(32), '7a'.repeat(33), ` ${'7a'.repeat(31)}`, 7])
      expect(joinNonce.safeParse(bad).success).toBe(false)
  })
})

const flat = ({ nonce, session, challenge, operator: { name, company } }: IdentityClaim) => ({
  nonce,
  session,
  challenge,
  name,
  company,
})
