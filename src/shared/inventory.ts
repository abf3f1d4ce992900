import { catalogue } from './catalogue'
import { z } from './zod'

export const itemIds = catalogue.map((item) => item.id)
export const itemId = z.enum(itemIds)
export type ItemId = z.infer<typeof itemId>

/** The items that software reads from the PC, all but the certificate and what the customer types. */
type Read = Extract<(typeof catalogue)[number], { source: 'read' }>
export type ReadItemId = Read['id']
export const readItemIds = catalogue.flatMap((item) => (item.source === 'read' ? [item.id] : []))
export const readItemId = z.enum(readItemIds)

/**
 * One collected value, as the customer saw it: what is shown is what is sent, to the letter. Of the router only
 * `ROUTER_MASK` stands here; its text goes over the data channel when the operator asks for it, and nowhere else.
 */
export const item = z.strictObject({ id: itemId, value: z.string().max(400).nullable() })
export type Item = z.infer<typeof item>

/** The same length whatever was typed. */
export const ROUTER_MASK = '••••••••'

/** Evidence: what the customer agreed to send, with the values shown, and what was refused (by name only). */
export const inventory = z.strictObject({
  items: z.array(item).max(itemIds.length),
  refused: z.array(itemId).max(itemIds.length),
})
export type Inventory = z.infer<typeof inventory>

/** Typed by the customer, kept in memory only; empty where nothing was typed. */
export const router = z.strictObject({
  model: z.string().max(100),
  account: z.string().max(100),
  password: z.string().max(100),
})
export type Router = z.infer<typeof router>
export const routerFields = ['model', 'account', 'password'] as const satisfies readonly (keyof Router)[]
