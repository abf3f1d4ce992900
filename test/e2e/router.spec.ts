import { ROUTER_MASK, type Router } from '../../src/shared/inventory'
import { type KeptReceipt, keptReceipt } from '../../src/shared/ipc'
import { filesIn, hasText } from './kept-files'
import { sentOf } from './lines'
import { changedProfile, type Service, startService } from './service'
import { forge, ja, toLiveBy } from './session'
import { expect, test } from './stage'

let service: Service
test.beforeAll(async () => {
  service = await startService(await changedProfile({}))
})
test.afterAll(() => service.close())

const typed: Router = { model: 'BBR-4HG-twilight', account: 'hanako@isp-4711', password: 'Zx81-Spectrum-48k' }
const texts = Object.values(typed)

test('the router is shown on a click that the customer sees, and is nowhere afterwards', async ({
  newCustomer,
  newOperator,
}) => {
  const [{ agent, customer }, operator] = await Promise.all([
    newCustomer({ relay: service.address }),
    newOperator({ relay: service.relay() }),
  ])
  const line = customer.page.locator('[data-item=router]')
  const notice = customer.page.locator('[data-router-shown]')
  const card = operator.page.locator('[data-testid=router]')
  const hasNone = async () => {
    const dom = await operator.page.content()
    return texts.every((text) => !dom.includes(text))
  }

  await test.step('it is not switched on along with the rest, and its password is masked', async () => {
    await toLiveBy({ customer, operator }, async () => {
      await expect(line).toHaveAttribute('data-state', 'off')
      await customer.chooseItems()
      await expect(line).toHaveAttribute('data-state', 'off')
      await expect(line.locator('[data-router]')).toHaveCount(0)
      // Without its switch main takes nothing, whoever asks.
      expect(await forge({ customer }, 'type-router', typed)).toEqual({ ok: false, error: 'message-late' })
      await customer.typeRouter(typed)
      await expect(line.locator('[data-router=password]')).toHaveAttribute('type', 'password')
    })
  })

  await test.step('the operator has only its mask', async () => {
    expect(await card.locator('dd').allTextContents()).toEqual(texts.map(() => ROUTER_MASK))
    expect((await sentOf(operator.page.locator('[data-testid=inventory]'))).router).toBe(ROUTER_MASK)
    expect(await hasNone()).toBe(true)
    await expect(notice).toHaveAttribute('data-router-shown', 'false')
  })

  await test.step('while it is looked at, the customer sees that', async () => {
    expect(await operator.looksAtRouter()).toEqual(texts)
    await expect(notice).toHaveText(ja('live.routerShown'))
    await operator.hidesRouter()
    await expect(notice).toHaveAttribute('data-router-shown', 'false')
    await expect(notice).toHaveText('')
    expect(await card.locator('dd').allTextContents()).toEqual(texts.map(() => ROUTER_MASK))
    expect(await hasNone()).toBe(true)
  })

  await test.step('the end takes it away, also where it was being looked at', async () => {
    expect(await operator.looksAtRouter()).toEqual(texts)
    await customer.button('live.disconnect').click()
    await Promise.all([customer.sees('ended'), operator.sees('ended')])
    expect(await hasNone()).toBe(true)
  })

  await test.step('the receipt says that it was shown and when, and not what', async () => {
    const [kept] = (await forge({ customer }, 'receipts')) as KeptReceipt[]
    const { receipt } = keptReceipt.parse(kept)
    expect(receipt.routerShown).toHaveLength(2)
    expect(receipt.sent.items.find(({ id }) => id === 'router')?.value).toBe(ROUTER_MASK)
    const time = new Intl.DateTimeFormat('ja', { dateStyle: 'medium', timeStyle: 'medium' })
    for (const at of receipt.routerShown)
      await expect(customer.page.locator('.receipt')).toContainText(time.format(new Date(at)))
    const dom = await customer.page.content()
    for (const text of texts) expect(dom).not.toContain(text)
  })

  await test.step('no file and no log has any of it', async () => {
    const places = { agent: [agent.folder, agent.temporary], relay: [service.relay().data] }
    const files = await filesIn(...places.agent, ...places.relay)
    for (const text of texts) expect(files.filter((bytes) => hasText(bytes, text))).toEqual([])
    for (const text of texts) expect(`${agent.log()}${service.relay().log()}`).not.toContain(text)
    // The same look finds what is kept: the name on the receipt, and the account of the relay.
    const { operator: who } = ((await forge({ customer }, 'receipts')) as KeptReceipt[])[0]?.receipt ?? {}
    const has = async (text: string, folders: readonly string[]) =>
      (await filesIn(...folders)).some((bytes) => hasText(bytes, text))
    expect(await has(String(who?.name), places.agent)).toBe(true)
    expect(await has(service.relay().user, places.relay)).toBe(true)
  })
})

test('where nothing was typed there is nothing to show', async ({ call: { customer, operator } }) => {
  await toLiveBy({ customer, operator }, async () => {
    await customer.chooseItem('router')
    await customer.chooseItem('os')
  })
  await expect(operator.page.locator('[data-testid=inventory] [data-item=router]')).toContainText(
    ja('item.refused'),
  )
  await expect(operator.page.locator('[data-testid=router]')).toHaveCount(0)
})
