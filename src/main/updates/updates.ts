import { type ErrorCode, refuse } from '../../shared/errors'
import type { Outcome } from '../../shared/ipc'
import type { Event, Phase } from '../../shared/journey'
import type { UpdateView } from '../../shared/update-feed'
import type { Journey } from '../journey'
import { log } from '../log'
import type { Settings } from '../settings'
import type { Engine } from './engine'
import type { UpdateMemory } from './memory'
import { installsAtQuit, next, type Offer, shownOf, type UpdateEvent, type UpdateState } from './state'

/** Between two looks at the feed, in minutes of the session's clock. */
const EVERY_MINUTES = 240

export type UpdatesParts = {
  readonly journey: Journey
  readonly settings: Pick<Settings, 'relay' | 'updateKey' | 'autoUpdate' | 'installedBy' | 'minute'>
  readonly memory: UpdateMemory
  /** Called once, when the first look is due: the first screen does not wait for it. */
  readonly openEngine: () => Promise<Engine>
  /** The view changed without a move. */
  readonly show: () => void
  readonly now: () => number
}

const done = { ok: true } as const

/**
 * New versions: looked for after the consent and while nobody is connected, told, downloaded when the customer wants it,
 * and installed only then. From a code that was given until the end of its session nothing of this moves.
 */
export class Updates {
  #state: UpdateState = { name: 'none' }
  #engine: Engine | null = null
  #looking: Promise<void> | null = null
  #stopLook: AbortController | null = null
  #downloading: Promise<void> | null = null
  #stopDownload: AbortController | null = null
  #looked: number | null = null
  /** The relay takes no session of this version any more. */
  #tooOld = false
  readonly #timer: NodeJS.Timeout

  constructor(private readonly parts: UpdatesParts) {
    parts.journey.onMove((phase, event) => this.#moved(phase, event))
    this.#timer = setInterval(() => this.#lookIfDue(), this.#every)
    this.#timer.unref()
  }

  view(): UpdateView | null {
    return isFree(this.parts.journey.phase) ? shownOf(this.#state) : null
  }

  /** Why no code is given now: it must be installed first, or is about to end the program. Null = it may be given. */
  get hindrance(): ErrorCode | null {
    if (this.#state.name === 'installing') return 'message-late'
    return shownOf(this.#state)?.required === true ? 'agent-too-old' : null
  }

  now(): Outcome {
    if (!isFree(this.parts.journey.phase)) return refuse('message-late')
    return this.#move({ type: 'wanted' }) ? done : refuse('message-late')
  }

  /** Remembered for this version where it was offered; a failure is only passed over. */
  later(): Outcome {
    const before = this.#state
    if (!this.#move({ type: 'later' })) return refuse('message-late')
    if (before.name === 'offered')
      this.parts.memory
        .postpone(before.offer.version)
        .catch((error: unknown) => log('updates', 'could not be put off for good', error))
    return done
  }

  /** Until nothing is being fetched or written any more. */
  async settled(): Promise<void> {
    await Promise.allSettled([this.#looking, this.#downloading])
  }

  close(): void {
    clearInterval(this.#timer)
    this.#stopLook?.abort()
    this.#stopDownload?.abort()
  }

  get #every(): number {
    return EVERY_MINUTES * this.parts.settings.minute
  }

  #moved(phase: Phase, event: Event): void {
    switch (event.type) {
      case 'code-asked':
        this.#stopLook?.abort()
        this.#move({ type: 'session-began' })
        return
      case 'code-refused':
        this.#move({ type: 'session-over' })
        if (event.error === 'agent-too-old') this.#mustUpdate()
        else this.#lookIfDue()
        return
      case 'ended':
        this.#move({ type: 'session-over' })
        // The best moment there is: whoever was helped has time now.
        this.#look()
        return
      case 'forgotten':
        this.#stopLook?.abort()
        this.#tooOld = false
        this.#looked = null
        this.#move({ type: 'forgotten' })
        return
      case 'checked':
        this.#lookIfDue()
        return
      default:
        if (phase.name === 'closed') this.close()
    }
  }

  #mustUpdate(): void {
    this.#tooOld = true
    this.#look()
  }

  #lookIfDue(): void {
    const { now, journey } = this.parts
    if (!isFree(journey.phase)) return
    if (this.#looked === null || now() - this.#looked >= this.#every) this.#look()
  }

  #look(): void {
    const { relay, updateKey, autoUpdate } = this.parts.settings
    if (relay === null || updateKey === null || !autoUpdate || this.#looking !== null) return
    // A look that finds nothing clears away what was fetched.
    if (this.#state.name === 'downloading' || this.#state.name === 'installing') return
    this.#looked = this.parts.now()
    const stop = new AbortController()
    this.#stopLook = stop
    this.#looking = this.#lookNow(stop.signal)
      .catch((error: unknown) => {
        if (!stop.signal.aborted) log('updates', 'no new version can be taken', error)
      })
      .then(() => {
        this.#looking = null
        if (!stop.signal.aborted) return
        // A code was asked for meanwhile, or everything was deleted: it counts as not looked, and is made up for.
        this.#looked = null
        this.#lookIfDue()
      })
  }

  async #lookNow(stopped: AbortSignal): Promise<void> {
    const { memory, settings } = this.parts
    this.#engine ??= await this.parts.openEngine()
    stopped.throwIfAborted()
    const found = await this.#engine.check(this.#tooOld, stopped)
    const postponed = found !== null && (await memory.postponed()) === found.version
    stopped.throwIfAborted()
    const offer: Offer | null =
      found === null ? null : { ...found, postponed, tell: settings.installedBy !== null }
    this.#move({ type: 'found', offer })
  }

  /** @returns false where it does not belong to the state */
  #move(event: UpdateEvent): boolean {
    const before = this.#state
    this.#state = next(before, event)
    if (this.#state === before) return false
    const { name } = this.#state
    if (before.name === 'downloading' && name !== 'downloading') this.#stopDownload?.abort()
    this.#engine?.installAtQuit(installsAtQuit(this.#state))
    if (name === 'downloading' && before.name !== 'downloading') this.#download()
    if (name === 'installing') this.#install()
    this.parts.show()
    return true
  }

  #download(): void {
    const stop = new AbortController()
    this.#stopDownload = stop
    const engine = this.#engine
    const work = async () => {
      // The one before is still being stopped.
      await this.#downloading
      if (engine === null || stop.signal.aborted) return
      try {
        await engine.download((percent) => {
          if (!stop.signal.aborted) this.#move({ type: 'progressed', percent })
        }, stop.signal)
        if (!stop.signal.aborted) this.#move({ type: 'downloaded' })
      } catch (error) {
        if (stop.signal.aborted) return
        log('updates', 'the new version could not be downloaded', error)
        this.#move({ type: 'failed' })
      }
    }
    this.#downloading = work()
  }

  #install(): void {
    const failed = (cause: unknown) => {
      log('updates', 'the new version could not be installed', cause)
      this.#move({ type: 'failed' })
    }
    // The page says so first.
    setImmediate(() => {
      if (this.#state.name !== 'installing') return
      try {
        this.#engine?.install(failed)
      } catch (error) {
        failed(error)
      }
    })
  }
}

/** Agreed, and nobody is connected or about to be. */
const isFree = (phase: Phase): boolean =>
  phase.name === 'environment' ||
  phase.name === 'inventory' ||
  (phase.name === 'code' && !phase.asking) ||
  phase.name === 'ended'
