import type { Agent } from '../../scripts/play/agent'
import { type KeptReceipt, keptReceipt } from '../../src/shared/ipc'
import { areasOf } from './lines'
import { messageTypes, recordPeers, seenByPeers } from './peers'
import { changedProfile } from './service'
import { forge, ja, toLiveBy } from './session'
import { expect, test } from './stage'
import { traced } from './trace'

test.skip(process.platform !== 'linux', 'what is read, and how, is told for Linux')

/** What gives the check away on Debian: the programs that it starts and the places that only it looks at. */
const TRACES = /\/(systemctl|apt-config|gsettings)$|^\/etc\/ufw|^\/var\/lib\/(clamav|apt)|\/autostart(\/|$)/

const mainWindow = (agent: Agent, act: 'hide' | 'look') =>
  agent.app.evaluate(({ BrowserWindow }, act) => {
    const window = BrowserWindow.getAllWindows().find((one) =>
      one.webContents.getURL().includes('/index.html'),
    )
    if (act === 'hide') window?.hide()
    return window?.isVisible() ?? null
  }, act)

test('a check is asked for, refused or granted by the customer, and stands on both screens', async ({
  world,
  newCustomer,
  newOperator,
}) => {
  const trace = await traced(world.executable)
  test.skip(trace === null, 'this machine does not let one program watch another')
  if (trace === null) return
  const [{ agent, customer }, operator] = await Promise.all([
    newCustomer({ executable: trace.executable }),
    newOperator({ prepare: recordPeers }),
  ])
  await toLiveBy({ customer, operator }, () => customer.chooseItem('os'))
  const card = operator.page.locator('[data-testid=pc-check]')
  const part = customer.page.locator('[data-pc-check]')
  const readSince = async (moment: number) => {
    const { started, opened } = await trace.since(moment)
    return [...started, ...opened].filter((path) => TRACES.test(path))
  }
  const results = async () =>
    messageTypes(await seenByPeers(operator.page)).filter((type) => type === 'pc-check').length
  const { pcCheck: areas } = await changedProfile({})

  await test.step('the question comes to the front, and only one at a time', async () => {
    expect(await mainWindow(agent, 'hide')).toBe(false)
    await operator.asksPcCheck()
    await expect.poll(() => mainWindow(agent, 'look')).toBe(true)
    await expect(part).toHaveAttribute('data-pc-check', 'asked')
    await expect(part.locator('h2')).toBeFocused()
    expect(await part.locator('.areas li').allTextContents()).toEqual(
      areas.map((id) => ja(`pc-check.area.${id}`)),
    )
    await expect(card.getByRole('button')).toHaveAttribute('aria-disabled', 'true')
    await card.getByRole('button').click({ force: true })
    await expect(card).toContainText(ja('console.pc-check.asked'))
  })

  const asked = await trace.now()
  await test.step('refused: nothing is read, and both screens say so', async () => {
    await customer.answerPcCheck(false)
    await expect(card).toHaveAttribute('data-pc-check', 'refused')
    await expect(card).toContainText(ja('console.pc-check.refused'))
    await expect(part).toContainText(ja('pc-check.refused'))
    await customer.sees('live')
    expect(await readSince(asked)).toEqual([])
    // The click while it was pending has asked for nothing.
    await expect(part).toHaveAttribute('data-pc-check', 'refused')
  })

  await test.step('granted: the same result on both screens', async () => {
    await operator.asksPcCheck()
    await customer.answerPcCheck(true)
    await expect(card).toHaveAttribute('data-pc-check', 'granted')
    const shown = await areasOf(part)
    expect(shown.map(({ id }) => id)).toEqual(areas)
    expect(await areasOf(card)).toEqual(shown)
    // The same look as before sees the reading.
    expect(await readSince(asked)).not.toEqual([])
    await customer.button('live.disconnect').click()
    await customer.sees('ended')
    expect(await areasOf(customer.page.locator('.receipt'))).toEqual(shown)
  })

  await test.step('the receipt keeps both requests with their answers', async () => {
    const { receipt } = await newestReceipt({ customer })
    expect(receipt.pcChecks.map(({ answer, result }) => [answer, result?.areas.map(({ id }) => id)])).toEqual(
      [
        ['refused', undefined],
        ['granted', areas],
      ],
    )
    await expect(customer.page.locator('.receipt')).toContainText(ja('paper.pc-check-refused'))
    await expect(customer.page.locator('.receipt')).toContainText(ja('paper.pc-check-granted'))
  })

  await test.step('what is read when the session has ended goes nowhere', async () => {
    await operator.backToDesk()
    await customer.button('ended.again').click()
    await toLiveBy({ customer, operator }, () => customer.chooseItem('os'))
    await operator.asksPcCheck()
    await part.waitFor()
    expect(await results()).toBe(1)
    // Both in one turn of the page, so that no result can be faster; the end makes the page anew, so nobody waits.
    await customer.page.evaluate(() => {
      const { sobani } = window as unknown as { sobani: { call(name: string, input?: unknown): unknown } }
      sobani.call('answer-pc-check', { granted: true })
      sobani.call('disconnect')
    })
    await Promise.all([customer.sees('ended'), operator.sees('ended')])
    const { receipt } = await newestReceipt({ customer })
    expect(receipt.pcChecks).toMatchObject([{ answer: 'granted', result: null }])
    expect(await results()).toBe(1)
  })
  await agent.stop()
  await trace.remove()
})

async function newestReceipt(who: Parameters<typeof forge>[0]): Promise<KeptReceipt> {
  const [newest] = (await forge(who, 'receipts')) as KeptReceipt[]
  return keptReceipt.parse(newest)
}
