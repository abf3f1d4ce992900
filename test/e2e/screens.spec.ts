import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, expect, test } from '@playwright/test'
import { startBrowser } from '../../scripts/play/operator'
import { findBrowser } from '../../scripts/setup/browser'
import { itemIds } from '../../src/shared/inventory'
import { languages } from '../../src/shared/languages'
import { textSizes } from '../../src/shared/text-sizes'
import { translator } from '../../src/shared/texts'
import { openPage, screenOf, smallest, usual } from './bare-page'
import { kept, screens, viewOf } from './views'

let browser: Browser
test.beforeAll(async () => {
  browser = await startBrowser(await findBrowser())
})
test.afterAll(() => browser.close())

const first = screenOf('code, refused')

/** What is wider than its place, so that one would have to scroll sideways or would not see it. */
const wide = () =>
  [document.documentElement, ...document.querySelectorAll<HTMLElement>('body *')].flatMap((element) => {
    if (element.matches('.visually-hidden, input') || element.clientWidth === 0) return []
    return element.scrollWidth > element.clientWidth + 1
      ? [`${element.tagName} ${element.className}: ${element.scrollWidth} > ${element.clientWidth}`]
      : []
  })

for (const language of languages) {
  for (const size of textSizes)
    test(`nothing is cut off in the smallest window at ${size} % (${language})`, async () => {
      const page = await openPage(browser, smallest, viewOf(first, language, size))
      const found: string[] = []
      for (const [name, screen] of Object.entries(screens)) {
        await page.evaluate((view) => window.show(view), viewOf(screen, language, size))
        found.push(...(await page.evaluate(wide)).map((one) => `${name}: ${one}`))
      }
      expect(found).toEqual([])
      await page.close()
    })

  test(`every screen is readable for everybody (${language})`, async () => {
    test.setTimeout(180_000)
    const page = await openPage(browser, usual, viewOf(first, language, 100))
    const found: string[] = []
    for (const [name, screen] of Object.entries(screens)) {
      await page.evaluate((view) => window.show(view), viewOf(screen, language, 100))
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
        for (const { id, nodes } of violations)
          found.push(
            `${name}, ${colorScheme}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`,
          )
      }
    }
    expect(found).toEqual([])
    await page.close()
  })
}

test('a larger text is a larger text', async () => {
  const page = await openPage(browser, usual, viewOf(first, 'ja', 100))
  const sizes: number[] = []
  for (const size of textSizes) {
    await page.evaluate((view) => window.show(view), viewOf(first, 'ja', size))
    sizes.push(
      await page.locator('h1').evaluate((heading) => Number.parseFloat(getComputedStyle(heading).fontSize)),
    )
  }
  const [usually = 0] = sizes
  expect(sizes.map((one) => Math.round((one / usually) * 100))).toEqual([...textSizes])
  await page.close()
})

test('a key that was meant for something else does not answer the request for a check', async () => {
  const page = await openPage(browser, usual, viewOf(first, 'ja', 100))
  await page.evaluate((view) => window.show(view), viewOf(screenOf('live, checked'), 'ja', 100))
  await page.evaluate((view) => window.show(view), viewOf(screenOf('live, asked'), 'ja', 100))
  await expect(page.locator('[data-pc-check=asked] h2')).toBeFocused()
  for (const key of ['Enter', 'Space', 'Escape']) await page.keyboard.press(key)
  const answers = () => page.evaluate(() => window.asked.filter(([name]) => name === 'answer-pc-check'))
  expect(await answers()).toEqual([])
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  expect(await answers()).toEqual([['answer-pc-check', { granted: false }]])
  await page.close()
})

test('what is stored is deleted only after a second thought', async () => {
  const page = await openPage(browser, smallest, viewOf(first, 'ja', 200))
  const t = translator('ja')
  const forgets = () => page.evaluate(() => window.asked.filter(([name]) => name === 'forget'))
  await page.getByRole('button', { name: t('stored.open') }).click()
  await page.locator('[data-forget=receipts]').click()
  await expect(page.getByRole('button', { name: t('stored.no') })).toBeFocused()
  expect(await page.evaluate(wide)).toEqual([])
  await page.keyboard.press('Enter')
  await expect(page.locator('.confirm')).toHaveCount(0)
  expect(await forgets()).toEqual([])
  await page.locator('[data-forget=everything]').click()
  await page.getByRole('button', { name: t('stored.yes.everything') }).click()
  await expect(page.locator('dialog[open]')).toHaveCount(0)
  expect(await forgets()).toEqual([['forget', 'everything']])
  await page.close()
})

