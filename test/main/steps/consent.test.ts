import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ConsentStep, createConsent } from '../../../src/main/steps/consent'
import { type Language, languages } from '../../../src/shared/languages'
import { type Consent, consent } from '../../../src/shared/receipt'
import { root } from '../../sources'

const now = '2026-11-01T09:00:00.000Z'
const ids = ['license', 'notices'] as const
let folder: string
const text = (id: string, language: string, body = '# 一\n\n- 二') =>
  `---\nid: ${id}\nversion: 2026-11-01\nlanguage: ${language}\ntitle: ${id}: ${language}\n---\n\n${body}\n`
const write = (id: string, language: string, file = text(id, language)) =>
  writeFileSync(join(folder, `${id}.${language}.md`), file)
const open = () => createConsent(folder, () => now)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sobani-consent-'))
  for (const language of languages) for (const id of ids) write(id, language)
})
afterEach(() => rmSync(folder, { recursive: true }))

const hashes = (step: ConsentStep, language: Language) =>
  step.shown(language).map(({ id, sha256 }) => ({ id, sha256 }))

function readAll(step: ConsentStep, language: Language): void {
  for (const id of ids) step.markRead(language, id)
}

function accepted(language: Language = 'ja'): Consent {
  const step = open()
  readAll(step, language)
  const result = step.accept(language, hashes(step, language))
  if ('error' in result) throw new Error(result.error)
  return result
}

describe('the documents', () => {
  it('are shown without their front matter, with the hash of the whole file', () => {
    const [license] = open().shown('ja')
    expect(license).toEqual({
      id: 'license',
      version: '2026-11-01',
      title: 'license: ja',
      text: '\n# 一\n\n- 二\n',
      sha256: createHash('sha256').update(text('license', 'ja')).digest('hex'),
      read: false,
    })
  })

  const wrong: [string, string][] = [
    ['has no front matter', '# Licence'],
    ['never ends its front matter', '---\nid: license\nversion: 1\ntitle: a\n\n# Licence'],
    ['has no version', text('license', 'ja').replace('version: 2026-11-01\n', '')],
    ['has an empty title', text('license', 'ja').replace(/title: .*/, 'title: ')],
    ['calls itself by another name', text('receipt', 'ja')],
    ['is another document', text('notices', 'ja')],
    ['is in another language', text('license', 'en')],
  ]
  it.each(wrong)('keep the app from starting where one %s', (_name, file) => {
    write('license', 'ja', file)
    expect(open).toThrow()
  })

  it('keep the app from starting where one is missing', () => {
    rmSync(join(folder, 'notices.en.md'))
    expect(open).toThrow('notices.en.md')
  })

  it('that ship can be read, in both languages and in one version', () => {
    const step = createConsent(join(root, 'assets', 'documents'), () => now)
    for (const language of languages) {
      const shown = step.shown(language)
      expect(shown.map((document) => document.id)).toEqual(ids)
      for (const document of shown) expect(document.text.length).toBeGreaterThan(500)
    }
    expect(step.shown('ja').map((one) => one.version)).toEqual(step.shown('en').map((one) => one.version))
  })
})

describe('agreeing', () => {
  it('gives the evidence: what was shown, in which language, by which hash, when', () => {
    const step = open()
    readAll(step, 'en')
    const result = step.accept('en', hashes(step, 'en'))
    expect(consent.parse(result)).toEqual({
      documents: hashes(step, 'en').map((one) => ({
        ...one,
        version: '2026-11-01',
        language: 'en',
        acceptedAt: now,
      })),
    })
  })

  it('is late before every text was read to its end', () => {
    const step = open()
    expect(step.accept('ja', hashes(step, 'ja'))).toEqual({ ok: false, error: 'message-late', field: 'read' })
    step.markRead('ja', 'license')
    expect(step.shown('ja').map((document) => document.read)).toEqual([true, false])
    expect(step.accept('ja', hashes(step, 'ja'))).toEqual({ ok: false, error: 'message-late', field: 'read' })
    step.markRead('ja', 'notices')
    expect(step.accept('ja', hashes(step, 'ja'))).toHaveProperty('documents')
  })

  it('in one language is not agreeing in the other', () => {
    const step = open()
    readAll(step, 'en')
    expect(step.accept('ja', hashes(step, 'ja'))).toMatchObject({ error: 'message-late' })
    expect(step.shown('ja').some((document) => document.read)).toBe(false)
  })

  it('is refused for any text but the ones on the screen', () => {
    const step = open()
    for (const language of languages) readAll(step, language)
    const [license, notices] = hashes(step, 'ja')
    if (license === undefined || notices === undefined) throw new Error('two documents are needed')
    for (const shown of [
      [],
      [license],
      [license, license],
      [license, notices, notices],
      [license, { ...notices, sha256: license.sha256 }],
      [license, { ...notices, sha256: '' }],
      [license, ...hashes(step, 'en').slice(1)],
    ])
      expect(step.accept('ja', shown)).toEqual({ ok: false, error: 'message-malformed', field: 'documents' })
  })

  it('does not depend on the order in which the page names them', () => {
    const step = open()
    readAll(step, 'ja')
    expect(step.accept('ja', hashes(step, 'ja').reverse())).toHaveProperty('documents')
  })
})

describe('an earlier consent', () => {
  it('stands while the texts are the same, in whichever language it was given', () => {
    for (const language of languages) expect(open().stillStands(accepted(language))).toBe(true)
  })

  it('falls with a single letter of a text, and with its version', () => {
    const kept = accepted('ja')
    write('notices', 'ja', text('notices', 'ja', '# 一\n\n- 三'))
    expect(open().stillStands(kept)).toBe(false)
    write('notices', 'ja', text('notices', 'ja').replace('2026-11-01', '2026-11-02'))
    expect(open().stillStands(kept)).toBe(false)
    write('notices', 'ja')
    expect(open().stillStands(kept)).toBe(true)
  })

  it('is not shaken by a change of the language it was not given in', () => {
    const kept = accepted('ja')
    write('license', 'en', text('license', 'en', '# New'))
    expect(open().stillStands(kept)).toBe(true)
  })

  it('falls where a document is missing from it, or stands for another', () => {
    const { documents } = accepted('ja')
    const [license, notices] = documents
    if (license === undefined || notices === undefined) throw new Error('two documents are needed')
    expect(open().stillStands({ documents: [license] })).toBe(false)
    expect(open().stillStands({ documents: [license, { ...license, id: 'notices' }] })).toBe(false)
    expect(open().stillStands({ documents: [license, { ...notices, language: 'en' }] })).toBe(false)
  })
})
