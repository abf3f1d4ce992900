import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { Customer } from '../../scripts/play/customer'
import { ROOT } from '../../scripts/root'
import { attacks, attempt } from './checklist-attacks'
import { dropOn, makeMoves, whereabouts } from './checklist-moves'
import { startOutside } from './checklist-outside'
import { points } from './checklist-points'
import { heldPages, ordinaryUser } from './ordinary-user'
import { PACKED_PROGRAM, startPacked } from './packed-agent'
import { toLive } from './session'
import { expect, test } from './stage'

// Electron's checklist, tried from inside: each window is attacked as by somebody who took its page over.
// What stands in settings, sources and fuses: checklist-settings.spec.ts.

let outside: Awaited<ReturnType<typeof startOutside>>
test.beforeAll(async () => {
  outside = await startOutside()
})
test.afterAll(() => outside.close())

/** A camera and a microphone that are there, so that it is the denial that is seen. */
const DEVICES = ['--use-fake-device-for-media-stream']

const titled = (point: number, name: string) => `${point}. ${points[point]}: ${name}`

test('the attacks are real: on a plain page they come through', async ({ world }) => {
  const page = await (await world.browser.newContext()).newPage()
  for (const attack of attacks.filter(({ plain }) => plain !== undefined)) {
    await page.goto(`${outside.origin}/page.html`)
    const came = await attempt(page, attack, outside.origin)
    expect.soft(came, titled(attack.point, attack.name)).toBe(attack.plain)
  }
  await page.goto(`${outside.origin}/page.html`)
  await page.evaluate((address) => location.assign(`${address}/other.html`), outside.origin)
  await page.waitForURL('**/other.html')
  expect(outside.asked).toContain('/script.js')
  await page.context().close()
})

/** Every attack and every move, from one window. */
async function attackFrom(page: Page, name: string): Promise<void> {
  const before = await whereabouts(page)
  outside.asked.length = 0
  for (const attack of attacks)
    await test.step(`${name}: ${titled(attack.point, attack.name)}`, async () => {
      expect.soft(await attempt(page, attack, outside.origin), attack.name).toBe(attack.safe)
    })
  await test.step(`${name}: ${titled(13, 'every way to go elsewhere')}`, async () => {
    await makeMoves(page, outside.origin)
    if (name !== 'paper') await dropOn(page, join(ROOT, 'package.json'), `${outside.origin}/page.html`)
    // One more turn of everything: what was on its way would be there.
    expect(await whereabouts(page)).toEqual(before)
  })
  await test.step(`${name}: nobody outside was asked for anything`, async () => {
    expect(outside.asked).toEqual([])
  })
  // The driver waits for the end of each way that was denied; made anew, the page is its own again.
  if (name === 'main') await page.reload()
}

/** Notes, in main, what no page may bring about. */
const watchMain = (app: ElectronApplication) =>
  app.evaluate(({ app, session, shell }) => {
    const seen: string[] = []
    ;(globalThis as unknown as { seen: string[] }).seen = seen
    session.defaultSession.on('will-download', (event, item) => {
      seen.push(`download ${event.defaultPrevented ? 'prevented' : item.getURL().slice(0, 8)}`)
    })
    app.on('web-contents-created', (_event, contents) => {
      if (contents.getType() !== 'window') seen.push(contents.getType())
    })
    shell.openExternal = async () => void seen.push('openExternal')
    shell.openPath = async () => `${seen.push('openPath')}`
  })
const seenInMain = (app: ElectronApplication): Promise<string[]> =>
  app.evaluate(() => (globalThis as unknown as { seen: string[] }).seen)

test('the development build: main window, bar, paper and borders', async ({ newCustomer, newOperator }) => {
  test.setTimeout(180_000)
  const [{ agent, customer }, operator] = await Promise.all([
    newCustomer({ extraArgs: DEVICES }),
    newOperator(),
  ])
  await watchMain(agent.app)
  // A paper is drawn, and then held where it would go to the printer, so that there is time to attack it.
  await agent.app.evaluate(({ app }) => {
    app.on('browser-window-created', (_event, window) => {
      window.webContents.print = () => undefined
    })
  })
  await customer.sees('environment')
  await attackFrom(customer.page, 'main')

  const paper = agent.app.waitForEvent('window')
  await customer.page.evaluate(() => {
    const { sobani } = window as unknown as { sobani: { call(name: string, input: unknown): unknown } }
    sobani.call('print-document', 'notices')
  })
  const paperPage = await paper
  await expect.poll(() => paperPage.url()).toContain('/paper.html')
  await attackFrom(paperPage, 'paper')
  await agent.app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows())
      if (window.webContents.getURL().includes('paper')) window.destroy()
  })

  await toLive({ customer, operator })
  const bar = await agent.window('bar')
  await attackFrom(bar, 'bar')
  const pageless = await agent.app.evaluate(({ BaseWindow, BrowserWindow, webContents }) => ({
    borders: BaseWindow.getAllWindows().filter((one) => !(one instanceof BrowserWindow)).length,
    within: BaseWindow.getAllWindows()
      .filter((one) => !(one instanceof BrowserWindow))
      .map((one) => one.contentView.children.length),
    pages: webContents.getAllWebContents().length,
  }))
  expect(pageless).toEqual({ borders: 4, within: [0, 0, 0, 0], pages: 2 })
  expect(await seenInMain(agent.app)).toEqual([])
  // It is all still there and works: the way out first of all.
  await expect(operator.page.locator('[data-stage=live]')).toBeVisible()
  await bar.evaluate(() => document.querySelector<HTMLElement>('[data-wish=disconnect]')?.click())
  await customer.sees('ended')
})

test('the packed agent, as an ordinary user in the whole sandbox: main window, bar and borders', async ({
  world,
  newOperator,
}) => {
  test.skip(process.platform !== 'linux', 'packed and driven on Linux only')
  test.setTimeout(180_000)
  const user = process.getuid?.() === 0 ? await ordinaryUser(PACKED_PROGRAM) : null
  const display = world.display?.display ?? process.env.DISPLAY ?? ''
  const agent = await startPacked({
    relay: world.relay.address,
    display,
    words: DEVICES,
    ...(user !== null && { as: user }),
  })
  try {
    agent.page.setDefaultTimeout(15_000)
    const customer = new Customer(agent.page)
    await customer.sees('documents')
    await attackFrom(agent.page, 'main')
    const operator = await newOperator()
    await customer.comesToLive(await operator.opensSession())
    await operator.firstFrame()
    const bar = await agent.window('bar')
    await attackFrom(bar, 'bar')
    expect((await agent.targets()).sort()).toEqual(['sobani://agent/bar.html', 'sobani://agent/index.html'])
    const held = await heldPages(agent.pid)
    expect(held).toHaveLength(2)
    for (const { user: uid, filtered, apart, words } of held) {
      expect([uid, filtered, apart]).toEqual([user?.uid ?? process.getuid?.(), true, true])
      expect(words).not.toMatch(
        /--no-sandbox|--node-integration|--enable-experimental-web|--enable-blink-features=/,
      )
    }
    const made = await readdir(user?.folder ?? ROOT, { recursive: true })
    expect(made.filter((name) => name.includes('attack'))).toEqual([])
  } finally {
    await agent.stop()
    await user?.close()
  }
})
