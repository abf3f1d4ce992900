import { lastAfter, lateFrames, shownAfter, watched, watchPicture } from './frame-watch'
import { ScreenClock } from './screen-clock'
import { expectEnded, expectReleased, ja, receiptLine, toLive } from './session'
import { type Call, expect, test } from './stage'
import { type XWindow, XWindows } from './x-windows'

/** After an act nothing of the screen may come to the console any more, this much later. */
const LIMIT_MS = 500

let clock: ScreenClock
let x: XWindows
test.skip(process.platform !== 'linux', 'windows are moved through the X server')
test.beforeAll(async ({ world }) => {
  const display = world.display?.display ?? ''
  clock = await ScreenClock.on(display, 1)
  x = await XWindows.on(display)
})
test.afterAll(() => {
  clock?.stop()
  x?.close()
})

type Part = 'bar' | 'top' | 'bottom' | 'left' | 'right'
const parts: readonly Part[] = ['bar', 'top', 'bottom', 'left', 'right']

async function find(pid: number, part: Part): Promise<XWindow> {
  const { bar, borders } = await x.indicator(pid)
  const wide = borders.filter(({ width, height }) => width > height).sort((one, other) => one.y - other.y)
  const high = borders.filter(({ width, height }) => width < height).sort((one, other) => one.x - other.x)
  const found = { bar, top: wide[0], bottom: wide[1], left: high[0], right: high[1] }[part]
  if (found === undefined || found === null) throw new Error(`there is no ${part}`)
  return found
}

/** What somebody does, again and again: the agent puts everything back as long as it can. */
type Act = (window: XWindow) => Promise<{ again(): Promise<void>; stop(): Promise<void> }>
const nothing = async () => undefined
const repeated = (act: (window: XWindow) => Promise<void>): Act => {
  return async (window) => {
    await act(window)
    return { again: () => act(window), stop: nothing }
  }
}
const covering = (share: number): Act => {
  return async ({ x: left, y: top, width, height }) => {
    const isWide = width > height
    const cover = await x.cover({
      x: left,
      y: top,
      width: isWide ? Math.round(width * share) : width,
      height: isWide ? height : Math.round(height * share),
    })
    return { again: cover.raise, stop: cover.remove }
  }
}
const acts: Readonly<Record<string, Act>> = {
  hidden: repeated((window) => x.hide(window)),
  moved: repeated((window) => x.move(window, window.x + 40, window.y + 40)),
  covered: covering(1),
  'half covered': covering(0.5),
  /** What lies over it covers the whole of it; it is put below that again and again. */
  lowered: async (window) => {
    const cover = await x.cover(window)
    return { again: () => x.lower(window), stop: cover.remove }
  },
}

/** Goes on with the act until both sides say why there is no picture. @returns when it began */
async function untilSaid({ agent, customer, operator }: Call, part: Part, act: Act): Promise<number> {
  const window = await find(agent.pid, part)
  const at = Date.now()
  const { again, stop } = await act(window)
  let going = true
  const keeping = (async () => {
    while (going) await again()
  })()
  try {
    await Promise.all([
      expect(operator.page.locator('[data-reason-shown=covered]')).toContainText(ja('console.cover.covered')),
      expect(customer.page.locator('[data-picture=covered]')).toHaveText(ja('live.picture.covered')),
    ])
  } finally {
    going = false
    await keeping
    await stop()
  }
  return at
}

const note = (what: string, ms: number) => {
  const description = `last frame after ${Math.round(ms)} ms`
  test.info().annotations.push({ type: what, description })
  console.log(`    ${what}: ${description}`)
}

test('a picture stops as soon as any part of the indicator cannot be seen, and comes back by itself', async ({
  call,
}) => {
  test.setTimeout(240_000)
  const { agent, customer, operator } = call
  await toLive(call)
  await watchPicture(operator.page)
  for (const [name, act] of Object.entries(acts))
    for (const part of parts)
      await test.step(`${part}: ${name}`, async () => {
        await shownAfter(operator.page, Date.now(), 1)
        const at = await untilSaid(call, part, act)
        const stopped = Date.now()
        await customer.page.locator('[data-picture=running]').waitFor()
        await shownAfter(operator.page, stopped, 1)
        const seen = await watched(operator.page, at - 1000)
        // Up to there it was said to be covered. It may be seen again before the act is over.
        const said =
          seen.covers.find((cover) => cover.at > at && cover.reason === 'covered')?.at ?? Number.NaN
        const end =
          seen.covers.find((cover) => cover.at > said && cover.reason !== 'covered')?.at ?? Number.NaN
        expect(end).toBeGreaterThan(said)
        expect(lateFrames(seen, at, LIMIT_MS, end)).toEqual([])
        note(`${part} ${name}`, lastAfter(seen, at, end))
        // What is shown again is new.
        expect(seen.shown.find((frame) => frame.at >= end)?.drawn ?? 0).toBeGreaterThan(at)
        expect(seen.arrived.some((frame) => frame.at > stopped)).toBe(true)
      })
  expect(await agent.app.evaluate(({ BaseWindow }) => BaseWindow.getAllWindows().length)).toBe(6)
  await customer.button('live.disconnect').click()
  await expectEnded(call, 'customer')
  await expect(receiptLine(call, 'paper.held').locator('[data-held=covered]')).not.toHaveCount(0)
  await expectReleased(agent.pid)
})

/** What cannot be put back. The last: shown by the agent again and again, and seen by nobody. */
const endings: ReadonlyArray<readonly [name: string, part: Part, act: (window: XWindow) => Promise<void>]> = [
  ['closed', 'bar', (window) => x.askToClose(window)],
  ['closed', 'top', (window) => x.askToClose(window)],
  ['destroyed', 'bar', (window) => x.destroy(window)],
  ['away for good', 'right', (window) => x.imprison(window)],
]

test('a part of the indicator that is gone, or away for too long, ends the session', async ({
  newCustomer,
  newOperator,
}) => {
  test.setTimeout(120_000)
  // It may be away for a minute; here that is ten seconds.
  const [person, operator] = await Promise.all([
    newCustomer({ env: { SOBANI_MINUTE_MS: '10000' } }),
    newOperator(),
  ])
  const { agent } = person
  const call = { ...person, operator }
  for (const [name, part, act] of endings)
    await test.step(`${part}: ${name}`, async () => {
      await toLive(call)
      await watchPicture(operator.page)
      await shownAfter(operator.page, Date.now(), 1)
      const window = await find(agent.pid, part)
      const at = Date.now()
      await act(window)
      await call.customer.sees('ended', 20_000)
      note(`${part} ${name}, ended`, Date.now() - at)
      await expectEnded(call, 'indicator')
      await expectReleased(agent.pid)
      const seen = await watched(operator.page, at - 1000)
      expect(lateFrames(seen, at, LIMIT_MS)).toEqual([])
      note(`${part} ${name}`, lastAfter(seen, at))
    })
})

test('nothing more comes from an agent whose windows are taken away all at once', async ({ call }) => {
  const { agent, operator } = call
  await toLive(call)
  await watchPicture(operator.page)
  await shownAfter(operator.page, Date.now(), 1)
  const window = await find(agent.pid, 'top')
  const at = Date.now()
  await x.kill(window)
  await expect(operator.page.locator('[data-reason-shown=contact]')).toContainText(
    ja('console.cover.contact'),
  )
  const seen = await watched(operator.page, at - 1000)
  expect(lateFrames(seen, at, LIMIT_MS)).toEqual([])
  note('all killed', lastAfter(seen, at))
})
