import { EventEmitter } from 'node:events'
import type { BaseWindow, Rectangle } from 'electron'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keepWindows } from '../../../src/main/windows/indicator-windows'

/** A window of Electron as far as it is kept: it comes to stand where it is asked to, but only after a while. */
class Window extends EventEmitter {
  visible = false
  destroyed = false
  raised = 0
  top = true
  stubborn = false
  constructor(public bounds: Rectangle) {
    super()
  }
  setBounds(next: Rectangle) {
    if (!this.stubborn) setTimeout(() => this.moveBy(next), 20)
  }
  /** As any program can. */
  moveBy(next: Rectangle) {
    this.bounds = next
    this.emit('move')
  }
  show() {
    this.visible = true
  }
  hide() {
    this.visible = false
    this.emit('hide')
  }
  destroy() {
    this.destroyed = true
    this.emit('closed')
  }
  moveTop() {
    this.raised += 1
  }
  setAlwaysOnTop() {
    this.top = true
  }
  setVisibleOnAllWorkspaces = () => undefined
  getBounds = () => this.bounds
  isVisible = () => this.visible
  isMinimized = () => false
  isDestroyed = () => this.destroyed
  isAlwaysOnTop = () => this.top
}

const home: Rectangle[] = [
  { x: 0, y: 0, width: 800, height: 5 },
  { x: 200, y: 5, width: 400, height: 64 },
]
const astray = { x: 10, y: 300, width: 400, height: 64 }

function stage(platform: NodeJS.Platform = 'win32') {
  const windows = home.map((place) => new Window(place))
  const events = { onGone: vi.fn(), onDisturbed: vi.fn(), onMoved: vi.fn() }
  const parts = windows.map((window) => ({
    window: window as unknown as BaseWindow,
    show: () => window.show(),
  }))
  const kept = keepWindows(parts, home, events, platform)
  const [border, bar] = windows
  if (border === undefined || bar === undefined) throw new Error('no windows')
  return { kept, windows, border, bar, ...events }
}

async function shown(platform?: NodeJS.Platform) {
  const all = stage(platform)
  const done = all.kept.show()
  await vi.advanceTimersByTimeAsync(200)
  await done
  return all
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

describe('the windows of the indicator', () => {
  it('are shown only when all stand, and put on top again and again', async () => {
    const { kept, windows, bar, onGone, onDisturbed } = stage()
    bar.bounds = astray
    let settled = false
    const done = kept.show().then(() => {
      settled = true
    })
    await vi.advanceTimersByTimeAsync(25)
    expect(settled).toBe(false)
    await vi.advanceTimersByTimeAsync(200)
    await done
    expect(windows.map(({ bounds }) => bounds)).toEqual(home)
    bar.top = false
    const before = bar.raised
    await vi.advanceTimersByTimeAsync(3000)
    expect(bar.raised - before).toBe(3)
    expect(bar.top).toBe(true)
    expect(onGone).not.toHaveBeenCalled()
    expect(onDisturbed).not.toHaveBeenCalled()
    kept.close()
  })

  it('tell once that one was moved, go back, and tell it of the next time', async () => {
    const { kept, bar, onDisturbed, onGone } = await shown()
    bar.moveBy(astray)
    bar.moveBy({ ...astray, y: 301 })
    expect(onDisturbed).toHaveBeenCalledOnce()
    expect(kept.last()).toEqual(home[1])
    kept.restore()
    await vi.advanceTimersByTimeAsync(200)
    expect(bar.bounds).toEqual(home[1])
    expect(onDisturbed).toHaveBeenCalledOnce()
    bar.moveBy(astray)
    expect(onDisturbed).toHaveBeenCalledTimes(2)
    expect(onGone).not.toHaveBeenCalled()
    kept.close()
  })

  it('notice a move that no event tells, and pass over a lost pixel', async () => {
    const { kept, border, onDisturbed } = await shown()
    border.bounds = { x: 1, y: 0, width: 799, height: 5 }
    await vi.advanceTimersByTimeAsync(1000)
    expect(onDisturbed).not.toHaveBeenCalled()
    border.bounds = { x: 0, y: 0, width: 300, height: 5 }
    await vi.advanceTimersByTimeAsync(1000)
    expect(onDisturbed).toHaveBeenCalledOnce()
    kept.close()
  })

  it('go elsewhere without calling that a disturbance', async () => {
    const { kept, windows, onDisturbed, onMoved } = await shown()
    const there = home.map((place) => ({ ...place, x: place.x + 1920 }))
    const done = kept.place(there)
    expect(kept.last()).toEqual(there[1])
    await vi.advanceTimersByTimeAsync(200)
    await done
    expect(windows.map(({ bounds }) => bounds)).toEqual(there)
    expect(onDisturbed).not.toHaveBeenCalled()
    expect(onMoved).not.toHaveBeenCalled()
    kept.close()
  })

  it('take the place that a window manager insists on for theirs, and say so', async () => {
    const { kept, bar, onDisturbed, onMoved } = await shown()
    bar.stubborn = true
    bar.moveBy(astray)
    kept.restore()
    await vi.advanceTimersByTimeAsync(2000)
    expect(kept.last()).toEqual(astray)
    expect(onDisturbed).toHaveBeenCalledOnce()
    expect(onMoved).toHaveBeenCalledOnce()
    kept.close()
  })

  it.each(['hide', 'minimize', 'closed'])('are gone once one says %s', async (event) => {
    const { kept, border, bar, onGone } = await shown()
    border.emit(event)
    bar.emit(event)
    expect(onGone).toHaveBeenCalledOnce()
    kept.close()
  })

  it('are gone where one is hidden without a word', async () => {
    const { kept, border, onGone } = await shown()
    border.visible = false
    await vi.advanceTimersByTimeAsync(1000)
    expect(onGone).toHaveBeenCalledOnce()
    kept.close()
  })

  it('are not gone when we close them', async () => {
    const { kept, windows, onGone } = await shown()
    kept.close()
    kept.close()
    await vi.advanceTimersByTimeAsync(3000)
    expect(windows.every(({ destroyed }) => destroyed)).toBe(true)
    expect(onGone).not.toHaveBeenCalled()
    kept.restore()
  })

  it('are mapped anew on X11 where restoring them once did not help', async () => {
    const { kept, bar, onGone } = await shown('linux')
    const hidden = vi.fn()
    bar.on('hide', hidden)
    kept.restore()
    expect(hidden).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(200)
    kept.restore()
    kept.restore()
    expect(hidden).toHaveBeenCalledOnce()
    expect(bar.visible).toBe(true)
    await vi.advanceTimersByTimeAsync(10_000)
    kept.restore()
    expect(hidden).toHaveBeenCalledOnce()
    expect(onGone).not.toHaveBeenCalled()
    kept.close()
  })
})
