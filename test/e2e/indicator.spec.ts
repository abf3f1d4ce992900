import { execFile } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { ElectronApplication } from '@playwright/test'
import type { Display } from '../../scripts/setup/display'
import {
  capturesOf,
  expectConsoleEnded,
  expectEnded,
  expectReleased,
  ignoreClosed,
  ja,
  toDecision,
  toLive,
} from './session'
import { expect, test } from './stage'

const RED = [217, 48, 37]

test('the border and the bar are on the screen exactly as long as it is shown', async ({ world, call }) => {
  const { agent, customer, operator } = call
  await toDecision(call)
  expect(await redEdges(world.display)).toEqual([])
  expect(await windowsOf(agent.app)).toEqual(['index.html'])

  await customer.allow()
  await operator.firstFrame()
  await expect.poll(() => redEdges(world.display)).toEqual(['top', 'right', 'bottom', 'left'])
  const bar = await agent.window('bar')
  await expect(bar.locator('.who')).toContainText('お試しオペレーター (そばに お試し窓口)')
  await expect(bar.locator('.who')).toContainText(ja('bar.sharing'))
  await expect(bar.locator('.clock')).toHaveText(/^\d\d:\d\d〜$/)
  await expect(bar.locator('[data-wish=disconnect]')).toHaveText(ja('live.disconnect'))
  const state = await agent.app.evaluate(({ BrowserWindow, screen }) => {
    const window = BrowserWindow.getAllWindows().find((one) => one.webContents.getURL().endsWith('/bar.html'))
    const { x, y, width, height } = window?.getBounds() ?? { x: -1, y: -1, width: 0, height: 0 }
    const display = screen.getPrimaryDisplay().bounds
    return {
      visible: window?.isVisible(),
      onTop: window?.isAlwaysOnTop(),
      inside: x >= 0 && y >= 0 && x + width <= display.width && y + height <= display.height,
    }
  })
  expect(state).toEqual({ visible: true, onTop: true, inside: true })
  expect(await capturesOf(agent.pid)).toBeGreaterThan(0)

  await bar.locator('[data-wish=disconnect]').click().catch(ignoreClosed)
  await expectEnded(call, 'customer')
  await expectReleased(agent.pid)
  await expect.poll(() => redEdges(world.display)).toEqual([])
  expect(await windowsOf(agent.app)).toEqual(['index.html'])
})

/** What another program, a window manager or a fault could do to the indicator. */
const losses = [
  ['bar', 'close'],
  ['bar', 'hide'],
  ['bar', 'crash'],
  ['border', 'destroy'],
  ['border', 'hide'],
] as const

test('whatever takes a part of the indicator away ends the session', async ({ call }) => {
  test.setTimeout(90_000)
  for (const loss of losses)
    await test.step(loss.join(': '), async () => {
      await toLive(call)
      await call.agent.app.evaluate(({ BaseWindow, BrowserWindow }, [part, how]) => {
        const bar = BrowserWindow.getAllWindows().find((one) =>
          one.webContents.getURL().endsWith('/bar.html'),
        )
        const border = BaseWindow.getAllWindows().find((one) => !('webContents' in one))
        if (how === 'crash') bar?.webContents.forcefullyCrashRenderer()
        else (part === 'bar' ? bar : border)?.[how]()
      }, loss)
      await expectEnded(call, 'indicator')
      await expectReleased(call.agent.pid)
      expect(await windowsOf(call.agent.app)).toEqual(['index.html'])
    })
})

