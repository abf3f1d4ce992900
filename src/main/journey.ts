import { type Breach, type Refusal, refuse } from '../shared/errors'
import type { CallInput, Outcome, View } from '../shared/ipc'
import { type Event, isLate, type Joined, next, type Phase } from '../shared/journey'
import type { Language } from '../shared/languages'
import type { EndReason, IceServer, Signal } from '../shared/protocol'
import type { Consent, Receipt } from '../shared/receipt'
import { type Connection, openConnection } from './connection'
import { log } from './log'
import type { PageLink } from './page-link'
import { receiptOf } from './receipt'
import type { RelayEvents, RelayLink } from './relay-link'
import type { Settings } from './settings'
import { enterCode } from './steps/code'
import type { ConsentStep } from './steps/consent'
import { checkMachine, type Machine } from './steps/environment'
import { createInventory, type Readers } from './steps/inventory'
import type { Stream } from './steps/stream'
import type { Store } from './store'
import { viewOf } from './view'

/** From the code to the words, and from the words to the customer's answer. */
const JOIN_LIMIT_MS = 30_000
const ANSWER_LIMIT_MS = 10 * 60_000

export type Parts = {
  readonly settings: Settings
  readonly version: string
  readonly consent: ConsentStep
  readonly readers: Readers
  readonly machine: () => Machine
  readonly store: Store
  readonly stream: (events: { onIndicatorGone: () => void }) => Stream
  readonly page: PageLink
  readonly onView: (view: View, phase: Phase) => void
  readonly quit: () => void
}

const done = { ok: true } as const

/** Owns the one phase. Pages wish, steps work, `next` decides. */
export class Journey {
  #phase: Phase = { name: 'documents' }
  #language: Language
  #connection: Connection | null = null
  #inventory
  #timer: NodeJS.Timeout | undefined

  /** @param earlier what this customer agreed to before; it stands only where no text has changed since */
  constructor(
    private readonly parts: Parts,
    language: Language,
    earlier: Consent | null,
  ) {
    this.#language = language
    this.#inventory = this.#newInventory()
    if (earlier !== null && parts.consent.stillStands(earlier))
      this.#move({ type: 'consented', consent: earlier })
  }

