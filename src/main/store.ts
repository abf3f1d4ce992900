import { assertNever } from '../shared/errors'
import type { Change, Forgettable, KeptReceipt, StoredThing } from '../shared/ipc'
import type { Language } from '../shared/languages'
import { type Acceptance, type Consent, type DocumentId, documentIds, type Receipt } from '../shared/receipt'
import { ANCHORS, type ChainRecord, type RecordAnchor } from '../shared/records'
import { log } from './log'
import { acceptanceIn, exportOf, receiptIn } from './store/bodies'
import { createChain } from './store/chain'
import { changesBetween, createDocuments } from './store/documents'
import { type Preferences, readPreferences } from './store/preferences'
import { storedThings } from './store/stored'
import { createTexts } from './store/texts'
import { createTurns } from './store/turns'
import { createUpdateFiles } from './store/update-files'

/** Of so many sessions the receipts are kept; of older ones only that there was one. */
const KEPT_RECEIPTS = 100

/** What stays on this PC. Nothing is written before the first acceptance. */
export type Store = {
  /** What was agreed to last, or null. What cannot be read or does not parse is as if absent: the customer is asked again. */
  consent(): Promise<Consent | null>
  /**
   * Writes one record for each acceptance, and the exact texts, so that a later version can be compared.
   * @throws where it cannot be written, or everything is to be deleted meanwhile: then nothing was agreed
   */
  keepAcceptances(accepted: ReadonlyArray<{ acceptance: Acceptance; text: string }>): Promise<Consent>
  /** The way from the text that was agreed to last to this one; null where none was, or where it is the same. */
  changesSince(
    id: DocumentId,
    language: Language,
    text: string,
  ): Promise<{ version: string; changes: Change[] } | null>
  /** Newest first. */
  receipts(): Promise<KeptReceipt[]>
  /** The record at once (the relay is told its hash as the session ends); `written` settles when it is on the disk. */
  keepReceipt(receipt: Receipt): { readonly kept: KeptReceipt; readonly written: Promise<void> }
  /** A receipt as a file that can be verified anywhere; null where there is no such record. */
  exportReceipt(record: string): Promise<string | null>
  /** Records whose hash the relay has not confirmed, oldest first, as many as go into one message. */
  anchors(): Promise<RecordAnchor[]>
  anchored(anchors: readonly RecordAnchor[]): Promise<void>
  preferences(): Promise<Preferences>
  keepPreferences(preferences: Preferences): Promise<void>
  /**
   * Small texts by name (the cached profile, the sealed device key): what their owners parse again. What comes while
   * nothing is agreed to was asked for before everything was deleted: it stays in memory until the next acceptance.
   */
  readText(name: 'profile' | 'certificate' | 'update'): Promise<string | null>
  keepText(name: 'profile' | 'certificate' | 'relay-keys' | 'update', text: string): Promise<void>
  /** The keys that relays showed first (relay-pins.ts). @throws where they cannot be read: as if there were none will not do */
  relayKeys(): Promise<string | null>
  /** What there is, each kind once, also those of which there is nothing. */
  stored(): Promise<StoredThing[]>
  /** @throws where something cannot be deleted: what is still there is still listed */
  forget(what: Forgettable): Promise<void>
}

/**
 * - `records.json`: the chain of what was accepted and of the receipts
 * - `documents/`: the texts that were agreed to
 * - `sobani.json`: preferences, the desk's facts, the sealed key of the certificate, the keys of relays
 * - `updates/`: a new version while it is fetched (updates/engine.ts)
 *
 * What is damaged is set aside (`.broken`) and never deleted but by the customer.
 * @param folder created with the first acceptance, so that refusing leaves nothing behind
 */
