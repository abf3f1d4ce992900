import { refuse } from '../shared/errors'
import type { CallInput, Outcome } from '../shared/ipc'
import { languages } from '../shared/languages'
import type { PcCheckAreaId, PcCheckResult } from '../shared/pc-check'
import type { DisplayInfo, HoldReason, PictureState } from '../shared/picture'
import type { Profile } from '../shared/profile'
import type { EndReason } from '../shared/protocol'
import { verificationWords } from '../shared/words'
import type { Connection } from './connection'
import type { Journey } from './journey'
import { log } from './log'
import type { Sensors } from './sensors'
import { type SessionClock, startSessionClock } from './session-clock'
import { watchInput } from './stirring'
import { thumbnailOf } from './thumbnail'

export type LiveParts = {
  readonly journey: Journey
  readonly connection: () => Connection | null
  readonly profile: () => Profile
  readonly sensors: Sensors
  /** Whether the picture goes by itself while a password is typed. */
  readonly autoPause: () => boolean
  /** The organisation lets nothing be kept of the screen: nobody is asked. */
  readonly noFileTransfer: boolean
  readonly checkPc: (areas: readonly PcCheckAreaId[], isWanted: () => boolean) => Promise<PcCheckResult>
  /** The customer is asked something: the window comes to the front. */
  readonly attention: () => void
  readonly end: (reason: EndReason) => void
  /** Length of a minute in milliseconds. */
  readonly minute: number
}

const done = { ok: true } as const

/** Every display is captured for them: an operator who asks without a pause is not to slow the PC down. */
const THUMBNAILS_MS = 1000

/** What goes on in a session that was approved: the customer's wishes, the operator's questions, the clock. */
export class Live {
  #clock: SessionClock | null = null
  #unwatch: (() => void) | null = null
  #thumbnailsAt = 0

  constructor(private readonly parts: LiveParts) {}

