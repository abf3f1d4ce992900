import { artefact } from './artefacts'
import { channel } from './built-for'
import { z } from './zod'

/**
 * An update feed (`latest.yml`, `latest-mac.yml`, `latest-linux.yml`, as electron-builder writes them) with what is ours
 * under `sobani`. Beside it lies `<name>.sig`: the Ed25519 signature of the file's very bytes, in base64. The key that
 * signs is kept away from the relay; the key that checks is built into the agent (built-for.ts).
 */
export const feedExtra = z.strictObject({
  channel,
  /**
   * Grows with every feed that is published, also with one that goes back to an earlier version. An agent takes no feed
   * with a lower number than it has seen: a stolen relay cannot bring back an old version with known faults.
   */
  sequence: z.number().int().positive(),
  /** Older agents must update before the next session; null = none must. */
  minimumVersion: z
    .string()
    .regex(/^\d+\.\d+\.\d+$/)
    .nullable(),
})
export type FeedExtra = z.infer<typeof feedExtra>

/** Bytes: a feed is a few lines, a signature is 88 characters. */
export const FEED_LIMIT = 64_000
export const SIGNATURE_LIMIT = 200

/**
 * A whole feed. What is not named here is dropped, so that it never reaches the updater, and a feed of a later time can
 * still be read by an agent of today. Under `sobani` nothing unknown passes: it may be a condition.
 */
export const updateFeed = z.object({
  version: z
    .string()
    .max(40)
    .regex(/^\d+\.\d+\.\d+$/),
  files: z
    .array(
      z.object({
        /** A bare name beside the feed: nothing else can be pointed at. */
        url: artefact.shape.file,
        sha512: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
        size: artefact.shape.size,
      }),
    )
    .min(1)
    .max(16),
  releaseDate: z.iso.datetime(),
  /** Of a hundred installations so many are offered it; none named = all. */
  stagingPercentage: z.number().int().min(0).max(100).exactOptional(),
  /** Of the system, as `os.release()` has it. */
  minimumSystemVersion: z
    .string()
    .regex(/^\d+(\.\d+){0,3}$/)
    .exactOptional(),
  sobani: feedExtra,
})
export type UpdateFeed = z.infer<typeof updateFeed>

/**
 * What the customer sees of an update. `required`: no session before it. `mayPostpone`: "later" is offered once for
 * each version. `tell`: this installation is managed (MSI, PKG): it is said, and somebody else installs it.
 */
export const updateView = z.strictObject({
  version: z.string().max(40),
  state: z.enum(['offered', 'downloading', 'ready', 'installing', 'failed', 'tell']),
  /** 0 to 100 while it is downloaded. */
  percent: z.number().int().min(0).max(100),
  required: z.boolean(),
  mayPostpone: z.boolean(),
})
export type UpdateView = z.infer<typeof updateView>
