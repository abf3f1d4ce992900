import type { KeptReceipt } from '../shared/ipc'
import type { EndReason } from '../shared/protocol'
import type { RecordAnchor } from '../shared/records'
import type { Journey } from './journey'
import { log } from './log'
import type { Profiles } from './profiles'
import { receiptOf } from './receipt'
import type { Store } from './store'

export type AftermathParts = {
  readonly journey: Journey
  readonly version: string
  readonly profiles: Pick<Profiles, 'current'>
  readonly store: Pick<Store, 'anchored' | 'keepReceipt'>
}

/** What a session leaves to be done: its receipt, its last word, what the relay confirms. None of it rejects. */
export class Aftermath {
  readonly #unsettled = new Set<Promise<void>>()

  constructor(private readonly parts: AftermathParts) {}

  /** Until all of it is done, or will not be; null where nothing is left to do. */
  settling(): Promise<void> | null {
    if (this.#unsettled.size === 0) return null
    return Promise.all(this.#unsettled).then(() => this.settling() ?? undefined)
  }

  settle(where: string, failure: string, work: Promise<unknown>): void {
    const settled = work
      .then(
        () => undefined,
        (error: unknown) => log(where, failure, error),
      )
      .then(() => void this.#unsettled.delete(settled))
    this.#unsettled.add(settled)
  }

  /** Of the phase in which the session ended; null where nobody had joined. */
  keepReceipt(reason: EndReason): KeptReceipt | null {
    const { journey, profiles, store, version } = this.parts
    const endedAt = new Date().toISOString()
    const receipt = receiptOf(journey.phase, { reason, endedAt, service: profiles.current(), version })
    if (receipt === null) return null
    const { kept, written } = store.keepReceipt(receipt)
    const unwritten = (error: unknown) => {
      journey.move({ type: 'receipt-unwritten', record: kept.record.id })
      throw error
    }
    this.settle('store', 'the receipt could not be kept', written.catch(unwritten))
    return kept
  }

  /** The relay has confirmed that it was told of these records. */
  told(records: readonly RecordAnchor[]): void {
    this.settle('store', 'a confirmation could not be kept', this.parts.store.anchored(records))
  }

  /** What the customer reported is on its way to the company. @param session the one that ended with it */
  reporting(session: string, heard: Promise<boolean>): void {
    const { journey } = this.parts
    const tell = (told: boolean) => {
      const { phase } = journey
      // Another session may have begun, or everything was deleted, by the time that the relay answers.
      if (phase.name === 'ended' && phase.session === session) journey.move({ type: 'report-answered', told })
    }
    this.settle('relay', 'could not report', heard.then(tell))
  }
}
