import { messageTypes, recordPeers, seenByPeers } from './peers'
import { capturesOf, expectEnded, ja, receiptLine, toApproval, toDecision } from './session'
import { addOperator, expect, test } from './stage'

test('before the approval the operator gets words and nothing else; Enter alone refuses', async ({
  newCustomer,
  newOperator,
}) => {
  const [{ agent, customer }, operator] = await Promise.all([
    newCustomer(),
    newOperator({ prepare: recordPeers }),
  ])
  const pair = { customer, operator }
  await toDecision(pair)
  expect(await customer.words()).toEqual(await operator.words())

  await expect(operator.page.locator('[data-stage=waiting]')).toBeVisible()
  await expect(operator.page.getByTestId('environment')).toHaveCount(0)
  await expect(operator.page.getByTestId('inventory')).toHaveCount(0)
  await expect(customer.button('approval.deny')).toBeFocused()
  await customer.page.keyboard.press('Enter')
  await expectEnded(pair, 'refused')

  const seen = await seenByPeers(operator.page)
  // The last word goes by the relay too, and may come that way first.
  expect(messageTypes(seen).filter((type) => type !== 'ended')).toEqual(['hello', 'reveal'])
  expect(seen.tracks).toEqual([])
  expect(seen.descriptions.join()).toContain('m=application')
  expect(seen.descriptions.join()).not.toMatch(/m=(audio|video)/)
  expect(await capturesOf(agent.pid)).toBe(0)
  await expect(customer.page.locator('main .receipt')).toContainText(ja('receipt.nothingSent'))
  await expect(receiptLine(pair, 'receipt.shown')).toHaveText(ja('receipt.notShown'))
})

test("the operator's name and company come from the relay's record", async ({
  world,
  newCustomer,
  newOperator,
}) => {
  const hanako = {
    user: 'hanako',
    password: 'a long enough password',
    name: '見本 花子',
    company: 'みほん通信 <b>株式会社</b>',
  }
  await addOperator(world.relay, hanako)
  const [{ customer }, operator] = await Promise.all([newCustomer(), newOperator({ account: hanako })])
  await toApproval({ customer, operator })
  const who = customer.page.locator('main .who dd')
  await expect(who).toHaveText([hanako.name, hanako.company])
  await customer.button('approval.deny').click()
  await expectEnded({ customer, operator }, 'refused')
  await expect(customer.page.locator('main .receipt')).toContainText(`${hanako.name} (${hanako.company})`)
})

test('whoever was called, or told by a message to call, is stopped and told where to ask', async ({
  call,
}) => {
  for (const caller of ['operator', 'popup'] as const) {
    await toApproval(call)
    await call.customer.nameCaller(caller)
    await expectEnded(call, 'scam')
    const { page } = call.customer
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(ja('stop.heading'))
    await expect(page.locator('.hotlines li')).toHaveText([
      `188 ${ja('stop.hotline')}`,
      `#9110 ${ja('stop.police')}`,
    ])
    await expect(page.locator('main .receipt')).toContainText(ja('receipt.nothingSent'))
  }
})
