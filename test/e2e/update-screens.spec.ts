import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, expect, test } from '@playwright/test'
import { startBrowser } from '../../scripts/play/operator'
import { findBrowser } from '../../scripts/setup/browser'
import type { Screen } from '../../src/shared/ipc'
import { languages } from '../../src/shared/languages'
import { textSizes } from '../../src/shared/text-sizes'
import { translator } from '../../src/shared/texts'
import { type UpdateView, updateView } from '../../src/shared/update-feed'
import { openPage, screenOf, smallest, usual } from './bare-page'
import { viewOf } from './views'

let browser: Browser
test.beforeAll(async () => {
  browser = await startBrowser(await findBrowser())
})
test.afterAll(() => browser.close())

const update = (changed: Partial<UpdateView>): UpdateView => ({
  version: '12.34.567',
  state: 'offered',
  percent: 0,
  required: false,
  mayPostpone: false,
  ...changed,
})
const screen = screenOf('code, refused')
/** Each state as a banner, and, where it is required, in the code's place. */
const updates = updateView.shape.state.options.flatMap((state) =>
  [true, false].flatMap((required) =>
    [true, false].map((mayPostpone) => update({ state, required, mayPostpone, percent: 45 })),
  ),
)
const withUpdate = (
  changed: UpdateView | null,
  language: 'ja' | 'en',
  size: 100 | 200 = 100,
  on: Screen = screen,
) => ({
  ...viewOf(on, language, size),
  update: changed,
})

for (const language of languages) {
  test(`no state of an update is cut off, at any size (${language})`, async () => {
    const page = await openPage(browser, smallest, viewOf(screen, language, 100))
    const wide = () =>
      [document.documentElement, ...document.querySelectorAll<HTMLElement>('body *')]
        .filter((one) => !one.matches('.visually-hidden, input') && one.clientWidth > 0)
        .filter((one) => one.scrollWidth > one.clientWidth + 1)
        .map((one) => `${one.tagName} ${one.className}`)
    for (const size of textSizes)
      for (const one of updates) {
        await page.evaluate((view) => window.show(view), { ...viewOf(screen, language, size), update: one })
        expect([size, one, await page.evaluate(wide)]).toEqual([size, one, []])
      }
    await page.close()
  })

  test(`every state of an update is readable for everybody (${language})`, async () => {
    test.setTimeout(120_000)
    const page = await openPage(browser, usual, viewOf(screen, language, 100))
    for (const one of updates.filter(({ mayPostpone }) => mayPostpone)) {
      await page.evaluate((view) => window.show(view), withUpdate(one, language))
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
        expect([one, colorScheme, violations.map(({ id }) => id)]).toEqual([one, colorScheme, []])
      }
    }
    await page.close()
  })
}

test('an update is above the screen, and takes neither the focus nor the field away', async () => {
  const page = await openPage(browser, usual, viewOf(screen, 'ja', 100))
  await page.locator('#code').fill('123')
  await page.evaluate((view) => window.show(view), withUpdate(update({ mayPostpone: true }), 'ja'))
  await expect(page.locator('#code')).toBeFocused()
  await expect(page.locator('#code')).toHaveValue('123')
  await page.screenshot({ path: test.info().outputPath('offered.png') })
  const t = translator('ja')
  // Backwards from the field: main's own buttons come after it.
  await page.getByRole('button', { name: t('update.later') }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  const asked = await page.evaluate(() => window.asked.map(([name]) => name))
  expect(asked.filter((name) => name.startsWith('update'))).toEqual(['update-later', 'update-now'])
  await page.close()
})

test('after something suspicious nothing stands before the warning', async () => {
  const page = await openPage(browser, usual, withUpdate(update({}), 'ja', 100, screenOf('ended, receipt')))
  await expect(page.locator('.update')).toBeVisible()
  for (const name of ['ended, scam', 'ended, telling', 'ended, untold']) {
    await page.evaluate((view) => window.show(view), withUpdate(update({}), 'ja', 100, screenOf(name)))
    await expect(page.locator('[data-report]')).toBeVisible()
    await expect(page.locator('.update')).toHaveCount(0)
  }
  await page.close()
})

test('progress is shown at every percent, and is read out once', async () => {
  const page = await openPage(browser, usual, viewOf(screen, 'ja', 100))
  const show = (percent: number) =>
    page.evaluate((view) => window.show(view), withUpdate(update({ state: 'downloading', percent }), 'ja'))
  await show(1)
  await page.evaluate(() => {
    const said: string[] = []
    Object.assign(window, { said })
    for (const live of document.querySelectorAll('[role=status], [aria-live]'))
      new MutationObserver(() => said.push(live.textContent ?? '')).observe(live, {
        subtree: true,
        childList: true,
        characterData: true,
      })
  })
  for (const percent of [2, 30, 99]) {
    await show(percent)
    await expect(page.locator('progress')).toHaveAttribute('value', String(percent))
    await expect(page.getByText(`${percent}%`)).toBeVisible()
  }
  await page.screenshot({ path: test.info().outputPath('downloading.png') })
  expect(await page.evaluate(() => (window as unknown as { said: string[] }).said)).toEqual([])
  await page.evaluate((view) => window.show(view), withUpdate(update({ state: 'installing' }), 'ja'))
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { said: string[] }).said.length))
    .toBeGreaterThan(0)
  await page.close()
})

test('a version that must be replaced leaves no field for a code, and says whom to call', async () => {
  const page = await openPage(browser, smallest, withUpdate(update({ required: true }), 'ja', 200))
  await expect(page.locator('#code')).toHaveCount(0)
  await expect(page.locator('.desk .phone')).toHaveText('0120-000-111')
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  await page.screenshot({ path: test.info().outputPath('required-200.png'), fullPage: true })
  await page.evaluate(
    (view) => window.show(view),
    withUpdate(update({ required: true, state: 'failed' }), 'ja'),
  )
  await page.screenshot({ path: test.info().outputPath('required-failed.png'), fullPage: true })
  await expect(page.getByRole('button', { name: translator('ja')('update.again') })).toBeVisible()
  await page.close()
})