  begin(): void {
    const { journey, profile, sensors, end, attention, minute, autoPause } = this.parts
    const { limits, session } = profile()
    this.#clock = startSessionClock({ ...session, sessionMinutes: limits.sessionMinutes ?? null }, minute, {
      onAsk: () => {
        const until = this.#clock?.answerUntil() ?? now()
        if (!journey.move({ type: 'go-on-asked', until }).ok) return
        this.#stream?.hold('question')
        attention()
      },
      onUnanswered: () => end('unanswered'),
      onTimeLeft: (seconds) => this.#tell({ type: 'time-left', seconds }),
      onOver: () => end('session-limit'),
    })
    const { endsAt } = this.#clock
    if (endsAt !== null) journey.move({ type: 'limited', endsAt })
    sensors.start((reason, holds) => (holds ? this.#stream?.hold(reason) : this.#stream?.release(reason)), {
      autoPause,
    })
    this.#unwatch = watchInput(() => this.#stream?.stir())
  }

  close(): void {
    this.#unwatch?.()
    this.#unwatch = null
    this.#clock?.stop()
    this.#clock = null
    this.parts.sensors.stop()
  }

  pause(): Outcome {
    return this.#hold('paused', true)
  }

  unpause(): Outcome {
    return this.#hold('paused', false)
  }

  goOn(): Outcome {
    const moved = this.parts.journey.move({ type: 'go-on-answered' })
    if (!moved.ok) return moved
    this.#clock?.answered()
    this.#stream?.release('question')
    return done
  }

  /** The two ends were lost to each other, or found each other again with the same keys. */
  contact(state: 'lost' | 'back'): void {
    const { journey } = this.parts
    if (state === 'lost') {
      journey.move({ type: 'contact-lost', at: now() })
      // Before the approval there is no picture that could be held, and nothing that would release it.
      if (journey.phase.name === 'live') this.#stream?.hold('contact')
      return
    }
    journey.move({ type: 'contact-back' })
    if (journey.phase.name !== 'live') return
    this.#tellAll()
    if (journey.phase.contact.state === 'standing') this.#stream?.release('contact')
  }

  /** The other end is back with a new key: nothing more goes to it before the customer has said yes. */
  newWords(places: readonly number[]): void {
    const { journey, attention } = this.parts
    if (!journey.move({ type: 'words-again', places }).ok) return
    attention()
    if (journey.phase.name !== 'live') return
    this.#stream?.hold('words')
    this.#stream?.release('contact')
  }

  answerWords({ same, words }: CallInput<'answer-words'>): Outcome {
    const { journey, connection, end } = this.parts
    if (journey.phase.name !== 'live' || journey.phase.contact.state !== 'words')
      return refuse('message-late')
    if (!same) {
      end('words-differ')
      return done
    }
    const { places } = journey.phase.contact
    const shown = languages.map((language) => verificationWords(places, language).join(' '))
    if (!shown.includes(words.join(' '))) return refuse('message-late')
    const moved = journey.move({ type: 'words-same' })
    const phase = journey.phase
    if (!moved.ok || phase.name !== 'live') return moved
    connection()?.shareAgain(phase.approval, phase.environment, phase.inventory)
    this.#tellAll()
    this.#stream?.release('contact')
    this.#stream?.release('words')
    return done
  }

  displays(list: readonly DisplayInfo[], shown: string | null): void {
    const { journey } = this.parts
    journey.move({ type: 'displays', list, shown })
    if (journey.phase.name !== 'live') return
    this.#tell({ type: 'displays', displays: [...list], shown, others: journey.phase.others.answer })
  }

  pictured(state: PictureState): void {
    this.parts.journey.move({ type: 'picture', state, at: now() })
    this.#tell({ type: 'picture', state })
  }

  askDisplay(id: string): void {
    const { journey } = this.parts
    const { phase } = journey
    if (phase.name !== 'live') return
    if (phase.others.answer === 'unasked') this.#askOthers()
    else if (phase.others.answer === 'granted') this.#show(id)
  }

  askThumbnails(): void {
    const { phase } = this.parts.journey
    if (phase.name !== 'live') return
    if (phase.others.answer === 'unasked') this.#askOthers()
    if (phase.others.answer !== 'granted' || Date.now() - this.#thumbnailsAt < THUMBNAILS_MS) return
    this.#thumbnailsAt = Date.now()
    const asked = this.#stream?.thumbnails() ?? null
    if (asked === null) return
    asked
      .then((pictures) => {
        for (const { id, picture } of pictures) {
          const data = thumbnailOf(picture)
          // Nothing leaves that was taken before a pause and is ready only after it.
          if (data !== null && this.#stream?.isSending()) this.#tell({ type: 'thumbnail', display: id, data })
        }
      })
      .catch((error: unknown) => log('stream', 'no thumbnails', error))
  }

  answerOthers({ granted }: CallInput<'answer-others'>): Outcome {
    const moved = this.parts.journey.move({ type: 'others-answered', granted })
    if (moved.ok) this.#stream?.tellDisplays()
    return moved
  }

  askStill(): boolean {
    if (this.parts.noFileTransfer) {
      this.#tell({ type: 'still', granted: false, why: 'policy' })
      return true
    }
    const asked = this.parts.journey.move({ type: 'still-asked', at: now() }).ok
    if (asked) this.parts.attention()
    return asked
  }

  answerStill({ granted }: CallInput<'answer-still'>): Outcome {
    // A yes is to the picture that is there: where there is none, the next one is not what was meant.
    const shown = granted && this.#stream?.isSending() === true
    const moved = this.parts.journey.move({ type: 'still-answered', granted: shown })
    if (moved.ok) this.#tell({ type: 'still', granted: shown })
    return moved
  }

  /** @returns false where it may not be asked: while one is pending, or too often */
  askPcCheck(): boolean {
    const { journey, profile, attention } = this.parts
    if (profile().pcCheck.length === 0) {
      // This service has none: nobody needs to be asked to say so.
      this.#tell({ type: 'pc-check-refused' })
      return true
    }
    const asked = journey.move({ type: 'pc-check-asked', at: now() }).ok
    if (asked) attention()
    return asked
  }

  async answerPcCheck({ granted }: CallInput<'answer-pc-check'>): Promise<Outcome> {
    const { journey, profile, checkPc, connection } = this.parts
    const asked = connection()
    const moved = journey.move({ type: 'pc-check-answered', granted })
    if (!moved.ok) return moved
    if (!granted) {
      this.#tell({ type: 'pc-check-refused' })
      return done
    }
    const isWanted = () => connection() === asked
    const result = await checkPc(profile().pcCheck, isWanted)
    // Ended meanwhile: what was read goes nowhere.
    if (!isWanted()) return refuse('message-late')
    const checked = journey.move({ type: 'pc-checked', result })
    if (checked.ok) this.#tell({ type: 'pc-check', result })
    return checked
  }

  get #stream() {
    return this.parts.connection()?.stream
  }

  #tell(message: Parameters<Connection['tell']>[0]): void {
    this.parts.connection()?.tell(message)
  }

  /** An end that was away, or is new: how things are now. */
  #tellAll(): void {
    this.#stream?.tellAll()
    const seconds = this.#clock?.secondsLeft() ?? null
    if (seconds !== null) this.#tell({ type: 'time-left', seconds })
  }

  #hold(reason: HoldReason, holds: boolean): Outcome {
    if (this.parts.journey.phase.name !== 'live') return refuse('message-late')
    if (holds) this.#stream?.hold(reason)
    else this.#stream?.release(reason)
    return done
  }

  #askOthers(): void {
    const { journey, attention } = this.parts
    if (!journey.move({ type: 'others-asked', at: now() }).ok) return
    this.#stream?.tellDisplays()
    attention()
  }

  #show(id: string): void {
    const display = this.#stream?.find(id) ?? null
    // Unplugged in this very moment: the list that says so is on its way.
    if (display === null) return
    this.parts.journey.move({ type: 'other-shown', at: now() })
    this.#stream?.showOn(display).catch((error: unknown) => log('stream', 'no other display', error))
  }
}

const now = (): string => new Date().toISOString()
