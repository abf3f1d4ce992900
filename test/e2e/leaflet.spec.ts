import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, expect, test } from '@playwright/test'
import { PNG } from 'pngjs'
import { ssim } from 'ssim.js'
import { startBrowser } from '../../scripts/play/operator'
import { ROOT } from '../../scripts/root'
import { findBrowser } from '../../scripts/setup/browser'
import { barBounds } from '../../src/main/windows/bar-place'
import { openPage, screenOf } from './bare-page'
import { bar, viewOf } from './views'

/** `SOBANI_PICTURES=1 npm test -- leaflet` takes the leaflet's pictures anew. */
const takeAnew = process.env.SOBANI_PICTURES === '1'
const PICTURES = join(ROOT, 'docs', 'pictures')
const LEAFLET = join(ROOT, 'docs', 'leaflet.html')
const size = { width: 620, height: 370 }
const taller = { width: 620, height: 410 }

let browser: Browser
test.beforeAll(async () => {
  browser = await startBrowser(await findBrowser())
})
test.afterAll(() => browser.close())

const refused = screenOf('code, refused')
const unread = screenOf('documents')
if (refused.name !== 'code' || unread.name !== 'documents') throw new Error('no such screens')
const read = { ...unread, documents: unread.documents.map((one) => ({ ...one, read: true })) }

for (const [name, screen, part] of [
  ['documents', read, '.foot'],
  ['code', { ...refused, error: null }, 'main .primary'],
  ['approval', screenOf('approval, words'), '.foot, .row:has(.primary)'],
] as const)
  test(`the leaflet shows the ${name} as they are today`, async () => {
    const page = await openPage(browser, name === 'approval' ? taller : size, viewOf(screen, 'ja', 100))
    await page
      .locator(part)
      .last()
      .evaluate((element) => {
        element.scrollIntoView({ block: 'end' })
        window.scrollBy(0, 12)
      })
    await isCurrent(name, await page.screenshot({ animations: 'disabled', caret: 'hide' }))
    await page.close()
  })

test('the leaflet shows the bar as it is today', async () => {
  const display = { x: 0, y: 0, width: 800, height: 600 }
  const { width, height } = barBounds({ bounds: display, workArea: display }, bar)
  const page = await browser.newPage({ viewport: { width, height }, reducedMotion: 'reduce' })
  await page.route('http://agent.localhost/**', async (route) => {
    const path = new URL(route.request().url()).pathname
    const body = await readFile(join(ROOT, 'out/renderer', path)).catch(() => null)
    const types: Record<string, string> = {
      '.html': 'text/html',
      '.js': 'text/javascript',
      '.css': 'text/css',
    }
    await route.fulfill(
      body === null ? { status: 404 } : { body, contentType: types[extname(path)] ?? 'text/plain' },
    )
  })
  await page.addInitScript((view) => {
    Object.assign(window, { sobani: { call: async () => view, on: () => () => undefined } })
  }, bar)
  await page.goto('http://agent.localhost/bar.html')
  await page.getByRole('button', { name: '切断' }).waitFor()
  await isCurrent('bar', await page.screenshot({ animations: 'disabled' }))
  await page.close()
})

test('the leaflet is one sheet of paper in large letters, for everybody', async ({
  browserName: _,
}, info) => {
  const context = await browser.newContext({ viewport: { width: 800, height: 1100 } })
  const page = await context.newPage()
  await page.goto(pathToFileURL(LEAFLET).href)
  const broken = await page
    .locator('img')
    .evaluateAll((images) =>
      (images as HTMLImageElement[]).filter(({ naturalWidth }) => naturalWidth === 0).map(({ src }) => src),
    )
  expect(broken).toEqual([])
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  const smallest = await page.evaluate(() =>
    Math.min(
      ...[...document.querySelectorAll<HTMLElement>('body *')]
        .filter((element) => element.innerText !== undefined && element.innerText.trim() !== '')
        .map((element) => Number.parseFloat(getComputedStyle(element).fontSize)),
    ),
  )
  // 15 points: what is printed for older eyes begins at 14.
  expect((smallest / 96) * 72).toBeGreaterThanOrEqual(15)

  const file = info.outputPath('leaflet.pdf')
  await writeFile(file, await page.pdf({ preferCSSPageSize: true, printBackground: true }))
  const { stdout } = await promisify(execFile)('pdfinfo', [file])
  expect(stdout).toMatch(/^Pages:\s+1$/m)
  expect(stdout).toMatch(/\(A4\)/)
  const { stdout: text } = await promisify(execFile)('pdftotext', ['-layout', file, '-'])
  for (const word of ['同意する', '6けたの番号', '許可する', '切断', '#9110']) expect(text).toContain(word)
  await context.close()
})

/** Screens change: a leaflet that shows what is no longer there misleads. */
async function isCurrent(name: string, picture: Buffer): Promise<void> {
  const file = join(PICTURES, `leaflet-${name}.png`)
  if (takeAnew) await writeFile(file, picture)
  const [kept, fresh] = [PNG.sync.read(await readFile(file)), PNG.sync.read(picture)]
  expect({ width: kept.width, height: kept.height }).toEqual({ width: fresh.width, height: fresh.height })
  const { mssim } = ssim(imageOf(kept), imageOf(fresh))
  expect(mssim, `take ${name} anew: SOBANI_PICTURES=1 npm test -- leaflet`).toBeGreaterThan(0.9)
}

const imageOf = ({ data, width, height }: PNG) => ({ data: new Uint8ClampedArray(data), width, height })
