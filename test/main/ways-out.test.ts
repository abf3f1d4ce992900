import type { MenuItemConstructorOptions } from 'electron'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { HOTKEY, PAUSE_HOTKEY, toggle } from '../../src/main/hotkey'
import { openWaysOut } from '../../src/main/ways-out'
import type { Phase } from '../../src/shared/journey'
import type { PictureState } from '../../src/shared/picture'
import { translator } from '../../src/shared/texts'

const desktop = vi.hoisted(() => ({
  keys: new Map<string, () => void>(),
  menu: [] as MenuItemConstructorOptions[],
  tip: '',
}))
vi.mock('electron', () => ({
  globalShortcut: {
    register: (keys: string, wish: () => void) => {
      desktop.keys.set(keys, wish)
      return true
    },
    unregister: (keys: string) => desktop.keys.delete(keys),
  },
  nativeImage: { createFromPath: () => ({}) },
  Menu: { buildFromTemplate: (template: MenuItemConstructorOptions[]) => template },
  Tray: class {
    on = () => undefined
    setToolTip = (tip: string) => {
      desktop.tip = tip
    }
    setContextMenu = (menu: MenuItemConstructorOptions[]) => {
      desktop.menu = menu
    }
  },
}))

const t = translator('ja')
const phase = (name: Phase['name'], picture?: PictureState) => ({ name, picture }) as Phase
const wishes = { show: vi.fn(), disconnect: vi.fn(), pause: vi.fn(), unpause: vi.fn(), quit: vi.fn() }
const press = (keys: string) => desktop.keys.get(keys)?.()
const offered = () => desktop.menu.filter(({ type }) => type !== 'separator').map(({ label }) => label)
const choose = (label: string) => {
  const entry = desktop.menu.find((one) => one.label === label)
  if (entry?.enabled !== false) (entry?.click as (() => void) | undefined)?.()
}

beforeEach(() => {
  vi.clearAllMocks()
  desktop.keys.clear()
})

describe('the tray and the hotkeys', () => {
  it('are held only as long as there is something for them to do', () => {
    const ways = openWaysOut('/', wishes)
    const held = (...one: Parameters<typeof phase>) => {
      ways.show('ja', phase(...one))
      return [...desktop.keys.keys()]
    }
    expect(held('code')).toEqual([])
    expect(held('joining')).toEqual([HOTKEY])
    expect(held('approval')).toEqual([HOTKEY])
    expect(held('live', 'starting')).toEqual([HOTKEY, PAUSE_HOTKEY])
    expect(held('live', 'paused')).toEqual([HOTKEY, PAUSE_HOTKEY])
    expect(held('ended')).toEqual([])
    press(HOTKEY)
    expect(wishes.disconnect).not.toHaveBeenCalled()
  })

  it('disconnect, hide and show again by key and by entry', () => {
    const ways = openWaysOut('/', wishes)
    ways.show('ja', phase('approval'))
    expect(offered()).toEqual([t('tray.show'), t('live.disconnect'), t('tray.quit')])
    ways.show('ja', phase('live', 'running'))
    expect(desktop.tip).toBe(t('tray.joined'))
    press(PAUSE_HOTKEY)
    choose(t('tray.pause'))
    expect(wishes.pause).toHaveBeenCalledTimes(2)
    expect(wishes.unpause).not.toHaveBeenCalled()
    ways.show('ja', phase('live', 'paused'))
    expect(offered()).toContain(t('tray.unpause'))
    expect(desktop.tip).toBe(t('tray.paused'))
    choose(t('tray.unpause'))
    expect(wishes.unpause).toHaveBeenCalledOnce()
    press(HOTKEY)
    choose(t('live.disconnect'))
    expect(wishes.disconnect).toHaveBeenCalledTimes(2)
    ways.show('ja', phase('ended'))
    choose(t('live.disconnect'))
    expect(wishes.disconnect).toHaveBeenCalledTimes(2)
  })
})

describe('the key that hides and shows', () => {
  it('hides at once, and shows again only after it was let go', () => {
    let now = 0
    let paused = false
    const done: string[] = []
    const pressed = toggle(
      () => paused,
      {
        pause: () => {
          paused = true
          done.push(`hidden at ${now}`)
        },
        unpause: () => {
          paused = false
          done.push(`shown at ${now}`)
        },
      },
      () => now,
    )
    const at = (time: number) => {
      now = time
      pressed()
    }
    at(0)
    // Held down: it comes again by itself.
    for (let time = 600; time < 4000; time += 30) at(time)
    expect(done).toEqual(['hidden at 0'])
    at(6000)
    at(6100)
    expect(done).toEqual(['hidden at 0', 'shown at 6000', 'hidden at 6100'])
  })
})
