import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import type { Store } from '../../src/main/store'
import { verifyChain } from '../../src/shared/record-chain'
import { quietLog } from './quiet'
import { both, counts, receiptOf, stage } from './store-stage'

vi.mock('electron-store', () => import('./electron-store'))

const on = stage()
const logged = quietLog()
/** Of the certificate below, made with openssl for this test; nobody has its key. */
const SERIAL = 'ab'.repeat(10)
const PEM = [
  '-----BEGIN CERTIFICATE-----',
  'MIIBcDCCARagAwIBAgILAKurq6urq6urq6swCgYIKoZIzj0EAwIwETEPMA0GA1UE',
  'AwwGZGV2aWNlMCAXDTI2MTEyMjA0MzcwNVoYDzIxMjYxMDI5MDQzNzA1WjARMQ8w',
  'DQYDVQQDDAZkZXZpY2UwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASv4y6mVp3m',
  '/JHfHJh2hIHsEEarA9ByvYETLtt6z8nwEUV66bv6yEcxKW5Gk0otkcw9DIKiMlcS',
  'ZroxSXhN8k7So1MwUTAdBgNVHQ4EFgQUMg/3G29QdTEL10oxjfPJpWyEBykwHwYD',
  'VR0jBBgwFoAUMg/3G29QdTEL10oxjfPJpWyEBykwDwYDVR0TAQH/BAUwAwEB/zAK',
  'BggqhkjOPQQDAgNIADBFAiBjd0nPXeNlHn/omp75HGmXP+hV/NxntWP+2DQ89Of3',
  'owIhAKbl3tzLlNwMno8VezCgsf8DvfFQ9x7ZPtRofOMisssS',
  '-----END CERTIFICATE-----',
].join('\n')

async function full(): Promise<Store> {
  const store = await on.reopened()
  await store.keepAcceptances(both())
  await store.keepReceipt(receiptOf('a')).written
  await store.keepReceipt(receiptOf('b')).written
  await store.keepPreferences({ language: 'en', textSize: 200, autoPause: false })
  await store.keepText('profile', '{"id":"demo"}')
  await store.keepText('certificate', JSON.stringify({ v: 1, certificate: PEM, key: 'sealed' }))
  await store.keepText('relay-keys', '{"https://support.example.jp":"no matter"}')
  await store.keepText('update', '{"v":1}')
  return store
}
const ALL = {
  acceptances: 2,
  documents: 2,
  receipts: 2,
  certificate: 1,
  profile: 1,
  settings: 1,
  'relay-keys': 1,
  updates: 1,
}

