import { z } from './zod'

/**
 * The catalogue of what may be collected. The consent screen lists exactly this, in this order, and nothing that is
 * not here can be read, sent or shown. `sensitivity` decides how loudly the screen says what the item tells.
 */
export const catalogue = [
  { id: 'os', sensitivity: 'technical' },
  { id: 'machine-name', sensitivity: 'personal' },
  { id: 'free-space', sensitivity: 'technical' },
  { id: 'cpu', sensitivity: 'technical' },
  { id: 'memory', sensitivity: 'technical' },
] as const satisfies ReadonlyArray<{ id: string; sensitivity: 'technical' | 'personal' }>

export const itemIds = catalogue.map((item) => item.id)
export const itemId = z.enum(itemIds)
export type ItemId = z.infer<typeof itemId>

/** One collected value, as the customer saw it: what is shown is what is sent, to the letter. */
export const item = z.strictObject({ id: itemId, value: z.string().max(400).nullable() })
export type Item = z.infer<typeof item>

/** Evidence: what the customer agreed to send, with the values shown, and what was refused (by name only). */
export const inventory = z.strictObject({
  items: z.array(item).max(itemIds.length),
  refused: z.array(itemId).max(itemIds.length),
})
export type Inventory = z.infer<typeof inventory>
