import { refuse } from '../shared/errors'
import type { Outcome, TextSize, View } from '../shared/ipc'
import type { Phase } from '../shared/journey'
import type { Language } from '../shared/languages'
import type { Journey } from './journey'
import { log } from './log'
import type { Preparation } from './preparation'
import type { Profiles } from './profiles'
import type { ConsentStep } from './steps/consent'
import type { Store } from './store'
import { viewOf } from './view'

/** How often the time is looked at while a closed desk may open. */
const DESK_MS = 15_000

export type PresentationParts = {
  readonly journey: Journey
  readonly preparation: () => Preparation
  readonly profiles: Pick<Profiles, 'current' | 'desk'>
  readonly consent: ConsentStep
  readonly store: Pick<Store, 'keepPreferences'>
  /** Whether this system can tell that a password is typed. */
  readonly knowsPrivate: boolean
  readonly managed: View['managed']
  readonly update: () => View['update']
  readonly onView: (view: View, phase: Phase) => void
}

const done = { ok: true } as const

/** What is shown, and how: language, size of the letters, and the view of the phase that the pages draw. */
export class Presentation {
  #language: Language
  #textSize: TextSize
  #autoPause: boolean
  #timer: NodeJS.Timeout | undefined

  constructor(
    private readonly parts: PresentationParts,
    preferences: { readonly language: Language; readonly textSize: TextSize; readonly autoPause: boolean },
  ) {
    this.#language = preferences.language
    this.#textSize = preferences.textSize
    this.#autoPause = preferences.autoPause
    parts.journey.onMove(() => this.show())
  }

  get language(): Language {
    return this.#language
  }

  /** Whether the picture goes by itself while a password is typed. */
  get autoPause(): boolean {
    return this.#autoPause
  }

  get view(): View {
    const { journey, preparation, profiles, consent } = this.parts
    return viewOf(journey.phase, {
      language: this.#language,
      textSize: this.#textSize,
      profile: profiles.current(),
      desk: profiles.desk(),
      consent,
      inventory: preparation().inventory,
      autoPause: this.parts.knowsPrivate ? this.#autoPause : null,
      managed: this.parts.managed,
      update: this.parts.update(),
    })
  }

  show(): void {
    const { journey, onView } = this.parts
    const { view } = this
    onView(view, journey.phase)
    clearTimeout(this.#timer)
    if (view.screen.name === 'code') this.#timer = setTimeout(() => this.show(), DESK_MS)
  }

  setLanguage(language: Language): Outcome {
    if (this.parts.managed.languageFixed) return refuse('message-late')
    this.#language = language
    return this.#preferred()
  }

  setTextSize(textSize: TextSize): Outcome {
    this.#textSize = textSize
    return this.#preferred()
  }

  setAutoPause(autoPause: boolean): Outcome {
    this.#autoPause = autoPause
    return this.#preferred()
  }

  /** Before the consent nothing may be kept on this PC: the store holds it in memory until then. */
  #preferred(): Outcome {
    this.show()
    this.parts.store
      .keepPreferences({ language: this.#language, textSize: this.#textSize, autoPause: this.#autoPause })
      .catch((error: unknown) => log('store', 'preferences could not be kept', error))
    return done
  }
}
