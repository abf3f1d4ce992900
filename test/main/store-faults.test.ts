import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync } from 'node:fs'
import type * as Files from 'node:fs/promises'
import { basename } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Store } from '../../src/main/store'
import { quietLog } from './quiet'
import { accepted, both, counts, NONE, receiptOf, stage } from './store-stage'

vi.mock('electron-store', () => import('./electron-store'))

/** Which call fails on which name, how, and how often still: nobody can keep root from deleting or reading a file. */
const fault = vi.hoisted(() => ({ call: '', name: '', code: '', left: 0 }))
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof Files>()
  const meet = (call: string, path: string) => {
    if (fault.left === 0 || call !== fault.call || basename(path) !== fault.name) return
    fault.left--
    throw Object.assign(new Error(fault.code), { code: fault.code })
  }
  const faulty = {
    rm: async (path: string, options: Parameters<typeof real.rm>[1]) => {
      meet('rm', path)
      await real.rm(path, options)
    },
    readFile: async (path: string, encoding: 'utf8') => {
      meet('readFile', path)
      return real.readFile(path, encoding)
    },
    rename: async (from: string, to: string) => {
      meet('rename', to)
      await real.rename(from, to)
    },
  } satisfies {
    [Call in 'rm' | 'readFile' | 'rename']: (...given: never[]) => ReturnType<(typeof real)[Call]>
  }
  return { ...real, ...faulty }
})
const fail = (
  call: 'rm' | 'readFile' | 'rename',
  name: string,
  code = 'EBUSY',
  left = Number.POSITIVE_INFINITY,
) => Object.assign(fault, { call, name, code, left })
const recover = () => Object.assign(fault, { left: 0 })
afterEach(recover)

const on = stage()
quietLog()
async function full(): Promise<Store> {
  const store = await on.reopened()
  await store.keepAcceptances(both())
  await store.keepReceipt(receiptOf('a')).written
  await store.keepPreferences({ language: 'en', textSize: 200, autoPause: false })
  await store.keepText('profile', '{"id":"demo"}')
  return store
}
const ALL = { ...NONE, acceptances: 2, documents: 2, receipts: 1, profile: 1, settings: 1 }
const consented = async (store: Store) => (await store.consent())?.documents.length ?? 0

describe('what cannot be deleted', () => {
  it('is said to be there, all of it, and can be deleted later', async () => {
    const store = await full()
    fail('rm', 'records.json')
    await expect(store.forget('everything')).rejects.toThrow('EBUSY')
    expect([await counts(store), await consented(store)]).toEqual([ALL, 2])
    expect(await counts(await on.reopened())).toEqual(ALL)
    recover()
    await store.forget('everything')
    expect([await counts(store), on.files()]).toEqual([NONE, {}])
  })

  it('is said to be there also where the consent is gone; then it is asked for again', async () => {
    const store = await full()
    fail('rm', 'documents')
    await expect(store.forget('everything')).rejects.toThrow('EBUSY')
    expect(await counts(store)).toEqual({ ...NONE, documents: 2, profile: 1, settings: 1 })
    expect([await consented(store), await consented(await on.reopened())]).toEqual([0, 0])
  })

  it('of the receipts can still be read, and goes the next time', async () => {
    const store = await full()
    fail('rename', 'records.json', 'ENOSPC')
    await expect(store.forget('receipts')).rejects.toThrow('ENOSPC')
    expect([await counts(store), (await store.receipts()).length]).toEqual([ALL, 1])
    recover()
    await store.forget('receipts')
    expect(await counts(await on.reopened())).toEqual({ ...ALL, receipts: 0 })
  })
})

