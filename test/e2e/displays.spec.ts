import type { Locator } from '@playwright/test'
import { type Displays, type Monitor, startDisplays } from '../../scripts/setup/displays'
import { programInPath } from '../../scripts/setup/program'
import { keepChannel, sayByForce } from './data-channel'
import { type Frame, lateFrames, shownAfter, watched, watchPicture } from './frame-watch'
import { ScreenClock } from './screen-clock'
import { expectEnded, expectReleased, ja, receiptLine, toLive } from './session'
import { type Call, expect, test } from './stage'
import { type XPlace, XWindows } from './x-windows'

/** Nothing of the screen may come later, once its display is gone. */
const LIMIT_MS = 500
const COLOURS = [0x204080, 0x206030, 0x703060] as const
/** A thumbnail is a small JPEG. */
const NEAR = 24

let displays: Displays
let monitors: Monitor[]
let clocks: ScreenClock[]
let x: XWindows
let reason: string | null = null
test.beforeAll(async () => {
  const programs = await Promise.all(['Xorg', 'xrandr', 'xwd', 'xsettingsd'].map(programInPath))
  if (programs.some((program) => program === undefined)) {
    reason = 'Xorg with its dummy driver is not installed'
    return
  }
  displays = await startDisplays()
  await displays.add({ width: 1280, height: 1024 })
  await displays.add({ width: 1600, height: 900, x: 4000 })
  monitors = await displays.monitors()
  x = await XWindows.on(displays.display)
  clocks = await Promise.all(
    monitors.map((place, index) =>
      ScreenClock.on(displays.display, index + 1, place, { ...place, colour: COLOURS[index] ?? 0 }),
    ),
  )
})
test.afterAll(async () => {
  for (const clock of clocks ?? []) clock.stop()
  x?.close()
  await displays?.stop()
})
test.beforeEach(async () => {
  test.skip(reason !== null, reason ?? '')
  await displays.makePrimary(monitor(0).name)
})

const monitor = (place: number): Monitor => {
  const found = monitors[place]
  if (found === undefined) throw new Error(`there is no monitor ${place}`)
  return found
}
/** The console's entry of a display, whatever becomes of its size. */
const entry = async ({ operator }: Pick<Call, 'operator'>, { width, height }: XPlace): Promise<Locator> => {
  const found = operator.page.locator('[data-display]').filter({ hasText: `${width} × ${height}` })
  return operator.page.locator(`[data-display="${await found.getAttribute('data-display')}"]`)
}

/** What the four borders stand around. */
async function framed(pid: number, scale: number): Promise<XPlace | null> {
  const { borders } = await x.indicator(pid, scale)
  const shown = borders.filter(({ visible }) => visible)
  if (shown.length !== 4) return null
  const left = Math.min(...shown.map((one) => one.x))
  const top = Math.min(...shown.map((one) => one.y))
  const right = Math.max(...shown.map((one) => one.x + one.width))
  const bottom = Math.max(...shown.map((one) => one.y + one.height))
  return { x: left, y: top, width: right - left, height: bottom - top }
}

const placeOf = ({ x, y, width, height }: XPlace): XPlace => ({ x, y, width, height })

/** The border stands around it, and the picture is all of it, in frames that came after `from`. */
async function expectShown(
  { agent, operator }: Call,
  name: number,
  place: XPlace,
  from: number,
  scale = 1,
): Promise<void> {
  await shownAfter(operator.page, from, name)
  const last = async () => (await watched(operator.page, from)).shown.at(-1)
  await expect.poll(last).toMatchObject({ name, width: place.width, height: place.height })
  await expect.poll(async () => isAt(await framed(agent.pid, scale), place)).toBe(true)
}

/** Where a DIP is not a whole number of pixels, a border may stand a pixel or two beside. */
const isAt = (found: XPlace | null, wanted: XPlace): boolean =>
  found !== null &&
  (['x', 'y', 'width', 'height'] as const).every((side) => Math.abs(found[side] - wanted[side]) <= 2)

