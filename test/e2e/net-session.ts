import type { NetStage } from './net-stage'
import { expectReleased, ja } from './session'
import { expect, test } from './stage'

/** Both ends know by then that they lost each other: silence is noticed after 4 s, and these machines are shared. */
const NOTICED_MS = 12_000
/**
 * From the return of the network to the first new frame on the operator's screen. The aim is 5 s; twice that is asserted,
 * because the machines that tests run on are shared. What it took is printed.
 */
const BACK_MS = 10_000

/** Whom the relay of a network knows. */
const OPERATOR = { operator: 'Tanaka' }

type Ends = Pick<NetStage, 'agent' | 'customer' | 'operator'>

/** Both screens say that the connection is being made anew, no picture can be seen and none is taken. */
export async function expectLost({ agent, customer, operator }: Ends): Promise<void> {
  const state = customer.page.locator('main[data-screen=live] .state[data-contact=lost]')
  await expect(state).toContainText(ja('live.picture.contact'), { timeout: NOTICED_MS })
  await expect(customer.page.getByRole('heading', { level: 1 })).toHaveText(ja('live.heading.lost'))
  await expect(operator.page.locator('main[data-screen=session][data-picture=contact]')).toBeVisible({
    timeout: NOTICED_MS,
  })
  await expect(operator.page.locator('.bar .state[role=status]')).toContainText(ja('console.cover.contact'))
  await expect(operator.page.getByTestId('cover')).toHaveAttribute('data-reason-shown', 'contact')
  expect(await uncovered(operator.page)).toBe(false)
  await expectReleased(agent.pid)
}

/** Waits for a frame that is newer than `since` and is seen. Prints how long that took. */
export async function expectBack(
  ends: Ends,
  what: string,
  since = Date.now(),
  limit = BACK_MS,
): Promise<void> {
  const { customer, operator } = ends
  const frame = await operator.page.waitForFunction(
    (since) => {
      const screen = document.querySelector<HTMLVideoElement>('.stage[data-covered=false] #screen')
      const last = Number(screen?.dataset.lastFrame ?? 0)
      return last > since ? last : false
    },
    since,
    { timeout: limit + 5_000 },
  )
  const ms = Number(await frame.jsonValue()) - since
  note(`${what}: a new frame after ${ms} ms`)
  expect(ms).toBeLessThan(limit)
  await expect(customer.page.locator('.state[data-contact=standing][data-picture=running]')).toBeVisible()
  await expect(customer.page.getByRole('heading', { level: 1 })).toHaveText(ja('live.heading', OPERATOR))
}

export function note(text: string): void {
  test.info().annotations.push({ type: 'measured', description: text })
  process.stdout.write(`    ${text}\n`)
}

/** The words as both ends show them beside the live picture; they are the same. */
export async function liveWords({ customer, operator }: Ends): Promise<string[]> {
  const words = await customer.words()
  expect(await operator.words()).toEqual(words)
  return words
}

/** New frames reach the operator's screen. */
export async function framesGoOn({ operator }: Ends): Promise<void> {
  const frames = async () => Number(await operator.page.locator('#screen').getAttribute('data-frames'))
  const count = await frames()
  await expect.poll(frames, { timeout: 10_000 }).toBeGreaterThan(count + 1)
  expect(await uncovered(operator.page)).toBe(true)
}

/** Whether any part of a picture lies open on the operator's screen. */
export const uncovered = (page: NetStage['operator']['page']): Promise<boolean> =>
  page.evaluate(() => {
    const screen = document.querySelector('#screen')
    if (screen === null) return false
    const { left, top, width, height } = screen.getBoundingClientRect()
    const steps = [0.02, 0.5, 0.98]
    return steps.some((x) =>
      steps.some((y) => {
        const found = document.elementFromPoint(left + x * width, top + y * height)
        return found !== null && found.closest('[data-testid=cover]') === null
      }),
    )
  })