describe('what is stored', () => {
  it('is listed, each kind with its size, and the certificate by its number', async () => {
    await full()
    const store = await on.reopened()
    expect(await counts(store)).toEqual(ALL)
    for (const { id, bytes, detail } of await store.stored()) {
      expect([id, bytes > 0]).toEqual([id, true])
      expect([id, detail]).toEqual([id, id === 'certificate' ? SERIAL : null])
    }
    const texts = Object.entries(on.files()).filter(([name]) => name !== 'sobani.json')
    const onDisk = texts.reduce((sum, [, text]) => sum + Buffer.byteLength(text), 0)
    const listed = (await store.stored()).filter(({ id }) =>
      ['acceptances', 'documents', 'receipts'].includes(id),
    )
    expect(listed.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(onDisk)
  })
})

describe('what an update left', () => {
  it('is counted file by file, and goes with everything', async () => {
    const store = await full()
    const pending = join(on.folder, 'updates', 'files', 'pending')
    mkdirSync(pending, { recursive: true })
    writeFileSync(join(pending, 'Sobani-0.2.0-x64.AppImage'), 'a'.repeat(1000))
    writeFileSync(join(on.folder, 'updates', '.updaterId'), 'b'.repeat(36))
    const listed = (await store.stored()).find(({ id }) => id === 'updates')
    expect(listed?.count).toBe(3)
    expect(listed?.bytes).toBeGreaterThan(1036)
    await store.forget('settings')
    expect(existsSync(pending)).toBe(true)
    await store.forget('everything')
    expect(existsSync(join(on.folder, 'updates'))).toBe(false)
    expect((await store.stored()).find(({ id }) => id === 'updates')?.count).toBe(0)
  })
})

describe('deleting', () => {
  it('the receipts takes their contents off the disk and leaves a chain that verifies', async () => {
    const store = await full()
    await store.forget('receipts')
    expect(await counts(store)).toEqual({ ...ALL, receipts: 0 })
    expect(JSON.stringify(on.files())).not.toContain('HANAKO-PC')
    const again = await on.reopened()
    expect([await again.receipts(), (await again.consent())?.documents.length]).toEqual([[], 2])
    expect(verifyChain(JSON.parse(on.files()['records.json'] ?? '').records)).toMatchObject({ missing: 2 })
    expect((await again.keepReceipt(receiptOf('c'))).kept.record.seq).toBe(5)
  })

  it.each([
    ['certificate', 'sealed'],
    ['profile', 'demo'],
    ['settings', '200'],
  ] as const)('the %s leaves all the rest', async (what, mark) => {
    const store = await full()
    await store.forget('receipts')
    expect(on.files()['sobani.json']).toContain(mark)
    await store.forget(what)
    expect(on.files()['sobani.json']).not.toContain(mark)
    expect(await counts(await on.reopened())).toEqual({ ...ALL, receipts: 0, [what]: 0 })
  })

  it('everything leaves no file and no consent, and nothing is written until the next', async () => {
    const store = await full()
    writeFileSync(on.path('records.json.2026-10-01.broken'), 'x')
    writeFileSync(on.path('sobani.json.2026-10-01.broken'), 'x')
    await store.forget('everything')
    expect([on.files(), await store.consent(), await store.receipts()]).toEqual([{}, null, []])
    await store.keepPreferences({ language: 'ja', textSize: 125, autoPause: false })
    await store.keepText('profile', '{}')
    await store.anchored([])
    expect(on.files()).toEqual({})
    await store.keepAcceptances(both())
    expect((await store.anchors()).length).toBe(2)
    // The size was chosen since; a profile was asked for before, when there was still a consent.
    expect(await counts(await on.reopened())).toMatchObject({ acceptances: 2, profile: 0, settings: 1 })
  })
})

describe('two quick writes', () => {
  it('follow each other: the file holds both, whichever was asked for first', async () => {
    const store = await on.reopened()
    const kept = store.keepAcceptances(both())
    await Promise.all([kept, store.keepPreferences({ language: 'ja', textSize: 125, autoPause: false })])
    const writes = ['a', 'b', 'c', 'd'].map((session) => store.keepReceipt(receiptOf(session)).written)
    await Promise.all([...writes, store.anchored((await store.anchors()).slice(0, 1))])
    const again = await on.reopened()
    expect((await again.receipts()).map(({ receipt }) => receipt.session)).toEqual(['d', 'c', 'b', 'a'])
    expect(await again.anchors()).toHaveLength(5)
    expect(Object.keys(on.files()).filter((name) => name.endsWith('.new'))).toEqual([])
  })
})

describe('what cannot be written', () => {
  it('was not agreed to: there is no consent, and no record of one', async () => {
    const store = await on.reopened()
    // A folder stands where the file would go: nobody can write it, not even root.
    mkdirSync(on.path('records.json.new'), { recursive: true })
    await expect(store.keepAcceptances(both())).rejects.toThrow()
    expect([await store.consent(), await store.anchors(), on.files()]).toEqual([null, [], {}])
  })

  it('of the receipts is written with the next', async () => {
    const store = await on.reopened()
    await store.keepAcceptances(both())
    mkdirSync(on.path('records.json.new'), { recursive: true })
    await expect(store.keepReceipt(receiptOf('a')).written).rejects.toThrow()
    rmdirSync(on.path('records.json.new'))
    await store.keepReceipt(receiptOf('b')).written
    expect((await (await on.reopened()).receipts()).map(({ receipt }) => receipt.session)).toEqual(['b', 'a'])
  })
})

describe('a damaged chain', () => {
  const damaged = () => Object.keys(on.files()).filter((name) => name.endsWith('.broken'))
  const alter = (change: (text: string) => string) =>
    writeFileSync(on.path('records.json'), change(on.files()['records.json'] ?? ''))

  it('is set aside and asked for again; what is whole in it can still be read, exported and deleted', async () => {
    await full()
    alter((text) => text.replace('"session":"a"', '"session":"z"'))
    const altered = on.files()['records.json']
    const store = await on.reopened()
    expect(await store.consent()).toBeNull()
    expect(damaged()).toHaveLength(1)
    expect(on.files()[damaged()[0] ?? '']).toBe(altered)
    await store.keepAcceptances(both())
    await store.keepReceipt(receiptOf('new')).written

    const again = await on.reopened()
    expect((await again.receipts()).map(({ receipt }) => receipt.session)).toEqual(['new', 'b'])
    const [, old] = await again.receipts()
    const exported = JSON.parse((await again.exportReceipt(old?.record.id ?? '')) ?? '')
    expect(exported.records).toHaveLength(4)
    expect(logged.lines).toHaveLength(1)

    expect(await counts(again)).toMatchObject({ receipts: 3 })
    await again.forget('receipts')
    expect([damaged(), await counts(again)]).toEqual([[], { ...ALL, receipts: 0 }])
  })

  it.each([
    ['is no JSON', () => '{"records": ['],
    ['is empty', () => ''],
    ['is of another format', (text: string) => text.replace('sobani-records', 'other')],
    ['misses a record', (text: string) => withRecords(text, (records) => records.toSpliced(1, 1))],
    ['has an altered header', (text: string) => text.replace('"seq":2', '"seq":9')],
  ])('that %s is never gone on with, and never lost', async (_name, change) => {
    await full()
    alter(change)
    const before = on.files()['records.json']
    const store = await on.reopened()
    expect([await store.consent(), await store.anchors()]).toEqual([null, []])
    expect(damaged().map((name) => on.files()[name])).toEqual([before])
    await store.keepAcceptances(both())
    expect((await (await on.reopened()).consent())?.documents).toHaveLength(2)
    expect(damaged()).toHaveLength(1)
  })

  it('does not keep the preferences from being read, nor they it', async () => {
    await full()
    writeFileSync(on.path('sobani.json'), '{"preferences": ')
    const store = await on.reopened()
    expect(await store.preferences()).toEqual({ language: null, textSize: 100, autoPause: true })
    expect(damaged()).toHaveLength(1)
    expect((await store.consent())?.documents).toHaveLength(2)
    await store.keepPreferences({ language: 'en', textSize: 125, autoPause: false })
    expect(await (await on.reopened()).preferences()).toEqual({
      language: 'en',
      textSize: 125,
      autoPause: false,
    })
  })

  it('preferences that make no sense are as if nothing was chosen', async () => {
    const store = await full()
    for (const wrong of ['{"language":"fr","textSize":110}', 'x', '[]', 'null']) {
      writeFileSync(on.path('sobani.json'), JSON.stringify({ preferences: wrong }))
      expect([wrong, await (await on.reopened()).preferences()]).toEqual([
        wrong,
        { language: null, textSize: 100, autoPause: true },
      ])
    }
    expect(await store.preferences()).toEqual({ language: null, textSize: 100, autoPause: true })
  })

  it('a text that is not what was agreed to is not compared with', async () => {
    await full()
    for (const one of Object.keys(on.files()).filter((file) => file.startsWith('documents')))
      writeFileSync(on.path(one), 'altered')
    const store = await on.reopened()
    expect(await store.changesSince('license', 'ja', 'new')).toBeNull()
  })
})

function withRecords(text: string, change: (records: unknown[]) => unknown[]): string {
  const file = JSON.parse(text)
  return JSON.stringify({ ...file, records: change(file.records) })
}
