import { readFile } from 'node:fs/promises'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from '@playwright/test'
import { type DownloadFolder, downloadFolder, everything, fileOf } from '../relay/download-folder'
import { dataFolder } from '../relay/empty-database'
import { expect, type Relay, startRelay, test } from './stage'

const [installer] = everything.current
if (installer === undefined) throw new Error('nothing to download')
const file = fileOf('current', '1.2.3', installer)
const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0'
const safari =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15'

let folder: DownloadFolder
let relay: Relay
let bytes: Buffer

test.beforeAll(async () => {
  folder = await downloadFolder()
  await folder.fill('current', '1.2.3', everything.current)
  await folder.fill('legacy', '1.2.3', everything.legacy)
  bytes = await readFile(`${folder.path}/current/${file}`)
  const env = { SOBANI_RELAY_DOWNLOADS: folder.path, SOBANI_RELAY_DATA: await dataFolder() }
  relay = await startRelay(env)
})
test.afterAll(async () => {
  await relay.stop()
  await folder.close()
})

/** A visitor's browser, without JavaScript as the pages promise. Chromium's own hints would give its real system away. */
async function visit(browser: Browser, path: string, options: BrowserContextOptions): Promise<Page> {
  const platform = options.userAgent === safari ? 'macOS' : 'Windows'
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 1100, height: 800 },
    extraHTTPHeaders: {
      'sec-ch-ua-platform': `"${platform}"`,
      'sec-ch-ua-platform-version': '""',
      'sec-ch-ua-arch': '""',
      'sec-ch-ua-bitness': '""',
    },
    ...options,
  })
  const page = await context.newPage()
  await page.goto(`${relay.address}${path}`)
  return page
}

/** Nothing is wider than the window, and nothing lies outside it. */
async function isContained(page: Page): Promise<void> {
  const outside = await page
    .locator('main *, header *')
    .evaluateAll((all) =>
      all
        .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
        .map((one) => one.outerHTML.slice(0, 200)),
    )
  expect(outside).toEqual([])
}

const begins = '/download/start?for=current-windows-x64-nsis'
const onMac = '/download/start?for=current-macos-arm64-dmg'
const screens = [
  ['windows', '/download', firefox],
  ['mac', '/download', safari],
  ['begun-windows', begins, firefox],
  ['begun-mac', onMac, safari],
] as const

for (const [name, path, userAgent] of screens)
  for (const language of ['ja', 'en'])
    for (const colorScheme of ['light', 'dark'] as const)
      test(`${name}, ${language}, ${colorScheme}: no axe violation, nothing cut off, every picture there`, async ({
        world,
      }, info) => {
        // axe is a script of its own, so the same page is looked at once with scripts as well.
        const url = `${path}${path.includes('?') ? '&' : '?'}lang=${language}`
        const seen = await visit(world.browser, url, {
          userAgent,
          colorScheme,
          javaScriptEnabled: true,
          bypassCSP: true,
        })
        // Below 44 rem in 640 px: 200 % of a window of 1280.
        for (const width of [1100, 640, 360]) {
          await seen.setViewportSize({ width, height: 800 })
          await isContained(seen)
          await seen.screenshot({
            path: info.outputPath(`${name}-${language}-${colorScheme}-${width}.png`),
            fullPage: true,
          })
        }
        expect((await new AxeBuilder({ page: seen }).analyze()).violations).toEqual([])
        const drawn = await seen
          .locator('img')
          .evaluateAll((all) =>
            all.map((one) => one instanceof HTMLImageElement && one.complete && one.naturalWidth > 0),
          )
        expect(drawn).toEqual(drawn.map(() => true))
        await seen.context().close()
      })

test('with the keyboard alone, without JavaScript, the installer comes byte for byte', async ({ world }) => {
  const page = await visit(world.browser, '/download?lang=ja', { userAgent: firefox, acceptDownloads: true })
  const focused = () => page.locator(':focus')
  // Language, the two documents, the button: nothing else comes before it.
  const order: string[] = []
  for (let step = 0; step < 4; step++) {
    await page.keyboard.press('Tab')
    order.push(await focused().innerText())
  }
  expect(order).toEqual(['English', 'ご利用にあたって', 'ソフトウェア使用許諾', '同意してダウンロード'])
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
  expect(download.suggestedFilename()).toBe(file)
  expect((await readFile(await download.path())).equals(bytes)).toBe(true)
  // The page that tells how to go on is still there.
  await expect(page.locator('h1')).toHaveText('ダウンロードが始まります')
  await expect(page.locator('.steps li')).toHaveCount(3)
  const [again] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '始まらないときは' }).click(),
  ])
  expect((await readFile(await again.path())).equals(bytes)).toBe(true)
  await page.context().close()
})

test('on a Mac one question is asked, and nothing comes before it was answered', async ({ world }) => {
  const page = await visit(world.browser, '/download?lang=en', { userAgent: safari, acceptDownloads: true })
  const path = page.locator('[data-path=ask]')
  await expect(path.getByRole('radio')).toHaveCount(4)
  // The browser itself asks for an answer here.
  await path.getByRole('button').click()
  await expect(page).toHaveURL(/\/download\?lang=en$/)
  await path.getByText('Mac, macOS 12 or earlier, Intel').click()
  const [download] = await Promise.all([page.waitForEvent('download'), path.getByRole('button').click()])
  expect(download.suggestedFilename()).toBe('Sobani-legacy-1.2.3-macos-x64.dmg')
  await expect(page.locator('.steps li')).toHaveCount(4)
  await page.context().close()
})

test('a download that was interrupted goes on where it stopped', async ({ world }) => {
  const page = await visit(world.browser, '/download', { userAgent: firefox })
  const address = `${relay.address}/downloads/current/${file}`
  const begun = await page.request.get(address, { headers: { range: 'bytes=0-6999' } })
  const rest = await page.request.get(address, {
    headers: { range: 'bytes=7000-', 'if-range': begun.headers().etag ?? '' },
  })
  expect([begun.status(), rest.status()]).toEqual([206, 206])
  expect(Buffer.concat([await begun.body(), await rest.body()]).equals(bytes)).toBe(true)
  await page.context().close()
})

test('printed, it is light, without buttons, with the documents to the last line', async ({
  world,
}, info) => {
  const page = await visit(world.browser, '/download?lang=ja', { userAgent: firefox, colorScheme: 'dark' })
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  await expect(page.getByRole('button').first()).toBeHidden()
  await expect(page.getByText('東京地方裁判所')).toBeVisible()
  await page.context().close()

  // Scripts are on only to ask the browser which of the two drawings it took.
  const begun = await visit(world.browser, `${onMac}&lang=ja`, {
    userAgent: safari,
    colorScheme: 'dark',
    javaScriptEnabled: true,
  })
  const taken = () =>
    begun
      .locator('img')
      .evaluateAll((all) =>
        all.map((one) =>
          one instanceof HTMLImageElement ? /-(light|dark)-/.exec(one.currentSrc)?.[1] : null,
        ),
      )
  expect(await taken()).toEqual(['dark', 'dark', 'dark', 'dark'])
  await begun.emulateMedia({ media: 'print', colorScheme: 'dark' })
  await expect.poll(taken).toEqual(['light', 'light', 'light', 'light'])
  const pdf = await begun.pdf({ path: info.outputPath('begun-mac.pdf'), format: 'A4' })
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  await begun.context().close()
})
