import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { ElectronApplication, Page } from '@playwright/test'
import { japaneseDay, weekdayOf } from '../../src/shared/japan-time'
import type { Hours } from '../../src/shared/profile'
import type { TextKey } from '../../src/shared/texts'
import { appWith } from './documents'
import { changedProfile, startService } from './service'
import { expectEnded, ja, toApproval } from './session'
import { expect, test } from './stage'

test('no screen of either side has an axe violation, and none of the agent is clipped at 200 %', async ({
  world,
  newCustomer,
  newOperator,
}) => {
  test.setTimeout(150_000)
  const [{ agent, customer }, operator] = await Promise.all([
    newCustomer({ consented: false }),
    // Signed out at the end: not with the sign-in that the other tests share.
    newOperator({ account: world.relay }),
  ])
  const faults: string[] = []
  const agentShows = async (name: string, page = customer.page) => {
    faults.push(...(await violations(page, `agent ${name}`)))
    if (page === customer.page) faults.push(...(await clippings(agent.app, page, name)))
  }
  const consoleShows = async (name: string) => {
    faults.push(...(await violations(operator.page, `console ${name}`)))
  }

  await consoleShows('desk')
  await customer.sees('documents')
  await agentShows('documents')
  await customer.button('documents.agree').dispatchEvent('click')
  await agentShows('documents, not read')
  await customer.readDocuments()
  await agentShows('documents, read')
  await customer.agree()
  await customer.checked()
  await agentShows('environment')
  await customer.button('stored.open').click()
  await customer.page.locator('[data-stored=acceptances]').waitFor()
  await agentShows('stored')
  await customer.page.locator('[data-forget=everything]').click()
  await agentShows('stored, the second thought')
  await customer.button('stored.no').click()
  await customer.button('stored.close').click()
  await customer.confirmEnvironment()
  await agentShows('inventory, all off')
  await customer.chooseItems(['machine-name'])
  await customer.typeRouter({ model: 'RX-600', password: 'himitsu' })
  await agentShows('inventory')
  await customer.agreeInventory()
  await agentShows('code')
  await customer.enterCode('12')
  await agentShows('code, too short')
  const code = await operator.opensSession()
  await consoleShows('code')
  await customer.enterCode(code)
  await customer.sees('approval')
  await agentShows('approval, who called')
  await customer.nameCaller('customer')
  await customer.words()
  await agentShows('approval, words')
  await operator.words()
  await consoleShows('waiting')
  await customer.allow()
  await operator.firstFrame()
  await agentShows('live')
  await consoleShows('live')
  await operator.looksAtRouter()
  await operator.asksPcCheck()
  await customer.page.locator('[data-pc-check=asked]').waitFor()
  await agentShows('live, router shown and a check asked for')
  await consoleShows('live, router shown and a check asked for')
  await customer.answerPcCheck(true)
  await operator.page.getByTestId('pc-check').locator('[data-area]').first().waitFor()
  await agentShows('live, checked')
  await consoleShows('live, checked')
  const bar = await agent.window('bar')
  await bar.locator('[data-wish=disconnect]').waitFor()
  await agentShows('bar', bar)
  await customer.hides()
  await operator.seesPicture('paused')
  await agentShows('live, hidden')
  await agentShows('bar, hidden', bar)
  await consoleShows('live, hidden')
  await customer.unhides()
  await operator.seesPicture('running')
  await customer.button('live.disconnect').click()
  await expectEnded({ customer, operator }, 'customer')
  await agentShows('ended')
  await consoleShows('ended')
  await operator.backToDesk()
  await customer.button('receipts.open').click()
  await agentShows('earlier receipts')
  await customer.button('receipts.close').click()
  await toApproval({ customer, operator })
  await customer.nameCaller('popup')
  await customer.sees('ended')
  await agentShows('stop')
  await consoleShows('ended as a scam')
  await operator.backToDesk()
  await operator.button('console.desk.sign-out').click()
  await operator.sees('sign-in')
  await consoleShows('sign-in')
  expect(faults).toEqual([])
})

