import { check, verdict } from './environment'
import { inventory } from './inventory'
import { language } from './language'
import { endReason, operatorRecord } from './protocol'
import { z } from './zod'

/** One document as it was shown and agreed to. `sha256` is of the exact text, in hex. */
export const acceptance = z.strictObject({
  id: z.enum(['license', 'notices']),
  version: z.string().max(40),
  language,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** ISO 8601, UTC. */
  acceptedAt: z.iso.datetime(),
})

/** Evidence: every current document was agreed to. */
export const consent = z.strictObject({ documents: z.array(acceptance).min(1).max(8) })
export type Consent = z.infer<typeof consent>

/** What the customer keeps of one session. Times are ISO 8601 in UTC; null = it never came to that. */
export const receipt = z.strictObject({
  v: z.literal(1),
  session: z.string().max(64),
  operator: operatorRecord,
  joinedAt: z.iso.datetime(),
  approvedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime(),
  reason: endReason,
  documents: z.array(acceptance),
  /** The result, and the card's lines as they were sent. */
  environment: z.strictObject({ profile: z.string(), verdict, sent: z.array(check) }),
  /** What left this PC. Empty until approval: what was agreed to but never sent is not listed as sent. */
  sent: inventory,
  /** From when to when the screen was shown. */
  shown: z.strictObject({ from: z.iso.datetime(), to: z.iso.datetime() }).nullable(),
})
export type Receipt = z.infer<typeof receipt>
