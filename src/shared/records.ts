import { z } from './zod'

/**
 * What was accepted and what was done, as a chain: each record has the hash of the one before it, so that altering,
 * removing or inserting one shows. A header does not need its body: a body can be deleted, or left out of an export,
 * and the chain still verifies. The functions are in record-chain.ts.
 */
export const recordKinds = ['acceptance', 'receipt'] as const
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

export const recordHeader = z.strictObject({
  /** From 1, without gaps. */
  seq: z.number().int().positive(),
  kind: z.enum(recordKinds),
  /** 16 random bytes in hex. */
  id: z.string().regex(/^[0-9a-f]{32}$/),
  /** ISO 8601, UTC. */
  at: z.iso.datetime(),
  /** Of the canonical JSON of the body. */
  body: sha256,
  /** Hash of the record before; 64 zeros in the first. */
  prev: sha256,
  /** Of the canonical JSON of all the above. */
  hash: sha256,
})
export type RecordHeader = z.infer<typeof recordHeader>

/** `body` is null where it was deleted or left out. */
export const chainRecord = z.strictObject({ header: recordHeader, body: z.unknown() })
export type ChainRecord = z.infer<typeof chainRecord>

/** What the relay is told of a record: enough to vouch for it later, nothing about the person. */
export const recordAnchor = z.strictObject({
  id: recordHeader.shape.id,
  kind: recordHeader.shape.kind,
  hash: sha256,
})
export type RecordAnchor = z.infer<typeof recordAnchor>

/** The most anchors in one message. */
export const ANCHORS = 32

/** A file that a customer exported: the whole chain's headers, and the bodies that belong to one receipt. */
export const exportedReceipt = z.strictObject({
  format: z.literal('sobani-receipt'),
  v: z.literal(1),
  /** `id` of the record that is the receipt. */
  receipt: recordHeader.shape.id,
  records: z.array(chainRecord).min(1).max(10_000),
})
export type ExportedReceipt = z.infer<typeof exportedReceipt>
