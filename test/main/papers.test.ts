import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPapers, type PaperParts } from '../../src/main/papers'
import { createConsent } from '../../src/main/steps/consent'
import type { FileWish } from '../../src/main/windows/save-dialog'
import type { KeptReceipt, PaperView } from '../../src/shared/ipc'
import { paperView } from '../../src/shared/ipc'
import type { Language } from '../../src/shared/languages'
import { nextRecord } from '../../src/shared/record-chain'
import { root } from '../sources'
import { quietLog } from './quiet'
import { receiptOf } from './store-stage'

const logged = quietLog()
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sobani-papers-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const consent = createConsent(join(root, 'assets', 'documents'), () => '2026-11-22T00:00:00.000Z')
const company = { ja: 'みらいネット', en: 'Mirai Net' }
const receipt = receiptOf('session-1')
const { header } = nextRecord(null, {
  kind: 'receipt',
  id: 'a'.repeat(32),
  at: receipt.endedAt,
  body: receipt,
})
const kept: KeptReceipt = { record: header, receipt }

/** A customer who answers the dialog with one name, or not at all; and a window that draws what it is given. */
function opened(file: string | null, change: Partial<PaperParts> = {}) {
  const asked: FileWish[] = []
  const drawn: PaperView[] = []
  let language: Language = 'ja'
  const papers = createPapers({
    consent,
    store: {
      receipts: async () => [kept],
      exportReceipt: async (id) => (id === header.id ? '{"exported":true}\n' : null),
    },
    language: () => language,
    company: () => company,
    paper: {
      pdf: async (view) => {
        drawn.push(paperView.parse(view))
        return Buffer.from('%PDF-')
      },
      print: async (view) => {
        drawn.push(paperView.parse(view))
        return true
      },
    },
    chooseFile: async (wish) => {
      asked.push(wish)
      return file === null ? null : { path: join(folder, file) }
    },
    ...change,
  })
  return { papers, asked, drawn, speak: (other: Language) => (language = other) }
}
const written = (name: string) => readFileSync(join(folder, name), 'utf8')

describe('a document', () => {
  it('is saved as a PDF of what is on the screen, in the language of the screen', async () => {
    const at = opened('a.PDF')
    at.speak('en')
    expect(await at.papers.saveDocument('notices')).toEqual({ ok: true, saved: true })
    const { version, title, text } = consent.text('notices', 'en')
    expect(at.drawn).toEqual([
      { name: 'document', language: 'en', company, document: { id: 'notices', version, title, text } },
    ])
    expect(written('a.PDF')).toBe('%PDF-')
  })

  it.each(['a.txt', 'a.md', 'A.TXT'])(
    'is saved as %s: the very text that the acceptance has the hash of',
    async (name) => {
      const at = opened(name)
      expect(await at.papers.saveDocument('license')).toEqual({ ok: true, saved: true })
      expect(written(name)).toBe(consent.text('license', 'ja').file)
      expect(at.drawn).toEqual([])
    },
  )

  it('is offered under a name that says which it is, as a PDF first', async () => {
    const at = opened(null)
    await at.papers.saveDocument('notices')
    at.speak('en')
    await at.papers.saveDocument('notices')
    const { version } = consent.text('notices', 'ja')
    expect(at.asked).toEqual([
      { name: `sobani-ご利用にあたって-${version}`, kinds: ['pdf', 'txt', 'md'] },
      { name: `sobani-Before-you-use-the-service-${version}`, kinds: ['pdf', 'txt', 'md'] },
    ])
  })

  it('is printed, and said to be not where it could not be', async () => {
    const at = opened(null)
    expect(await at.papers.printDocument('license')).toEqual({ ok: true })
    expect(at.drawn).toMatchObject([{ name: 'document', document: { id: 'license' } }])
    const jammed = opened(null, { paper: { pdf: async () => Buffer.from(''), print: async () => false } })
    expect(await jammed.papers.printDocument('license')).toEqual({ ok: false, error: 'not-printed' })
  })
})

