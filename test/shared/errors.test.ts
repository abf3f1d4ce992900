import { describe, expect, it } from 'vitest'
import { assertNever, Breach, refuse } from '../../src/shared/errors'

describe('a refusal', () => {
  it('is a name, and a field only where there is one', () => {
    expect(refuse('code-used')).toEqual({ ok: false, error: 'code-used' })
    expect(Object.keys(refuse('code-used'))).not.toContain('field')
    expect(refuse('message-malformed', 'code')).toEqual({
      ok: false,
      error: 'message-malformed',
      field: 'code',
    })
  })
})

describe('a breach', () => {
  it('is an error that knows its code', () => {
    const breach = new Breach('sender-unknown', 'approve')
    expect(breach).toBeInstanceOf(Error)
    expect([breach.name, breach.code, breach.message]).toEqual([
      'Breach',
      'sender-unknown',
      'sender-unknown: approve',
    ])
  })

  it('is what comes of a member that nobody handled', () => {
    expect(() => assertNever({ name: 'new' } as never)).toThrow(Breach)
  })
})
