import type { BrowserWindow, IpcMainInvokeEvent } from 'electron'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { answer, type Handlers, push } from '../../src/main/ipc'
import type { Breach } from '../../src/shared/errors'
import { type CallName, calls, type Page, pages, type View } from '../../src/shared/ipc'
import { inputs } from '../shared/calls'
import { invoke } from './electron'
import { quietLog } from './quiet'

vi.mock('electron', () => import('./electron'))

const view: View = {
  language: 'ja',
  textSize: 100,
  company: { ja: '窓口', en: 'Desk' },
  phone: '0120-000-000',
  hours: { ja: '毎日', en: 'Every day' },
  managed: { settings: [], faulty: false, languageFixed: false },
  update: null,
  screen: { name: 'closed' },
}
const bar = {
  language: 'ja',
  operator: { name: '佐藤', company: 'みらいネット' },
  sharingSince: '2026-11-01T00:00:00.000Z',
  hotkey: 'Ctrl+D',
  pauseHotkey: 'Ctrl+P',
  picture: 'running',
  contact: 'standing',
  question: false,
  endsAt: null,
  textSize: 100,
  edge: 'top',
} as const
const paper = {
  name: 'document',
  language: 'ja',
  company: { ja: '窓口', en: 'Desk' },
  document: { id: 'license', version: '1', title: 'a', text: 'b' },
} as const
const saved = { ok: true, saved: true }
const about = {
  version: '0.1.0',
  channel: 'current',
  runtime: { electron: '45', chromium: '156', node: '24' },
  beside: 'folder',
  licences: null,
} as const
const outputs: Partial<Record<CallName, unknown>> = {
  view,
  about,
  receipts: [],
  'bar-view': bar,
  stored: [],
  'paper-view': paper,
  'save-document': saved,
  'save-receipt': saved,
}

const names = Object.keys(calls) as CallName[]
const handled = vi.fn<(name: CallName, input: unknown) => unknown>()
const handlers = Object.fromEntries(
  names.map((name) => [name, (input: unknown) => handled(name, input)]),
) as unknown as Handlers

/** Page number 1 is the customer's window, number 2 the bar, number 3 the paper; any other belongs to nobody. */
const ids: Readonly<Record<Page, number>> = { index: 1, bar: 2, paper: 3 }
const breaches: Breach[] = []
answer(
  handlers,
  (id) => {
    const page = pages.find((one) => ids[one] === id)
    return page === undefined ? null : { page, window: {} as BrowserWindow }
  },
  (breach) => breaches.push(breach),
)

type Sender = { id?: number; url?: string; frame?: 'top' | 'inner' | 'gone' }
function from(
  page: Page,
  { id = ids[page], url = `sobani://agent/${page}.html`, frame = 'top' }: Sender = {},
) {
  const mainFrame = { url }
  const senderFrame = { top: mainFrame, inner: { url }, gone: null }[frame]
  return { sender: { id, mainFrame }, senderFrame } as unknown as IpcMainInvokeEvent
}
const call = (event: IpcMainInvokeEvent, name: unknown, input?: unknown) => invoke(event, 'call', name, input)
const refused = (error: string) => ({ ok: false, error })

const logged = quietLog()
beforeEach(() => {
  breaches.length = 0
  handled.mockReset()
  handled.mockImplementation((name) => outputs[name] ?? { ok: true })
})

describe.each(names)('the call %s', (name) => {
  const [right = 'index'] = calls[name].from
  const wrong = pages.filter((page) => !(calls[name].from as readonly Page[]).includes(page))
  const { good, bad } = inputs[name]

  it('is answered for its pages, with what was sent', async () => {
    for (const page of calls[name].from)
      for (const input of good) {
        expect(await call(from(page), name, input)).toEqual(outputs[name] ?? { ok: true })
        expect(handled).toHaveBeenLastCalledWith(name, input)
      }
    expect(breaches).toEqual([])
  })

  it('is refused for any other page, frame, address or window', async () => {
    const events = [
      ...wrong.map((page) => from(page)),
      from(right, { frame: 'inner' }),
      from(right, { frame: 'gone' }),
      from(right, { id: 99 }),
      from(right, { url: 'https://agent/index.html' }),
      from(right, { url: `sobani://agent/${right}.html?a` }),
      from(right, { url: `sobani://agent.evil/${right}.html` }),
      from(right, { url: 'about:blank' }),
    ]
    for (const event of events) expect(await call(event, name, good[0])).toEqual(refused('sender-unknown'))
    expect(handled).not.toHaveBeenCalled()
    expect(breaches.map((breach) => breach.code)).toEqual(events.map(() => 'sender-unknown'))
  })

  it('is refused with an input that does not fit', async () => {
    for (const input of bad)
      expect(await call(from(right), name, input)).toEqual(refused('message-malformed'))
    expect(handled).not.toHaveBeenCalled()
    expect(breaches).toHaveLength(bad.length)
  })

  it('gives nothing away that is not in its output', async () => {
    for (const output of [undefined, 'secret', { ok: true, secret: 'secret' }, [{ secret: 'secret' }]]) {
      handled.mockReturnValueOnce(output)
      expect(await call(from(right), name, good[0])).toEqual(refused('internal'))
    }
  })
})

describe('any call', () => {
  it('that is not in the table is refused by name', async () => {
    for (const name of [
      'steal',
      '',
      'toString',
      '__proto__',
      'constructor',
      undefined,
      null,
      1,
      {},
      ['view'],
    ])
      expect(await call(from('index'), name)).toEqual(refused('message-unknown'))
    expect(handled).not.toHaveBeenCalled()
  })

  it('may come from a page that moved to a part of itself', async () => {
    const event = from('index', { url: 'sobani://agent/index.html#top' })
    expect(await call(event, 'approve')).toEqual({ ok: true })
  })

  it('whose handler throws is answered with a name, and the page learns no more', async () => {
    handled.mockImplementationOnce(() => {
      throw new Error('secret path')
    })
    expect(await call(from('index'), 'approve')).toEqual(refused('internal'))
    handled.mockRejectedValueOnce(new Error('secret path'))
    expect(await call(from('index'), 'approve')).toEqual(refused('internal'))
    expect(breaches.map((breach) => breach.code)).toEqual(['internal', 'internal'])
    expect(logged.lines.join('')).toContain('secret path')
  })
})

describe('a push', () => {
  const windowThat = (state: { destroyed?: boolean; crashed?: boolean } = {}) => {
    const send = vi.fn()
    const window = {
      isDestroyed: () => state.destroyed === true,
      webContents: { isCrashed: () => state.crashed === true, send },
    }
    return { window: window as unknown as BrowserWindow, send }
  }

  it('goes to a window that is there, and only to that', () => {
    const there = windowThat()
    push(there.window, 'view', view)
    expect(there.send.mock.calls).toEqual([['push', 'view', view]])
    for (const state of [{ destroyed: true }, { crashed: true }]) {
      const gone = windowThat(state)
      push(gone.window, 'view', view)
      expect(gone.send).not.toHaveBeenCalled()
    }
    expect(() => push(null, 'view', view)).not.toThrow()
  })

  it('is parsed out: what has no place in it is never sent', () => {
    const { window, send } = windowThat()
    expect(() => push(window, 'view', { ...view, secret: 'a' } as View)).toThrow()
    expect(send).not.toHaveBeenCalled()
  })
})
