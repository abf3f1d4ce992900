import { z } from './zod'

/** What is on this PC because of this software, each kind once; `bytes` on disk, `count` of pieces. */
export const storedIds = [
  'acceptances',
  'documents',
  'receipts',
  'certificate',
  'profile',
  'settings',
  'relay-keys',
  'updates',
] as const
export const storedThing = z.strictObject({
  id: z.enum(storedIds),
  count: z.number().int().nonnegative(),
  bytes: z.number().int().nonnegative(),
  /** The certificate's id; null where there is nothing to name. */
  detail: z.string().max(80).nullable(),
})
export type StoredThing = z.infer<typeof storedThing>
/** What can be deleted by itself; `everything` withdraws the consent as well. */
export const forgettable = z.enum(['receipts', 'certificate', 'profile', 'settings', 'everything'])
export type Forgettable = z.infer<typeof forgettable>
