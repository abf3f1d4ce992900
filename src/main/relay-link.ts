import { Fetch, NodeWebSocket } from 'engine.io-client'
import { io } from 'socket.io-client'
import { type ErrorCode, refuse } from '../shared/errors'
import type { Language } from '../shared/languages'
import { parseMessage, parseValue } from '../shared/parse'
import {
  type AgentToRelay,
  type DeviceReply,
  type DoneReply,
  deviceReply,
  doneReply,
  type EndReason,
  type JoinReply,
  joinReply,
  PROTOCOL_VERSION,
  relayToAgent,
  type Signal,
  WIRE_LIMIT,
} from '../shared/protocol'
import type { RecordAnchor } from '../shared/records'
import type { z } from '../shared/zod'
import { log } from './log'
import { pollThroughChromium } from './relay-session'

const REPLY_LIMIT_MS = 8000
/** Less than the program waits before it quits. */
const LAST_WORD_MS = 250

export type RelayEvents = {
  readonly onSignal: (signal: Signal) => void
  readonly onEnded: (reason: EndReason) => void
  /** The relay broke its own protocol. */
  readonly onBreach: (error: ErrorCode, field: string | undefined) => void
}

export type RelayLink = {
  join(request: JoinRequest): Promise<JoinReply>
  signal(signal: Signal): void
  progress(step: 'approved' | 'live'): void
  device(proof: DeviceProof): Promise<DeviceReply>
  /**
   * Says why, if the relay can still hear it, and closes. Idempotent.
   * @returns whether the relay has heard it, the records with it
   */
  leave(reason: EndReason, records: readonly RecordAnchor[]): Promise<boolean>
}

export type JoinRequest = {
  readonly code: string
  readonly records: readonly RecordAnchor[]
  readonly agent: { readonly version: string; readonly language: Language }
}

/** PEM, and the signature over `proofText` in base64. */
export type DeviceProof = { readonly certificate: string; readonly signature: string }

/**
 * The signalling connection to one relay, for one code. WebSocket first; where a proxy breaks it, long polling over
 * Chromium's network stack, which knows the system's proxy, PAC file and sign-in.
 */
export function openRelayLink(url: string, events: RelayEvents): RelayLink {
  pollThroughChromium()
  const socket = io(`${url}/agent`, {
    transports: [NodeWebSocket, Fetch],
    tryAllTransports: true,
    reconnection: false,
    timeout: REPLY_LIMIT_MS,
    forceNew: true,
  })
  let joined = false
  let closed = false

  const close = () => {
    closed = true
    socket.disconnect()
  }

  socket.on('message', (raw: unknown, answer?: (reply: DoneReply) => void) => {
    const parsed = parseMessage(relayToAgent, PROTOCOL_VERSION, raw, WIRE_LIMIT)
    answer?.(parsed.ok ? { ok: true } : parsed)
    if (closed) return
    if (!parsed.ok) return events.onBreach(parsed.error, parsed.field)
    if (parsed.message.type === 'signal') events.onSignal(parsed.message.signal)
    else events.onEnded(parsed.message.reason)
  })
  socket.on('disconnect', (cause) => {
    if (closed || !joined) return
    log('relay', `connection lost: ${cause}`)
    events.onEnded('relay-lost')
  })

  const send = async <T>(
    message: AgentToRelay,
    reply: z.ZodType<T>,
  ): Promise<T | ReturnType<typeof refuse>> => {
    // After the end nothing follows the last word.
    if (closed) return refuse('message-late')
    try {
      const raw: unknown = await socket.timeout(REPLY_LIMIT_MS).emitWithAck('message', message)
      const parsed = parseValue(reply, raw)
      return parsed.ok ? parsed.message : parsed
    } catch (error) {
      log('relay', `no answer to ${message.type}`, error)
      return refuse('relay-unreachable')
    }
  }
  /** In a session an unanswered or refused message means that the two ends no longer agree: it is ended. */
  const tell = async (message: AgentToRelay) => {
    const reply = await send(message, doneReply)
    if (reply.ok || closed) return
    if (reply.error === 'relay-unreachable') events.onEnded('relay-lost')
    else if (reply.error !== 'message-late') events.onBreach(reply.error, reply.field)
  }

  return {
    async join({ code, records, agent }) {
      if (!(await connected(socket))) {
        close()
        return refuse('relay-unreachable')
      }
      const { version: agentVersion, language } = agent
      const reply = await send(
        { v: PROTOCOL_VERSION, type: 'join', code, agentVersion, language, records: [...records] },
        joinReply,
      )
      joined = reply.ok
      if (!joined) close()
      return reply as JoinReply
    },
    signal: (signal) => void tell({ v: PROTOCOL_VERSION, type: 'signal', signal }),
    progress: (step) => void tell({ v: PROTOCOL_VERSION, type: 'progress', step }),
    device: async (proof) =>
      (await send({ v: PROTOCOL_VERSION, type: 'device', ...proof }, deviceReply)) as DeviceReply,
    leave: async (reason, records) => {
      if (closed) return false
      closed = true
      try {
        if (!socket.connected) return false
        // Socket.IO drops a message that arrives together with the end of its connection: the end waits for the answer.
        const raw: unknown = await socket
          .timeout(LAST_WORD_MS)
          .emitWithAck('message', { v: PROTOCOL_VERSION, type: 'leave', reason, records: [...records] })
        return doneReply.safeParse(raw).data?.ok === true
      } catch (error) {
        log('relay', 'the last word was not answered', error)
        return false
      } finally {
        socket.disconnect()
      }
    },
  }
}

/** True once connected; false when every transport failed or the time is over. */
const connected = (socket: ReturnType<typeof io>): Promise<boolean> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => resolve(socket.connected), 2 * REPLY_LIMIT_MS)
    const done = (result: boolean) => {
      clearTimeout(timer)
      resolve(result)
    }
    if (socket.connected) return done(true)
    socket.once('connect', () => done(true))
    socket.once('connect_error', (error) => {
      log('relay', 'could not connect', error)
      done(false)
    })
  })
