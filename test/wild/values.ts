import fc from 'fast-check'
import { z } from '../../src/shared/zod'

/**
 * What fuzz tests draw from: values as a schema asks for them, and the same with something wrong. The schemas are the
 * product's own, so a field of tomorrow is drawn as well.
 */

type Shape = {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Shape[]
  readonly oneOf?: readonly Shape[]
  readonly allOf?: readonly Shape[]
  readonly properties?: Readonly<Record<string, Shape>>
  readonly required?: readonly string[]
  readonly items?: Shape
  readonly minItems?: number
  readonly maxItems?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly format?: string
  readonly minimum?: number
  readonly maximum?: number
}

/** Good values of a schema; what JSON Schema cannot say (refinements) is left to chance. */
export const valuesOf = (schema: z.ZodType): fc.Arbitrary<unknown> =>
  drawn(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape)

function drawn(shape: Shape): fc.Arbitrary<unknown> {
  const options = shape.anyOf ?? shape.oneOf
  if (options !== undefined) return fc.oneof(...options.map(drawn))
  if (shape.allOf?.[0] !== undefined) return drawn(shape.allOf[0])
  if ('const' in shape) return fc.constant(shape.const)
  if (shape.enum !== undefined) return fc.constantFrom(...shape.enum)
  switch (shape.type) {
    case 'object': {
      const entries = Object.entries(shape.properties ?? {}).map(
        ([key, value]) => [key, drawn(value)] as const,
      )
      return fc.record(Object.fromEntries(entries), { requiredKeys: [...(shape.required ?? [])] })
    }
    case 'array': {
      const maxLength = Math.min(shape.maxItems ?? 3, (shape.minItems ?? 0) + 3)
      return fc.array(drawn(shape.items ?? {}), { minLength: shape.minItems ?? 0, maxLength })
    }
    case 'string':
      return texts(shape)
    case 'integer':
    case 'number':
      return fc.integer({
        min: Math.max(shape.minimum ?? -1000, -1e9),
        max: Math.min(shape.maximum ?? 1000, 1e9),
      })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return fc.jsonValue()
  }
}

function texts({ pattern, format, minLength = 0, maxLength = 60 }: Shape): fc.Arbitrary<string> {
  if (format === 'date-time') return fc.constant('2026-11-22T09:00:00.000Z')
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern))
  return fc.string({ minLength, maxLength: Math.min(maxLength, minLength + 60) })
}

const nasty: readonly unknown[] = [
  null,
  '',
  '\u0000',
  '\ud800',
  '../../etc/passwd',
  "'; drop table sessions; --",
  '<script>1</script>',
  '%s%n{{1}}',
  'x'.repeat(5000),
  '0'.repeat(6),
  '００００００',
  -1,
  0,
  1.5,
  2 ** 53,
  Number.MAX_VALUE,
  true,
  [],
  {},
  [[[[[[[[]]]]]]]],
  { __proto__: null, constructor: 1 },
  JSON.parse('{"__proto__":{"ok":true}}'),
]
/** What no message hopes for. */
export const oddValue: fc.Arbitrary<unknown> = fc.oneof(fc.constantFrom(...nasty), fc.jsonValue())

/** A good value most of the time with one place in it that is not: replaced, left out, repeated or added. */
export const mutated = (good: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof(
    good,
    oddValue,
    fc
      .tuple(good, oddValue, fc.nat(), fc.constantFrom('replace', 'leave out', 'add', 'wrap', 'repeat'))
      .map(([value, odd, at, how]) => change(value, odd, at, how)),
  )

type Change = 'replace' | 'leave out' | 'add' | 'wrap' | 'repeat'

function change(value: unknown, odd: unknown, at: number, how: Change): unknown {
  if (how === 'wrap') return at % 2 === 0 ? [value] : { value }
  if (how === 'repeat') return Array.from({ length: 40 }, () => value)
  if (typeof value !== 'object' || value === null) return odd
  const copy = structuredClone(value) as Record<string, unknown>
  const keys = Object.keys(copy)
  const key = keys[at % Math.max(1, keys.length)]
  if (how === 'add' || key === undefined) return { ...copy, [`key${at % 7}`]: odd }
  if (how === 'leave out') {
    delete copy[key]
    return copy
  }
  // One level down as often as here.
  const within = copy[key]
  copy[key] = at % 3 === 0 && typeof within === 'object' ? change(within, odd, at >> 2, how) : odd
  return copy
}

/**
 * Seed and length of a run, both from outside where somebody looks for a fault again: SOBANI_FUZZ_SEED, SOBANI_FUZZ_RUNS.
 * The seed is printed.
 */
export function fuzzing(name: string, usual: number): { readonly seed: number; readonly numRuns: number } {
  const seed = Number(process.env.SOBANI_FUZZ_SEED ?? Date.now() % 2 ** 31)
  const numRuns = Number(process.env.SOBANI_FUZZ_RUNS ?? usual)
  process.stdout.write(`${name}: SOBANI_FUZZ_SEED=${seed} SOBANI_FUZZ_RUNS=${numRuns}\n`)
  return { seed, numRuns }
}
