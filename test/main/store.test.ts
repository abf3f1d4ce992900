import { mkdirSync, rmdirSync, statSync } from 'node:fs'
import { describe, expect, it, vi } from 'vitest'
import { openStore } from '../../src/main/store'
import { verifyChain } from '../../src/shared/record-chain'
import { ANCHORS, exportedReceipt } from '../../src/shared/records'
import { quietLog } from './quiet'
import { accepted, both, counts, NONE, receiptOf, stage } from './store-stage'

vi.mock('electron-store', () => import('./electron-store'))

const on = stage()
quietLog()
const sessions = (kept: readonly { receipt: { session: string } }[]) =>
  kept.map(({ receipt }) => receipt.session)

describe('before anything was agreed to', () => {
  it('there is nothing, and nothing is written, whatever is chosen or handed in', async () => {
    const store = await on.reopened()
    expect([await store.consent(), await store.receipts(), await store.anchors()]).toEqual([null, [], []])
    expect(await store.preferences()).toEqual({ language: null, textSize: 100, autoPause: true })
    await store.keepPreferences({ language: 'en', textSize: 150, autoPause: false })
    await store.keepText('profile', '{"id":"demo"}')
    expect(await store.preferences()).toEqual({ language: 'en', textSize: 150, autoPause: false })
    expect(await store.readText('profile')).toBe('{"id":"demo"}')
    expect(await counts(store)).toEqual(NONE)
    await store.anchored([])
    expect(statSync(on.folder, { throwIfNoEntry: false })).toBeUndefined()
    expect(await (await on.reopened()).preferences()).toEqual({
      language: null,
      textSize: 100,
      autoPause: true,
    })
  })

  it('what was chosen waits for the first acceptance', async () => {
    const store = await on.reopened()
    await store.keepPreferences({ language: 'en', textSize: 150, autoPause: false })
    await store.keepAcceptances(both())
    expect(await (await on.reopened()).preferences()).toEqual({
      language: 'en',
      textSize: 150,
      autoPause: false,
    })
  })

  it('a receipt cannot be kept by a store that has not looked what there is', () => {
    expect(() => openStore(on.folder).keepReceipt(receiptOf('a'))).toThrow('not read')
  })
})

describe('what was agreed to', () => {
  it('is the same when it is read again, each with its record', async () => {
    const kept = await (await on.reopened()).keepAcceptances(both())
    expect(kept.documents.map(({ acceptance }) => acceptance)).toEqual(both().map((one) => one.acceptance))
    expect(new Set(kept.documents.map(({ record }) => record)).size).toBe(2)
    expect(await (await on.reopened()).consent()).toEqual(kept)
  })

  it('is the last of each document', async () => {
    const store = await on.reopened()
    await store.keepAcceptances(both())
    const later = await store.keepAcceptances([
      accepted('notices', 'en', '2026-11-22'),
      accepted('license', 'en'),
    ])
    expect((await store.consent())?.documents).toEqual(later.documents.toReversed())
  })

  it('is refused where a text is not the one of its hash, and nothing of it stays', async () => {
    const store = await on.reopened()
    const [license] = both()
    if (license === undefined) throw new Error('a document is needed')
    await expect(store.keepAcceptances([{ ...license, text: 'another' }])).rejects.toThrow('hash')
    expect([await store.consent(), on.files()]).toEqual([null, {}])
  })

  it('is not given where one of the texts cannot be kept, and nothing of the others stays', async () => {
    const store = await on.reopened()
    const [license, notices] = both()
    if (license === undefined || notices === undefined) throw new Error('two documents are needed')
    await expect(store.keepAcceptances([license, { ...notices, text: 'another' }])).rejects.toThrow('hash')
    expect([await store.consent(), on.files()]).toEqual([null, {}])
  })

  it.skipIf(process.platform === 'win32')('can be read by nobody else on the PC', async () => {
    const store = await on.reopened()
    await store.keepPreferences({ language: 'ja', textSize: 100, autoPause: false })
    await store.keepAcceptances(both())
    const names = Object.keys(on.files())
    expect(names.filter((name) => !name.startsWith('documents'))).toEqual(['records.json', 'sobani.json'])
    expect(names).toHaveLength(4)
    for (const name of names) expect([name, statSync(on.path(name)).mode & 0o777]).toEqual([name, 0o600])
  })
})

describe('settings that cannot be looked into', () => {
  it('are as good as none, until they can be', async () => {
    const store = await on.reopened()
    // A folder in the file's place cannot be read by anybody, root included.
    mkdirSync(on.path('sobani.json'), { recursive: true })
    expect(await store.preferences()).toEqual({ language: null, textSize: 100, autoPause: true })
    expect(await store.readText('profile')).toBeNull()
    rmdirSync(on.path('sobani.json'))
    await store.keepAcceptances(both())
    await store.keepPreferences({ language: 'en', textSize: 150, autoPause: false })
    expect(await store.preferences()).toEqual({ language: 'en', textSize: 150, autoPause: false })
  })
})

