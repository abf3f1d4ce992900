import { io } from 'socket.io-client'
import { type ErrorCode, errorCodes, type Refusal, refuse } from '../shared/errors'
import { parseMessage, parseValue } from '../shared/parse'
import {
  type ConsoleToRelay,
  PROTOCOL_VERSION,
  type RelayToConsole,
  relayToConsole,
  WIRE_LIMIT,
} from '../shared/protocol'
import { z } from '../shared/zod'

const WAIT_MS = 8_000
/** After the relay itself closed the connection (it stops, and starts again), or could not look us up. */
const AGAIN_MS = 500

export type RelaySocketOptions = {
  /** `kept`: a connection that broke is the same one again, with nothing lost; else it is a new one. */
  readonly onConnected: (kept: boolean) => void
  /** The connection broke; Socket.IO goes on trying, and `onConnected` tells when it stands again. */
  readonly onLost: () => void
  /** It could not be made in the first place, or the relay does not let us in any more. Once; it is closed then. */
  readonly onRefused: (error: ErrorCode) => void
  readonly onMessage: (message: RelayToConsole) => void
  /** The relay said something that is not in the protocol. */
  readonly onBreach: (refusal: Refusal) => void
}

export type RelaySocket = {
  /** Sends one message. Resolves with the relay's answer or a refusal; never rejects. */
  send<T>(message: ConsoleToRelay, reply: z.ZodType<T | Refusal>): Promise<T | Refusal>
  /** Idempotent. */
  close(): void
}

/** The console's connection to the relay, for one support: it stands from asking for a code until the end. */
export function openRelaySocket(options: RelaySocketOptions): RelaySocket {
  const socket = io('/console', {
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    forceNew: true,
    timeout: WAIT_MS,
    reconnectionDelay: 300,
    reconnectionDelayMax: 1_000,
  })
  let stood = false
  let closed = false

  /** Where Socket.IO does not try again by itself. */
  const connectLater = () => {
    setTimeout(() => {
      if (!closed) socket.connect()
    }, AGAIN_MS)
  }

  socket.on('connect', () => {
    stood = true
    options.onConnected(socket.recovered)
  })
  socket.on('disconnect', (reason) => {
    if (reason === 'io client disconnect') return
    options.onLost()
    if (reason === 'io server disconnect') connectLater()
  })
  socket.on('connect_error', (error) => {
    console.warn('relay: could not connect', error.message)
    const refused = refusedBy(error.message)
    if (stood && refused !== 'not-signed-in' && refused !== 'sender-unknown') {
      if (!socket.active) connectLater()
      return
    }
    closed = true
    socket.disconnect()
    options.onRefused(refused)
  })
  socket.on('message', (raw: unknown, answer: unknown) => {
    const parsed = parseMessage(relayToConsole, PROTOCOL_VERSION, asText(raw), WIRE_LIMIT)
    if (typeof answer === 'function') answer(parsed.ok ? { ok: true } : parsed)
    if (parsed.ok) options.onMessage(parsed.message)
    else options.onBreach(parsed)
  })

  return {
    async send(message, reply) {
      try {
        const raw: unknown = await socket.timeout(WAIT_MS).emitWithAck('message', message)
        const parsed = parseValue(reply, raw)
        return parsed.ok ? parsed.message : refuse('message-malformed', 'reply')
      } catch (cause) {
        console.warn(`relay: no answer to ${message.type}`, cause)
        return refuse('relay-unreachable')
      }
    },
    close: () => {
      closed = true
      socket.disconnect()
    },
  }
}

/** The relay refuses a connection by name (not signed in); anything else is the network's own error. */
function refusedBy(text: string): ErrorCode {
  const named = z.enum(errorCodes).safeParse(text)
  return named.success ? named.data : 'relay-unreachable'
}

/** Socket.IO hands over a parsed value; as text again the limit on its length holds for it too. */
const asText = (raw: unknown): string => JSON.stringify(raw) ?? ''
