import { setTimeout as pause } from 'node:timers/promises'
import type { Channel } from '../shared/built-for'
import { isReport } from '../shared/end-reasons'
import { assertNever, type ErrorCode, refuse } from '../shared/errors'
import type { Language } from '../shared/languages'
import type { Parsed } from '../shared/parse'
import {
  type AgentToRelay,
  type DeviceReply,
  type DoneReply,
  deviceReply,
  doneReply,
  type EndReason,
  type IceServer,
  type JoinReply,
  joinReply,
  PROTOCOL_VERSION,
  type RelayToAgent,
  type Signal,
} from '../shared/protocol'
import type { RecordAnchor } from '../shared/records'
import { ask } from './relay-ask'
import { RelayLine } from './relay-line'

/** Less than the program waits before it quits. */
const LAST_WORD_MS = 250
/** How long the last word is tried where the relay is away: nobody waits for it. */
const LEAVE_LIMIT_MS = 10_000
/** After which a connection that does not answer the last word is given up for another. */
const HEARD_LIMIT_MS = 3000

export type RelayEvents = {
  readonly onSignal: (link: number, signal: Signal) => void
  readonly onEnded: (reason: EndReason) => void
  /** The relay broke its own protocol. */
  readonly onBreach: (error: ErrorCode, field: string | undefined) => void
  /** In a session: the connection to the relay is lost, and is being made again. */
  readonly onLost: () => void
  /** It stands again, in the same session; servers with fresh accounts; whether the console is connected. */
  readonly onBack: (back: { readonly iceServers: readonly IceServer[]; readonly present: boolean }) => void
  /** The console's connection to the relay came or went. */
  readonly onPeer: (present: boolean) => void
}

/**
 * The signalling connection to one relay, for one code. Once joined, a lost connection ends nothing: it is made again
 * until the caller leaves. How long that may take is the caller's to say.
 */
export type RelayLink = {
  join(request: JoinRequest): Promise<JoinReply>
  /** Dropped while the relay is away: what belongs to a link that was lost is of no use after it. */
  signal(link: number, signal: Signal): void
  /** Kept, and said again after each loss, until the relay has acknowledged it. */
  progress(step: Step): void
  /** Waits for the relay where it is away, once. */
  device(proof: DeviceProof): Promise<DeviceReply>
  /** The PC slept, or has another network now: the present connection is given up without waiting for its silence. */
  reconnectNow(): void
  /**
   * Says why and closes, within a moment; a relay that is away is told in the background, if it comes back in 10 s.
   * Idempotent.
   */
  leave(reason: EndReason, records: readonly RecordAnchor[]): Leaving
}

/**
 * Whether the relay has heard the last word: `soon` within a moment, the records with it; `heard` however long it
 * takes, which is some seconds more than it is tried.
 */
export type Leaving = { readonly soon: Promise<boolean>; readonly heard: Promise<boolean> }

export type Step = 'approved' | 'live'

export type JoinRequest = {
  readonly code: string
  readonly records: readonly RecordAnchor[]
  readonly agent: { readonly version: string; readonly channel: Channel; readonly language: Language }
  /** What the relay signs with the operator's name (identity.ts). */
  readonly nonce: string
  /** How long the session waits for an end that was lost. */
  readonly resumeSeconds: number
}

/** PEM, and the signature over `proofText` in base64. */
export type DeviceProof = { readonly certificate: string; readonly signature: string }

const v = PROTOCOL_VERSION

export function openRelayLink(url: string, events: RelayEvents): RelayLink {
  return new Link(url, events)
}

class Link implements RelayLink {
  readonly #line: RelayLine
  /** After the last word nobody is told anything, and nothing follows it. */
  #silent = false
  #joined = false
  #heardEnd = false
  #lastReason: EndReason | null = null
  #lastKnown = false
  #unsaid: Step[] = []

