import type { Page } from '@playwright/test'
import { lateFrames, shownAfter, watched, watchPicture } from './frame-watch'
import { ScreenClock } from './screen-clock'
import { changedProfile, type Service, startService } from './service'
import { expectEnded, expectReleased, ja, receiptLine, toLive } from './session'
import { type Call, expect, type Relay, test } from './stage'

/** Nothing of the screen may come later after the question. */
const LIMIT_MS = 500
/** Length of a minute in these sessions, and more than enough for all that is waited for by its clock. */
const MINUTE_MS = 2000
const PATIENCE_MS = 30_000
const env = { SOBANI_MINUTE_MS: String(MINUTE_MS) }

test.skip(process.platform !== 'linux', 'the clock is drawn through the X server')
let clock: ScreenClock
let services: Service[]
test.beforeAll(async ({ world }) => {
  clock = await ScreenClock.on(world.display?.display ?? '', 1)
  const asking = await changedProfile({
    session: { resumeSeconds: 60, askMinutes: 4, answerMinutes: 3 },
  })
  const short = await changedProfile({ limits: { sessionMinutes: 7 } })
  services = await Promise.all([startService(asking), startService(short)])
})
test.afterAll(async () => {
  clock?.stop()
  for (const service of services ?? []) await service.close()
})

const serviceOf = (place: number): { address: string; relay: Relay } => {
  const service = services[place]
  if (service === undefined) throw new Error('no such service')
  return { address: service.address, relay: service.relay() }
}

/** Both sides ask and say so. @returns when the console was told */
async function asked(
  { customer, operator }: Pick<Call, 'customer' | 'operator'>,
  from: number,
): Promise<number> {
  const cover = operator.page.locator('[data-reason-shown=question]')
  await expect(cover).toContainText(ja('console.cover.question'), { timeout: PATIENCE_MS })
  await expect(customer.page.getByRole('heading', { name: ja('live.go-on.heading') })).toBeVisible()
  const { covers } = await watched(operator.page, from)
  return covers.find(({ reason }) => reason === 'question')?.at ?? Number.NaN
}

/** From the question to the answer, or the end, nothing came and nothing was seen. */
async function expectFrozen(page: Page, at: number, end: number): Promise<void> {
  const seen = await watched(page, at)
  expect(lateFrames(seen, at, LIMIT_MS, end)).toEqual([])
  expect(seen.shown.filter((frame) => frame.at < end)).toEqual([])
}

test('the customer is asked whether to go on, and without an answer it ends', async ({
  newCustomer,
  newOperator,
}) => {
  const { address, relay } = serviceOf(0)
  const [{ agent, customer }, operator] = await Promise.all([
    newCustomer({ relay: address, env }),
    newOperator({ relay }),
  ])
  const pair = { customer, operator }
  await toLive(pair)
  await watchPicture(operator.page)
  const bar = await agent.window('bar')

  // Once by the window, once by the bar.
  const answers = [
    () => customer.button('live.go-on.yes').click(),
    () => bar.locator('[data-wish=go-on]').click(),
  ]
  let from = 0
  for (const answer of answers) {
    const at = await asked(pair, from)
    await expect(bar.locator('[data-picture=question] h1')).toHaveText(ja('bar.state.question'))
    await expectReleased(agent.pid)
    from = Date.now()
    await answer()
    await shownAfter(operator.page, from, 1)
    await expectFrozen(operator.page, at, from)
    const fresh = (await watched(operator.page, from)).arrived
    expect(fresh.filter(({ drawn }) => drawn === null || !clock.stoodAfter(drawn, from))).toEqual([])
    await expect(customer.page.locator('[data-picture=running]')).toBeVisible()
  }

  const at = await asked(pair, from)
  await expectEnded(pair, 'unanswered', PATIENCE_MS)
  await expectFrozen(operator.page, at, Number.POSITIVE_INFINITY)
  await expect(receiptLine(pair, 'receipt.reason')).toHaveText(ja('ended.unanswered'))
  await expect(receiptLine(pair, 'paper.held').locator('[data-held=question]')).toHaveCount(3)
})

test('a session ends after as long as the service allows, on both sides', async ({
  newCustomer,
  newOperator,
}) => {
  const { address, relay } = serviceOf(1)
  const [{ agent, customer }, operator] = await Promise.all([
    newCustomer({ relay: address, env }),
    newOperator({ relay }),
  ])
  const pair = { customer, operator }
  await toLive(pair)
  await watchPicture(operator.page)
  await shownAfter(operator.page, Date.now(), 1)
  await expect(operator.page.locator('[data-testid=time-left]')).toContainText(/0\d:\d\d/)
  await expect(customer.page.locator('[data-ends-soon=true]')).toHaveText(ja('live.ends-soon'), {
    timeout: PATIENCE_MS,
  })
  await expectEnded(pair, 'session-limit', PATIENCE_MS)
  await expectReleased(agent.pid)
  await expect(receiptLine(pair, 'receipt.reason')).toHaveText(ja('ended.session-limit'))
  expect((await watched(operator.page)).arrived.length).toBeGreaterThan(0)
})
