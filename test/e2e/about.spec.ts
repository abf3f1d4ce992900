import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { startBrowser } from '../../scripts/play/operator'
import { ROOT } from '../../scripts/root'
import { findBrowser } from '../../scripts/setup/browser'
import { languages } from '../../src/shared/languages'
import { type About, licences } from '../../src/shared/licences'
import { textSizes } from '../../src/shared/text-sizes'
import { translator } from '../../src/shared/texts'
import { openPage, screenOf, smallest, usual } from './bare-page'
import { screens, viewOf } from './views'

let browser: Browser
/** With the very texts that the build wrote. */
let told: About
test.beforeAll(async () => {
  browser = await startBrowser(await findBrowser())
  told = {
    version: '0.1.0',
    channel: 'legacy',
    runtime: { electron: '32.3.3', chromium: '128.0.6613.186', node: '20.18.1' },
    beside: 'folder',
    licences: licences.parse(JSON.parse(await readFile(join(ROOT, 'out/licences.json'), 'utf8'))),
  }
})
test.afterAll(() => browser.close())

const first = screenOf('code, refused')
const dialog = '[data-dialog=about]'

/** The page of the agent, whose main answers this one question. */
async function open(
  size: { width: number; height: number },
  view: Parameters<typeof openPage>[2],
  answer: About | { ok: false; error: 'internal' } = told,
): Promise<Page> {
  const page = await openPage(browser, size, view)
  await page.evaluate((answer) => Object.assign(window.answers, { about: answer }), answer)
  return page
}

test('it is reachable by keyboard on every screen outside a session, and on none inside', async () => {
  const page = await open(usual, viewOf(first, 'ja', 100))
  const button = page.getByRole('button', { name: translator('ja')('about.open') })
  for (const [name, screen] of Object.entries(screens)) {
    await page.evaluate((view) => window.show(view), viewOf(screen, 'ja', 100))
    const inside = /^(live|approval)/.test(name) || name === 'code, joining'
    await expect(button, name).toHaveCount(inside ? 0 : 1)
  }
  await page.evaluate((view) => window.show(view), viewOf(screenOf('ended, scam'), 'ja', 100))
  await button.focus()
  await page.keyboard.press('Enter')
  await expect(page.locator(`${dialog} h2`)).toBeFocused()
  const names = page.locator(`${dialog} details`)
  expect(await names.count()).toBe((told.licences?.packages.length ?? 0) + 1)
  await expect(page.locator('.licence-text').first()).toBeHidden()
  // Heading, close, the first licence.
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.locator('.licence-text').first()).toContainText('Apache License')
  await page.keyboard.press('Escape')
  await expect(page.locator(dialog)).toBeHidden()
  await expect(button).toBeFocused()
  await page.close()
})

test('it says where the licences of the runtime are, and that a list could not be read', async () => {
  const t = translator('ja')
  const page = await open(usual, viewOf(first, 'ja', 100), { ...told, beside: 'app', licences: null })
  await page.getByRole('button', { name: t('about.open') }).click()
  await expect(page.locator(dialog)).toContainText(t('about.beside-app'))
  await expect(page.locator(dialog)).toContainText(t('about.unread'))
  await expect(page.locator(dialog)).toContainText(t('about.channel.legacy'))
  await page.close()
  const refused = await open(usual, viewOf(first, 'ja', 100), { ok: false, error: 'internal' })
  await refused.getByRole('button', { name: t('about.open') }).click()
  await expect(refused.locator(`${dialog} [data-answer=failed]`)).toContainText(t('error.internal'))
  await refused.close()
})

/** What is wider than its place. */
const wide = () =>
  [...document.querySelectorAll<HTMLElement>('dialog[open], dialog[open] *')].flatMap((element) =>
    element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1
      ? [`${element.tagName} ${element.className}: ${element.scrollWidth} > ${element.clientWidth}`]
      : [],
  )

for (const language of languages)
  test(`it is readable for everybody, in every size and in both colours (${language})`, async () => {
    test.setTimeout(180_000)
    const page = await open(smallest, viewOf(first, language, 100))
    await page.getByRole('button', { name: translator(language)('about.open') }).click()
    await page.locator(`${dialog} details`).nth(1).locator('summary').click()
    const found: string[] = []
    for (const size of textSizes)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.evaluate((view) => window.show(view), viewOf(first, language, size))
        await page.emulateMedia({ colorScheme })
        found.push(...(await page.evaluate(wide)).map((one) => `${size} %: ${one}`))
        await page.screenshot({
          path: test.info().outputPath(`about-${language}-${size}-${colorScheme}.png`),
        })
        if (size !== 100 && size !== 200) continue
        const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).include(dialog).analyze()
        found.push(...violations.map(({ id, nodes }) => `${size} %, ${colorScheme}: ${id}, ${nodes.length}`))
      }
    expect(found).toEqual([])
    await page.close()
  })
