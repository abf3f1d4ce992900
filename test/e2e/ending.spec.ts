import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { familyOf } from '../../scripts/play/processes'
import { lastAfter, lateFrames, shownAfter, watched, watchPicture } from './frame-watch'
import { ScreenClock } from './screen-clock'
import { expectConsoleEnded, expectEnded, expectReleased, ignoreClosed, ja, toLive } from './session'
import { type Call, expect, startRelay, test } from './stage'
import { XWindows } from './x-windows'

/** No frame comes later after the click; how much sooner is noted with each way. */
const LIMIT_MS = 2000
const BUSY = 4

test.skip(process.platform !== 'linux', 'keys and windows are moved through the X server')
let clock: ScreenClock
let x: XWindows
test.beforeAll(async ({ world }) => {
  const display = world.display?.display ?? ''
  clock = await ScreenClock.on(display, 1)
  x = await XWindows.on(display)
})
test.afterAll(() => {
  clock?.stop()
  x?.close()
})

/** Ends the session; settles at once or later. @returns when it was wished */
type Way = () => Promise<number>

const noting = async (act: () => Promise<unknown>): Promise<number> => {
  const at = Date.now()
  await act().catch(ignoreClosed)
  return at
}

/** A click in a window that goes with it cannot be timed afterwards: its moment is told before. */
const clickSoon = async ({ agent }: Pick<Call, 'agent'>): Promise<number> => {
  const bar = await agent.window('bar')
  return bar.locator('[data-wish=disconnect]').evaluate((button: HTMLElement) => {
    setTimeout(() => button.click(), 100)
    return Date.now() + 100
  })
}

async function running(call: Call): Promise<void> {
  await toLive(call)
  await watchPicture(call.operator.page)
  await shownAfter(call.operator.page, Date.now(), 1)
}

/** Nothing came too late, and nothing of the capture is left. @param slow frames may lie in a line that stood still */
async function expectOver({ agent, operator }: Call, name: string, at: number, slow = false): Promise<void> {
  await expectReleased(agent.pid)
  const released = Date.now() - at
  const seen = await watched(operator.page, at - 1000)
  const late = lateFrames(seen, at, LIMIT_MS)
  expect(slow ? late.filter(({ drawn }) => drawn === null || drawn > LIMIT_MS) : late).toEqual([])
  const description = `last frame after ${Math.round(lastAfter(seen, at))} ms, released within ${released} ms`
  test.info().annotations.push({ type: `ended by ${name}`, description })
  console.log(`    ended by ${name}: ${description}`)
}

test('one act disconnects, whichever it is', async ({ world, call }) => {
  test.setTimeout(150_000)
  const { agent, customer } = call
  // Tray menus are drawn by the desktop; the test keeps the menu that main built and chooses from it.
  await agent.app.evaluate(({ Menu }) => {
    const build = Menu.buildFromTemplate
    Menu.buildFromTemplate = (template) => {
      const menu = build.call(Menu, template)
      Object.assign(globalThis, { lastMenu: menu })
      return menu
    }
  })
  const tray: Way = () =>
    agent.app.evaluate((_electron, label) => {
      const { lastMenu } = globalThis as unknown as { lastMenu: Electron.Menu }
      const at = Date.now()
      lastMenu.items.find((one) => one.label === label)?.click()
      return at
    }, ja('live.disconnect'))
  const keys: Way = () =>
    noting(() =>
      promisify(execFile)('xdotool', ['key', 'ctrl+alt+shift+d'], {
        env: { ...process.env, DISPLAY: world.display?.display },
      }),
    )
  const closing = (part: 'bar' | 'border'): Way => {
    return async () => {
      const { bar, borders } = await x.indicator(agent.pid)
      const window = part === 'bar' ? bar : borders[0]
      if (window === null || window === undefined) throw new Error(`there is no ${part}`)
      return noting(() => x.askToClose(window))
    }
  }
  const ways = [
    ['bar', 'customer', () => clickSoon(call)],
    ['main window', 'customer', () => noting(() => customer.button('live.disconnect').click())],
    ['tray', 'customer', tray],
    ['hotkey', 'customer', keys],
    ['closing the bar', 'indicator', closing('bar')],
    ['closing a border', 'indicator', closing('border')],
  ] as const
  for (const [name, reason, end] of ways)
    await test.step(name, async () => {
      await running(call)
      const at = await end()
      await expectEnded(call, reason)
      await expectOver(call, name, at)
    })
})

test('one click disconnects while the PC has no time, or the operator hears nothing', async ({ call }) => {
  test.setTimeout(120_000)
  const { agent, customer } = call
  await test.step('a busy PC', async () => {
    await running(call)
    const busy = Array.from({ length: BUSY }, () => spawn(process.execPath, ['-e', 'for (;;);']))
    try {
      await Promise.all(busy.map((child) => once(child, 'spawn')))
      await shownAfter(call.operator.page, Date.now(), 1)
      const at = await clickSoon(call)
      await expectEnded(call, 'customer')
      await expectOver(call, 'the bar, on a busy PC', at)
    } finally {
      for (const child of busy) child.kill('SIGKILL')
    }
  })

  await test.step('a console that stands still', async () => {
    await running(call)
    const browsers = await chromiums()
    expect(browsers.length).toBeGreaterThan(1)
    let at: number
    try {
      for (const pid of browsers) process.kill(pid, 'SIGSTOP')
      at = await clickSoon(call)
      await customer.sees('ended')
      await expectReleased(agent.pid)
    } finally {
      for (const pid of browsers) process.kill(pid, 'SIGCONT')
    }
    await expectEnded(call, 'customer')
    await expectOver(call, 'the bar, with nobody listening', at, true)
  })

  await test.step('a page that hangs', async () => {
    await running(call)
    await agent.window('bar')
    await customer.page.evaluate(() => {
      setTimeout(() => {
        for (;;) Math.random()
      })
    })
    const at = await clickSoon(call)
    // Its page is ended and begun anew; the driver loses sight of it with that.
    await expectConsoleEnded(call, 'customer')
    await expectOver(call, 'the bar, while the page hangs', at)
  })
})

test('one click disconnects while the relay is gone', async ({ newCustomer, newOperator }) => {
  const relay = await startRelay()
  try {
    const [{ agent, customer }, operator] = await Promise.all([
      newCustomer({ relay: relay.address }),
      newOperator({ relay }),
    ])
    const call = { agent, customer, operator }
    await running(call)
    await relay.child.stop()
    await expect(operator.page.locator('[role=status]').first()).toContainText(ja('console.state.relay-lost'))
    await shownAfter(operator.page, Date.now(), 1)
    const at = await clickSoon(call)
    await expectEnded(call, 'customer')
    await expectOver(call, 'the bar, without a relay', at)
  } finally {
    await relay.stop()
  }
})

/** The processes of the operator's browser, which this one started. */
async function chromiums(): Promise<number[]> {
  const family = await familyOf(process.pid)
  const isChromium = async (pid: number) => {
    const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    return /chrom/.test(words.split('\0')[0] ?? '')
  }
  const found = await Promise.all(family.map(isChromium))
  return family.filter((_, place) => found[place])
}