export function openStore(folder: string, now = () => new Date()): Store {
  const chain = createChain(folder, now)
  const documents = createDocuments(folder)
  const texts = createTexts(folder, chain.isKept, now)
  const turns = createTurns()
  const updates = createUpdateFiles(folder)
  /** How often everything was to be deleted: an acceptance that was given before is none any more. */
  let forgettings = 0

  const inTurn = <Result>(task: () => Promise<Result>): Promise<Result> =>
    turns(async () => {
      await chain.open()
      return task()
    })

  /** Newest first. */
  const accepted = (): Array<{ acceptance: Acceptance; record: string }> =>
    chain
      .records()
      .flatMap((record) => {
        const acceptance = acceptanceIn(record)
        return acceptance === null ? [] : [{ acceptance, record: record.header.id }]
      })
      .reverse()

  /** Those of damaged chains too, where the receipt itself is whole. Newest first. */
  async function everyReceipt(): Promise<Array<{ kept: KeptReceipt; of: readonly ChainRecord[] }>> {
    const own = { records: chain.records(), isWhole: () => true }
    const found = [...(await chain.aside()), own].flatMap(({ records, isWhole }) =>
      records.filter(isWhole).flatMap((record) => {
        const kept = receiptIn(record)
        return kept === null ? [] : [{ kept, of: records }]
      }),
    )
    return found.reverse().sort((a, b) => Date.parse(b.kept.record.at) - Date.parse(a.kept.record.at))
  }

  const receiptsBut = (newest: number): ReadonlySet<ChainRecord> => {
    const bodies = chain.records().filter(({ header, body }) => header.kind === 'receipt' && body !== null)
    return new Set(bodies.slice(0, Math.max(0, bodies.length - newest)))
  }

  return {
    consent: () =>
      inTurn(async () => {
        const all = accepted()
        const documents = documentIds.flatMap(
          (id) => all.find(({ acceptance }) => acceptance.id === id) ?? [],
        )
        return documents.length === 0 ? null : { documents }
      }),

    keepAcceptances(accepted) {
      const before = forgettings
      const checkWanted = () => {
        if (forgettings !== before) throw new Error('everything is to be deleted')
      }
      return inTurn(async () => {
        checkWanted()
        await chain.ready()
        const made: Array<{ readonly acceptance: Acceptance; readonly record: ChainRecord }> = []
        try {
          for (const { acceptance, text } of accepted) await documents.keep(acceptance.sha256, text)
          for (const { acceptance } of accepted)
            made.push({ acceptance, record: chain.append('acceptance', { acceptance }) })
          await chain.write()
        } catch (error) {
          chain.takeBack(made.map(({ record }) => record))
          if (chain.records().length === 0) await documents.forget()
          throw error
        }
        // What was written all the same is deleted by who has the next turn.
        checkWanted()
        // What was chosen before is no part of the agreement: it may fail by itself.
        await texts.flush().catch((error: unknown) => log('store', 'preferences could not be kept', error))
        checkWanted()
        return {
          documents: made.map(({ acceptance, record }) => ({ acceptance, record: record.header.id })),
        }
      })
    },

    changesSince: (id, language, text) =>
      inTurn(async () => {
        const last = accepted().find(
          ({ acceptance }) => acceptance.id === id && acceptance.language === language,
        )?.acceptance
        const earlier =
          last === undefined
            ? null
            : await documents.read(last.sha256).catch((error: unknown) => {
                log('store', 'a text that was agreed to could not be read', error)
                return null
              })
        if (last === undefined || earlier === null || earlier === text) return null
        return { version: last.version, changes: await changesBetween(earlier, text) }
      }),

    receipts: () => inTurn(async () => (await everyReceipt()).map(({ kept }) => kept)),

    keepReceipt(receipt) {
      const { header } = chain.append('receipt', { receipt })
      chain.dropBodies(receiptsBut(KEPT_RECEIPTS))
      return { kept: { record: header, receipt }, written: inTurn(chain.write) }
    },

    exportReceipt: (id) =>
      inTurn(async () => {
        const found = (await everyReceipt()).find(({ kept }) => kept.record.id === id)
        return found === undefined ? null : `${JSON.stringify(exportOf(found.of, found.kept), null, 2)}\n`
      }),

    anchors: () =>
      inTurn(async () => {
        const untold = new Set(chain.untold())
        return chain
          .records()
          .filter(({ header }) => untold.has(header.id))
          .slice(0, ANCHORS)
          .map(({ header: { id, kind, hash } }) => ({ id, kind, hash }))
      }),

    anchored: (anchors) =>
      inTurn(async () => {
        chain.told(new Set(anchors.map(({ id }) => id)))
        await chain.write()
      }),

    preferences: () => inTurn(async () => readPreferences(await texts.read('preferences').catch(unreadable))),
    keepPreferences: (chosen) => inTurn(() => texts.keep('preferences', JSON.stringify(chosen))),
    readText: (name) => inTurn(() => texts.read(name).catch(unreadable)),
    keepText: (name, text) => inTurn(() => texts.keep(name, text)),
    relayKeys: () => inTurn(() => texts.readOrThrow('relay-keys')),
    stored: () => inTurn(() => storedThings({ chain, documents, texts, updates })),

    forget(what) {
      if (what === 'everything') forgettings++
      return inTurn(async () => {
        switch (what) {
          case 'receipts':
            await chain.ready()
            await chain.forgetBodies(receiptsBut(0))
            return chain.forgetAside()
          case 'certificate':
          case 'profile':
            return texts.forget(what)
          case 'settings':
            return texts.forget('preferences')
          case 'everything':
            // The consent first: whatever fails after it, nothing goes on without being asked again.
            await chain.forgetAll()
            await chain.forgetAside()
            await documents.forget()
            await updates.forget()
            return texts.forgetAll()
          default:
            return assertNever(what)
        }
      })
    },
  }
}

/** A file that may not be looked into is as good as none: nobody is kept from being helped by it. */
function unreadable(error: unknown): null {
  log('store', 'the settings could not be read', error)
  return null
}
