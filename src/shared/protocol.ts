import { channel } from './built-for'
import { certificatePem, certificateRequest, deviceRecord } from './device'
import { consoleReason, endReason } from './end-reasons'
import { errorCodes } from './errors'
import { joinNonce, relayIdentity } from './identity'
import { language } from './language'
import { profile } from './profile'
import { ANCHORS, recordAnchor } from './records'
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

export { type ConsoleReason, type EndReason, endReason, endReasons, reasonBy } from './end-reasons'

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

/**
 * A session outlives its connections: the encrypted link is made anew after a loss. The agent counts its links from 1;
 * what belongs to an earlier one is late by nature and ignored.
 */
export const linkNumber = z.number().int().min(1).max(100_000)

/** Shown by whoever was in a session and comes back on a new connection: 256 random bits, made by the relay. */
export const resumeToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/)
/** How long a session waits for an end that was lost. From the agent's service profile. */
export const resumeSeconds = z.number().int().min(5).max(900)

const signalMessage = z.strictObject({ v, type: z.literal('signal'), link: linkNumber, signal })
const resumeMessage = z.strictObject({ v, type: z.literal('resume'), session: token, token: resumeToken })
/** Whether the other end is connected to the relay. Told on each change, in a session only. */
const peerMessage = z.strictObject({ v, type: z.literal('peer'), present: z.boolean() })
const leaveMessage = z.strictObject({ v, type: z.literal('leave'), reason: endReason })
const anchors = z.array(recordAnchor).max(ANCHORS)
const endedMessage = z.strictObject({ v, type: z.literal('ended'), reason: endReason })

/**
 * Agent -> relay. `join` is the only message before a session, or `resume`, to come back to one; `progress` is for the relay's audit; `device` proves the
 * device certificate, after the approval of a customer who agreed to send its id. `records` are the anchors of
 * records that the relay has not confirmed yet, oldest first.
 */
export const agentToRelay = z.discriminatedUnion('type', [
  z.strictObject({
    v,
    type: z.literal('join'),
    code,
    agentVersion: z.string().max(40),
    channel,
    language,
    /** Signed by the relay in its answer (identity.ts). */
    nonce: joinNonce,
    records: anchors,
    resumeSeconds,
  }),
  resumeMessage,
  signalMessage,
  z.strictObject({ v, type: z.literal('progress'), step: z.enum(['approved', 'live']) }),
  z.strictObject({
    v,
    type: z.literal('device'),
    certificate: certificatePem,
    /** Over `proofText` of the session and the challenge of the join. */
    signature: z
      .string()
      .max(200)
      .regex(/^[A-Za-z0-9+/]+=*$/),
  }),
  leaveMessage.extend({ records: anchors }),
])
export type AgentToRelay = z.infer<typeof agentToRelay>

/** Console -> relay. `open` asks for a code, `resume` comes back to a session of the same operator; the operator is known from the signed-in cookie, never from a message. */
export const consoleToRelay = z.discriminatedUnion('type', [
  z.strictObject({ v, type: z.literal('open') }),
  resumeMessage,
  signalMessage,
  leaveMessage,
])
export type ConsoleToRelay = z.infer<typeof consoleToRelay>

/** Relay -> agent. */
export const relayToAgent = z.discriminatedUnion('type', [signalMessage, peerMessage, endedMessage])
export type RelayToAgent = z.infer<typeof relayToAgent>

/** Relay -> console. `joined`: an agent entered the code, and sends its offer next. */
export const relayToConsole = z.discriminatedUnion('type', [
  z.strictObject({
    v,
    type: z.literal('joined'),
    session: token,
    language,
    iceServers: z.array(iceServer).max(8),
    resume: resumeToken,
    resumeSeconds,
  }),
  signalMessage,
  peerMessage,
  z.strictObject({ v, type: z.literal('progress'), step: z.enum(['approved', 'live']) }),
  z.strictObject({ v, type: z.literal('device'), device: deviceRecord }),
  endedMessage.extend({ reason: consoleReason }),
])
export type RelayToConsole = z.infer<typeof relayToConsole>

const refusal = z.strictObject({
  ok: z.literal(false),
  error: z.enum(errorCodes),
  field: z.string().max(64).exactOptional(),
})