describe('what changed since', () => {
  const now = accepted('notices', 'ja', '2026-11-22', '# notices\n\n一つめ\n\n新しい\n\n二つめ、直した').text

  it('is nothing where nothing was agreed to, or only in the other language, or where it is the same', async () => {
    const store = await on.reopened()
    expect(await store.changesSince('notices', 'ja', now)).toBeNull()
    await store.keepAcceptances(both('en'))
    expect(await store.changesSince('notices', 'ja', now)).toBeNull()
    await store.keepAcceptances(both('ja'))
    expect(await store.changesSince('notices', 'ja', accepted('notices').text)).toBeNull()
  })

  it('is told paragraph by paragraph, in order, without what heads the file', async () => {
    await (await on.reopened()).keepAcceptances(both())
    const store = await on.reopened()
    const found = await store.changesSince('notices', 'ja', now)
    expect(found?.version).toBe('2026-11-01')
    expect(found?.changes.map(({ kind, text }) => [kind, text.trim()])).toEqual([
      ['same', '# notices\n\n一つめ'],
      ['removed', '二つめ'],
      ['added', '新しい\n\n二つめ、直した'],
    ])
  })

  it('is told from the text that was agreed to last', async () => {
    const store = await on.reopened()
    await store.keepAcceptances([accepted('notices', 'ja', '1', 'a'), accepted('notices', 'ja', '2', 'b')])
    expect(await store.changesSince('notices', 'ja', 'c')).toEqual({
      version: '2',
      changes: [
        { kind: 'removed', text: 'b' },
        { kind: 'added', text: 'c' },
      ],
    })
  })
})

describe('receipts', () => {
  it('have their record at once, and are there when they were written; newest first', async () => {
    const store = await on.reopened()
    const { documents } = await store.keepAcceptances(both())
    const first = store.keepReceipt(receiptOf('a', documents))
    const second = store.keepReceipt(receiptOf('b', documents))
    expect([first.kept.record.seq, second.kept.record.prev]).toEqual([3, first.kept.record.hash])
    expect(await store.receipts()).toEqual([second.kept, first.kept])
    await Promise.all([first.written, second.written])
    expect(await (await on.reopened()).receipts()).toEqual([second.kept, first.kept])
  })

  it('are a hundred at most; of older ones only that there was one stays', async () => {
    const store = await on.reopened()
    await store.keepAcceptances(both())
    await Promise.all(Array.from({ length: 102 }, (_, n) => store.keepReceipt(receiptOf(`s${n}`)).written))
    const again = await on.reopened()
    const kept = sessions(await again.receipts())
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([100, 's101', 's2'])
    expect(await again.anchors()).toHaveLength(ANCHORS)
  })

  it('can be handed to others: only this one with its value, and the chain that vouches for it', async () => {
    const store = await on.reopened()
    const { documents } = await store.keepAcceptances(both())
    const other = store.keepReceipt({ ...receiptOf('other', documents), session: 'another-session' })
    const { kept, written } = store.keepReceipt(receiptOf('mine', documents))
    await Promise.all([written, other.written])
    const text = await store.exportReceipt(kept.record.id)
    const exported = exportedReceipt.parse(JSON.parse(text ?? ''))
    expect([exported.receipt, exported.records.length]).toEqual([kept.record.id, 4])
    expect(verifyChain(exported.records)).toEqual({ ok: true, records: 4, missing: 1 })
    expect(text).toContain('mine')
    expect(text).not.toContain('another-session')
    expect(await store.exportReceipt('0'.repeat(32))).toBeNull()
  })

  it('have a hash that nobody can guess its way back from: the same twice is not the same', async () => {
    const store = await on.reopened()
    await store.keepAcceptances(both())
    const [a, b] = [store.keepReceipt(receiptOf('a')), store.keepReceipt(receiptOf('a'))]
    expect(a.kept.record.body).not.toBe(b.kept.record.body)
    await Promise.all([a.written, b.written])
  })
})

describe('what the relay is told', () => {
  it('is id, kind and hash of each record until it has confirmed it, oldest first', async () => {
    const store = await on.reopened()
    const { documents } = await store.keepAcceptances(both())
    const { kept, written } = store.keepReceipt(receiptOf('a'))
    await written
    const anchors = await store.anchors()
    expect(anchors.map(({ id }) => id)).toEqual([...documents.map(({ record }) => record), kept.record.id])
    expect(anchors[2]).toEqual({ id: kept.record.id, kind: 'receipt', hash: kept.record.hash })
    await store.anchored(anchors.slice(0, 2))
    expect(await (await on.reopened()).anchors()).toEqual(anchors.slice(2))
  })
})
