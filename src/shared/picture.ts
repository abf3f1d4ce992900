import { holdReasons, pictureStates } from './picture-states'
import { z } from './zod'

export { type HoldReason, holdReasons, isHeld, type PictureState, pictureStates } from './picture-states'

export const holdReason = z.enum(holdReasons)
export const pictureState = z.enum(pictureStates)

/** More than any PC has. */
export const DISPLAYS = 16

const side = z.number().int().positive().max(100_000)
/** One display of the customer's PC; `width` and `height` in physical pixels, as turned, `scale` as the system's. */
export const displayInfo = z.strictObject({
  id: z.string().min(1).max(40),
  /** As the system names it; null where it does not. */
  label: z.string().max(80).nullable(),
  width: side,
  height: side,
  scale: z.number().positive().max(16),
  rotation: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
  primary: z.boolean(),
})
export type DisplayInfo = z.infer<typeof displayInfo>
export const displayList = z.array(displayInfo).max(DISPLAYS)

/** Whether the operator may see other displays than the one that was approved. Asked once a session. */
export const othersAnswer = z.enum(['unasked', 'asked', 'granted', 'refused'])
export type OthersAnswer = z.infer<typeof othersAnswer>

/** Characters of base64 in one thumbnail (JPEG). */
export const THUMBNAIL_LIMIT = 24_000
/** Longest side of a thumbnail in pixels. */
export const THUMBNAIL_SIDE = 320

/** What holds the sender back, if anything. */
export const sendingLimit = z.enum(['none', 'cpu', 'bandwidth'])
export type SendingLimit = z.infer<typeof sendingLimit>

/** One wish for a still of the picture. Null = not answered yet; times are ISO 8601 in UTC. */
export const stillRequest = z.strictObject({
  askedAt: z.iso.datetime(),
  answer: z.enum(['granted', 'refused']).nullable(),
})
export type StillRequest = z.infer<typeof stillRequest>
/** A session. The journey takes no more. */
export const STILLS = 50

/**
 * Where the indicator's own pixels are in the picture of the display: a place in shares of its size (0 to 1). One that lies
 * outside belongs to a window that stands elsewhere; no picture has it.
 */
export const mark = z.strictObject({
  x: z.number(),
  y: z.number(),
  width: z.number().min(0).max(1),
  height: z.number().min(0).max(1),
  rgb: z.tuple([z.number(), z.number(), z.number()]).readonly(),
})
export type Mark = z.infer<typeof mark>
