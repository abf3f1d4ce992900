import { familyOf } from '../../scripts/play/processes'
import type { EndReason } from '../../src/shared/protocol'
import { changedProfile, type Service, startService } from './service'
import { expectAgentEnded, expectConsoleEnded, expectReleased, ja, toLive } from './session'
import { type Call, expect, test } from './stage'

/** Within this time an end must know that the other one is gone, and later that it is over. */
const LIMIT_MS = 10_000
/** How long the profile of these tests has a session wait for an end that was lost. */
const RESUME_SECONDS = 8
const ENDED_LIMIT_MS = RESUME_SECONDS * 1000 + LIMIT_MS

let service: Service
test.beforeEach(async () => {
  service = await startService(
    await changedProfile({ session: { resumeSeconds: RESUME_SECONDS, askMinutes: 30, answerMinutes: 5 } }),
  )
})
test.afterEach(() => service.close())

test('a relay that dies takes nothing from a link that stands, until it was waited for', async ({
  newCustomer,
  newOperator,
}) => {
  const [{ agent, customer }, operator] = await Promise.all([
    newCustomer({ relay: service.address }),
    newOperator({ relay: service.relay() }),
  ])
  await toLive({ customer, operator })
  await operator.watchFrames()
  const killed = Date.now()
  service.relay().child.process.kill('SIGKILL')

  await expect(operator.page.locator('.bar .state')).toContainText(ja('console.state.relay-lost'))
  const { count } = await operator.watchedFrames()
  await expect(operator.page.locator('main[data-stage=live][data-picture=running]')).toBeVisible()
  await expect(customer.page.locator('.state[data-picture=running][data-contact=standing]')).toBeVisible()
  // The clock of the bar alone makes a new frame each second.
  await expect.poll(() => operator.watchedFrames().then((seen) => seen.count)).toBeGreaterThan(count)

  await Promise.all([
    over('the agent', killed, expectAgentEnded({ customer }, 'relay-lost', ENDED_LIMIT_MS)),
    over('the console', killed, expectConsoleEnded({ operator }, 'relay-lost', ENDED_LIMIT_MS)),
  ])
  await expectReleased(agent.pid)
})

test('an operator who ends is gone at once; one whose page or browser is closed is waited for', async ({
  newCustomer,
  newOperator,
}) => {
  test.setTimeout(90_000)
  const { agent, customer } = await newCustomer({ relay: service.address })
  const ways: ReadonlyArray<readonly [(operator: Call['operator']) => Promise<void>, EndReason]> = [
    [(operator) => operator.ends(), 'operator'],
    [(operator) => operator.page.close(), 'operator-gone'],
    [(operator) => operator.context.close(), 'operator-gone'],
  ]
  for (const [leave, reason] of ways) {
    const operator = await newOperator({ relay: service.relay() })
    await toLive({ customer, operator })
    const left = Date.now()
    await leave(operator)
    if (reason === 'operator-gone') {
      await noticed(`the agent, after ${leave}`, left, expectAgentWaits({ agent, customer }))
      await over('the agent', left, expectAgentEnded({ customer }, reason, ENDED_LIMIT_MS))
    } else await noticed('the agent', left, expectAgentEnded({ customer }, reason, LIMIT_MS))
    await expectReleased(agent.pid)
  }
})

test('an agent that is killed is waited for by the console', async ({ newCustomer, newOperator }) => {
  const call = await toLiveHere(newCustomer, newOperator)
  const killed = Date.now()
  process.kill(call.agent.pid, 'SIGKILL')
  await noticed('the console', killed, expectConsoleWaits(call))
  await over('the console', killed, expectConsoleEnded(call, 'agent-gone', ENDED_LIMIT_MS))
})

test('a PC that stands still is waited for, and says itself that it is over when it goes on', async ({
  newCustomer,
  newOperator,
}) => {
  const call = await toLiveHere(newCustomer, newOperator)
  const family = await familyOf(call.agent.pid)
  const all = (signal: NodeJS.Signals) => {
    for (const pid of family) tell(pid, signal)
  }
  const stopped = Date.now()
  try {
    all('SIGSTOP')
    await noticed('the console', stopped, expectConsoleWaits(call))
    await over('the console', stopped, expectConsoleEnded(call, 'agent-gone', ENDED_LIMIT_MS))
  } finally {
    all('SIGCONT')
  }
  await call.customer.sees('ended')
  await expectReleased(call.agent.pid)
})