test('neither have a document that changed, a desk that is closed and a PC that does not meet the conditions', async ({
  world,
  newCustomer,
}) => {
  const day = { days: [weekdayOf(japaneseDay(Date.now()) + 3)], from: '09:30', to: '18:00' }
  const hours: Hours = { timeZone: 'Asia/Tokyo', weekly: [day], closedOnHolidays: false, closedDates: [] }
  const service = await startService(await changedProfile({ hours }))
  const app = await appWith({
    'notices.ja.md': (text) => `${text.replace('## 2. ', '## 2. 新しい')}\n新しい文です。\n`,
  })
  const folder = await mkdtemp(join(tmpdir(), 'sobani-changed-'))
  try {
    await cp(world.consent, folder, { recursive: true })
    const { agent, customer } = await newCustomer({ folder, app, relay: service.address })
    const faults: string[] = []
    const shows = async (name: string) => {
      faults.push(...(await violations(customer.page, name)))
      faults.push(...(await clippings(agent.app, customer.page, name)))
    }
    await customer.page.locator('[data-changes=notices] ins').first().waitFor()
    await shows('documents, changed')
    await customer.comesToCode()
    await customer.page.locator('[data-desk=closed]').waitFor()
    await shows('code, closed')
    await agent.stop()

    const other = await newCustomer({ profile: 'kct' })
    await other.customer.page.locator('[data-check=os][data-verdict=fail]').waitFor()
    faults.push(...(await violations(other.customer.page, 'environment failed')))
    faults.push(...(await clippings(other.agent.app, other.customer.page, 'environment failed')))
    expect(faults).toEqual([])
  } finally {
    await service.close()
    for (const made of [folder, app]) await rm(made, { recursive: true, force: true, maxRetries: 5 })
  }
})

test('the whole journey goes by the keyboard alone, on both sides', async ({
  world,
  newCustomer,
  newOperator,
}) => {
  const [{ customer }, operator] = await Promise.all([
    newCustomer({ consented: false }),
    // Signed out below: not with the sign-in that the other tests share.
    newOperator({ account: world.relay }),
  ])
  const agent = new Keyboard(customer.page)
  const desk = new Keyboard(operator.page)

  await test.step('the operator signs out and in again', async () => {
    await desk.presses('console.desk.sign-out')
    await operator.sees('sign-in')
    await desk.types('input[name=username]', world.relay.user)
    await desk.types('input[name=password]', world.relay.password)
    await operator.page.keyboard.press('Enter')
    await operator.sees('desk')
    await desk.presses('console.desk.start')
    await operator.sees('code')
  })
  const code = await operator.page.locator('[data-code]').getAttribute('data-code')

  await customer.sees('documents')
  for (const id of ['license', 'notices']) {
    await agent.goesTo(`[data-document=${id}]`)
    await customer.page.keyboard.press('End')
    await customer.page.locator(`[data-document=${id}][data-read=true]`).waitFor()
  }
  await agent.pressesNamed('text-size.larger')
  await expect(customer.page.locator('.text-size output')).toHaveText('125%')
  await agent.presses('documents.agree')
  await customer.sees('environment')
  await customer.checked()
  await agent.presses('stored.open')
  await expect(customer.page.locator('dialog[open] h2')).toBeFocused()
  await agent.presses('stored.forget.everything')
  // The safe answer has the focus: whoever goes on pressing deletes nothing.
  await expect(customer.button('stored.no')).toBeFocused()
  await customer.page.keyboard.press('Enter')
  await customer.page.keyboard.press('Escape')
  await expect(customer.page.locator('dialog[open]')).toHaveCount(0)
  await customer.sees('environment')
  await agent.presses('environment.next', 'Space')
  await customer.sees('inventory')
  await agent.goesTo('[data-item=os] input')
  await customer.page.keyboard.press('Space')
  await customer.page.locator('[data-item=os][data-state=on]').waitFor()
  await agent.goesTo('[data-item=router] input')
  await customer.page.keyboard.press('Space')
  await customer.page.locator('[data-item=router][data-state=on]').waitFor()
  await agent.types('[data-router=model]', 'RX-600')
  await agent.presses('inventory.next')
  await customer.sees('code')
  await expect(customer.page.locator('#code')).toBeFocused()
  await customer.page.keyboard.type(code ?? '')
  await customer.page.keyboard.press('Enter')
  await customer.sees('approval')
  await agent.goesTo('input[name=caller]')
  await customer.page.keyboard.press('ArrowDown')
  await expect(customer.page.locator('input[value=operator]')).toBeChecked()
  await customer.page.keyboard.press('ArrowUp')
  await expect(customer.page.locator('input[value=customer]')).toBeChecked()
  await agent.presses('approval.next')
  await customer.words()
  await agent.presses('approval.allow')
  await customer.sees('live')
  await operator.firstFrame()
  await agent.presses('live.pause')
  await operator.seesPicture('paused')
  await agent.presses('live.unpause')
  await operator.seesPicture('running')

  await desk.presses('console.session.actual')
  await desk.goesTo('.picture.actual')
  await desk.presses('console.session.end')
  await operator.sees('ended')
  await desk.presses('console.to-desk')
  await operator.sees('desk')
  await customer.sees('ended')
  await agent.presses('receipts.open')
  await customer.page.locator('dialog[open] .receipt').waitFor()
  await agent.presses('receipts.close')
  await agent.presses('ended.again')
  await customer.sees('environment')
})

