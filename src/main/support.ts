import type { Channel } from '../shared/built-for'
import { type Breach, type ErrorCode, refuse } from '../shared/errors'
import type { CallInput, Outcome } from '../shared/ipc'
import type { Joined } from '../shared/journey'
import type { Language } from '../shared/languages'
import type { PictureState } from '../shared/picture'
import type { EndReason, IceServer } from '../shared/protocol'
import { Aftermath } from './aftermath'
import { type Connection, type ConnectionParts, openConnection } from './connection'
import type { Device } from './device'
import type { IdentityCheck } from './identity'
import type { Journey } from './journey'
import type { Live } from './live'
import { log } from './log'
import type { PageLink } from './page-link'
import type { Preparation } from './preparation'
import type { Profiles } from './profiles'
import type { RelayEvents, RelayLink } from './relay-link'
import { enterCode } from './steps/code'
import type { Stream } from './steps/stream'
import type { Store } from './store'
import type { StreamEvents } from './stream-events'

/** From the code to the words, and from the words to the customer's answer. */
const JOIN_LIMIT_MS = 30_000
const ANSWER_LIMIT_MS = 10 * 60_000

export type SupportParts = {
  readonly journey: Journey
  readonly preparation: Pick<Preparation, 'inventory'>
  readonly version: string
  readonly channel: Channel
  readonly relay: { readonly url: string | null; readonly why: ErrorCode }
  readonly profiles: Pick<Profiles, 'current' | 'desk'>
  readonly store: Pick<Store, 'anchors' | 'anchored' | 'keepReceipt'>
  readonly device: Pick<Device, 'prove' | 'discard'>
  readonly identity: IdentityCheck
  readonly live: () => Live
  readonly watchNetwork: ConnectionParts['watchNetwork']
  readonly stream: (events: Pick<StreamEvents, 'onPicture' | 'onIndicatorGone' | 'onHung'>) => Stream
  readonly page: PageLink
  readonly language: () => Language
  /** The view changed without a move. */
  readonly show: () => void
}

const done = { ok: true } as const

/** From the six digits to the end: one connection at a time, and one way out. */
export class Support {
  #connection: Connection | null = null
  #timer: NodeJS.Timeout | undefined
  readonly #aftermath: Aftermath

  constructor(private readonly parts: SupportParts) {
    this.#aftermath = new Aftermath(parts)
  }

  /** The session that stands; null before and after. */
  get connection(): Connection | null {
    return this.#connection
  }

