import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { startBrowser } from '../../scripts/play/operator'
import { ROOT } from '../../scripts/root'
import { findBrowser } from '../../scripts/setup/browser'
import { barBounds } from '../../src/main/windows/bar-place'
import type { BarView } from '../../src/shared/ipc'
import { languages } from '../../src/shared/languages'
import { textSizes } from '../../src/shared/text-sizes'
import { translator } from '../../src/shared/texts'
import { bar as shown } from './views'

/** The built page of the bar alone, in windows of the size that main gives it. */
const PAGES = join(ROOT, 'out/renderer')
const ORIGIN = 'http://agent.test'
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
}

declare global {
  interface Window {
    showBar(view: BarView): void
    readonly wished: [name: string, input: unknown][]
  }
}

const soon = new Date(Date.now() + 150_000).toISOString()
const states: Readonly<Record<string, Partial<BarView>>> = {
  running: {},
  paused: { picture: 'paused' },
  'paused, lost': { picture: 'paused', contact: 'lost' },
  'paused, asked, nearly over': { picture: 'paused', question: true, endsAt: soon },
  lost: { picture: 'contact', contact: 'lost' },
  words: { picture: 'words', contact: 'words' },
  'to go on': { picture: 'question', question: true, endsAt: soon },
  private: { picture: 'private', edge: 'bottom' },
  permission: { picture: 'permission' },
}

let browser: Browser
test.beforeAll(async () => {
  browser = await startBrowser(await findBrowser())
})
test.afterAll(() => browser.close())

async function openBar(view: BarView, width: number): Promise<Page> {
  const display = { x: 0, y: 0, width, height: 768 }
  const place = barBounds({ bounds: display, workArea: display }, view)
  const viewport = { width: place.width, height: place.height }
  const page = await browser.newPage({ viewport, reducedMotion: 'reduce' })
  await page.route(`${ORIGIN}/**`, async (route) => {
    const path = new URL(route.request().url()).pathname
    const body = await readFile(join(PAGES, path)).catch(() => null)
    if (body === null) return route.fulfill({ status: 404 })
    return route.fulfill({ body, contentType: types[extname(path)] ?? 'text/plain' })
  })
  await page.addInitScript((view) => {
    const wished: [string, unknown][] = []
    const sobani = {
      call: async (name: string, input: unknown) => {
        wished.push([name, input])
        return name === 'bar-view' ? view : { ok: true }
      },
      on: (_name: string, listener: (view: BarView) => void) => {
        Object.assign(window, { showBar: listener })
        return () => undefined
      },
    }
    Object.assign(window, { wished, sobani })
  }, view)
  await page.goto(`${ORIGIN}/bar.html`)
  await page.locator('main').waitFor()
  return page
}

/** What is not wholly seen. The operator's company may be cut short: it stands in a title as well. */
const cut = () =>
  [...document.querySelectorAll<HTMLElement>('h1, button, .times, .sign')].flatMap((element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect()
    const outside = left < 12 || top < 0 || right > innerWidth - 12 || bottom > innerHeight
    return outside || element.scrollWidth > element.clientWidth + 1
      ? [`${element.tagName} ${element.textContent}`]
      : []
  })

for (const language of languages) {
  for (const textSize of textSizes)
    test(`the bar shows all it has to say at ${textSize} % (${language})`, async () => {
      const found: string[] = []
      for (const width of [800, 1366, 1920]) {
        const page = await openBar({ ...shown, language, textSize }, width)
        for (const [name, state] of Object.entries(states)) {
          await page.evaluate((view) => window.showBar(view), { ...shown, ...state, language, textSize })
          found.push(...(await page.evaluate(cut)).map((one) => `${width}, ${name}: ${one}`))
        }
        await page.close()
      }
      expect(found).toEqual([])
    })

  test(`the bar is readable for everybody (${language})`, async () => {
    const page = await openBar({ ...shown, language }, 1920)
    const found: string[] = []
    for (const [name, state] of Object.entries(states)) {
      await page.evaluate((view) => window.showBar(view), { ...shown, ...state, language })
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
        for (const { id, nodes } of violations)
          found.push(
            `${name}, ${colorScheme}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join()}`,
          )
      }
    }
    expect(found).toEqual([])
    await page.close()
  })
}

test('its two ends are the red that is looked for, in every state and colour scheme', async () => {
  const page = await openBar(shown, 1366)
  const ends = () =>
    [0, 6, 11, innerWidth - 12, innerWidth - 6, innerWidth - 1].flatMap((x) =>
      [0, innerHeight / 2, innerHeight - 1].map((y) => {
        const element = document.elementFromPoint(x, y)
        return element === null ? '' : getComputedStyle(element).backgroundColor
      }),
    )
  for (const state of Object.values(states)) {
    await page.evaluate((view) => window.showBar(view), { ...shown, ...state })
    for (const colorScheme of ['light', 'dark'] as const)
      for (const forcedColors of ['none', 'active'] as const) {
        await page.emulateMedia({ colorScheme, forcedColors })
        expect([...new Set(await page.evaluate(ends))]).toEqual(['rgb(217, 48, 37)'])
      }
  }
  await page.close()
})

test('each state offers what belongs to it, and says it aloud', async () => {
  const page = await openBar(shown, 1920)
  const t = translator('ja')
  const offers = (state: Partial<BarView>) =>
    page
      .evaluate((view) => window.showBar(view), { ...shown, ...state })
      .then(() => page.getByRole('button').allTextContents())
  const [pause, unpause, stop] = [t('bar.pause'), t('bar.unpause'), t('live.disconnect')]
  expect(await offers({})).toEqual([pause, stop, t('bar.down')])
  await expect(page.getByRole('status').first()).toHaveText(t('bar.sharing'))
  expect(await offers({ picture: 'paused', edge: 'bottom' })).toEqual([unpause, stop, t('bar.up')])
  await expect(page.getByRole('status').first()).toHaveText(t('bar.state.paused'))
  expect(await offers({ picture: 'question', question: true })).toContain(t('bar.goOn'))
  expect(await offers({ contact: 'words', picture: 'words' })).toContain(t('bar.question'))
  await offers({ endsAt: soon })
  await expect(page.locator('.left')).toHaveText(/^あと 0[12]:\d\d$/)
  await offers({ endsAt: new Date(Date.now() + 600_000).toISOString() })
  await expect(page.locator('.left')).toHaveCount(0)
  await page.close()
})

test('each button wishes one thing', async () => {
  const page = await openBar(shown, 1920)
  const wishes: [Partial<BarView>, string, unknown][] = [
    [{}, 'pause', undefined],
    [{ picture: 'paused' }, 'unpause', undefined],
    [{}, 'disconnect', undefined],
    [{ picture: 'question' }, 'go-on', undefined],
    [{ question: true }, 'show-window', undefined],
    [{}, 'move', 'bottom'],
    [{ edge: 'bottom' }, 'move', 'top'],
  ]
  for (const [state, wish, input] of wishes) {
    await page.evaluate((view) => window.showBar(view), { ...shown, ...state })
    await page.locator(`[data-wish=${wish}]`).click()
    expect(await page.evaluate(() => window.wished.at(-1))).toEqual([
      wish === 'move' ? 'move-bar' : wish,
      input,
    ])
  }
  await page.close()
})