/** Acknowledgement of any message but those below. */
export const doneReply = z.union([z.strictObject({ ok: z.literal(true) }), refusal])
export type DoneReply = z.infer<typeof doneReply>

/**
 * Acknowledgement of `join`. `challenge` is what a device signs to prove itself in this session (device.ts). `identity`
 * proves the operator's name; an agent shows nothing of an answer without it, which parses so that it has a name.
 */
export const joinReply = z.union([
  z.strictObject({
    ok: z.literal(true),
    session: token,
    operator: operatorRecord,
    iceServers: z.array(iceServer).max(8),
    challenge: z.string().regex(/^[0-9a-f]{64}$/),
    resume: resumeToken,
    identity: relayIdentity.exactOptional(),
  }),
  refusal,
])
export type JoinReply = z.infer<typeof joinReply>

/**
 * Acknowledgement of an agent's `resume`, with fresh accounts of the TURN servers. `session-over` says that there is
 * nothing to come back to.
 */
export const agentResumeReply = z.union([
  z.strictObject({
    ok: z.literal(true),
    iceServers: z.array(iceServer).max(8),
    /** Of the console. */
    present: z.boolean(),
  }),
  refusal,
])
export type AgentResumeReply = z.infer<typeof agentResumeReply>

/** Acknowledgement of a console's `resume`: what a page that was loaded anew cannot know any more comes with it. */
export const consoleResumeReply = z.union([
  z.strictObject({
    ok: z.literal(true),
    iceServers: z.array(iceServer).max(8),
    /** Of the agent. */
    present: z.boolean(),
    language,
    progress: z.enum(['none', 'approved', 'live']),
    device: deviceRecord.nullable(),
    resumeSeconds,
    /** ISO 8601 in UTC, by the relay's clock. */
    joinedAt: z.iso.datetime(),
  }),
  refusal,
])
export type ConsoleResumeReply = z.infer<typeof consoleResumeReply>

/** Acknowledgement of `open`; `expiresAt` is ISO 8601 in UTC. */
export const openReply = z.union([
  z.strictObject({ ok: z.literal(true), code, expiresAt: z.iso.datetime() }),
  refusal,
])
export type OpenReply = z.infer<typeof openReply>

/** Acknowledgement of `device`. */
export const deviceReply = z.union([z.strictObject({ ok: z.literal(true), device: deviceRecord }), refusal])
export type DeviceReply = z.infer<typeof deviceReply>

/**
 * HTTP: GET /api/profiles/:id, for everyone. An agent that was told no name asks for `default` and gets the profile that
 * the relay was set to. `now` is the relay's time (ISO 8601, UTC): opening hours do not hang on a PC's clock.
 */
export const profileReply = z.union([
  z.strictObject({ ok: z.literal(true), now: z.iso.datetime(), profile }),
  refusal,
])
/** As far as the envelope; the profile in it is parsed by itself, so that each of its faults can be named. */
export const profileEnvelope = z.strictObject({
  ok: z.literal(true),
  now: z.iso.datetime(),
  profile: z.unknown(),
})

/** HTTP: GET /api/network, for everyone: addresses of the servers that a picture may go through, without credentials. */
export const networkReply = z.union([
  z.strictObject({ ok: z.literal(true), urls: z.array(z.string().max(200)).max(64) }),
  refusal,
])

/** HTTP: POST /api/certificates, for every agent, limited by address. */
export const certificateBody = certificateRequest
export const certificateReply = z.union([
  z.strictObject({ ok: z.literal(true), certificate: certificatePem }),
  refusal,
])

/** HTTP: GET /api/records/:hash, for everyone who has the hash: whether the relay was told of this record, and when. */
export const recordReply = z.union([
  z.strictObject({ ok: z.literal(true), kind: recordAnchor.shape.kind, toldAt: z.iso.datetime() }),
  refusal,
])

/** HTTP: POST /api/sign-in. */
export const signInBody = z.strictObject({
  user: z.string().min(1).max(60),
  password: z.string().min(1).max(200),
})
/** HTTP: answer of POST /api/sign-in and GET /api/me. */
export const meReply = z.union([z.strictObject({ ok: z.literal(true), operator: operatorRecord }), refusal])
export type MeReply = z.infer<typeof meReply>
