import { check, verdict } from './environment'
import { inventory } from './inventory'
import { bilingual, language } from './language'
import { pcCheckRequest } from './pc-check'
import { holdReason, STILLS, stillRequest } from './picture'
import { relayKey } from './policy'
import { endReason, operatorRecord } from './protocol'
import { recordHeader } from './records'
import { z } from './zod'

export const documentIds = ['license', 'notices'] as const
export const documentId = z.enum(documentIds)
export type DocumentId = z.infer<typeof documentId>

/** One document as it was shown and agreed to. `sha256` is of the exact text, in hex; `acceptedAt` is ISO 8601, UTC. */
export const acceptance = z.strictObject({
  id: documentId,
  version: z.string().max(40),
  language,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  acceptedAt: z.iso.datetime(),
  agentVersion: z.string().max(40),
  /** Left out where the customer agreed. Else somebody did so for them: never a thing but the licence. */
  by: z.literal('organisation').exactOptional(),
})
export type Acceptance = z.infer<typeof acceptance>

/** An acceptance and its record in the chain. */
export const acceptedDocument = z.strictObject({ acceptance, record: recordHeader.shape.id })
export type AcceptedDocument = z.infer<typeof acceptedDocument>

/** Evidence: every current document was agreed to. */
export const consent = z.strictObject({ documents: z.array(acceptedDocument).min(1).max(8) })
export type Consent = z.infer<typeof consent>

/** More than any honest session comes to. The journey takes no more, so that a receipt always fits what it says it is. */
export const ROUTER_SHOWINGS = 100
export const PC_CHECKS = 20

export const HELD = 200

const period = z.strictObject({ from: z.iso.datetime(), to: z.iso.datetime() })
/** A time in which the operator was shown no picture, after there had been one, and why. */
export const held = period.extend({ why: holdReason })
export type Held = z.infer<typeof held>

/** What the customer keeps of one session. Times are ISO 8601 in UTC; null = it never came to that. */
export const receipt = z.strictObject({
  v: z.literal(1),
  session: z.string().max(64),
  agentVersion: z.string().max(40),
  /** The service, by the profile that was in force. */
  service: z.strictObject({ profile: z.string().max(40), company: bilingual, phone: z.string().max(40) }),
  operator: operatorRecord,
  /** SHA-256 of the key with which the relay proved that name. Missing on receipts of versions that asked for no proof. */
  relayKey: relayKey.exactOptional(),
  joinedAt: z.iso.datetime(),
  approvedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime(),
  reason: endReason,
  documents: z.array(acceptedDocument),
  /** The result, and the card's lines as they were sent. */
  environment: z.strictObject({ verdict, sent: z.array(check) }),
  /** What left this PC. Empty until approval: what was agreed to but never sent is not listed as sent. */
  sent: inventory,
  /** When the operator was shown what was typed of the router; what it was stands nowhere. */
  routerShown: z.array(z.iso.datetime()).max(ROUTER_SHOWINGS),
  pcChecks: z.array(pcCheckRequest).max(PC_CHECKS),
  /** From when to when the screen was shown. */
  shown: period.nullable(),
  /** In this time, when it was not. */
  held: z.array(held).max(HELD),
  /** Whether other displays than the first were allowed, and when one of them came to be shown; null = not asked. */
  otherDisplays: z
    .strictObject({
      askedAt: z.iso.datetime(),
      answer: z.enum(['granted', 'refused']).nullable(),
      shownAt: z.array(z.iso.datetime()).max(ROUTER_SHOWINGS),
    })
    .nullable(),
  stills: z.array(stillRequest).max(STILLS),
  /** Nothing of this version of the agent controls the PC or transfers files: both stay empty, and say so. */
  controlled: z.array(period).max(0),
  transferred: z.array(z.string()).max(0),
})
export type Receipt = z.infer<typeof receipt>
