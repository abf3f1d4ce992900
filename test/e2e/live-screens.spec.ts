import { type Browser, expect, test } from '@playwright/test'
import { startBrowser } from '../../scripts/play/operator'
import { findBrowser } from '../../scripts/setup/browser'
import { holdReasons, isHeld } from '../../src/shared/picture'
import { translator } from '../../src/shared/texts'
import { openPage, screenOf, usual } from './bare-page'
import { screens, viewOf } from './views'

let browser: Browser
test.beforeAll(async () => {
  browser = await startBrowser(await findBrowser())
})
test.afterAll(() => browser.close())

const questions = [
  [
    'live, words',
    'live.words.differ',
    ['answer-words', { same: false, words: ['ひまわり', 'でんしゃ', 'みかん'] }],
    'live.words.same',
  ],
  ['live, others', 'live.others.no', ['answer-others', { granted: false }], 'live.others.yes'],
  ['live, still', 'live.still.no', ['answer-still', { granted: false }], 'live.still.yes'],
  ['live, question', 'live.disconnect', ['disconnect', undefined], 'live.go-on.yes'],
] as const

for (const [name, refusal, answer, consent] of questions)
  test(`${name}: it has the focus, a stray key answers nothing, and refusing comes first`, async () => {
    const page = await openPage(browser, usual, viewOf(screenOf('live, running'), 'ja', 100))
    const t = translator('ja')
    const before = await page.evaluate(() => window.asked.length)
    await page.evaluate((view) => window.show(view), viewOf(screenOf(name), 'ja', 100))
    const question = page.getByRole('alertdialog')
    await expect(question.getByRole('heading')).toBeFocused()
    for (const key of ['Enter', 'Space', 'Escape']) await page.keyboard.press(key)
    const asked = () => page.evaluate((from) => window.asked.slice(from), before)
    expect(await asked()).toEqual([])
    await page.keyboard.press('Tab')
    await expect(question.getByRole('button', { name: t(refusal) })).toBeFocused()
    await page.keyboard.press('Enter')
    expect((await asked()).map(([called]) => called)).toEqual([answer[0]])
    expect((await asked())[0]?.[1] ?? undefined).toEqual(answer[1])
    const sizes = [refusal, consent].map((key) =>
      question.getByRole('button', { name: t(key) }).boundingBox(),
    )
    const [refused, consented] = await Promise.all(sizes)
    expect(refused?.height).toBe(consented?.height)
    await page.evaluate((view) => window.show(view), viewOf(screenOf('live, running'), 'ja', 100))
    await expect(page.locator('h1')).toBeFocused()
    await page.close()
  })

test('one question is asked at a time, the new words before all others', async () => {
  const page = await openPage(browser, usual, viewOf(screenOf('live, all asked'), 'ja', 100))
  await expect(page.locator('[data-question]')).toHaveCount(1)
  await expect(page.locator('[data-question=words] .words li')).toHaveCount(3)
  await expect(page.locator('.words')).toHaveCount(1)
  await page.close()
})

test('the picture is hidden and shown by one button, which says what it will do', async () => {
  const page = await openPage(browser, usual, viewOf(screenOf('live, running'), 'ja', 100))
  const t = translator('ja')
  const wishes = () =>
    page.evaluate(() => window.asked.map(([name]) => name).filter((name) => name.endsWith('pause')))
  await page.getByRole('button', { name: t('live.pause'), exact: true }).click()
  await page.evaluate((view) => window.show(view), viewOf(screenOf('live, paused'), 'ja', 100))
  await expect(page.locator('h1')).toHaveText(t('live.heading.hidden'))
  await page.getByRole('button', { name: t('live.unpause'), exact: true }).click()
  expect(await wishes()).toEqual(['pause', 'unpause'])
  await page.close()
})

test('nobody is told to be hidden while a frame may leave', async () => {
  const page = await openPage(browser, usual, viewOf(screenOf('live, running'), 'ja', 100))
  const t = translator('ja')
  for (const [name, screen] of Object.entries(screens)) {
    if (screen.name !== 'live') continue
    await page.evaluate((view) => window.show(view), viewOf(screen, 'ja', 100))
    const hidden = (await page.locator('h1').textContent()) === t('live.heading.hidden')
    if (hidden) expect(isHeld(screen.picture), name).toBe(true)
  }
  await page.close()
})

test('without contact nobody can be let in', async () => {
  const page = await openPage(browser, usual, viewOf(screenOf('approval, lost'), 'ja', 100))
  const t = translator('ja')
  const allow = page.getByRole('button', { name: t('approval.allow'), exact: true })
  await expect(allow).toBeDisabled()
  await expect(allow).toHaveAccessibleDescription(t('approval.lost'))
  await expect(page.getByRole('button', { name: t('approval.deny'), exact: true })).toBeEnabled()
  await page.evaluate((view) => window.show(view), viewOf(screenOf('approval, words'), 'ja', 100))
  await expect(allow).toBeEnabled()
  await page.close()
})

test('every time without a picture is on the receipt with its reason', async () => {
  const page = await openPage(browser, usual, viewOf(screenOf('ended, receipt'), 'ja', 100))
  const t = translator('ja')
  for (const why of holdReasons)
    await expect(page.locator(`[data-held=${why}]`)).toContainText(t(`paper.held.${why}`))
  await expect(page.locator('[data-still]')).toHaveCount(3)
  await expect(page.locator('[data-others=granted] li')).toHaveCount(3)
  await page.close()
})