test('while one side waits for the other, its own ways out end it at once', async ({
  newCustomer,
  newOperator,
}) => {
  test.setTimeout(90_000)
  const { agent, customer, operator } = await toLiveHere(newCustomer, newOperator)
  await test.step("the customer's, from the bar", async () => {
    const bar = await agent.window('bar')
    await operator.page.close()
    await expectAgentWaits({ agent, customer })
    await expect(bar.locator('h1')).toHaveText(ja('bar.state.contact'))
    const clicked = Date.now()
    await bar.locator('[data-wish=disconnect]').click()
    await noticed('the agent', clicked, expectAgentEnded({ customer }, 'customer', RESUME_SECONDS * 500))
    await expectReleased(agent.pid)
  })
  await test.step("the operator's", async () => {
    const other = await newOperator({ relay: service.relay() })
    await toLive({ customer, operator: other })
    process.kill(agent.pid, 'SIGKILL')
    await expectConsoleWaits({ operator: other })
    const clicked = Date.now()
    await other.ends()
    await noticed('the console', clicked, expectConsoleEnded({ operator: other }, 'operator', LIMIT_MS))
  })
})

/** The process that read the PC may have ended by itself in this very moment. */
function tell(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

async function toLiveHere(
  newCustomer: (options: { relay: string }) => Promise<Omit<Call, 'operator'>>,
  newOperator: (options: { relay: ReturnType<Service['relay']> }) => Promise<Call['operator']>,
): Promise<Call> {
  const [person, operator] = await Promise.all([
    newCustomer({ relay: service.address }),
    newOperator({ relay: service.relay() }),
  ])
  const call = { ...person, operator }
  await toLive(call)
  return call
}

/** The customer reads that the line is cut and for how long it is waited; nothing of the screen is taken meanwhile. */
async function expectAgentWaits({ agent, customer }: Omit<Call, 'operator'>): Promise<void> {
  const state = customer.page.locator(
    'main[data-screen=live] .state[data-contact=lost][data-picture=contact]',
  )
  await expect(state).toHaveText(ja('live.picture.contact'), { timeout: LIMIT_MS })
  await expect(customer.page.getByRole('heading', { level: 1 })).toHaveText(ja('live.heading.lost'))
  await expect(customer.page.locator('.lost')).toContainText(
    ja('live.lost.limit', { time: ja('live.time.seconds', { seconds: RESUME_SECONDS }) }),
  )
  await expectReleased(agent.pid)
}

/** The operator sees, in place of the last picture, that it is being connected again. */
async function expectConsoleWaits({ operator }: Pick<Call, 'operator'>): Promise<void> {
  const { page } = operator
  await expect(page.locator('main[data-screen=session][data-picture=contact]')).toBeVisible({
    timeout: LIMIT_MS,
  })
  const cover = page.getByTestId('cover')
  await expect(cover).toHaveAttribute('data-reason-shown', 'contact')
  await expect(cover.getByRole('heading')).toHaveText(ja('console.cover.contact'))
  await expect(page.locator('.bar .state')).toHaveText(ja('console.cover.contact'))
  await expect(cover.getByRole('timer')).toHaveText(/^00:0\d$/)
  // Nothing of the last frame can be seen around or through it.
  const through = await page.evaluate(() => {
    const video = document.querySelector('#screen')
    if (video === null) return []
    const { left, top, width, height } = video.getBoundingClientRect()
    return [0.02, 0.5, 0.98].flatMap((x) =>
      [0.02, 0.5, 0.98].filter(
        (y) =>
          document.elementFromPoint(left + x * width, top + y * height)?.closest('[data-testid=cover]') ==
          null,
      ),
    )
  })
  expect(through).toEqual([])
}

/** Notes in the report how long the other side took to know. */
async function noticed(who: string, from: number, known: Promise<void>): Promise<void> {
  await known
  test.info().annotations.push({ type: 'noticed', description: `${who}: ${Date.now() - from} ms` })
}

/** The same for an end that comes by itself: not before the time that the profile gives was over. */
async function over(who: string, from: number, ended: Promise<void>): Promise<void> {
  await noticed(`${who}, over`, from, ended)
  expect(Date.now() - from).toBeGreaterThanOrEqual(RESUME_SECONDS * 1000)
}
