import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type ElectronStore from 'electron-store'
import { type Consent, consent, type Receipt, receipt } from '../shared/receipt'
import { z } from '../shared/zod'
import { log } from './log'

const KEPT_RECEIPTS = 100
const NAME = 'sobani'

/** What stays on this PC: acceptances and receipts, as a plain file the customer can look into. */
export type Store = {
  consent(): Promise<Consent | null>
  keepConsent(consent: Consent): Promise<void>
  /** Oldest first. */
  receipts(): Promise<Receipt[]>
  keepReceipt(receipt: Receipt): Promise<void>
}

/** @param folder created with the first thing kept, so that refusing leaves nothing behind */
export function openStore(folder: string): Store {
  let opened: Promise<ElectronStore<Record<string, unknown>>> | null = null
  // Loaded only when there is something to read or keep: a first-time customer's first screen does not wait for it.
  const file = () => {
    opened ??= import('electron-store').then(
      ({ default: Store }) => new Store({ cwd: folder, name: NAME, clearInvalidConfig: true }),
    )
    return opened
  }
  /** What does not parse is treated as absent: the customer is asked again rather than trusted by a broken file. */
  const read = async <T>(key: string, schema: z.ZodType<T>): Promise<T | null> => {
    if (opened === null && !existsSync(join(folder, `${NAME}.json`))) return null
    const kept = (await file()).get(key)
    if (kept === undefined) return null
    const parsed = schema.safeParse(kept)
    if (!parsed.success) log('store', `${key} could not be read`)
    return parsed.success ? parsed.data : null
  }
  const receipts = async () => (await read('receipts', z.array(receipt))) ?? []
  return {
    consent: () => read('consent', consent),
    keepConsent: async (value) => (await file()).set('consent', value),
    receipts,
    keepReceipt: async (value) =>
      (await file()).set('receipts', [...(await receipts()), value].slice(-KEPT_RECEIPTS)),
  }
}