test('the operator sees another display once the customer allowed it, and only what is shown', async ({
  newCustomer,
  newOperator,
}) => {
  test.setTimeout(150_000)
  const [person, operator] = await Promise.all([newCustomer({ display: displays.display }), newOperator()])
  const call = { ...person, operator }
  const { agent, customer } = person
  const [first, second, third] = [monitor(0), monitor(1), monitor(2)]
  await toLive(call)
  await watchPicture(operator.page)
  await expect(operator.page.locator('[data-display]')).toHaveCount(3)
  const [one, two, three] = [await entry(call, first), await entry(call, second), await entry(call, third)]

  await test.step('the list', async () => {
    await expect(one).toHaveAttribute('aria-current', 'true')
    await expect(one).toContainText(ja('console.displays.primary'))
    await expectShown(call, 1, first, Date.now())
  })

  await test.step('another display, asked for once', async () => {
    await two.click()
    await customer.button('live.others.yes').click()
    await expect(operator.page.locator('[data-others=granted]')).toBeVisible()
    // Until then only the first.
    expect(names((await watched(operator.page)).arrived)).toEqual([1])
    const from = Date.now()
    await two.click()
    await expectShown(call, 2, second, from)
    await expect(two).toHaveAttribute('aria-current', 'true')
    await expect(customer.page.locator('p[data-display]')).toContainText('1280 × 1024')
    await expect(customer.page.getByRole('heading', { name: ja('live.others.heading') })).toHaveCount(0)
  })

  await test.step('all displays in small', async () => {
    await operator.button('console.displays.all').click()
    for (const [index, choice] of [one, two, three].entries()) {
      const colour = () => choice.locator('canvas').evaluate(lowerLeft)
      await expect.poll(async () => distance(await colour(), COLOURS[index] ?? 0)).toBeLessThan(NEAR)
    }
  })

  await test.step('turned, resized and rescaled', async () => {
    for (const change of [
      () => displays.turn(second.name),
      () => displays.change(second.name, { width: 1440, height: 900 }),
      () => displays.change(second.name, { width: 1280, height: 1024 }),
    ]) {
      const from = Date.now()
      const now = await change()
      await expect(two).toContainText(`${now.width} × ${now.height}`)
      await expect(two).toHaveAttribute('aria-current', 'true')
      await expectShown(call, 2, now, from)
    }
    for (const scale of [1.5, 1]) {
      await displays.rescale(scale)
      await expect(two).toContainText(scale === 1 ? '1280 × 1024' : '150 %')
      await expectShown(call, 2, second, Date.now(), scale)
    }
  })

  await test.step('another becomes the primary display', async () => {
    await displays.makePrimary(third.name)
    // X11 tells nobody of that alone: the list has it with the next change.
    await expectShown(call, 2, second, Date.now())
  })

  await test.step('unplugged and plugged in again', async () => {
    const at = Date.now()
    await displays.remove(second.name)
    await expect(operator.page.locator('[data-reason-shown=display-gone]')).toContainText(
      ja('console.cover.display-gone'),
    )
    await expect(customer.page.locator('[data-picture=display-gone]')).toHaveText(
      ja('live.picture.display-gone'),
    )
    await expect(operator.page.locator('[data-display]')).toHaveCount(2)
    await expectReleased(agent.pid)
    const back = Date.now()
    expect(await displays.add({ ...placeOf(second) })).toMatchObject({ name: second.name })
    await expectShown(call, 2, second, back)
    await expect(three).toContainText(ja('console.displays.primary'))
    await expect(one).not.toContainText(ja('console.displays.primary'))
    const seen = await watched(operator.page, at)
    expect(lateFrames(seen, at, LIMIT_MS, back)).toEqual([])
    // Never another display than the one that was asked for.
    expect(names(seen.arrived)).toEqual([2])
  })

  await test.step('a third of another size', async () => {
    const from = Date.now()
    await three.click()
    await expectShown(call, 3, third, from)
  })

  await customer.button('live.disconnect').click()
  await expectEnded(call, 'customer')
  await expectReleased(agent.pid)
  const others = receiptLine(call, 'paper.others')
  await expect(others.locator('[data-others=granted] li')).toHaveCount(3)
  await expect(receiptLine(call, 'paper.held').locator('[data-held=display-gone]')).toHaveCount(1)
})

test('a customer who shows no other display is not asked again', async ({ newCustomer, newOperator }) => {
  const [person, operator] = await Promise.all([
    newCustomer({ display: displays.display }),
    newOperator({ prepare: keepChannel }),
  ])
  const call = { ...person, operator }
  const { customer } = person
  await toLive(call)
  await watchPicture(operator.page)
  const second = await entry(call, monitor(1))
  const id = await second.getAttribute('data-display')
  await second.click()
  await expect(operator.page.locator('[data-testid=displays]')).toContainText(ja('console.displays.asked'))
  await customer.button('live.others.no').click()
  await expect(operator.page.locator('[data-others=refused]')).toContainText(ja('console.displays.refused'))
  await expect(second).toHaveAttribute('aria-disabled', 'true')
  await second.click({ force: true })
  // Also where the operator's page asks in spite of it. A question that is put after it stands alone.
  await sayByForce(operator.page, { v: 1, type: 'display-ask', display: id })
  await operator.page.locator('[data-testid=still] button').click()
  await expect(customer.page.getByRole('heading', { name: ja('live.still.heading') })).toBeVisible()
  await customer.button('live.still.no').click()
  await expect(customer.page.getByRole('heading', { name: ja('live.others.heading') })).toHaveCount(0)
  await expectShown(call, 1, monitor(0), Date.now())
  expect(names((await watched(operator.page)).arrived)).toEqual([1])
  await customer.button('live.disconnect').click()
  await expectEnded(call, 'customer')
  await expect(receiptLine(call, 'paper.others').locator('[data-others=refused]')).toHaveCount(1)
})

/** Which clocks were in these frames. One that could not be read is of none. */
const names = (frames: readonly Frame[]): (number | null)[] => [...new Set(frames.map(({ name }) => name))]

/** Runs in the page. @returns red, green and blue of a place that neither clock nor window stands on */
function lowerLeft(canvas: HTMLCanvasElement | SVGElement): number[] {
  const pen = canvas instanceof HTMLCanvasElement ? canvas.getContext('2d') : null
  if (pen === null) return []
  const { width, height } = pen.canvas
  return [...pen.getImageData(Math.round(width * 0.1), Math.round(height * 0.9), 1, 1).data].slice(0, 3)
}

function distance(found: readonly number[], colour: number): number {
  const wanted = [(colour >> 16) & 255, (colour >> 8) & 255, colour & 255]
  return found.length === 0
    ? 255
    : Math.max(...wanted.map((value, place) => Math.abs(value - (found[place] ?? 0))))
}
