import ElectronStore from 'electron-store'
import { type Consent, consent, type Receipt, receipt } from '../shared/receipt'
import { z } from '../shared/zod'
import { log } from './log'

const KEPT_RECEIPTS = 100

/** What stays on this PC: acceptances and receipts, as plain files the customer can look into. */
export type Store = {
  consent(): Consent | null
  keepConsent(consent: Consent): void
  receipts(): Receipt[]
  keepReceipt(receipt: Receipt): void
}

/** @param folder created with the first thing kept, so that refusing leaves nothing behind */
export function openStore(folder: string): Store {
  const file = new ElectronStore<Record<string, unknown>>({
    cwd: folder,
    name: 'sobani',
    clearInvalidConfig: true,
  })
  /** What does not parse is treated as absent: the customer is asked again rather than trusted by a broken file. */
  const read = <T>(key: string, schema: z.ZodType<T>): T | null => {
    const kept = file.get(key)
    if (kept === undefined) return null
    const parsed = schema.safeParse(kept)
    if (!parsed.success) log('store', `${key} could not be read`)
    return parsed.success ? parsed.data : null
  }
  const receipts = () => read('receipts', z.array(receipt)) ?? []
  return {
    consent: () => read('consent', consent),
    keepConsent: (value) => file.set('consent', value),
    receipts,
    keepReceipt: (value) => file.set('receipts', [...receipts(), value].slice(-KEPT_RECEIPTS)),
  }
}