  constructor(
    url: string,
    private readonly events: RelayEvents,
  ) {
    this.#line = new RelayLine(url, {
      onMessage: (message) => this.#hear(message),
      // An ended session is come back to for the last word only.
      onLost: () => {
        if (!this.#silent && !this.#heardEnd) events.onLost()
      },
      onBack: ({ iceServers, present }) => {
        if (!this.#silent && !this.#heardEnd) events.onBack({ iceServers, present })
        for (const step of this.#unsaid) this.#sayProgress(step)
      },
      onOver: () => {
        if (!this.#silent && !this.#heardEnd) events.onEnded('operator-gone')
        this.#silence()
      },
    })
  }

  async join({ code, records, agent, nonce, resumeSeconds }: JoinRequest): Promise<JoinReply> {
    const socket = await this.#line.connect()
    if (socket === null || this.#silent) {
      this.#close()
      return refuse('relay-unreachable')
    }
    const { version: agentVersion, channel, language } = agent
    const anchors = [...records]
    const message = {
      v,
      type: 'join',
      code,
      agentVersion,
      channel,
      language,
      nonce,
      records: anchors,
      resumeSeconds,
    } as const
    return new Promise((resolve) => {
      ask(socket, message, joinReply, (reply) => {
        this.#joined = reply.ok
        if (reply.ok) this.#line.hold({ id: reply.session, token: reply.resume })
        else this.#close()
        resolve(reply)
      })
    })
  }

  signal(link: number, signal: Signal): void {
    if (!this.#silent) this.#tell({ v, type: 'signal', link, signal })
  }

  progress(step: Step): void {
    if (this.#silent) return
    this.#unsaid.push(step)
    this.#sayProgress(step)
  }

  async device(proof: DeviceProof): Promise<DeviceReply> {
    const message = { v, type: 'device', ...proof } as const
    let reply: DeviceReply = refuse('relay-unreachable')
    for (let tries = 0; tries < 2; tries++) {
      const socket = await this.#line.standing()
      if (socket === null || this.#silent) return refuse('message-late')
      reply = await new Promise((resolve) => ask(socket, message, deviceReply, resolve))
      if (reply.ok || reply.error !== 'relay-unreachable') break
      this.#line.lost(socket)
    }
    return reply
  }

  reconnectNow(): void {
    this.#line.renew()
  }

  leave(reason: EndReason, records: readonly RecordAnchor[]): Leaving {
    if (this.#silent || !this.#joined) {
      if (!this.#silent) this.#close()
      return { soon: Promise.resolve(false), heard: Promise.resolve(false) }
    }
    this.#silence()
    this.#lastReason = reason
    const word: AgentToRelay = { v, type: 'leave', reason, records: [...records] }
    const said = this.#sayLast(word).finally(() => this.#close())
    return {
      soon: Promise.race([said, pause(LAST_WORD_MS, false, { ref: false })]),
      heard: said.then((heard) => heard || this.#lastKnown),
    }
  }

  /** Until it is answered: Socket.IO drops a message that arrives together with the end of its connection. */
  async #sayLast(word: AgentToRelay): Promise<boolean> {
    const over = pause(LEAVE_LIMIT_MS, null, { ref: false })
    for (;;) {
      const socket = await Promise.race([this.#line.standing(), over])
      if (socket === null) return false
      const heard = new Promise<DoneReply>((done) => ask(socket, word, doneReply, done, HEARD_LIMIT_MS))
      const reply = await Promise.race([heard, over])
      if (reply === null || reply.ok || reply.error !== 'relay-unreachable') return reply?.ok === true
      this.#line.lost(socket)
    }
  }

  #hear(parsed: Parsed<RelayToAgent>): void {
    if (this.#silent) {
      // The answer was lost, and whoever comes back is told how it ended: by a reason that only we can have given.
      const ended = parsed.ok && parsed.message.type === 'ended' ? parsed.message.reason : null
      if (ended !== null && ended === this.#lastReason && isReport(ended)) this.#lastKnown = true
      return
    }
    if (!parsed.ok) {
      this.events.onBreach(parsed.error, parsed.field)
      return
    }
    const { message } = parsed
    switch (message.type) {
      case 'signal':
        this.events.onSignal(message.link, message.signal)
        break
      case 'peer':
        this.events.onPeer(message.present)
        break
      case 'ended':
        this.#heardEnd = true
        this.events.onEnded(message.reason)
        break
      default:
        assertNever(message)
    }
  }

  #sayProgress(step: Step): void {
    this.#tell({ v, type: 'progress', step }, () => {
      this.#unsaid = this.#unsaid.filter((one) => one !== step)
    })
  }

  /** A refusal means that the two ends no longer agree; that it was late is harmless. */
  #tell(message: AgentToRelay, heard: () => void = () => undefined): void {
    const socket = this.#line.socket
    if (socket === null) return
    ask(socket, message, doneReply, (reply) => {
      if (!reply.ok && reply.error === 'relay-unreachable') return this.#line.lost(socket)
      heard()
      if (!reply.ok && reply.error !== 'message-late' && !this.#silent)
        this.events.onBreach(reply.error, reply.field)
    })
  }

  #silence(): void {
    this.#silent = true
    this.#unsaid = []
  }

  #close(): void {
    this.#silence()
    this.#line.close()
  }
}
