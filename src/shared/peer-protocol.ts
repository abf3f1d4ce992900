import { environment } from './environment'
import { inventory, router } from './inventory'
import { language } from './language'
import { pcCheckResult } from './pc-check'
import { endReason } from './protocol'
import { z } from './zod'

/**
 * What agent and console say over the encrypted data channel. Before the customer's approval only the greeting passes
 * (`hello`, `nonce`, `reveal`: the verification words); `environment` and `inventory` follow it, never before.
 *
 * In the session the operator may ask for two things more. `router-ask` is answered by `router` if the customer typed
 * something (the customer sees that it is shown; `router-hidden` says that it no longer is). `pc-check-ask` is put to the
 * customer and answered by `pc-check` or `pc-check-refused`, once for each asking.
 */
export const PEER_VERSION = 1

/** Characters of JSON in one message. */
export const PEER_LIMIT = 32_000

/** Each end says `alive` so often; silence for longer than `SILENCE_MS` means that the other end is gone. */
export const ALIVE_MS = 2_000
export const SILENCE_MS = 8_000

const v = z.literal(PEER_VERSION)
const hex64 = z.string().regex(/^[0-9a-f]{64}$/)

const alive = z.strictObject({ v, type: z.literal('alive') })
const ended = z.strictObject({ v, type: z.literal('ended'), reason: endReason })

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
  alive,
  ended,
])
export type AgentToConsole = z.infer<typeof agentToConsole>

export const consoleToAgent = z.discriminatedUnion('type', [
  z.strictObject({ v, type: z.literal('nonce'), nonce: hex64 }),
  z.strictObject({ v, type: z.literal('router-ask') }),
  z.strictObject({ v, type: z.literal('router-hidden') }),
  z.strictObject({ v, type: z.literal('pc-check-ask') }),
  alive,
  ended,
])
export type ConsoleToAgent = z.infer<typeof consoleToAgent>
