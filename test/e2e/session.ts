import { screenBuffersOf } from '../../scripts/play/processes'
import type { EndReason } from '../../src/shared/protocol'
import { type TextKey, translator } from '../../src/shared/texts'
import { type Call, expect } from './stage'

export const ja = translator('ja')
export const en = translator('en')

type Pair = Pick<Call, 'customer' | 'operator'>

/** Both sides, from wherever they are, to the customer's question; also again after an end. */
export async function toApproval({ customer, operator }: Pair, refused?: readonly string[]): Promise<void> {
  if (await operator.page.locator('main[data-screen=ended]').isVisible()) await operator.backToDesk()
  const again = customer.page.locator('main[data-screen=ended]')
  if (await again.isVisible()) await customer.button('ended.again').click()
  const code = await operator.opensSession()
  await customer.comesToCode(refused)
  await customer.enterCode(code)
  await customer.sees('approval')
}

/** ... and on to the question whether to allow it. */
export async function toDecision(pair: Pair, refused?: readonly string[]): Promise<void> {
  await toApproval(pair, refused)
  await pair.customer.nameCaller('customer')
  await pair.customer.words()
}

/** ... and on until the operator sees the first picture. */
export async function toLive(pair: Pair, refused?: readonly string[]): Promise<void> {
  await toDecision(pair, refused)
  await pair.customer.allow()
  await pair.operator.firstFrame()
}

/** The same with a choice of items of one's own: nothing is switched on but by `choose`. */
export async function toLiveBy({ customer, operator }: Pair, choose: () => Promise<void>): Promise<void> {
  const code = await operator.opensSession()
  await customer.confirmEnvironment()
  await choose()
  await customer.agreeInventory()
  await customer.enterCode(code)
  await customer.sees('approval')
  await customer.nameCaller('customer')
  await customer.words()
  await customer.allow()
  await operator.firstFrame()
}

/** The customer's PC says why it ended, in its own sentence. */
export async function expectAgentEnded(
  { customer }: Pick<Call, 'customer'>,
  reason: EndReason,
  timeout = 10_000,
) {
  await customer.sees('ended', timeout)
  const sentence = reason === 'scam' ? ja('stop.body') : ja(`ended.${reason}`)
  await expect(customer.page.locator('main .notice').first()).toHaveText(sentence)
}

/** The console says why it ended, in its own sentence. */
export async function expectConsoleEnded(
  { operator }: Pick<Call, 'operator'>,
  reason: EndReason,
  timeout = 10_000,
) {
  await operator.sees('ended', timeout)
  await expect(operator.page.locator('[data-reason]')).toHaveAttribute('data-reason', reason)
  await expect(operator.page.locator('[role=status]')).toContainText(ja(`reason.${reason}`))
}

/** Both sides say the same. */
export async function expectEnded(pair: Pair, reason: EndReason, timeout?: number): Promise<void> {
  await expectAgentEnded(pair, reason, timeout)
  await expectConsoleEnded(pair, reason, timeout)
}

/** One line of the receipt on the agent's screen. */
export const receiptLine = ({ customer }: Pick<Call, 'customer'>, key: TextKey) =>
  customer.page
    .locator('main .receipt dt')
    .filter({ hasText: ja(key) })
    .locator('+ dd')

/** As many bytes as a picture of the whole virtual display has. */
const PICTURE_BYTES = 1920 * 1080 * 4

export const capturesOf = (pid: number): Promise<number | null> => screenBuffersOf(pid, PICTURE_BYTES)

/** No process of the agent holds the screen any more. */
export const expectReleased = (pid: number): Promise<void> =>
  expect.poll(() => capturesOf(pid), { message: 'captures held', timeout: 5_000 }).toBe(0)

/** Calls main from the page, past every button: what a page that was taken over could do. */
export const forge = (
  { customer }: Pick<Call, 'customer'>,
  name: string,
  input?: unknown,
): Promise<unknown> =>
  customer.page.evaluate(
    ([name, input]) =>
      (window as unknown as { sobani: { call(name: string, input: unknown): Promise<unknown> } }).sobani.call(
        name,
        input,
      ),
    [name, input] as const,
  )

/** A click that closes its own window may not come back; anything else is a fault. */
export function ignoreClosed(error: unknown): void {
  if (!(error instanceof Error) || !/has been closed/.test(error.message)) throw error
}
