import { consoleReason } from './end-reasons'
import { environment } from './environment'
import { inventory, router } from './inventory'
import { language } from './language'
import { pcCheckResult } from './pc-check'
import {
  displayInfo,
  displayList,
  othersAnswer,
  pictureState,
  sendingLimit,
  THUMBNAIL_LIMIT,
} from './picture'
import { z } from './zod'

/**
 * What agent and console say over the encrypted data channel. Before the customer's approval only the greeting passes
 * (`hello`, `nonce`, `reveal`: the verification words); `environment` and `inventory` follow it, never before.
 *
 * In the session the operator may ask for two things more. `router-ask` is answered by `router` if the customer typed
 * something (the customer sees that it is shown; `router-hidden` says that it no longer is). `pc-check-ask` is put to the
 * customer and answered by `pc-check` or `pc-check-refused`, once for each asking.
 *
 * A link that was made anew begins with `again` where both ends have the keys that the words were made of; the agent
 * then says `picture` and `displays` as they are, and nothing else that was said before is said again. A question or an
 * answer may have gone down with the link before: `again` says which questions the agent has still to answer, and whoever
 * waits for any other may ask it once more. Where a key
 * changed (the operator's page was loaded anew) it begins with the greeting, and after the customer confirmed the new
 * words all that was agreed to is sent once more.
 *
 * `picture` says whether there is a picture and why not; what came before `running` may not be shown after it stopped.
 * `display-ask` and `thumbnails-ask` are put to the customer the first time (`displays.others`), and are answered by
 * a new `displays` or by one `thumbnail` for each display. `still-ask` is put to the customer every time.
 */
export const PEER_VERSION = 1

/** Characters of JSON in one message. */
export const PEER_LIMIT = 32_000

/** Each end says `alive` so often; silence for longer than `SILENCE_MS` means that the link is lost. */
export const ALIVE_MS = 1_000
export const SILENCE_MS = 4_000

const v = z.literal(PEER_VERSION)
const hex64 = z.string().regex(/^[0-9a-f]{64}$/)

const displayId = displayInfo.shape.id

/** What is put to the customer each time it is asked, and answered each time. */
const question = z.enum(['still', 'pc-check'])
export type AskedQuestion = z.infer<typeof question>

const alive = z.strictObject({ v, type: z.literal('alive') })
const ended = z.strictObject({ v, type: z.literal('ended'), reason: consoleReason })

export const agentToConsole = z.discriminatedUnion('type', [
  z.strictObject({
    v,
    type: z.literal('hello'),
    agentVersion: z.string().max(40),
    language,
    commitment: hex64,
  }),
  z.strictObject({ v, type: z.literal('reveal'), nonce: hex64 }),
  z.strictObject({ v, type: z.literal('environment'), environment }),
  z.strictObject({ v, type: z.literal('inventory'), inventory }),
  z.strictObject({ v, type: z.literal('router'), router }),
  z.strictObject({ v, type: z.literal('pc-check'), result: pcCheckResult }),
  z.strictObject({ v, type: z.literal('pc-check-refused') }),
  /** `unanswered`: what the console asked that was heard, and whose answer did not leave yet; left out where nothing is. */
  z.strictObject({ v, type: z.literal('again'), unanswered: z.array(question).max(2).exactOptional() }),
  z.strictObject({ v, type: z.literal('picture'), state: pictureState }),
  /** `shown` is the display that is shown, or will be once the picture runs. */
  z.strictObject({
    v,
    type: z.literal('displays'),
    displays: displayList,
    shown: displayId.nullable(),
    others: othersAnswer,
  }),
  z.strictObject({
    v,
    type: z.literal('thumbnail'),
    display: displayId,
    /** JPEG in base64. */
    data: z
      .string()
      .max(THUMBNAIL_LIMIT)
      .regex(/^[A-Za-z0-9+/]+=*$/),
  }),
  /** `why`: nobody was asked, because the customer's organisation allows none; left out where the customer answered. */
  z.strictObject({
    v,
    type: z.literal('still'),
    granted: z.boolean(),
    why: z.literal('policy').exactOptional(),
  }),
  /** What holds the sender back, on each change. */
  z.strictObject({ v, type: z.literal('sending'), limit: sendingLimit }),
  /** The session's length is limited: so many seconds are left. At the start of the picture and when few are left. */
  z.strictObject({ v, type: z.literal('time-left'), seconds: z.number().int().nonnegative().max(86_400) }),
  alive,
  ended,
])
export type AgentToConsole = z.infer<typeof agentToConsole>

export const consoleToAgent = z.discriminatedUnion('type', [
  z.strictObject({ v, type: z.literal('nonce'), nonce: hex64 }),
  z.strictObject({ v, type: z.literal('router-ask') }),
  z.strictObject({ v, type: z.literal('router-hidden') }),
  z.strictObject({ v, type: z.literal('pc-check-ask') }),
  z.strictObject({ v, type: z.literal('display-ask'), display: displayId }),
  z.strictObject({ v, type: z.literal('thumbnails-ask') }),
  z.strictObject({ v, type: z.literal('still-ask') }),
  alive,
  ended,
])
export type ConsoleToAgent = z.infer<typeof consoleToAgent>