test('the tray and the hotkey disconnect, whatever window has the focus', async ({ world, call }) => {
  const { app, pid } = call.agent
  // Tray menus are drawn by the desktop; the test keeps the menu that main built and chooses from it.
  await app.evaluate(({ Menu }) => {
    const build = Menu.buildFromTemplate
    Menu.buildFromTemplate = (template) => {
      const menu = build.call(Menu, template)
      Object.assign(globalThis, { lastMenu: menu })
      return menu
    }
  })
  const choose = (label: string) =>
    app.evaluate((_electron, label) => {
      const { lastMenu } = globalThis as unknown as { lastMenu: Electron.Menu }
      const item = lastMenu.items.find((one) => one.label === label)
      if (item?.enabled === true) item.click()
      return item?.enabled
    }, label)

  await toLive(call)
  expect(await choose(ja('live.disconnect'))).toBe(true)
  await expectEnded(call, 'customer')
  await expectReleased(pid)
  expect(await choose(ja('live.disconnect'))).toBe(false)

  test.skip(world.display === null, 'keys are pressed by xdotool, on the virtual display')
  await toLive(call)
  await promisify(execFile)('xdotool', ['key', 'ctrl+alt+shift+d'], {
    env: { ...process.env, DISPLAY: world.display?.display },
  })
  await expectEnded(call, 'customer')
  await expectReleased(pid)
})

test('closing the window or quitting ends the session', async ({ newCustomer, newOperator }) => {
  const operator = await newOperator()
  for (const way of ['close', 'quit'] as const) {
    const { agent, customer } = await newCustomer()
    await toLive({ customer, operator })
    const closed = agent.app.waitForEvent('close', { timeout: 10_000 })
    await agent.app
      .evaluate(({ app, BrowserWindow }, way) => {
        if (way === 'quit') return app.quit()
        BrowserWindow.getAllWindows()
          .find((one) => one.webContents.getURL().endsWith('/index.html'))
          ?.close()
      }, way)
      .catch(ignoreClosed)
    await expectConsoleEnded({ operator }, 'customer')
    await closed
  }
})

test('one click disconnects even while the page of the agent hangs', async ({ call }) => {
  const { agent, customer, operator } = call
  await toLive(call)
  await operator.watchFrames()
  const bar = await agent.window('bar')
  await customer.page.evaluate(() => {
    setTimeout(() => {
      for (;;) Math.random()
    })
  })
  const clicked = Date.now()
  await bar.locator('[data-wish=disconnect]').click({ timeout: 5_000 }).catch(ignoreClosed)
  await expectConsoleEnded(call, 'customer')
  await expectReleased(agent.pid)
  test.info().annotations.push({ type: 'capture released after', description: `${Date.now() - clicked} ms` })
  const { count } = await operator.watchedFrames()
  await delay(500)
  expect((await operator.watchedFrames()).count).toBe(count)
  // Its process was ended and begun anew: the window says how it went. The driver lost sight of it with the process.
  await expect
    .poll(() =>
      agent.app.evaluate(async ({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
          'document.querySelector("main .notice")?.textContent',
        ),
      ),
    )
    .toBe(ja('ended.customer'))
})

/** The pages of the agent's windows; a border has none. */
const windowsOf = (app: ElectronApplication): Promise<string[]> =>
  app.evaluate(({ BaseWindow }) =>
    BaseWindow.getAllWindows().map((window) =>
      'webContents' in window
        ? ((window as Electron.BrowserWindow).webContents.getURL().split('/').at(-1) ?? '')
        : 'border',
    ),
  )

/** Which edges of the desktop itself are the border's red, from end to end. */
async function redEdges(display: Display | null): Promise<string[]> {
  test.skip(display === null, 'the picture of the whole desktop comes from the virtual display')
  if (display === null) return []
  const { width, height, data } = await display.screenshot()
  const isRed = (x: number, y: number) =>
    RED.every((value, place) => data[(y * width + x) * 4 + place] === value)
  const along = (length: number) => Array.from({ length: Math.floor(length / 10) }, (_, step) => step * 10)
  const edges = {
    top: along(width).every((x) => isRed(x, 2)),
    right: along(height).every((y) => isRed(width - 3, y)),
    bottom: along(width).every((x) => isRed(x, height - 3)),
    left: along(height).every((y) => isRed(2, y)),
  }
  return Object.entries(edges).flatMap(([edge, red]) => (red ? [edge] : []))
}