test('nothing can be deleted during a session', async () => {
  const page = await openPage(browser, usual, viewOf(first, 'ja', 100))
  const open = page.getByRole('button', { name: translator('ja')('stored.open') })
  await expect(open).toBeVisible()
  for (const name of ['code, joining', 'approval, words', 'live, checked']) {
    await page.evaluate((view) => window.show(view), viewOf(screenOf(name), 'ja', 100))
    await expect(open).toHaveCount(0)
  }
  await page.close()
})

test('choosing all leaves the router to a choice of its own', async () => {
  const page = await openPage(browser, usual, viewOf(screenOf('inventory, off'), 'ja', 100))
  const t = translator('ja')
  await page.getByRole('button', { name: t('inventory.all') }).click()
  const switched = await page.evaluate(() => window.asked.filter(([name]) => name === 'switch-item'))
  expect(switched).toEqual(
    itemIds.filter((id) => id !== 'router').map((id) => ['switch-item', { id, on: true }]),
  )
  await page.evaluate((view) => window.show(view), viewOf(screenOf('inventory, on'), 'ja', 100))
  const password = page.locator('[data-router=password]')
  await expect(password).toHaveAttribute('type', 'password')
  await page.locator('[data-router=model]').fill('RX-600')
  await password.fill('himitsu')
  await page.getByRole('button', { name: t('router.show') }).click()
  await expect(password).toHaveAttribute('type', 'text')
  const typed = () => page.evaluate(() => window.asked.findLast(([name]) => name === 'type-router')?.[1])
  expect(await typed()).toEqual({ model: 'RX-600', account: '', password: 'himitsu' })
  await page.close()
})

test('a receipt that could not be written is not said to be kept', async () => {
  const isKept = translator('ja')('receipt.kept')
  const ended = (unwritten: boolean) =>
    viewOf({ name: 'ended', reason: 'relay-lost', receipt: kept, unwritten, report: null }, 'ja', 100)
  const page = await openPage(browser, usual, ended(true))
  await expect(page.getByRole('alert')).toContainText(translator('ja')('ended.unwritten'))
  await expect(page.getByText(isKept)).toHaveCount(0)
  await page.evaluate((view) => window.show(view), ended(false))
  await expect(page.getByText(isKept)).toBeVisible()
  await page.close()
})

test('what has changed is shown first, and is not yet the whole text', async () => {
  const page = await openPage(browser, usual, viewOf(screenOf('documents, changed'), 'ja', 100))
  const read = () => page.evaluate(() => window.asked.filter(([name]) => name === 'document-read'))
  const changes = page.locator('[data-changes=notices]')
  await expect(changes.locator('ins')).toContainText('追加')
  await expect(changes.locator('del')).toContainText('削除')
  await changes.focus()
  await page.keyboard.press('End')
  await changes.getByRole('button').click()
  await expect(page.locator('[data-document=notices]')).toBeFocused()
  expect(await read()).toEqual([])
  await page.keyboard.press('End')
  await expect.poll(read).toEqual([['document-read', 'notices']])
  await page.close()
})

test('each area of a check is told by sign and word, and what could not be read never looks good', async () => {
  const page = await openPage(browser, usual, viewOf(screenOf('live, checked'), 'ja', 100))
  const told = await page
    .locator('[data-area]')
    .evaluateAll((lines) =>
      lines.map((line) => [
        line.getAttribute('data-state'),
        line.querySelector('.verdict')?.textContent,
        line.querySelector('.verdict')?.className,
      ]),
    )
  expect(told).toEqual([
    ['good', '✓問題なし', 'verdict pass'],
    ['attention', '!ご確認ください', 'verdict warn'],
    ['unread', '?わかりません', 'verdict unread'],
  ])
  await page.close()
})
