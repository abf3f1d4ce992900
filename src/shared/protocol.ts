import { errorCodes } from './errors'
import { language } from './language'
import { z } from './zod'

/**
 * What agent, relay and console say to each other through the relay: signalling only. Neither the screen nor the
 * inventory has a message here, so neither can pass through the relay. (Between agent and console: peer-protocol.ts.)
 *
 * Carried on Socket.IO as one event, `message`, with an acknowledgement that answers a `Reply`.
 */
export const PROTOCOL_VERSION = 1

/** Characters of JSON in one signalling message; an offer with all its candidates is well under. */
export const WIRE_LIMIT = 64_000

const v = z.literal(PROTOCOL_VERSION)
const token = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/)

/** Six digits, as read aloud; leading zeros count. */
export const code = z.string().regex(/^\d{6}$/)

/** Why a session ended. The same word is shown (as a sentence) on both sides and kept on the receipt. */
export const endReasons = [
  'customer',
  'operator',
  'refused',
  'scam',
  'words-differ',
  'indicator',
  'operator-gone',
  'agent-gone',
  'relay-lost',
  'code-expired',
  'timeout',
  'failed',
] as const
export const endReason = z.enum(endReasons)
export type EndReason = z.infer<typeof endReason>

/**
 * What each side can know of itself, and may therefore say. Neither may put words into the other's mouth: an operator's
 * page cannot have a receipt say that the customer ended it. Anything else is passed on as `failed`.
 */
const sayable: Record<'agent' | 'console', readonly EndReason[]> = {
  agent: [
    'customer',
    'refused',
    'scam',
    'words-differ',
    'indicator',
    'operator-gone',
    'agent-gone',
    'timeout',
    'failed',
  ],
  console: ['operator', 'words-differ', 'operator-gone', 'agent-gone', 'timeout', 'failed'],
}
export const reasonBy = (side: 'agent' | 'console', reason: EndReason): EndReason =>
  sayable[side].includes(reason) ? reason : 'failed'

/** Who the operator is, from the relay's record and from nowhere else. */
export const operatorRecord = z.strictObject({
  name: z.string().min(1).max(60),
  company: z.string().min(1).max(80),
})
export type OperatorRecord = z.infer<typeof operatorRecord>

export const iceServer = z.strictObject({
  urls: z.array(z.string().max(200)).min(1).max(8),
  username: z.string().max(200).exactOptional(),
  credential: z.string().max(200).exactOptional(),
})
export type IceServer = z.infer<typeof iceServer>

/** What simple-peer hands out and takes in, listed so that nothing else gets through. */
export const signal = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('offer'), sdp: z.string().max(48_000) }),
  z.strictObject({ type: z.literal('answer'), sdp: z.string().max(48_000) }),
  z.strictObject({
    type: z.literal('candidate'),
    candidate: z.strictObject({
      candidate: z.string().max(1000),
      sdpMid: z.string().max(32).nullish(),
      sdpMLineIndex: z.number().int().min(0).max(32).nullish(),
      usernameFragment: z.string().max(256).nullish(),
    }),
  }),
  z.strictObject({ type: z.literal('renegotiate'), renegotiate: z.literal(true) }),
])
export type Signal = z.infer<typeof signal>

const signalMessage = z.strictObject({ v, type: z.literal('signal'), signal })
const leaveMessage = z.strictObject({ v, type: z.literal('leave'), reason: endReason })
const endedMessage = z.strictObject({ v, type: z.literal('ended'), reason: endReason })

/** Agent -> relay. `join` is the only message before a session; `progress` is for the relay's audit. */
export const agentToRelay = z.discriminatedUnion('type', [
  z.strictObject({ v, type: z.literal('join'), code, agentVersion: z.string().max(40), language }),
  signalMessage,
  z.strictObject({ v, type: z.literal('progress'), step: z.enum(['approved', 'live']) }),
  leaveMessage,
])
export type AgentToRelay = z.infer<typeof agentToRelay>

/** Console -> relay. `open` asks for a code; the operator is known from the signed-in cookie, never from a message. */
export const consoleToRelay = z.discriminatedUnion('type', [
  z.strictObject({ v, type: z.literal('open') }),
  signalMessage,
  leaveMessage,
])
export type ConsoleToRelay = z.infer<typeof consoleToRelay>

/** Relay -> agent. */
export const relayToAgent = z.discriminatedUnion('type', [signalMessage, endedMessage])
export type RelayToAgent = z.infer<typeof relayToAgent>

/** Relay -> console. `joined`: an agent entered the code, and sends its offer next. */
export const relayToConsole = z.discriminatedUnion('type', [
  z.strictObject({
    v,
    type: z.literal('joined'),
    session: token,
    language,
    iceServers: z.array(iceServer).max(8),
  }),
  signalMessage,
  z.strictObject({ v, type: z.literal('progress'), step: z.enum(['approved', 'live']) }),
  endedMessage,
])
export type RelayToConsole = z.infer<typeof relayToConsole>

const refusal = z.strictObject({
  ok: z.literal(false),
  error: z.enum(errorCodes),
  field: z.string().max(64).exactOptional(),
})

/** Acknowledgement of any message but the two below. */
export const doneReply = z.union([z.strictObject({ ok: z.literal(true) }), refusal])
export type DoneReply = z.infer<typeof doneReply>

/** Acknowledgement of `join`. */
export const joinReply = z.union([
  z.strictObject({
    ok: z.literal(true),
    session: token,
    operator: operatorRecord,
    iceServers: z.array(iceServer).max(8),
  }),
  refusal,
])
export type JoinReply = z.infer<typeof joinReply>

/** Acknowledgement of `open`; `expiresAt` is ISO 8601 in UTC. */
export const openReply = z.union([
  z.strictObject({ ok: z.literal(true), code, expiresAt: z.iso.datetime() }),
  refusal,
])
export type OpenReply = z.infer<typeof openReply>

/** HTTP: POST /api/sign-in. */
export const signInBody = z.strictObject({
  user: z.string().min(1).max(60),
  password: z.string().min(1).max(200),
})
/** HTTP: answer of POST /api/sign-in and GET /api/me. */
export const meReply = z.union([z.strictObject({ ok: z.literal(true), operator: operatorRecord }), refusal])
export type MeReply = z.infer<typeof meReply>
