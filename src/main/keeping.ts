import { refuse } from '../shared/errors'
import type { Forgettable, KeptReceipt, Outcome, StoredThing } from '../shared/ipc'
import { isInSession, type Journey } from './journey'
import { log } from './log'
import type { Profiles } from './profiles'
import type { ConsentStep } from './steps/consent'
import type { InventoryStep } from './steps/inventory'
import type { Store } from './store'

export type KeepingParts = {
  readonly journey: Journey
  readonly store: Pick<Store, 'receipts' | 'stored' | 'forget' | 'changesSince'>
  readonly profiles: Pick<Profiles, 'load'>
  readonly consent: Pick<ConsentStep, 'prepare'>
  readonly inventory: () => Pick<InventoryStep, 'switch'>
  readonly show: () => void
}

const done = { ok: true } as const

/** What is kept on this PC, for the customer to read and to delete. */
export class Keeping {
  constructor(private readonly parts: KeepingParts) {}

  receipts(): Promise<KeptReceipt[]> {
    return this.parts.store.receipts()
  }

  stored(): Promise<StoredThing[]> {
    return this.parts.store.stored()
  }

  /** Not while somebody is connected: a session is made of what was agreed to, and leaves its receipt. */
  async forget(what: Forgettable): Promise<Outcome> {
    const { journey, store, profiles, consent, inventory, show } = this.parts
    if (isInSession(journey.phase) || journey.phase.name === 'closed') return refuse('message-late')
    if (what === 'everything' && journey.phase.name !== 'documents') {
      // First out of where the consent is needed; then nothing goes on with what is being deleted.
      const moved = journey.move({ type: 'forgotten' })
      if (!moved.ok) return moved
    }
    // The choice may hold its id: it is made anew without.
    if (what === 'certificate' && journey.phase.name === 'code') {
      const moved = journey.move({ type: 'reconsidered' })
      if (!moved.ok) return moved
    }
    try {
      await store.forget(what)
    } catch (error) {
      log('store', 'could not be deleted', error)
      return refuse('not-deleted')
    }
    // A certificate that is gone is not told to anybody any more.
    if (what === 'certificate') await inventory().switch('certificate', false)
    // Only then: while a session is prepared, company, hours and what is asked stay as they are.
    if (what === 'everything') {
      await profiles.load()
      await consent.prepare(store)
    }
    show()
    return done
  }
}
