import { type SettingName, settings } from '../../src/shared/policy'
import { z } from '../../src/shared/zod'

const text = z.object({ maxLength: z.number().optional(), pattern: z.string().optional() })
const shape = text.extend({
  items: text.optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
})

export type Limits = {
  /** Characters of the text, or of one line of the list. */
  readonly length: number
  /** Lines of the list; both are 1 of a text. */
  readonly fewest: number
  readonly most: number
}

/**
 * How much a text or a list may hold, as the schema says it, so that no number stands in two places.
 * @throws where the schema sets no limit: an editor would then offer what the agent refuses
 */
export function limitsOf(name: SettingName): Limits {
  const found = shape.parse(z.toJSONSchema(settings[name].schema, { io: 'input' }))
  const one = found.items ?? found
  const choices = settings[name].choices ?? []
  const length = choices.length > 0 ? Math.max(...choices.map((choice) => choice.length)) : lengthOf(one)
  if (length === null) throw new Error(`${name}: its schema does not say how long it may be`)
  return { length, fewest: found.minItems ?? (found.items ? 0 : 1), most: found.maxItems ?? 1 }
}

/** Of a pattern the number of its last repetition: "^[a-z0-9-]{1,40}$" is 40. */
function lengthOf({ maxLength, pattern }: z.infer<typeof text>): number | null {
  if (maxLength !== undefined) return maxLength
  const [, most] = /\{(?:\d+,)?(\d+)\}\$$/.exec(pattern ?? '') ?? []
  return most === undefined ? null : Number(most)
}
