import type { EventEmitter } from 'node:events'
import type { BrowserWindow } from 'electron'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createPaperWindow } from '../../../src/main/windows/paper'
import type { PaperView } from '../../../src/shared/ipc'

/** The window of Electron, as far as paper needs it; what a test does to the last one made decides how it goes. */
const made = vi.hoisted(() => [] as FakeWindow[])
type FakeWindow = EventEmitter & {
  readonly options: { readonly show?: boolean; readonly parent?: unknown }
  readonly webContents: EventEmitter & { readonly id: number; printed: unknown[]; answer: [boolean, string] }
  destroyed: boolean
  destroy(): void
}
vi.mock('electron', async () => {
  const { EventEmitter } = await import('node:events')
  class Contents extends EventEmitter {
    id = made.length + 1
    printed: unknown[] = []
    answer: [boolean, string] = [true, '']
    printToPDF = async (options: unknown) => {
      this.printed.push(options)
      return Buffer.from('%PDF-')
    }
    print = (options: unknown, done: (success: boolean, reason: string) => void) => {
      this.printed.push(options)
      done(...this.answer)
    }
  }
  class Window extends EventEmitter {
    destroyed = false
    readonly webContents = new Contents()
    constructor(readonly options: object) {
      super()
      made.push(this as unknown as FakeWindow)
    }
    loadURL = async () => undefined
    isDestroyed = () => this.destroyed
    destroy() {
      this.destroyed = true
      this.emit('closed')
    }
  }
  return { BrowserWindow: Window }
})

const parent = {} as BrowserWindow
const view: PaperView = {
  name: 'document',
  language: 'ja',
  company: { ja: 'みらいネット', en: 'Mirai Net' },
  document: { id: 'notices', version: '1', title: 'ご利用にあたって', text: '# 一' },
}
const last = (): FakeWindow => {
  const window = made.at(-1)
  if (window === undefined) throw new Error('no window was made')
  return window
}

beforeEach(() => {
  made.length = 0
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the window of the paper', () => {
  it('is never shown, goes with the main window, and is gone once the paper is made', async () => {
    const paper = createPaperWindow(parent)
    const pdf = paper.pdf(view)
    expect(last().options).toMatchObject({ show: false, parent, webPreferences: { sandbox: true } })
    expect([paper.view(), paper.owned(1)?.page, paper.owned(2)]).toEqual([view, 'paper', null])
    expect(last().webContents.printed).toEqual([])
    paper.ready()
    expect(String(await pdf)).toBe('%PDF-')
    expect(last().webContents.printed).toEqual([expect.objectContaining({ pageSize: 'A4' })])
    expect([last().destroyed, paper.owned(1)]).toEqual([true, null])
  })

  it('answers nobody while there is no paper', () => {
    const paper = createPaperWindow(parent)
    for (const ask of [paper.view, paper.ready]) expect(ask).toThrow('message-late')
    expect(paper.owned(1)).toBeNull()
  })

  it.each([
    ['printed', [true, ''], true],
    ['thought better of', [false, 'Print job canceled'], true],
    ['not printed', [false, 'Invalid printer settings'], false],
  ] as const)('says what became of a print: %s', async (_name, [success, reason], expected) => {
    const paper = createPaperWindow(parent)
    const printed = paper.print(view)
    last().webContents.answer = [success, reason]
    paper.ready()
    expect([await printed, last().destroyed]).toEqual([expected, true])
  })

  it.each([
    ['its page is gone', () => last().webContents.emit('render-process-gone')],
    ['it was closed', () => last().destroy()],
    ['it is not drawn in time', () => vi.advanceTimersByTime(15_000)],
  ])('gives up where %s, and another paper can be made', async (_name, happens) => {
    const paper = createPaperWindow(parent)
    const failed = expect(paper.pdf(view)).rejects.toThrow(/paper/)
    happens()
    await failed
    expect([last().destroyed, paper.owned(1)]).toEqual([true, null])
    const next = paper.pdf(view)
    paper.ready()
    expect(String(await next)).toBe('%PDF-')
  })
})
