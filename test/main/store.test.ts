import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { receiptOf } from '../../src/main/receipt'
import { openStore } from '../../src/main/store'
import type { Receipt } from '../../src/shared/receipt'
import { consent, endedAt, phases } from './evidence'
import { quietLog } from './quiet'

/** The file that electron-store would write: JSON, so that what is read is never what was handed in. */
const opened = vi.hoisted(() => [] as { cwd: string; name: string }[])
vi.mock('electron-store', async () => {
  const { readFileSync, writeFileSync, existsSync } = await import('node:fs')
  return {
    default: class {
      readonly #file: string
      constructor(options: { cwd: string; name: string }) {
        opened.push(options)
        this.#file = join(options.cwd, `${options.name}.json`)
      }
      #all(): Record<string, unknown> {
        return existsSync(this.#file) ? JSON.parse(readFileSync(this.#file, 'utf8')) : {}
      }
      get(key: string): unknown {
        return this.#all()[key]
      }
      set(key: string, value: unknown): void {
        writeFileSync(this.#file, JSON.stringify({ ...this.#all(), [key]: value }))
      }
    },
  }
})

const receiptNumber = (number: number): Receipt => {
  const receipt = receiptOf(phases.live, 'customer', endedAt)
  if (receipt === null) throw new Error('a live phase has a receipt')
  return { ...receipt, session: `session-${number}` }
}

describe('what stays on the PC', () => {
  const logged = quietLog()
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sobani-store-'))
    opened.length = 0
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('is nothing at first, and not even the store is loaded to find that out', async () => {
    const store = openStore(folder)
    expect([await store.consent(), await store.receipts()]).toEqual([null, []])
    expect([opened, readdirSync(folder)]).toEqual([[], []])
  })

  it('is the consent and the receipts, and they are the same when they are read again', async () => {
    await openStore(folder).keepConsent(consent)
    await openStore(folder).keepReceipt(receiptNumber(1))
    await openStore(folder).keepReceipt(receiptNumber(2))
    expect(await openStore(folder).consent()).toEqual(consent)
    expect(await openStore(folder).receipts()).toEqual([receiptNumber(1), receiptNumber(2)])
    expect(readdirSync(folder)).toEqual(['sobani.json'])
  })

  it('is at most the last hundred receipts', async () => {
    const store = openStore(folder)
    for (let number = 1; number <= 102; number++) await store.keepReceipt(receiptNumber(number))
    const kept = (await store.receipts()).map((receipt) => receipt.session)
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([100, 'session-3', 'session-102'])
  })

  it('is not believed where it was damaged: the customer is asked again', async () => {
    for (const wrong of [{}, { documents: [] }, { documents: [{ id: 'license' }] }, 'yes', null]) {
      writeFileSync(join(folder, 'sobani.json'), JSON.stringify({ consent: wrong }))
      expect([wrong, await openStore(folder).consent()]).toEqual([wrong, null])
    }
    expect(logged.lines).toHaveLength(5)
  })
})