  async enterCode(code: string): Promise<Outcome> {
    const { journey, identity, profiles, relay: server } = this.parts
    if (!profiles.desk().open) {
      // It closed while the screen still had the field.
      this.parts.show()
      return refuse('desk-closed')
    }
    const moved = journey.move({ type: 'code-asked' })
    if (!moved.ok || journey.phase.name !== 'code') return moved
    const { inventory } = journey.phase
    if (server.url === null) return journey.move({ type: 'code-refused', error: server.why })
    const aftermath = this.#aftermath
    try {
      const records = await this.parts.store.anchors()
      // Sockets and proxies are loaded when first needed: the first screen does not wait for them.
      const { openRelayLink } = await import('./relay-link')
      // An operator may leave while it is looked up which relay this is.
      let over: EndReason | null = null
      const onEnded = (reason: EndReason) => {
        if (!this.end(reason)) over = reason
      }
      const relay = openRelayLink(server.url, { ...this.#relayEvents(), onEnded })
      const result = await enterCode(
        inventory,
        { relay, identity, now, onLeaving: (left) => aftermath.settle('relay', 'could not leave', left) },
        { code, records, agent: this.#agent(), resumeSeconds: profiles.current().session.resumeSeconds },
      )
      if (!result.ok) return journey.move({ type: 'code-refused', error: result.error })
      this.#join(relay, result.joined, result.iceServers)
      aftermath.told(records)
      if (over !== null) this.end(over)
      return done
    } catch (error) {
      log('relay', 'the code could not be given', error)
      return journey.move({ type: 'code-refused', error: 'internal' })
    }
  }

  nameCaller(caller: CallInput<'name-caller'>): Outcome {
    const { journey } = this.parts
    if (journey.phase.name !== 'approval') return refuse('message-late')
    if (caller === 'customer') return journey.move({ type: 'caller-named' })
    this.end('scam')
    return done
  }

  approve(): Outcome {
    const { journey, device } = this.parts
    const moved = journey.move({ type: 'approved', approvedAt: now() })
    const phase = journey.phase
    const connection = this.#connection
    if (!moved.ok || phase.name !== 'live' || connection === null) return moved
    clearTimeout(this.#timer)
    connection.share(phase.approval, phase.environment, phase.inventory)
    this.parts.live().begin()
    // Only an id that the customer agreed to send is proven.
    if (phase.inventory.items.some(({ id, value }) => id === 'certificate' && value !== null))
      connection.proveDevice(device).catch((error: unknown) => log('device', 'could not be proven', error))
    return done
  }

  deny(): Outcome {
    if (this.parts.journey.phase.name !== 'approval') return refuse('message-late')
    this.end('refused')
    return done
  }

  disconnect(): Outcome {
    return this.end('customer') ? done : refuse('message-late')
  }

  /** The customer found the operator suspicious: the same way out, and the company is told. */
  report(): Outcome {
    const { name } = this.parts.journey.phase
    return (name === 'approval' || name === 'live') && this.end('reported') ? done : refuse('message-late')
  }

  linkSignal({ link, signal }: CallInput<'link-signal'>): Outcome {
    return this.#in((connection) => connection.fromPage(link, signal))
  }

  linkOpened({ link }: CallInput<'link-opened'>): Outcome {
    return this.#in((connection) => connection.opened(link))
  }

  linkMessage({ link, text }: CallInput<'link-message'>): Outcome {
    return this.#in((connection) => connection.receive(link, text))
  }

  linkLost({ link }: CallInput<'link-lost'>): Outcome {
    return this.#in((connection) => connection.linkLost(link))
  }

  /** The page gave up everything it held. Unasked it is a page that does not do its work. */
  linkClosed(): Outcome {
    this.parts.page.confirmed()
    this.end('failed')
    return done
  }

  /** The page's process is gone, and its connection with it. */
  pageGone(): void {
    this.end('failed')
    this.parts.page.lost()
  }

  /** What the page says of its capture; after the end it is late by nature. */
  stream(say: (stream: Stream) => void): Outcome {
    return this.#in(({ stream }) => say(stream))
  }

  limited(limit: CallInput<'stream-limited'>): Outcome {
    return this.#in((connection) => connection.tell({ type: 'sending', limit }))
  }

  breach(breach: Breach): void {
    if (this.end('failed')) log('journey', `ended by a breach: ${breach.code}`)
  }

  mayCapture(): boolean {
    return this.parts.journey.phase.name === 'live' && this.#connection?.stream.mayAsk() === true
  }

  /**
   * The one way out, from anywhere, once: the picture first, then the receipt, then the courtesies.
   * @returns false where nothing was joined
   */
  end(reason: EndReason): boolean {
    const connection = this.#connection
    if (connection === null) return false
    this.#connection = null
    clearTimeout(this.#timer)
    this.parts.live().close()
    const receipt = connection.end(reason)
    this.parts.journey.move({ type: 'ended', reason, receipt })
    return true
  }

  /** Until the receipt is on the disk and the relay has heard the end, or will not; null where nothing is left to do. */
  settling(): Promise<void> | null {
    return this.#aftermath.settling()
  }

  #join(relay: RelayLink, joined: Joined, iceServers: readonly IceServer[]): void {
    const { journey, page, stream, live, profiles, preparation } = this.parts
    const aftermath = this.#aftermath
    journey.move({ type: 'joined', joined })
    this.#limit(JOIN_LIMIT_MS)
    this.#connection = openConnection(joined, iceServers, {
      relay,
      page,
      stream: stream({
        onPicture: (state) => this.#pictured(state),
        onIndicatorGone: () => this.end('indicator'),
        onHung: () => this.end('failed'),
      }),
      agent: this.#agent(),
      resumeSeconds: profiles.current().session.resumeSeconds,
      watchNetwork: this.parts.watchNetwork,
      onVerified: (places) => this.#verified(places),
      onContact: (state) => live().contact(state),
      onRouterAsked: () => {
        const router = preparation.inventory.router()
        // The customer's screen says so from the same moment on.
        return journey.move({ type: 'router-shown', at: now() }).ok ? router : null
      },
      onRouterHidden: () => void journey.move({ type: 'router-hidden' }),
      onPcCheckAsked: () => live().askPcCheck(),
      onDisplayAsked: (display) => live().askDisplay(display),
      onThumbnailsAsked: () => live().askThumbnails(),
      onStillAsked: () => live().askStill(),
      onEnded: (reason) => this.end(reason),
      keepReceipt: (reason) => aftermath.keepReceipt(reason),
      onToldAtEnd: (records) => aftermath.told(records),
      onLeaving: (left) => aftermath.settle('relay', 'could not leave', left),
      onReporting: (heard) => aftermath.reporting(joined.session, heard),
    })
  }

  /** Words that are new once there were others come from an end with a new key. */
  #verified(places: readonly number[]): void {
    const { journey, live } = this.parts
    if (journey.phase.name === 'joining') {
      journey.move({ type: 'verified', places })
      this.#limit(ANSWER_LIMIT_MS)
    } else live().newWords(places)
  }

  #pictured(state: PictureState): void {
    const { journey, live } = this.parts
    const first = journey.phase.name === 'live' && journey.phase.sharedFrom === null && state === 'running'
    live().pictured(state)
    if (first) this.#connection?.shared()
  }

  #in(work: (connection: Connection) => void): Outcome {
    if (this.#connection === null) return refuse('message-late')
    work(this.#connection)
    return done
  }

  #relayEvents(): Omit<RelayEvents, 'onEnded'> {
    return {
      onSignal: (link, signal) => this.#connection?.fromRelay(link, signal),
      onLost: () => this.#connection?.relayLost(),
      onBack: ({ iceServers, present }) => this.#connection?.relayBack(iceServers, present),
      onPeer: (present) => this.#connection?.peer(present),
      onBreach: (error, field) => {
        log('relay', `broke the protocol: ${error} ${field ?? ''}`)
        this.end('failed')
      },
    }
  }

  #agent() {
    const { version, channel, language } = this.parts
    return { version, channel, language: language() }
  }

  #limit(milliseconds: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.end('timeout'), milliseconds)
  }
}

const now = (): string => new Date().toISOString()
