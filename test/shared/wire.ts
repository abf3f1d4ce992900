import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseMessage } from '../../src/shared/parse'
import type { z } from '../../src/shared/zod'

type Message = { readonly v: number; readonly type: string }

/** What every union of messages promises, tried on one good message of each type. */
export function describeMessages<M extends Message>(
  name: string,
  schema: z.ZodType<M>,
  { version, limit }: { version: number; limit: number },
  good: { readonly [Type in M['type']]: M & { readonly type: Type } },
  /** Fields that may be null, as `type.field`. */
  nullable: readonly string[] = [],
): void {
  const messages = Object.values<M>(good)
  const read = (raw: unknown) => parseMessage(schema, version, raw, limit)

  describe(`${name}: each message`, () => {
    describe.each(messages.map((message) => [message.type, message] as const))('%s', (type, message) => {
      it('passes as a value and as text, and is the same after', () => {
        expect(read(message)).toEqual({ ok: true, message })
        expect(read(JSON.stringify(message))).toEqual({ ok: true, message })
      })

      it('is refused by name with a field that nobody knows', () => {
        expect(read({ ...message, extra: 'secret' })).toEqual({
          ok: false,
          error: 'message-malformed',
          field: 'extra',
        })
      })

      it('is refused by name in another version, or in none', () => {
        for (const v of [version + 1, 0, String(version), undefined, null])
          expect(read({ ...message, v })).toEqual({ ok: false, error: 'version-unknown', field: 'v' })
      })

      it('is refused without any one of its fields', () => {
        for (const field of Object.keys(message).filter((key) => key !== 'v')) {
          const { [field]: _gone, ...rest }: Record<string, unknown> = { ...message }
          expect([field, read(rest).ok]).toEqual([field, false])
        }
      })

      it('is refused where a field is of another kind, and the refusal never repeats it', () => {
        for (const [field, value] of Object.entries(message).filter(([key]) => key !== 'v'))
          for (const wrong of [
            null,
            ['secret'],
            { secret: 'secret' },
            typeof value === 'boolean' ? 1 : true,
          ]) {
            if (wrong === null && nullable.includes(`${type}.${field}`)) continue
            const refused = read({ ...message, [field]: wrong })
            expect([field, refused.ok]).toEqual([field, false])
            expect(refused.ok ? '' : refused.error).toMatch(/^message-(malformed|unknown)$/)
          }
      })

      it('is refused by name as text over the limit, before it is parsed', () => {
        expect(read(JSON.stringify(message).padEnd(limit))).toMatchObject({ ok: true })
        expect(read(JSON.stringify(message).padEnd(limit + 1))).toEqual({
          ok: false,
          error: 'message-too-large',
        })
        expect(read('{'.padEnd(limit + 1))).toEqual({ ok: false, error: 'message-too-large' })
      })

      it('is refused as text that was cut off', () => {
        expect(read(JSON.stringify(message).slice(0, -1))).toEqual({ ok: false, error: 'message-malformed' })
      })
    })
  })

  describe(`${name}: anything else`, () => {
    it('is refused by name: a type that does not exist', () => {
      expect(read({ v: version, type: 'forged' })).toMatchObject({ ok: false, error: 'message-unknown' })
      for (const type of [1, null, '', 'toString', '__proto__'])
        expect(read({ v: version, type })).toMatchObject({ ok: false, error: 'message-unknown' })
    })

    it('is refused by name: what is no message at all', () => {
      for (const raw of [
        { v: version },
        { type: messages[0]?.type },
        undefined,
        null,
        1,
        true,
        [],
        [messages[0]],
        '',
        '[]',
        'null',
        '"a"',
        () => 1,
      ])
        expect(read(raw)).toEqual({ ok: false, error: 'message-malformed' })
    })

    it('never throws and never passes, whatever JSON arrives', () => {
      const types = fc.constantFrom(...messages.map((message) => message.type), 'forged')
      const almost = fc
        .tuple(types, fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }))
        .map(([type, rest]) => ({ ...rest, v: version, type }))
      fc.assert(
        fc.property(fc.oneof(fc.jsonValue(), fc.anything(), almost), (value) => {
          expect(read(value).ok).toBe(false)
          expect(read(JSON.stringify(value)).ok).toBe(false)
        }),
      )
      fc.assert(
        fc.property(fc.string(), (text) => {
          expect(read(text).ok).toBe(false)
        }),
      )
    })

    it('never passes: a good message with one value replaced by something from elsewhere', () => {
      fc.assert(
        fc.property(fc.constantFrom(...messages), fc.jsonValue(), (message, value) => {
          for (const field of Object.keys(message)) {
            const result = read({ ...message, [field]: value })
            // Some values do fit (another allowed word); what passes must be exactly what was sent.
            if (result.ok) expect(result.message).toEqual({ ...message, [field]: value })
          }
        }),
      )
    })
  })
}
