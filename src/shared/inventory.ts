import { catalogue } from './catalogue'
import { z } from './zod'

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
