import type { BrowserWindow } from 'electron'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createPageLink } from '../../src/main/page-link'
import { quietLog } from './quiet'

vi.mock('electron', () => import('./electron'))

function stage() {
  const state = { destroyed: false }
  const send = vi.fn()
  const crash = vi.fn()
  const reload = vi.fn()
  const stopped = vi.fn()
  let navigated: () => void = () => undefined
  const window = {
    isDestroyed: () => state.destroyed,
    webContents: {
      isCrashed: () => false,
      send,
      reload,
      forcefullyCrashRenderer: crash,
      once: (_name: 'did-navigate', listener: () => void) => {
        navigated = listener
      },
    },
  } as unknown as BrowserWindow
  return { link: createPageLink(window), send, crash, reload, stopped, state, navigate: () => navigated() }
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
    link.command({ do: 'unhold', share: 1 })
    expect(send.mock.calls).toEqual([['push', 'link', { do: 'unhold', share: 1 }]])
    expect(() => link.command({ do: 'run' } as never)).toThrow()
  })

  it('has stopped once the whole page is made anew, not when the page says so', () => {
    const { link, send, crash, reload, stopped, navigate } = stage()
    link.close(stopped)
    expect(send.mock.calls).toEqual([['push', 'link', { do: 'close' }]])
    vi.advanceTimersByTime(499)
    link.confirmed()
    expect([reload.mock.calls.length, stopped.mock.calls.length]).toEqual([1, 0])
    navigate()
    vi.advanceTimersByTime(10_000)
    expect([stopped.mock.calls.length, crash.mock.calls.length]).toEqual([1, 0])
  })

  it('loses its process, and every capture with it, where it does not stop in half a second', () => {
    const { link, crash, stopped } = stage()
    link.close(stopped)
    vi.advanceTimersByTime(499)
    expect(crash).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect([crash.mock.calls.length, stopped.mock.calls.length]).toEqual([1, 0])
    link.lost()
    link.lost()
    expect(stopped).toHaveBeenCalledTimes(1)
  })

  it('loses its process where it confirms but cannot be made anew', () => {
    const { link, crash, stopped } = stage()
    link.close(stopped)
    link.confirmed()
    vi.advanceTimersByTime(500)
    expect([crash.mock.calls.length, stopped.mock.calls.length]).toEqual([1, 0])
  })

  it('is nothing to end where the window is gone', () => {
    const early = stage()
    early.state.destroyed = true
    early.link.close(early.stopped)
    const later = stage()
    later.link.close(later.stopped)
    later.state.destroyed = true
    vi.advanceTimersByTime(500)
    for (const { crash, stopped } of [early, later])
      expect([crash.mock.calls.length, stopped.mock.calls.length]).toEqual([0, 1])
  })

  it('is left alone where it closes by itself', () => {
    const { link, reload, crash } = stage()
    link.confirmed()
    vi.advanceTimersByTime(10_000)
    expect([reload.mock.calls.length, crash.mock.calls.length]).toEqual([0, 0])
  })
})
