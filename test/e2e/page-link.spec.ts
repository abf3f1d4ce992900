import { type Browser, chromium, expect, type Page, test } from '@playwright/test'
import { findBrowser } from '../../scripts/setup/browser'
import type { LinkCommand } from '../../src/shared/ipc-link'
import type { Mark } from '../../src/shared/picture'
import { openPage, usual } from './bare-page'
import { playRemote, remote } from './remote-end'
import { screens, viewOf } from './views'

/** The page's peer connection and capture by themselves: main's commands in, what it says out, a real end behind it. */
let browser: Browser
test.beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: await findBrowser(),
    // Only a browser with a display has one to capture; no window of it asks which.
    headless: false,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--auto-select-desktop-capture-source=Entire screen',
    ],
  })
})
test.afterAll(() => browser.close())

const command = (page: Page, given: LinkCommand) => page.evaluate((given) => window.command(given), given)
/** What the page said by this name so far, oldest first. */
const said = (page: Page, name: string) =>
  page.evaluate((name) => window.asked.filter(([called]) => called === name).map(([, input]) => input), name)
const says = (page: Page, name: string, count = 1) =>
  expect.poll(async () => (await said(page, name)).length, { timeout: 10_000 }).toBe(count)
const sees = (page: Page, marks: string, share = 1) =>
  expect
    .poll(async () => (await said(page, 'stream-seen')).at(-1), { timeout: 10_000 })
    .toMatchObject({ share, marks })

/** Frames that arrive within a second from now. */
async function arriving(page: Page): Promise<number> {
  const before = await remote.frames(page)
  await page.waitForTimeout(1000)
  return (await remote.frames(page)) - before
}
const growing = (page: Page) => expect.poll(() => arriving(page), { timeout: 10_000 }).toBeGreaterThan(0)

/** Something of a colour that no screen here has. */
const nowhere: Mark = { x: 0.2, y: 0.2, width: 0.5, height: 0.01, rgb: [255, 0, 255] }

async function openLive(): Promise<Page> {
  const live = screens['live, running']
  if (live === undefined) throw new Error('there is no such screen')
  const page = await openPage(browser, usual, viewOf(live, 'ja', 100), playRemote)
  await command(page, { do: 'open', link: 1, iceServers: [] })
  await says(page, 'link-opened')
  return page
}

async function show(page: Page, share: number): Promise<void> {
  const before = (await said(page, 'stream-started')).length
  await command(page, { do: 'share', share, marks: [] })
  await sees(page, 'seen', share)
  await command(page, { do: 'unhold', share })
  await says(page, 'stream-started', before + 1)
}

test('a capture is watched before any of it leaves, and leaves only while nothing speaks against it', async () => {
  const page = await openLive()
  await command(page, { do: 'share', share: 1, marks: [nowhere] })
  await sees(page, 'unseen')
  expect(await arriving(page)).toBe(0)
  await command(page, { do: 'marks', marks: [] })
  await sees(page, 'seen')
  expect(await arriving(page)).toBe(0)
  expect(await said(page, 'stream-started')).toEqual([])
  await command(page, { do: 'unhold', share: 1 })
  await says(page, 'stream-started')
  await growing(page)
  // The indicator is gone from the frames: none of them leaves, before main has said anything.
  await command(page, { do: 'marks', marks: [nowhere] })
  await sees(page, 'unseen')
  expect(await arriving(page)).toBe(0)
  await page.close()
})

test('a hold keeps everything back at once, and only an unhold ends it', async () => {
  const page = await openLive()
  await show(page, 1)
  await growing(page)
  await command(page, { do: 'hold', share: 1, release: false })
  await says(page, 'stream-held')
  await page.waitForTimeout(200)
  const seen = (await said(page, 'stream-seen')).length
  expect(await arriving(page)).toBe(0)
  await page.waitForTimeout(500)
  expect((await said(page, 'stream-seen')).length).toBeGreaterThan(seen)
  expect(await remote.captures(page)).toEqual(['live'])
  await command(page, { do: 'unhold', share: 1 })
  await command(page, { do: 'hold', share: 1, release: false })
  await command(page, { do: 'unhold', share: 1 })
  await says(page, 'stream-started', 2)
  await growing(page)
  await command(page, { do: 'hold', share: 1, release: true })
  await says(page, 'stream-held', 3)
  expect(await remote.captures(page)).toEqual(['ended'])
  await page.close()
})

test('a command of an earlier share does nothing', async () => {
  const page = await openLive()
  await show(page, 1)
  await show(page, 2)
  expect(await remote.captures(page)).toEqual(['ended', 'live'])
  await command(page, { do: 'share', share: 1, marks: [] })
  await command(page, { do: 'hold', share: 1, release: true })
  await command(page, { do: 'unhold', share: 1 })
  await growing(page)
  expect(await said(page, 'stream-held')).toEqual([])
  expect(await remote.captures(page)).toEqual(['ended', 'live'])
  await page.close()
})

test('a link that is made anew has the keys of its session, and the next session has others', async () => {
  const page = await openLive()
  await show(page, 1)
  await command(page, { do: 'open', link: 2, iceServers: [] })
  await says(page, 'link-opened', 2)
  expect(await said(page, 'link-lost')).toEqual([])
  await show(page, 2)
  await growing(page)
  await remote.close(page)
  await says(page, 'link-lost')
  expect(await said(page, 'link-lost')).toEqual([{ link: 2 }])
  await command(page, { do: 'close' })
  await says(page, 'link-closed')
  expect(await remote.captures(page)).toEqual(['ended', 'ended'])
  await command(page, { do: 'open', link: 1, iceServers: [] })
  await says(page, 'link-opened', 3)
  const [first, again, other] = await remote.fingerprints(page)
  expect(again).toBe(first)
  expect(other).not.toBe(first)
  await page.close()
})

test('a capture that ends by itself, and one that is not given, are told as failed', async () => {
  const page = await openLive()
  await show(page, 1)
  await remote.endCapture(page)
  await says(page, 'stream-failed')
  await remote.refuseCapture(page)
  await command(page, { do: 'share', share: 2, marks: [] })
  await says(page, 'stream-failed', 2)
  expect(await said(page, 'stream-failed')).toEqual([{ share: 1 }, { share: 2 }])
  await page.close()
})
