import { execFile } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Locator } from '@playwright/test'
import { keepChannel, sayByForce } from './data-channel'
import { lastAfter, lateFrames, shownAfter, watched, watchPicture } from './frame-watch'
import { ScreenClock } from './screen-clock'
import { capturesOf, expectEnded, expectReleased, ja, receiptLine, toDecision } from './session'
import { expect, test } from './stage'

/** Nothing of the screen may come later after the pause. */
const LIMIT_MS = 500
/** A key that is held down must not show again what it just hid. */
const SECOND_PRESS_MS = 1200

test.skip(process.platform !== 'linux', 'the clock is drawn through the X server')
let clock: ScreenClock
test.beforeAll(async ({ world }) => {
  clock = await ScreenClock.on(world.display?.display ?? '', 1)
})
test.afterAll(() => clock?.stop())

type Captured = { readonly captured: MediaStreamTrack[] }

test('the customer alone hides the picture and shows it again', async ({
  world,
  newCustomer,
  newOperator,
}) => {
  test.setTimeout(90_000)
  const [{ agent, customer }, operator] = await Promise.all([
    newCustomer(),
    newOperator({
      prepare: keepChannel,
    }),
  ])
  const pair = { customer, operator }
  const { page } = operator
  await toDecision(pair)
  // Every capture of the page, to see what becomes of it.
  await customer.page.evaluate(() => {
    const devices = navigator.mediaDevices
    const real = devices.getDisplayMedia.bind(devices)
    const captured: MediaStreamTrack[] = []
    Object.assign(window, { captured })
    devices.getDisplayMedia = async (options) => {
      const stream = await real(options)
      captured.push(...stream.getVideoTracks())
      return stream
    }
  })
  const captures = () =>
    customer.page.evaluate(() => (window as unknown as Captured).captured.map(({ readyState }) => readyState))
  await customer.allow()
  await operator.firstFrame()
  await watchPicture(page)
  const bar = await agent.window('bar')
  const press = async () => {
    const at = Date.now()
    await promisify(execFile)('xdotool', ['key', 'ctrl+alt+shift+h'], {
      env: { ...process.env, DISPLAY: world.display?.display },
    })
    return at
  }
  const ways = {
    bar: [() => clicked(bar.locator('[data-wish=pause]')), () => clicked(bar.locator('[data-wish=unpause]'))],
    window: [() => clicked(customer.button('live.pause')), () => clicked(customer.button('live.unpause'))],
    hotkey: [press, press],
  } as const

  let count = 0
  for (const [name, [pause, unpause]] of Object.entries(ways))
    await test.step(name, async () => {
      count += 1
      await shownAfter(page, Date.now(), 1)
      expect(await capturesOf(agent.pid)).toBeGreaterThan(0)
      const at = await pause()
      const cover = page.locator('[data-reason-shown=paused]')
      await expect(cover).toContainText(ja('console.cover.paused'))
      await expect(cover).toContainText(ja('console.cover-why.paused'))
      await expect(customer.page.locator('[data-picture=paused]')).toHaveText(ja('live.picture.paused'))
      await expect(bar.locator('[data-picture=paused] h1')).toHaveText(ja('bar.state.paused'))
      await expectReleased(agent.pid)
      expect(await captures()).toEqual(Array.from({ length: count }, () => 'ended'))

      if (name === 'hotkey') await delay(SECOND_PRESS_MS)
      const again = await unpause()
      await shownAfter(page, again, 1)
      const seen = await watched(page, at - 1000)
      const hidden =
        seen.covers.find((cover) => cover.at >= at && cover.reason === 'paused')?.at ?? Number.NaN
      note(name, lastAfter(seen, at, again), hidden - at)
      // From the pause to the click that ended it: nothing came, and nothing was seen.
      expect(lateFrames(seen, at, LIMIT_MS, again)).toEqual([])
      expect(seen.shown.filter((frame) => frame.at > hidden && frame.at < again)).toEqual([])
      // What came or was seen after it was on the screen after it.
      const after = [...seen.arrived, ...seen.shown].filter((frame) => frame.at >= again)
      expect(after.length).toBeGreaterThan(0)
      expect(after.filter(({ drawn }) => drawn === null || !clock.stoodAfter(drawn, again))).toEqual([])
      expect((await captures()).at(-1)).toBe('live')
    })

  await test.step('nothing that the operator says shows it again', async () => {
    await customer.button('live.pause').click()
    await expect(page.locator('[data-reason-shown=paused]')).toBeVisible()
    await expectReleased(agent.pid)
    const at = Date.now()
    const say = (message: object) => sayByForce(page, message)
    await say({ v: 1, type: 'thumbnails-ask' })
    await customer.button('live.others.yes').click()
    const display = await page.locator('[data-display][aria-current=true]').getAttribute('data-display')
    await say({ v: 1, type: 'thumbnails-ask' })
    await say({ v: 1, type: 'display-ask', display })
    // A word that nobody may say. It is the last to be read, so that the others were read before the end.
    await say({ v: 1, type: 'unpause' })
    await expectEnded(pair, 'failed')
    await expectReleased(agent.pid)
    const seen = await watched(page, at)
    expect([...seen.arrived, ...seen.shown]).toEqual([])
    await expect(receiptLine(pair, 'paper.held').locator('[data-held=paused]')).toHaveCount(count + 1)
  })
})

/** Clicks as a person does. @returns when the page was told of it */
async function clicked(button: Locator): Promise<number> {
  await button.evaluate((element) => {
    const note = () => Object.assign(window, { clickedAt: Date.now() })
    element.addEventListener('click', note, { capture: true, once: true })
  })
  await button.click()
  return button.page().evaluate(() => (window as unknown as { clickedAt: number }).clickedAt)
}

function note(name: string, last: number, hidden: number): void {
  const description = `last frame after ${Math.round(last)} ms, covered after ${Math.round(hidden)} ms`
  test.info().annotations.push({ type: `paused by ${name}`, description })
  console.log(`    paused by ${name}: ${description}`)
}