describe('a good chain', () => {
  const away = () => on.path('../good.json')
  /** A folder in its place can be read by nobody, root included. */
  const hide = () => {
    renameSync(on.path('records.json'), away())
    mkdirSync(on.path('records.json'))
  }
  const show = () => {
    rmdirSync(on.path('records.json'))
    renameSync(away(), on.path('records.json'))
  }

  it.each(['EBUSY', 'EACCES', 'EPERM'])('that is held for a moment (%s) is read after it', async (code) => {
    await full()
    fail('readFile', 'records.json', code, 3)
    const store = await on.reopened()
    expect([await consented(store), await counts(store), fault.left]).toEqual([2, ALL, 0])
  })

  it('that cannot be read is asked for again, listed, and neither moved nor written over', async () => {
    await full()
    hide()
    const store = await on.reopened()
    expect([await consented(store), await store.receipts()]).toEqual([0, []])
    expect(await counts(store)).toEqual({ ...ALL, acceptances: 1, receipts: 0 })
    await store.keepPreferences({ language: 'ja', textSize: 125, autoPause: false })
    await expect(store.keepAcceptances(both())).rejects.toThrow('EISDIR')
    await expect(store.anchored([])).rejects.toThrow('EISDIR')
    await expect(store.forget('receipts')).rejects.toThrow('EISDIR')
    expect(() => store.keepReceipt(receiptOf('b'))).toThrow('not read')
    show()
    expect(await counts(await on.reopened())).toEqual(ALL)
  })

  it('is gone on with at the next acceptance, where it can be read by then', async () => {
    await full()
    hide()
    const store = await on.reopened()
    show()
    await store.keepAcceptances(both())
    expect(await counts(await on.reopened())).toEqual({ ...ALL, acceptances: 4 })
    expect(readdirSync(on.folder).filter((name) => name.endsWith('.broken'))).toEqual([])
  })

  it('that cannot be read goes with everything, for that is what the customer chose', async () => {
    await full()
    hide()
    const store = await on.reopened()
    await store.forget('everything')
    expect([readdirSync(on.folder), await counts(store)]).toEqual([[], NONE])
    await store.keepAcceptances(both())
    expect(await consented(await on.reopened())).toBe(2)
  })
})

describe('deleting everything', () => {
  it('takes along what was handed in before it, whatever is agreed to later', async () => {
    const store = await full()
    const late = [
      store.keepText('profile', '{"id":"late"}'),
      store.keepText('certificate', 'late'),
      store.keepPreferences({ language: 'ja', textSize: 150, autoPause: false }),
      store.keepReceipt(receiptOf('late')).written,
      store.forget('everything'),
    ]
    await Promise.all(late)
    expect(on.files()).toEqual({})
    await store.keepAcceptances(both())
    expect(await counts(await on.reopened())).toEqual({ ...NONE, acceptances: 2, documents: 2 })
  })

  it('takes along what was asked for before it and comes after it; what is chosen after it stays', async () => {
    const store = await full()
    await store.forget('everything')
    await store.keepText('profile', '{"id":"late"}')
    await store.keepText('certificate', 'late')
    await store.keepPreferences({ language: 'ja', textSize: 150, autoPause: false })
    await store.keepAcceptances(both())
    expect([await store.readText('profile'), await store.readText('certificate')]).toEqual([null, null])
    expect(await counts(await on.reopened())).toEqual({ ...NONE, acceptances: 2, documents: 2, settings: 1 })
  })

  it('leaves what is agreed to while it runs, with its texts', async () => {
    const store = await full()
    const forgotten = store.forget('everything')
    await store.keepAcceptances(both())
    await forgotten
    const again = await on.reopened()
    expect(await counts(again)).toEqual({ ...NONE, acceptances: 2, documents: 2 })
    expect(await again.changesSince('license', 'ja', accepted('license', 'ja', '2', 'x').text)).not.toBeNull()
  })

  it('makes an acceptance that is under way none', async () => {
    const store = await full()
    const kept = store.keepAcceptances(both())
    const forgotten = store.forget('everything')
    await expect(kept).rejects.toThrow('deleted')
    await forgotten
    expect([await store.consent(), on.files()]).toEqual([null, {}])
  })

  it('makes an acceptance none of which a part is written', async () => {
    const store = await on.reopened()
    const kept = expect(store.keepAcceptances(both())).rejects.toThrow('deleted')
    while (!existsSync(on.path('documents'))) await nextTurn()
    await store.forget('everything')
    await kept
    expect([await store.consent(), on.files()]).toEqual([null, {}])
  })
})