/** A person without a mouse: Tab until it is there, then a key. */
class Keyboard {
  constructor(readonly page: Page) {}

  async goesTo(selector: string): Promise<void> {
    for (let step = 0; step < 40; step += 1) {
      if (await this.page.evaluate((selector) => document.activeElement?.matches(selector), selector)) return
      await this.page.keyboard.press('Tab')
    }
    throw new Error(`the Tab key does not come to ${selector}`)
  }

  async presses(key: TextKey, press: 'Enter' | 'Space' = 'Enter'): Promise<void> {
    const name = ja(key)
    for (let step = 0; step < 40; step += 1) {
      const at = await this.page.evaluate(() =>
        document.activeElement?.tagName === 'BUTTON' ? document.activeElement.textContent?.trim() : '',
      )
      if (at === name) {
        // Where one is, must be seen.
        expect(await this.page.evaluate(hasRing), `ring around ${name}`).toBe(true)
        return this.page.keyboard.press(press)
      }
      await this.page.keyboard.press('Tab')
    }
    throw new Error(`the Tab key does not come to "${name}"`)
  }

  /** A button that is named by a label, and not by what stands on it. */
  async pressesNamed(key: TextKey): Promise<void> {
    await this.goesTo(`[aria-label="${ja(key)}"]`)
    expect(await this.page.evaluate(hasRing), `ring around ${ja(key)}`).toBe(true)
    await this.page.keyboard.press('Enter')
  }

  async types(selector: string, text: string): Promise<void> {
    await this.goesTo(selector)
    await this.page.keyboard.type(text)
  }
}

function hasRing(): boolean {
  const at = document.activeElement
  if (at === null || !at.matches(':focus-visible')) return false
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at)
  return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
}

/** Every axe violation of one screen, in light and dark. */
async function violations(page: Page, screen: string): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    // Electron has no second page for axe to work in.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
    for (const { id, nodes } of violations)
      found.push(
        `${screen}, ${colorScheme}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`,
      )
  }
  await page.emulateMedia({ colorScheme: 'light' })
  return found
}

/** What is wider than its place when everything is twice as large. */
async function clippings(app: ElectronApplication, page: Page, screen: string): Promise<string[]> {
  const zoom = (factor: number) =>
    app.evaluate(({ BrowserWindow }, factor) => {
      for (const { webContents } of BrowserWindow.getAllWindows())
        if (webContents.getURL().endsWith('/index.html')) webContents.setZoomFactor(factor)
    }, factor)
  const width = await page.evaluate(() => innerWidth)
  await zoom(2)
  await page.waitForFunction((width) => innerWidth < width * 0.6, width)
  const found = await page.evaluate(() => {
    const wide: string[] = []
    for (const element of [document.documentElement, ...document.querySelectorAll<HTMLElement>('body *')]) {
      if (element.matches('.visually-hidden') || element.clientWidth === 0) continue
      const { overflowX } = getComputedStyle(element)
      const cut = element === document.documentElement || overflowX !== 'visible'
      if (cut && element.scrollWidth > element.clientWidth + 1)
        wide.push(`${element.tagName} ${element.className}: ${element.scrollWidth} > ${element.clientWidth}`)
    }
    return wide
  })
  await zoom(1)
  await page.waitForFunction((width) => innerWidth === width, width)
  return found.map((text) => `agent ${screen} at 200 %: ${text}`)
}
