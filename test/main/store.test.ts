import { beforeEach, describe, expect, it, vi } from 'vitest'
import { receiptOf } from '../../src/main/receipt'
import { openStore } from '../../src/main/store'
import type { Receipt } from '../../src/shared/receipt'
import { consent, endedAt, phases } from './evidence'
import { quietLog } from './quiet'

/** The file that electron-store would write: JSON, so that what is read is never what was handed in. */
const file = vi.hoisted(() => ({ text: new Map<string, string>(), options: [] as unknown[] }))
vi.mock('electron-store', () => ({
  default: class {
    constructor(options: unknown) {
      file.options.push(options)
    }
    get(key: string): unknown {
      const text = file.text.get(key)
      return text === undefined ? undefined : JSON.parse(text)
    }
    set(key: string, value: unknown): void {
      file.text.set(key, JSON.stringify(value))
    }
  },
}))

const receiptNumber = (number: number): Receipt => {
  const receipt = receiptOf(phases.live, 'customer', endedAt)
  if (receipt === null) throw new Error('a live phase has a receipt')
  return { ...receipt, session: `session-${number}` }
}

describe('what stays on the PC', () => {
  const logged = quietLog()
  beforeEach(() => {
    file.text.clear()
  })

  it('is in the folder of the app, and nothing at first', () => {
    const store = openStore('/somewhere')
    expect(file.options.at(-1)).toMatchObject({ cwd: '/somewhere' })
    expect([store.consent(), store.receipts(), file.text.size]).toEqual([null, [], 0])
  })

  it('is the consent and the receipts, and they are the same when they are read again', () => {
    openStore('a').keepConsent(consent)
    openStore('a').keepReceipt(receiptNumber(1))
    openStore('a').keepReceipt(receiptNumber(2))
    expect(openStore('a').consent()).toEqual(consent)
    expect(openStore('a').receipts()).toEqual([receiptNumber(1), receiptNumber(2)])
  })

  it('is at most the last hundred receipts', () => {
    const store = openStore('a')
    for (let number = 1; number <= 102; number++) store.keepReceipt(receiptNumber(number))
    const kept = store.receipts().map((receipt) => receipt.session)
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([100, 'session-3', 'session-102'])
  })

  it('is not believed where it was damaged: the customer is asked again', () => {
    const store = openStore('a')
    for (const wrong of [{}, { documents: [] }, { documents: [{ id: 'license' }] }, 'yes', null]) {
      file.text.set('consent', JSON.stringify(wrong))
      expect([wrong, store.consent()]).toEqual([wrong, null])
    }
    expect(logged.lines).toHaveLength(5)
  })
})
