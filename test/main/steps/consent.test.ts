import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ConsentStep, createConsent } from '../../../src/main/steps/consent'
import { refuse } from '../../../src/shared/errors'
import { type Language, languages } from '../../../src/shared/languages'
import { type Acceptance, type AcceptedDocument, acceptance, type Consent } from '../../../src/shared/receipt'
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
  const result = step.accept(language, hashes(step, language), '1.2.3')
  if ('error' in result) throw new Error(result.error)
  return { documents: result.map(({ acceptance }, place) => ({ acceptance, record: `${place}`.repeat(32) })) }
}

const changed = (one: AcceptedDocument, change: Partial<Acceptance>): AcceptedDocument => ({
  ...one,
  acceptance: { ...one.acceptance, ...change },
})

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
      organisation: false,
      earlier: null,
    })
  })

  it('are handed out one by one, with the file that the hash is of', () => {
    const { file, text: shown, sha256 } = open().text('notices', 'en')
    expect(file).toBe(text('notices', 'en'))
    expect(file.endsWith(shown)).toBe(true)
    expect(createHash('sha256').update(file).digest('hex')).toBe(sha256)
  })

  it('say how they differ from what was agreed to, each by itself, once that was looked up', async () => {
    const step = open()
    const asked: string[] = []
    const changes = [{ kind: 'added' as const, text: '三' }]
    await step.prepare({
      changesSince: async (id, language, file) => {
        asked.push(`${id} ${language} ${file === text(id, language)}`)
        return id === 'notices' && language === 'ja' ? { version: '2026-10-01', changes } : null
      },
    })
    expect(asked.sort()).toEqual(['license en true', 'license ja true', 'notices en true', 'notices ja true'])
    expect(step.shown('ja').map(({ earlier }) => earlier)).toEqual([null, { version: '2026-10-01', changes }])
    expect(step.shown('en').map(({ earlier }) => earlier)).toEqual([null, null])
    await step.prepare({ changesSince: async () => null })
    expect(step.shown('ja').map(({ earlier }) => earlier)).toEqual([null, null])
  })

  it('are to be read again by whoever is asked again', async () => {
    const step = open()
    step.markRead('ja', 'license')
    expect(step.shown('ja').map(({ read }) => read)).toEqual([true, false])
    await step.prepare({ changesSince: async () => null })
    expect(step.shown('ja').map(({ read }) => read)).toEqual([false, false])
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
  it('gives what is kept: what was shown, in which language, by which hash, when, and the text itself', () => {
    const step = open()
    readAll(step, 'en')
    const result = step.accept('en', hashes(step, 'en'), '1.2.3')
    if ('error' in result) throw new Error(result.error)
    expect(result.map((one) => acceptance.parse(one.acceptance))).toEqual(
      hashes(step, 'en').map((one) => ({
        ...one,
        version: '2026-11-01',
        language: 'en',
        acceptedAt: now,
        agentVersion: '1.2.3',
      })),
    )
    for (const { acceptance, text } of result)
      expect(createHash('sha256').update(text).digest('hex')).toBe(acceptance.sha256)
  })

  it('is late before every text was read to its end', () => {
    const step = open()
    expect(step.accept('ja', hashes(step, 'ja'), '1.2.3')).toEqual({
      ok: false,
      error: 'message-late',
      field: 'read',
    })
    step.markRead('ja', 'license')
    expect(step.shown('ja').map((document) => document.read)).toEqual([true, false])
    expect(step.accept('ja', hashes(step, 'ja'), '1.2.3')).toEqual({
      ok: false,
      error: 'message-late',
      field: 'read',
    })
    step.markRead('ja', 'notices')
    expect(step.accept('ja', hashes(step, 'ja'), '1.2.3')).toHaveLength(2)
  })

  it('in one language is not agreeing in the other', () => {
    const step = open()
    readAll(step, 'en')
    expect(step.accept('ja', hashes(step, 'ja'), '1.2.3')).toMatchObject({ error: 'message-late' })
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
      expect(step.accept('ja', shown, '1.2.3')).toEqual({
        ok: false,
        error: 'message-malformed',
        field: 'documents',
      })
  })

  it('does not depend on the order in which the page names them', () => {
    const step = open()
    readAll(step, 'ja')
    expect(step.accept('ja', hashes(step, 'ja').reverse(), '1.2.3')).toHaveLength(2)
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
    expect(open().stillStands({ documents: [license, changed(license, { id: 'notices' })] })).toBe(false)
    expect(open().stillStands({ documents: [license, changed(notices, { language: 'en' })] })).toBe(false)
  })
})

describe('an organisation that has accepted the licence', () => {
  const accepting = () => createConsent(folder, () => now, true)
  const acceptedBy = (step: ConsentStep): Consent => {
    const result = step.accept('ja', hashes(step, 'ja'), '1.2.3')
    if ('error' in result) throw new Error(result.error)
    return { documents: result.map(({ acceptance: one }) => ({ acceptance: one, record: '0'.repeat(32) })) }
  }

  it('leaves the notices to the customer, who reads and accepts them as ever', () => {
    const step = accepting()
    expect(step.shown('ja').map(({ id, organisation }) => [id, organisation])).toEqual([
      ['license', true],
      ['notices', false],
    ])
    expect(step.accept('ja', hashes(step, 'ja'), '1.2.3')).toEqual(refuse('message-late', 'read'))
    step.markRead('ja', 'license')
    expect(step.accept('ja', hashes(step, 'ja'), '1.2.3')).toEqual(refuse('message-late', 'read'))
    step.markRead('ja', 'notices')
    expect(acceptedBy(step).documents.map(({ acceptance: { id, by } }) => [id, by])).toEqual([
      ['license', 'organisation'],
      ['notices', undefined],
    ])
  })

  it('is written down in a shape that a record takes, and no other name is', () => {
    const step = accepting()
    step.markRead('ja', 'notices')
    const [license] = acceptedBy(step).documents
    expect(acceptance.safeParse(license?.acceptance).success).toBe(true)
    expect(acceptance.safeParse({ ...license?.acceptance, by: 'operator' }).success).toBe(false)
  })

  it('is asked of the customer as soon as it does so no longer', () => {
    const step = accepting()
    step.markRead('ja', 'notices')
    const kept = acceptedBy(step)
    expect(accepting().stillStands(kept)).toBe(true)
    expect(open().stillStands(kept)).toBe(false)
    // What the customer accepted stays theirs.
    expect(accepting().stillStands(accepted())).toBe(true)
  })

  it('cannot have accepted the notices: a record that says so is none', () => {
    const kept = accepted()
    const forged = { documents: kept.documents.map((one) => changed(one, { by: 'organisation' })) }
    expect(accepting().stillStands(forged)).toBe(false)
  })
})
