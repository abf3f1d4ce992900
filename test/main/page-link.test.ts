import type { BrowserWindow } from 'electron'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createPageLink } from '../../src/main/page-link'
import { quietLog } from './quiet'

vi.mock('electron', () => import('./electron'))

function stage() {
  const state = { destroyed: false }
  const send = vi.fn()
  const crash = vi.fn()
  const window = {
    isDestroyed: () => state.destroyed,
    webContents: { isCrashed: () => false, send, forcefullyCrashRenderer: crash },
  } as unknown as BrowserWindow
  return { link: createPageLink(window), send, crash, state }
}

quietLog()
beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the page’s connection', () => {
  it('is told what to do, and only what the table knows', () => {
    const { link, send } = stage()
    link.command({ do: 'share' })
    expect(send.mock.calls).toEqual([['push', 'link', { do: 'share' }]])
    expect(() => link.command({ do: 'run' } as never)).toThrow()
  })

  it('may stop by itself within half a second', () => {
    const { link, send, crash } = stage()
    link.close()
    expect(send.mock.calls).toEqual([['push', 'link', { do: 'close' }]])
    vi.advanceTimersByTime(499)
    link.confirmed()
    vi.advanceTimersByTime(10_000)
    expect(crash).not.toHaveBeenCalled()
  })

  it('loses its process, and every capture with it, where it does not', () => {
    const { link, crash } = stage()
    link.close()
    link.close()
    vi.advanceTimersByTime(500)
    expect(crash).toHaveBeenCalledTimes(1)
  })

  it('is nothing to end where the window is gone', () => {
    const { link, crash, state } = stage()
    link.close()
    state.destroyed = true
    vi.advanceTimersByTime(500)
    expect(crash).not.toHaveBeenCalled()
  })
})
