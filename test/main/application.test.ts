import type { BrowserWindow, Event } from 'electron'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { endWithTheApplication } from '../../src/main/application'
import type { Support } from '../../src/main/support'
import { app } from './electron'

vi.mock('electron', () => import('./electron'))

let quits: number
let prevented: number
beforeEach(() => {
  quits = 0
  prevented = 0
})

/** Quits as Electron does: whoever listens may hold it up, and ask again later. */
function quit() {
  const heard = app.heard.get('before-quit') as ((event: Pick<Event, 'preventDefault'>) => void) | undefined
  let held = false
  heard?.({
    preventDefault: () => {
      held = true
      prevented += 1
    },
  })
  if (!held) quits += 1
}

function start(support: Pick<Support, 'end' | 'settling'>) {
  const heard = new Map<string, () => void>()
  const window = {
    on: (name: string, listener: () => void) => heard.set(name, listener),
    webContents: { on: () => undefined },
  } as unknown as BrowserWindow
  endWithTheApplication(window, { ...support, pageGone: () => undefined })
  Object.assign(app, { quit })
  return { close: () => heard.get('closed')?.(), shutDown: (event: string) => heard.get(event)?.() }
}

describe('quitting', () => {
  it('goes at once where nothing is left to do', () => {
    start({ end: () => false, settling: () => null })
    quit()
    expect([quits, prevented]).toEqual([1, 0])
  })

  it('waits for the receipt of a session that its window ended a moment before', async () => {
    let write: () => void = () => undefined
    const written = new Promise<void>((resolve) => (write = resolve))
    const ended: string[] = []
    let open: Promise<void> | null = null
    const { close } = start({
      end: (reason) => {
        if (ended.length > 0) return false
        ended.push(reason)
        open = written
        return true
      },
      settling: () => open,
    })
    close()
    quit()
    expect([ended, quits, prevented]).toEqual([['customer'], 0, 1])
    open = null
    write()
    await vi.waitFor(() => expect(quits).toBe(1))
  })

  // The Electron of the legacy channel knows only the second.
  it.each(['query-session-end', 'session-end'])('begins with the %s of Windows', (event) => {
    const ended: string[] = []
    const { shutDown } = start({
      end: (reason) => {
        ended.push(reason)
        return true
      },
      settling: () => null,
    })
    shutDown(event)
    expect(ended).toEqual(['customer'])
  })

  it('goes all the same where the disk never answers', async () => {
    start({ end: () => false, settling: () => new Promise(() => undefined) })
    quit()
    await vi.waitFor(() => expect(quits).toBe(1), { timeout: 5000 })
    expect(prevented).toBe(1)
  }, 10_000)
})
