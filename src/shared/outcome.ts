import { errorCodes } from './errors'
import { z } from './zod'

export const nothing = z.undefined()

/** A late or refused wish changes nothing; the page shows the next view that main pushes. */
export const outcome = z.union([
  z.strictObject({ ok: z.literal(true) }),
  z.strictObject({ ok: z.literal(false), error: z.enum(errorCodes), field: z.string().exactOptional() }),
])
export type Outcome = z.infer<typeof outcome>
export type Refused = Extract<Outcome, { ok: false }>

/** Answer of what writes a file: `saved` is false where the customer thought better of it. */
export const saving = z.union([
  z.strictObject({ ok: z.literal(true), saved: z.boolean() }),
  z.strictObject({ ok: z.literal(false), error: z.enum(errorCodes), field: z.string().exactOptional() }),
])
export type Saving = z.infer<typeof saving>