  get view(): View {
    const { settings, consent } = this.parts
    const { profile } = settings
    return viewOf(this.#phase, { language: this.#language, profile, consent, inventory: this.#inventory })
  }

  get phase(): Phase {
    return this.#phase
  }
  get language(): Language {
    return this.#language
  }

  setLanguage(language: Language): Outcome {
    this.#language = language
    this.#show()
    return done
  }

  markRead(id: CallInput<'document-read'>): Outcome {
    if (this.#phase.name !== 'documents') return refuse('message-late')
    this.parts.consent.markRead(this.#language, id)
    this.#show()
    return done
  }

  async acceptDocuments(shown: CallInput<'accept-documents'>): Promise<Outcome> {
    if (this.#phase.name !== 'documents') return refuse('message-late')
    const consent = this.parts.consent.accept(this.#language, shown)
    if ('error' in consent) return consent
    // Moved first: a second click, or a refusal, that comes while the file is written is late.
    const moved = this.#move({ type: 'consented', consent })
    if (moved.ok) await this.parts.store.keepConsent(consent)
    return moved
  }

  declineDocuments(): Outcome {
    const outcome = this.#move({ type: 'declined' })
    if (outcome.ok) this.parts.quit()
    return outcome
  }

  async checkEnvironment(): Promise<Outcome> {
    const moved = this.#move({ type: 'checking' })
    if (!moved.ok || this.#phase.name !== 'environment') return moved
    const { settings, machine } = this.parts
    const environment = await checkMachine(this.#phase.consent, settings.profile, machine())
    return this.#move({ type: 'checked', environment })
  }

  confirmEnvironment(): Outcome {
    this.#inventory = this.#newInventory()
    return this.#move({ type: 'environment-confirmed' })
  }

  async switchItem({ id, on }: CallInput<'switch-item'>): Promise<Outcome> {
    if (this.#phase.name !== 'inventory') return refuse('message-late')
    await this.#inventory.switch(id, on)
    return done
  }

  agreeInventory(): Outcome {
    const inventory = this.#inventory.agree()
    if (inventory === null) return refuse('message-late', 'reading')
    void import('./relay-link')
    return this.#move({ type: 'inventory-agreed', inventory })
  }

  async enterCode(code: string): Promise<Outcome> {
    const moved = this.#move({ type: 'code-asked' })
    if (!moved.ok || this.#phase.name !== 'code') return moved
    const url = this.parts.settings.relay
    if (url === null) return this.#move({ type: 'code-refused', error: 'relay-not-set' })
    // Sockets and proxies are loaded when first needed: the first screen does not wait for them.
    const { openRelayLink } = await import('./relay-link')
    const relay = openRelayLink(url, this.#relayEvents())
    const agent = { version: this.parts.version, language: this.#language }
    const result = await enterCode(this.#phase.inventory, relay, code, agent, now)
    if (!result.ok) return this.#move({ type: 'code-refused', error: result.error })
    this.#join(relay, result.joined, result.iceServers)
    return done
  }

  nameCaller(caller: CallInput<'name-caller'>): Outcome {
    if (this.#phase.name !== 'approval') return refuse('message-late')
    if (caller === 'customer') return this.#move({ type: 'caller-named' })
    this.end('scam')
    return done
  }

  approve(): Outcome {
    const approvedAt = now()
    const moved = this.#move({ type: 'approved', approvedAt })
    if (!moved.ok || this.#phase.name !== 'live' || this.#connection === null) return moved
    clearTimeout(this.#timer)
    const { approval, environment, inventory } = this.#phase
    this.#connection.share(approval, environment, inventory)
    return done
  }

  deny(): Outcome {
    if (this.#phase.name !== 'approval') return refuse('message-late')
    this.end('refused')
    return done
  }

  disconnect(): Outcome {
    return this.end('customer') ? done : refuse('message-late')
  }

  restart(): Outcome {
    return this.#move({ type: 'restarted' })
  }

  receipts(): Promise<Receipt[]> {
    return this.parts.store.receipts()
  }

  linkSignal(signal: Signal): Outcome {
    if (this.#connection === null) return refuse('message-late')
    this.#connection.fromPage(signal)
    return done
  }

  linkOpened(): Outcome {
    if (this.#connection === null) return refuse('message-late')
    this.#connection.opened()
    return done
  }

  linkMessage(text: string): Outcome {
    if (this.#connection === null) return refuse('message-late')
    this.#connection.receive(text)
    return done
  }

  /** The encrypted channel fell: ordinary at the end, the operator's end gone before it. */
  linkClosed(): Outcome {
    this.parts.page.confirmed()
    this.end('operator-gone')
    return done
  }

  /** The page's process is gone, and its connection with it. */
  pageGone(): void {
    this.end('failed')
    this.parts.page.lost()
  }

  streamStarted(): Outcome {
    const moved = this.#move({ type: 'shared', sharedFrom: now() })
    if (moved.ok) this.#connection?.shared()
    return moved
  }

  streamFailed(): Outcome {
    return this.end('failed') ? done : refuse('message-late')
  }

  breach(breach: Breach): void {
    if (this.end('failed')) log('journey', `ended by a breach: ${breach.code}`)
  }

  mayCapture(): boolean {
    return this.#phase.name === 'live' && this.#connection?.mayCapture() === true
  }

  /**
   * The one way out, from anywhere, once: the picture first, then the courtesies, then the receipt.
   * @returns false where nothing was joined
   */
  end(reason: EndReason): boolean {
    const phase = this.#phase
    if (this.#connection?.end(reason) !== true) return false
    this.#connection = null
    clearTimeout(this.#timer)
    const receipt = receiptOf(phase, reason, now())
    if (receipt !== null)
      this.parts.store
        .keepReceipt(receipt)
        .catch((error: unknown) => log('store', 'the receipt could not be kept', error))
    this.#move({ type: 'ended', reason, receipt })
    return true
  }

  #join(relay: RelayLink, joined: Joined, iceServers: readonly IceServer[]): void {
    this.#move({ type: 'joined', joined })
    this.#limit(JOIN_LIMIT_MS)
    this.#connection = openConnection(joined, iceServers, {
      relay,
      page: this.parts.page,
      stream: this.parts.stream({ onIndicatorGone: () => this.end('indicator') }),
      agent: { version: this.parts.version, language: this.#language },
      onVerified: (places) => {
        this.#move({ type: 'verified', places })
        this.#limit(ANSWER_LIMIT_MS)
      },
      onEnded: (reason) => this.end(reason),
    })
  }

  #relayEvents(): RelayEvents {
    return {
      onSignal: (signal) => this.#connection?.fromRelay(signal),
      onEnded: (reason) => this.end(reason),
      onBreach: (error, field) => {
        log('relay', `broke the protocol: ${error} ${field ?? ''}`)
        this.end('failed')
      },
    }
  }

  #limit(milliseconds: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.end('timeout'), milliseconds)
  }

  #newInventory() {
    return createInventory(this.parts.readers, () => this.#show())
  }

  #move(event: Event): { ok: true } | Refusal {
    const moved = next(this.#phase, event)
    if (isLate(moved)) {
      log('journey', `refused: ${moved.late}`)
      return refuse('message-late')
    }
    this.#phase = moved
    this.#show()
    if (event.type === 'consented' || event.type === 'restarted') void this.checkEnvironment()
    return done
  }

  #show(): void {
    this.parts.onView(this.view, this.#phase)
  }
}

const now = (): string => new Date().toISOString()
