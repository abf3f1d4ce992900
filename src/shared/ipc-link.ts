import { nothing, outcome } from './outcome'
import { PEER_LIMIT } from './peer-protocol'
import { mark, sendingLimit } from './picture'
import { iceServer, linkNumber, signal } from './protocol'
import { z } from './zod'

/**
 * The part of the window calls that is between main and the page's peer connection. WebRTC exists only in a page;
 * everything it says passes main.
 */

/** Main counts what it tells the page to show, so that a late answer is known for one. */
export const shareNumber = z.number().int().min(1).max(1_000_000)

/** Page -> main; part of `calls` in ipc.ts. */
export const linkCalls = {
  'link-signal': { from: ['index'], input: z.strictObject({ link: linkNumber, signal }), output: outcome },
  'link-opened': { from: ['index'], input: z.strictObject({ link: linkNumber }), output: outcome },
  'link-message': {
    from: ['index'],
    input: z.strictObject({ link: linkNumber, text: z.string().max(PEER_LIMIT) }),
    output: outcome,
  },
  /** One link is gone. The session is not over by that. */
  'link-lost': { from: ['index'], input: z.strictObject({ link: linkNumber }), output: outcome },
  /** Answer of `close`: capture and connection are gone. */
  'link-closed': { from: ['index'], input: nothing, output: outcome },
  /** Answer of `unhold`: frames leave from now on. `share` counts main's commands. */
  'stream-started': { from: ['index'], input: z.strictObject({ share: shareNumber }), output: outcome },
  /** Answer of `hold`: nothing leaves any more. */
  'stream-held': { from: ['index'], input: z.strictObject({ share: shareNumber }), output: outcome },
  /** The capture could not be made, or ended by itself. */
  'stream-failed': { from: ['index'], input: z.strictObject({ share: shareNumber }), output: outcome },
  /**
   * What the page sees in the frames it captures, on each change and at least once a second: whether the marks of the
   * indicator are in them (`unknown` where no frame came), and whether frames come and are not all black.
   */
  'stream-seen': {
    from: ['index'],
    input: z.strictObject({
      share: shareNumber,
      marks: z.enum(['seen', 'unseen', 'unknown']),
      frames: z.enum(['coming', 'stalled', 'black']),
    }),
    output: outcome,
  },
  'stream-limited': { from: ['index'], input: sendingLimit, output: outcome },
} as const

/** What main tells the page's peer connection to do. */
export const linkCommand = z.discriminatedUnion('do', [
  /** A new link, in place of any before; the certificate is the same for all links of one session. */
  z.strictObject({ do: z.literal('open'), link: linkNumber, iceServers: z.array(iceServer) }),
  z.strictObject({ do: z.literal('signal'), signal }),
  z.strictObject({ do: z.literal('send'), text: z.string() }),
  /**
   * Capture what main allows, once for each gate main opens; any capture before is released first. Nothing of it is sent
   * yet: the page says what it sees in the frames (`stream-seen`, at once with the first), and main answers `unhold`.
   */
  z.strictObject({ do: z.literal('share'), share: shareNumber, marks: z.array(mark).max(64) }),
  /** Send nothing from now on, at once. `release`: give the capture back as well; else it only watches its marks. */
  z.strictObject({ do: z.literal('hold'), share: shareNumber, release: z.boolean() }),
  /** Send what is captured: the answer is `stream-started`. */
  z.strictObject({ do: z.literal('unhold'), share: shareNumber }),
  /** Where the indicator's pixels are now. */
  z.strictObject({ do: z.literal('marks'), marks: z.array(mark).max(64) }),
  /** The customer touched mouse or keyboard: something will change. */
  z.strictObject({ do: z.literal('stir') }),
  z.strictObject({ do: z.literal('close') }),
  /** Try to reach each server, without an account there: an answer of any kind means that the way is open. */
  z.strictObject({ do: z.literal('probe'), urls: z.array(z.string().max(200)).max(64) }),
])
export type LinkCommand = z.infer<typeof linkCommand>
