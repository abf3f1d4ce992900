import { setTimeout as pause } from 'node:timers/promises'
import type { Socket } from 'socket.io-client'
import { type Parsed, parseMessage } from '../shared/parse'
import {
  type AgentResumeReply,
  agentResumeReply,
  type DoneReply,
  PROTOCOL_VERSION,
  type RelayToAgent,
  relayToAgent,
  WIRE_LIMIT,
} from '../shared/protocol'
import { log } from './log'
import { ask } from './relay-ask'
import { type Dial, dialOnce, dialUntil, type Way } from './relay-dial'
import { dropRelayConnections } from './relay-session'

/** A connection that stands and does not answer this is no better than none. */
const RESUME_LIMIT_MS = 3000
/** After a relay that answers, but does not let us back yet. */
const RETRY_MS = 500

export type LineEvents = {
  readonly onMessage: (message: Parsed<RelayToAgent>) => void
  readonly onLost: () => void
  readonly onBack: (reply: AgentResumeReply & { readonly ok: true }) => void
  /** The relay knows nothing to come back to. The line is closed. */
  readonly onOver: () => void
}

type Session = { readonly id: string; readonly token: string }

/** One connection to the relay after the other, all of them in the same session once there is one. */
export class RelayLine {
  /** Connected, and in the session where one was joined. */
  #socket: Socket | null = null
  /** Connected, and not back in the session yet. */
  #coming: Socket | null = null
  #dial: Dial | null = null
  #way: Way = 'websocket'
  #session: Session | null = null
  #closed = false
  /** Whoever waits for the session; told null where there is none any more. */
  #waiting: ((socket: Socket | null) => void)[] = []

  constructor(
    private readonly url: string,
    private readonly events: LineEvents,
  ) {}

  get socket(): Socket | null {
    return this.#socket
  }

  /** The first connection, tried once. @returns null where it did not stand, or the line was closed meanwhile */
  async connect(): Promise<Socket | null> {
    this.#dial = dialOnce(this.url)
    const standing = await this.#dial.stood
    this.#dial = null
    if (standing === null) return null
    const { socket, way } = standing
    if (this.#closed) {
      socket.disconnect()
      return null
    }
    this.#way = way
    this.#socket = socket
    this.#listen(socket)
    return socket
  }

  /** From now on a connection that is lost is made again. */
  hold(session: Session): void {
    this.#session = session
  }

  /** The connection in the session, as soon as there is one; null where there is none any more. */
  standing(): Promise<Socket | null> {
    if (this.#socket !== null || this.#closed) return Promise.resolve(this.#socket)
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  /** A connection is gone or of no use. Does nothing for one that was given up before. */
  lost(socket: Socket): void {
    const wasComing = socket === this.#coming
    if (!wasComing && socket !== this.#socket) return
    this.#coming = null
    this.#socket = null
    socket.disconnect()
    if (this.#closed || this.#session === null) return
    if (wasComing) void pause(RETRY_MS, undefined, { ref: false }).then(() => this.#comeBack())
    else {
      this.events.onLost()
      this.#comeBack()
    }
  }

  /** Gives up what stands and what is under way, and connects anew at once. Only in a session. */
  renew(): void {
    if (this.#session === null) return
    this.#dial?.stop()
    this.#dial = null
    const [socket, coming] = [this.#socket, this.#coming]
    this.#coming = null
    coming?.disconnect()
    if (socket === null) this.#comeBack()
    else this.lost(socket)
  }

  /** Idempotent. */
  close(): void {
    this.#closed = true
    this.#dial?.stop()
    const sockets = [this.#socket, this.#coming]
    this.#socket = null
    this.#coming = null
    for (const socket of sockets) socket?.disconnect()
    for (const resolve of this.#waiting.splice(0)) resolve(null)
  }

  #listen(socket: Socket): void {
    socket.on('message', (raw: unknown, answer?: (reply: DoneReply) => void) => {
      const parsed = parseMessage(relayToAgent, PROTOCOL_VERSION, raw, WIRE_LIMIT)
      answer?.(parsed.ok ? { ok: true } : parsed)
      if (socket === this.#socket || socket === this.#coming) this.events.onMessage(parsed)
    })
    socket.on('disconnect', (cause) => {
      if (socket === this.#socket) log('relay', `connection lost: ${cause}`)
      this.lost(socket)
    })
  }

  /** Dials until the session stands again. Does nothing where that is under way. */
  #comeBack(): void {
    const session = this.#session
    if (session === null || this.#closed) return
    if (this.#dial !== null || this.#coming !== null || this.#socket !== null) return
    dropRelayConnections()
    const dial = dialUntil(this.url, this.#way)
    this.#dial = dial
    void dial.stood.then((standing) => {
      if (this.#closed || this.#dial !== dial) return void standing?.socket.disconnect()
      this.#dial = null
      // Neither way could even be tried, or it went in the same moment.
      if (standing === null || !standing.socket.connected)
        return void pause(RETRY_MS, undefined, { ref: false }).then(() => this.#comeBack())
      this.#way = standing.way
      this.#resume(standing.socket, session)
    })
  }

  #resume(socket: Socket, { id, token }: Session): void {
    this.#coming = socket
    this.#listen(socket)
    const resume = { v: PROTOCOL_VERSION, type: 'resume', session: id, token } as const
    const resumed = (reply: AgentResumeReply) => {
      if (socket !== this.#coming) return
      if (reply.ok) return this.#back(socket, reply)
      if (reply.error === 'session-over') {
        this.close()
        return this.events.onOver()
      }
      log('relay', `could not come back: ${reply.error}`)
      this.lost(socket)
    }
    ask(socket, resume, agentResumeReply, resumed, RESUME_LIMIT_MS)
  }

  #back(socket: Socket, reply: AgentResumeReply & { readonly ok: true }): void {
    this.#coming = null
    this.#socket = socket
    log('relay', `back by ${this.#way}`)
    this.events.onBack(reply)
    for (const resolve of this.#waiting.splice(0)) resolve(socket)
  }
}