describe('a receipt', () => {
  it('is saved as a PDF, or as data that can be verified', async () => {
    const pdf = opened('a.pdf')
    expect(await pdf.papers.saveReceipt(header.id, 'pdf')).toEqual({ ok: true, saved: true })
    expect(pdf.drawn).toEqual([{ name: 'receipt', language: 'ja', kept }])
    const json = opened('a.json')
    expect(await json.papers.saveReceipt(header.id, 'json')).toEqual({ ok: true, saved: true })
    expect([written('a.json'), json.drawn]).toEqual(['{"exported":true}\n', []])
  })

  it('is offered under the time of the session, on the clock of the wall', async () => {
    const at = opened(null)
    await at.papers.saveReceipt(header.id, 'json')
    const time = new Date(receipt.joinedAt)
    const minutes = String(time.getMinutes()).padStart(2, '0')
    expect(at.asked[0]?.kinds).toEqual(['json'])
    expect(at.asked[0]?.name).toMatch(
      new RegExp(`^sobani-サポートの控え-\\d{4}-\\d\\d-\\d\\d-\\d\\d${minutes}$`),
    )
  })

  it('that is not there is refused, and nobody is asked for a file', async () => {
    const at = opened('a.pdf')
    for (const format of ['pdf', 'json'] as const)
      expect(await at.papers.saveReceipt('0'.repeat(32), format)).toEqual({
        ok: false,
        error: 'record-unknown',
      })
    expect(at.asked).toEqual([])
  })
})

describe('the file', () => {
  it('is not written, and nothing drawn, where the customer thinks better of it', async () => {
    const at = opened(null)
    expect(await at.papers.saveDocument('notices')).toEqual({ ok: true, saved: false })
    expect(at.drawn).toEqual([])
  })

  it('that cannot be written is refused by name, and what is logged does not say where it was', async () => {
    mkdirSync(join(folder, 'taken.pdf'))
    for (const name of ['taken.pdf', 'nowhere/a.pdf']) {
      const answer = await opened(name).papers.saveDocument('notices')
      expect([name, answer]).toEqual([name, { ok: false, error: 'file-not-written' }])
    }
    expect(logged.lines).toHaveLength(2)
    expect(logged.lines.join()).not.toContain(folder)
  })

  it('gets an ending where it has none, and then writes over nothing', async () => {
    expect(await opened('plain').papers.saveDocument('notices')).toEqual({ ok: true, saved: true })
    expect([written('plain.pdf'), existsSync(join(folder, 'plain'))]).toEqual(['%PDF-', false])
    writeFileSync(join(folder, 'mine.pdf'), 'mine')
    expect(await opened('mine').papers.saveDocument('notices')).toMatchObject({ error: 'file-not-written' })
    expect(written('mine.pdf')).toBe('mine')
    expect(await opened('mine.pdf').papers.saveDocument('notices')).toEqual({ ok: true, saved: true })
  })
})

describe('papers', () => {
  it('are made one at a time, and go on after one that failed', async () => {
    let finish = (): void => undefined
    let fails = false
    const pdf = () =>
      fails
        ? Promise.reject(new Error('the page is gone'))
        : new Promise<Uint8Array>((resolve) => {
            finish = () => resolve(Buffer.from('%PDF-'))
          })
    const { papers } = opened('a.pdf', { paper: { pdf, print: async () => true } })
    const first = papers.saveDocument('notices')
    await Promise.resolve()
    const late = { ok: false, error: 'busy' }
    expect(await papers.saveReceipt(header.id, 'json')).toEqual(late)
    expect(await papers.printDocument('notices')).toEqual(late)
    await new Promise(setImmediate)
    finish()
    expect(await first).toEqual({ ok: true, saved: true })
    fails = true
    expect(await papers.saveDocument('notices')).toEqual({ ok: false, error: 'internal' })
    expect(await papers.printDocument('notices')).toEqual({ ok: true })
  })
})
