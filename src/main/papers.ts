import { writeFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { refuse } from '../shared/errors'
import type { Outcome, PaperView, Saving } from '../shared/ipc'
import type { Language } from '../shared/languages'
import type { Profile } from '../shared/profile'
import type { DocumentId } from '../shared/receipt'
import { translator } from '../shared/texts'
import { log } from './log'
import type { ConsentStep } from './steps/consent'
import type { Store } from './store'
import type { PaperWindow } from './windows/paper'
import type { ChosenFile, FileWish } from './windows/save-dialog'

export type PaperParts = {
  readonly consent: Pick<ConsentStep, 'text'>
  readonly store: Pick<Store, 'receipts' | 'exportReceipt'>
  readonly language: () => Language
  readonly company: () => Profile['company']
  readonly paper: Pick<PaperWindow, 'pdf' | 'print'>
  /** Asks the customer where to; null where they thought better of it. */
  readonly chooseFile: (wish: FileWish) => Promise<ChosenFile | null>
}

export type Papers = ReturnType<typeof createPapers>

/** Documents and receipts on paper and in files, where the customer wants them. One at a time. */
export function createPapers(parts: PaperParts) {
  const { consent, store, language, company, paper, chooseFile } = parts
  let busy = false

  async function alone<T>(work: () => Promise<T | ReturnType<typeof refuse>>) {
    if (busy) return refuse('busy')
    busy = true
    try {
      return await work()
    } catch (error) {
      log('papers', 'a paper could not be made', error)
      return refuse('internal')
    } finally {
      busy = false
    }
  }

  const documentView = (id: DocumentId): PaperView => {
    const { version, title, text } = consent.text(id, language())
    return {
      name: 'document',
      language: language(),
      company: company(),
      document: { id, version, title, text },
    }
  }

  /** Asked where to first: nothing is drawn for somebody who thinks better of it. */
  async function save(
    wish: FileWish,
    content: (kind: string) => Promise<Uint8Array | string>,
  ): Promise<Saving> {
    const chosen = await chooseFile(wish)
    if (chosen === null) return { ok: true, saved: false }
    const kind = extname(chosen.path).slice(1).toLowerCase()
    const [usual = ''] = wish.kinds
    const known = wish.kinds.includes(kind)
    const data = await content(known ? kind : usual)
    try {
      // A name without an ending gets one; what may have that longer name already was never asked about.
      await writeFile(known ? chosen.path : `${chosen.path}.${usual}`, data, {
        flag: known ? 'w' : 'wx',
        mode: 0o600,
      })
    } catch (error) {
      log('papers', 'a file could not be written', error)
      return refuse('file-not-written')
    }
    return { ok: true, saved: true }
  }

  return {
    printDocument: (id: DocumentId): Promise<Outcome> =>
      alone(async () =>
        (await paper.print(documentView(id))) ? { ok: true as const } : refuse('not-printed'),
      ),

    /** As a PDF to look at, or as the very text that the acceptance has the hash of. */
    saveDocument: (id: DocumentId): Promise<Saving> =>
      alone(() => {
        const view = documentView(id)
        const { title, version, file } = consent.text(id, language())
        return save({ name: nameOf(title, version), kinds: ['pdf', 'txt', 'md'] }, async (kind) =>
          kind === 'pdf' ? paper.pdf(view) : file,
        )
      }),

    saveReceipt: (record: string, format: 'pdf' | 'json'): Promise<Saving> =>
      alone(async () => {
        const kept = (await store.receipts()).find((one) => one.record.id === record)
        const exported = format === 'json' ? await store.exportReceipt(record) : null
        if (kept === undefined || (format === 'json' && exported === null)) return refuse('record-unknown')
        const view: PaperView = { name: 'receipt', language: language(), kept }
        const title = translator(language())('paper.receipt.file')
        return save({ name: nameOf(title, localTime(kept.receipt.joinedAt)), kinds: [format] }, async () =>
          exported === null ? paper.pdf(view) : exported,
        )
      }),
  }
}

/** Without what a file's name may not have on one of the systems. */
const nameOf = (...parts: readonly string[]): string =>
  ['sobani', ...parts].join('-').replaceAll(/[\\/:*?"<>|\s]+/g, '-')

/** "2026-11-22-0930" as the clock on the wall says. */
function localTime(iso: string): string {
  const time = new Date(iso)
  const two = (value: number) => String(value).padStart(2, '0')
  const date = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-')
  return `${date}-${two(time.getHours())}${two(time.getMinutes())}`
}
