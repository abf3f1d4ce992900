import type { Environment } from '../shared/environment'
import { refuse } from '../shared/errors'
import type { Router } from '../shared/inventory'
import type { CallInput, Outcome } from '../shared/ipc'
import type { Language } from '../shared/languages'
import type { Profile } from '../shared/profile'
import type { Consent } from '../shared/receipt'
import type { Journey } from './journey'
import { log } from './log'
import type { Profiles } from './profiles'
import type { ConsentStep } from './steps/consent'
import type { InventoryStep } from './steps/inventory'
import type { Store } from './store'

export type PreparationParts = {
  readonly journey: Journey
  readonly version: string
  readonly consent: ConsentStep
  readonly store: Pick<Store, 'keepAcceptances'>
  readonly profiles: Pick<Profiles, 'current' | 'refresh'>
  /** Reads on only while it is wanted; null where it stopped. */
  readonly check: (consent: Consent, rules: Profile, isWanted: () => boolean) => Promise<Environment | null>
  readonly newInventory: (rules: Profile, changed: () => void) => InventoryStep
  readonly language: () => Language
  /** The view changed without a move. */
  readonly show: () => void
  readonly quit: () => void
}

const done = { ok: true } as const

/** From the first screen to the six digits: documents, environment, inventory. Nobody is connected yet. */
export class Preparation {
  #inventory: InventoryStep
  #keeping = false
  #checks = 0

  constructor(private readonly parts: PreparationParts) {
    const { journey } = parts
    this.#inventory = this.#newInventory()
    journey.onMove((phase, event) => {
      if (event.type === 'ended' || event.type === 'forgotten') this.#inventory.clear()
      if (phase.name === 'environment' && (event.type === 'consented' || event.type === 'restarted'))
        void this.checkEnvironment()
    })
  }

  get inventory(): InventoryStep {
    return this.#inventory
  }

  markRead(id: CallInput<'document-read'>): Outcome {
    const { journey, consent, language, show } = this.parts
    if (journey.phase.name !== 'documents') return refuse('message-late')
    consent.markRead(language(), id)
    show()
    return done
  }

  /** Kept first, then gone on: what could not be written down was not agreed to. */
  async acceptDocuments(shown: CallInput<'accept-documents'>): Promise<Outcome> {
    const { journey, consent, store, language, version } = this.parts
    if (journey.phase.name !== 'documents' || this.#keeping) return refuse('message-late')
    const accepted = consent.accept(language(), shown, version)
    if ('error' in accepted) return accepted
    this.#keeping = true
    try {
      return journey.move({ type: 'consented', consent: await store.keepAcceptances(accepted) })
    } catch (error) {
      log('store', 'the acceptance could not be written', error)
      return refuse('not-kept')
    } finally {
      this.#keeping = false
    }
  }

  declineDocuments(): Outcome {
    if (this.#keeping) return refuse('message-late')
    const outcome = this.parts.journey.move({ type: 'declined' })
    if (outcome.ok) this.parts.quit()
    return outcome
  }

  async checkEnvironment(): Promise<Outcome> {
    const { journey, profiles, check } = this.parts
    const moved = journey.move({ type: 'checking' })
    if (!moved.ok || journey.phase.name !== 'environment') return moved
    const { consent } = journey.phase
    const own = ++this.#checks
    // The customer may withdraw the consent, or check again, while this one is under way.
    const isWanted = () =>
      own === this.#checks && journey.phase.name === 'environment' && journey.phase.consent === consent
    // The company's facts may have changed since the last time; while a session is prepared they stay as they are.
    await profiles.refresh()
    const environment = isWanted() ? await check(consent, profiles.current(), isWanted) : null
    return environment !== null && isWanted()
      ? journey.move({ type: 'checked', environment })
      : refuse('message-late')
  }

  confirmEnvironment(): Outcome {
    const { journey } = this.parts
    if (journey.phase.name !== 'environment') return refuse('message-late')
    this.#inventory.clear()
    this.#inventory = this.#newInventory()
    return journey.move({ type: 'environment-confirmed' })
  }

  async switchItem({ id, on }: CallInput<'switch-item'>): Promise<Outcome> {
    if (this.parts.journey.phase.name !== 'inventory') return refuse('message-late')
    await this.#inventory.switch(id, on)
    return done
  }

  typeRouter(typed: Router): Outcome {
    const open = this.parts.journey.phase.name === 'inventory' && this.#inventory.typeRouter(typed)
    return open ? done : refuse('message-late')
  }

  agreeInventory(): Outcome {
    const { journey } = this.parts
    if (journey.phase.name !== 'inventory') return refuse('message-late')
    const inventory = this.#inventory.agree()
    if (inventory === null) return refuse('message-late', 'reading')
    // Loaded while the customer listens for the digits.
    void import('./relay-link')
    return journey.move({ type: 'inventory-agreed', inventory })
  }

  #newInventory(): InventoryStep {
    return this.parts.newInventory(this.parts.profiles.current(), () => this.parts.show())
  }
}
