import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { receiptBody } from '../../src/shared/record-bodies'
import { recordsIn } from './documents'
import { messageTypes, recordPeers, seenByPeers } from './peers'
import { en, expectEnded, ja, receiptLine, toDecision, toLive } from './session'
import { expect, test } from './stage'

test('a whole session in Japanese shows and keeps exactly what was agreed', async ({
  newCustomer,
  newOperator,
}) => {
  test.setTimeout(90_000)
  const [{ agent, customer }, operator] = await Promise.all([
    newCustomer({ consented: false }),
    newOperator({ prepare: recordPeers }),
  ])
  const pair = { customer, operator }

  await customer.readDocuments()
  await customer.agree()
  await customer.checked()
  const disk = await ownText(customer.page.locator('[data-check=disk] span').first())
  await customer.confirmEnvironment()
  await customer.chooseItems()
  const agreed = await linesOf(customer.page, '.value')
  await customer.refuseItems(['machine-name', 'free-space'])
  const { 'machine-name': name, 'free-space': space, router: _, ...sent } = agreed
  await customer.agreeInventory()
  await customer.enterCode(await operator.opensSession())
  await customer.sees('approval')
  await customer.nameCaller('customer')
  expect(await customer.words()).toEqual(await operator.words())
  await customer.allow()
  await operator.firstFrame()

  const refused = ['machine-name', 'free-space', 'router']
  const cards = { ...sent, ...Object.fromEntries(refused.map((id) => [id, ja('item.refused')])) }
  await test.step('the console shows what was agreed, and of the rest the name only', async () => {
    const inventory = operator.page.getByTestId('inventory')
    await inventory.waitFor()
    expect(await linesOf(operator.page, 'strong + span', '[data-testid=inventory]')).toEqual(cards)
    await expect(operator.page.getByTestId('environment').locator('[data-check=disk]')).toContainText(
      ja('check.withheld'),
    )
    const page = await operator.page.content()
    const heard = (await seenByPeers(operator.page)).messages.join('\n')
    for (const value of [name, space, disk]) {
      expect(value).toMatch(/./)
      expect(page).not.toContain(`${value}`)
      expect(heard).not.toContain(`${value}`)
    }
    expect(messageTypes(await seenByPeers(operator.page))).toEqual([
      'hello',
      'reveal',
      'environment',
      'inventory',
      'displays',
      'picture',
    ])
  })

  await customer.button('live.disconnect').click()
  await expectEnded(pair, 'customer')

  await test.step('the receipt says it, and is kept', async () => {
    expect(await linesOf(customer.page, 'strong + span', 'main .receipt')).toEqual(cards)
    const card = customer.page.locator('main .receipt')
    await expect(card).toContainText('お試しオペレーター')
    await expect(card).toContainText(ja('ended.customer'))
    await expect(receiptLine(pair, 'receipt.shown')).not.toHaveText(ja('receipt.notShown'))
    await expect(receiptLine(pair, 'paper.router-shown')).toHaveText(ja('paper.router-not-shown'))
    const { records, verified, acceptances } = await recordsIn(agent.folder)
    expect(verified).toMatchObject({ ok: true, missing: 0 })
    expect(records.map(({ header }) => header.kind)).toEqual(['acceptance', 'acceptance', 'receipt'])
    const { receipt } = receiptBody.parse(records[2]?.body)
    expect(receipt).toMatchObject({
      session: await card.getAttribute('data-session'),
      operator: { name: 'お試しオペレーター', company: 'そばに お試し窓口' },
      service: { profile: 'demo' },
      reason: 'customer',
      environment: { verdict: expect.stringMatching(/^(pass|warn)$/) },
      documents: acceptances.map((acceptance, place) => ({
        acceptance,
        record: records[place]?.header.id,
      })),
      controlled: [],
      transferred: [],
    })
    expect([...receipt.sent.refused].sort()).toEqual([...refused].sort())
    const { items } = receipt.sent
    expect(Object.fromEntries(items.map(({ id, value }) => [id, value ?? ja('check.unread')]))).toEqual(sent)
    const times = [
      receipt.joinedAt,
      receipt.approvedAt,
      receipt.shown?.from,
      receipt.shown?.to,
      receipt.endedAt,
    ]
    expect([...times].sort()).toEqual(times)
    expect(JSON.stringify(records)).not.toContain(`${name}`)
  })

  await test.step('"connect again" leads to a second session', async () => {
    await toLive(pair)
    await operator.ends()
    await expectEnded(pair, 'operator')
  })

  await agent.stop()
  await test.step('the next start asks for agreement only where the records were altered', async () => {
    const second = await newCustomer({ folder: agent.folder })
    await second.customer.sees('environment')
    await second.agent.stop()
    const file = join(agent.folder, 'records.json')
    const records = await readFile(file, 'utf8')
    await writeFile(file, records.replaceAll('"reason":"operator"', '"reason":"customer"'))
    const third = await newCustomer({ folder: agent.folder })
    await third.customer.sees('documents')
    const names = await readdir(agent.folder)
    expect(names).not.toContain('records.json')
    expect(names.filter((name) => /^records\.json\..*\.broken$/.test(name))).toHaveLength(1)
  })
})

test('the same session in English', async ({ newCustomer, newOperator }) => {
  const [{ customer }, operator] = await Promise.all([
    newCustomer({ consented: false, language: 'en' }),
    newOperator({ language: 'en' }),
  ])
  const heading = (page: Page) => page.getByRole('heading', { level: 1 })
  await expect(heading(customer.page)).toHaveText(en('documents.heading'))
  await expect(heading(operator.page)).toHaveText(en('console.desk.heading'))
  await toDecision({ customer, operator })
  const words = await customer.words()
  expect(words).toEqual(await operator.words())
  for (const word of words) expect(word).toMatch(/^[a-z]+$/i)
  await customer.allow()
  await expect(customer.page.getByText(en('live.sharing'))).toBeVisible()
  await operator.firstFrame()
  await operator.ends()
  await expect(operator.page.locator('[role=status]')).toHaveText(en('reason.operator'))
  await customer.sees('ended')
  await expect(customer.page.locator('main .receipt')).toContainText(en('receipt.kept'))
  await expect(customer.page.locator('main .receipt')).toContainText(en('ended.operator'))
})

/** Each item of a list with the text of one of its parts. */
async function linesOf(page: Page, part: string, within = 'main'): Promise<Record<string, string>> {
  const lines = page.locator(`${within} [data-item]`)
  const pairs = await lines.evaluateAll(
    (all, part) =>
      all.map((line) => [line.getAttribute('data-item'), line.querySelector(part)?.textContent?.trim()]),
    part,
  )
  return Object.fromEntries(pairs)
}

/** The text that stands in an element itself, without its children's. */
const ownText = (place: ReturnType<Page['locator']>): Promise<string> =>
  place.evaluate((element) => element.firstChild?.textContent ?? '')
