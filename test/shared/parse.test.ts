import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { errorCodes } from '../../src/shared/errors'
import { parseMessage, parseValue } from '../../src/shared/parse'
import { z } from '../../src/shared/zod'

const schema = z.discriminatedUnion('type', [
  z.strictObject({ v: z.literal(1), type: z.literal('name'), name: z.string().max(5) }),
  z.strictObject({ v: z.literal(1), type: z.literal('deep'), inner: z.strictObject({ place: z.number() }) }),
])
const read = (raw: unknown, limit = 100) => parseMessage(schema, 1, raw, limit)

describe('one untrusted message', () => {
  it('is read from a value or from its text', () => {
    const message = { v: 1, type: 'name', name: 'abc' }
    expect(read(message)).toEqual({ ok: true, message })
    expect(read(JSON.stringify(message))).toEqual({ ok: true, message })
  })

  it('is refused with the name of the field that was wrong, and of its parents', () => {
    expect(read({ v: 1, type: 'name', name: 5 })).toMatchObject({ field: 'name' })
    expect(read({ v: 1, type: 'deep', inner: { place: 'here' } })).toMatchObject({ field: 'inner.place' })
    expect(read({ v: 1, type: 'deep', inner: { place: 1, more: 1 } })).toMatchObject({ field: 'inner.more' })
  })

  it('is refused with no more than three unknown fields, cut to 64 characters', () => {
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, place) => [`field-${place}`, 1]))
    expect(read({ v: 1, type: 'name', name: 'a', ...many })).toMatchObject({
      field: 'field-0,field-1,field-2',
    })
    const refused = read({ v: 1, type: 'name', name: 'a', ['x'.repeat(500)]: 1 })
    expect(refused).toMatchObject({ field: 'x'.repeat(64) })
  })

  it('is refused for its version before its shape is looked at', () => {
    expect(read({ v: 2, type: 'from the future', anything: true })).toEqual({
      ok: false,
      error: 'version-unknown',
      field: 'v',
    })
  })

  it('is refused by its length, counted in characters, before it is parsed', () => {
    const text = '{"v":1,"type":"name","name":"あ"}'
    expect(read(text, text.length)).toMatchObject({ ok: true })
    expect(read(text, text.length - 1)).toEqual({ ok: false, error: 'message-too-large' })
  })

  it('is refused with a name from the closed list, and never with what was in it', () => {
    const secret = 'correct-horse-battery'
    const places = fc.constantFrom(
      (value: unknown) => ({ v: value, type: 'name', name: 'a' }),
      (value: unknown) => ({ v: 1, type: value, name: 'a' }),
      (value: unknown) => ({ v: 1, type: 'name', name: value }),
      (value: unknown) => ({ v: 1, type: 'deep', inner: value }),
      (value: unknown) => ({ v: 1, type: 'deep', inner: { place: value } }),
      (value: unknown) => ({ v: 1, type: 'name', name: 'a', more: value }),
      (value: unknown) => value,
    )
    const values = fc.constantFrom<unknown>(secret, [secret], { value: secret }, `{"v":"${secret}"`)
    fc.assert(
      fc.property(places, values, fc.boolean(), (place, value, asText) => {
        const raw = place(value)
        const refused = read(asText ? JSON.stringify(raw) : raw, 1000)
        if (refused.ok) throw new Error('should have been refused')
        expect(errorCodes).toContain(refused.error)
        expect(JSON.stringify(refused)).not.toContain(secret)
      }),
    )
  })

  it('cannot reach into what objects are made of', () => {
    expect(read('{"v":1,"type":"name","name":"a","__proto__":{"admin":true}}')).toMatchObject({ ok: false })
    expect(read('{"v":1,"type":"name","name":"a","constructor":1}')).toMatchObject({ field: 'constructor' })
    expect('admin' in {}).toBe(false)
  })
})

describe('a value without an envelope', () => {
  it('is read whole or refused with the name of the field', () => {
    const body = z.strictObject({ user: z.string() })
    expect(parseValue(body, { user: 'a' })).toEqual({ ok: true, message: { user: 'a' } })
    expect(parseValue(body, { user: 1 })).toEqual({ ok: false, error: 'message-malformed', field: 'user' })
    expect(parseValue(body, undefined)).toEqual({ ok: false, error: 'message-malformed' })
  })
})
