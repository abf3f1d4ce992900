import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { Customer } from '../../scripts/play/customer'
import type { Operator } from '../../scripts/play/operator'
import { forge } from './session'
import { expect, type Relay, startRelay, test, type World } from './stage'
import { Installation, Workshop } from './update-stage'

/** The packed Linux program is updated through its own relay, by feeds that the real tool signs. */

const [ONE, TWO] = ['1.0.0', '2.0.0'] as const
let workshop: Workshop
let relay: Relay
let folder: string
const installations: Installation[] = []

test.skip(process.platform !== 'linux', 'packed and driven on Linux only')
test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  test.setTimeout(120_000)
  folder = await mkdtemp(join(tmpdir(), 'sobani-updating-'))
  workshop = new Workshop(folder)
  relay = await startRelay({ SOBANI_RELAY_DOWNLOADS: workshop.downloads })
  await workshop.prepare(relay.address, [ONE, TWO])
})
test.afterEach(async () => {
  for (const one of installations.splice(0)) await one.stop()
  await rm(workshop.downloads, { recursive: true, force: true })
})
test.afterAll(async () => {
  await relay.stop()
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

let made = 0
async function installed(version: string, { consent, display, keyring }: World): Promise<Installation> {
  const one = new Installation(workshop, `pc-${++made}`, {
    DISPLAY: display?.display ?? process.env.DISPLAY ?? '',
    ...keyring?.env,
  })
  installations.push(one)
  await one.install(version, consent)
  return one
}

const banner = (page: Page, state: string) => page.locator(`[data-update=${state}]`)
/** What stands in the program's place, and what runs: the old one may still be ending while the new one shows its page. */
const expectRuns = async (pc: Installation, version: string) => {
  expect(await pc.installed()).toBe(version)
  await expect.poll(() => pc.running(), { timeout: 20_000 }).toEqual([version])
}
/** The look at the feed is over, and nothing came of it that is shown. */
async function expectNothing(pc: Installation, page: Page, reason: string): Promise<void> {
  await new Customer(page).checked()
  await expect.poll(() => pc.log(), { timeout: 20_000 }).toContain(reason)
  await expect(page.locator('[data-update]')).toHaveCount(0)
}

test('a new version is told, put off once, and installed when the customer wants it', async ({ world }) => {
  test.setTimeout(150_000)
  const pc = await installed(ONE, world)
  await workshop.publish(ONE)
  await workshop.publish(TWO)
  let page = await pc.start()
  await test.step('put off, it is gone for this time', async () => {
    await expect(banner(page, 'offered')).toContainText(TWO)
    await page.screenshot({ path: test.info().outputPath('offered.png') })
    await new Customer(page).button('update.later').click()
    await expect(page.locator('[data-update]')).toHaveCount(0)
    await new Customer(page).confirmEnvironment()
    await expect(page.locator('[data-update]')).toHaveCount(0)
    await pc.close(page)
    expect([await pc.installed(), await pc.running()]).toEqual([ONE, []])
  })
  await test.step('the next time there is no "later"; wanted, it starts again by itself', async () => {
    page = await pc.start()
    await expect(banner(page, 'offered')).toBeVisible()
    await expect(new Customer(page).button('update.later')).toHaveCount(0)
    await new Customer(page).button('update.now').click()
    page = await pc.attach()
    await new Customer(page).checked()
    await expectRuns(pc, TWO)
    await expect(page.locator('[data-update]')).toHaveCount(0)
    // Nothing of what was fetched stays.
    await expect.poll(() => readdir(join(pc.data, 'updates')), { timeout: 20_000 }).toEqual(['.updaterId'])
  })
  await test.step('a feed takes it back, under a higher number', async () => {
    await pc.close(page)
    await workshop.rollBack(ONE)
    page = await pc.start()
    await expect(banner(page, 'offered')).toContainText(ONE)
    await new Customer(page).button('update.now').click()
    page = await pc.attach()
    await new Customer(page).checked()
    await expectRuns(pc, ONE)
  })
})

test('put off before, it is installed once the window was closed', async ({ world }) => {
  test.setTimeout(120_000)
  const pc = await installed(ONE, world)
  await workshop.publish(TWO)
  let page = await pc.start()
  await new Customer(page).button('update.later').click()
  await pc.close(page)
  page = await pc.start()
  await expect(banner(page, 'offered')).toBeVisible()
  const pending = join(pc.data, 'updates', 'files', 'pending')
  await expect
    .poll(async () => readdir(pending).catch(() => []), { timeout: 20_000 })
    .toContain('update-info.json')
  // What it keeps is listed, and goes with everything.
  await new Customer(page).button('stored.open').click()
  await expect(page.locator('[data-stored=updates]')).toBeVisible()
  await page.keyboard.press('Escape')
  await pc.close(page)
  await expect.poll(() => pc.installed()).toBe(TWO)
  page = await pc.start()
  await new Customer(page).checked()
  await expectRuns(pc, TWO)
})

test('nothing is taken that is not meant for this PC, or not by whom it says', async ({ world }) => {
  test.setTimeout(180_000)
  const pc = await installed(ONE, world)
  const again = async (reason: string) => {
    const page = await pc.start()
    await expectNothing(pc, page, reason)
    await pc.close(page)
    expect(await pc.installed()).toBe(ONE)
  }
  const files = ['latest-linux.yml', 'latest-linux.yml.sig'].map((name) => workshop.published(name))
  const read = () => Promise.all(files.map((file) => readFile(file)))
  const write = async (contents: readonly Buffer[]) => {
    for (const [place, file] of files.entries()) await writeFile(file, contents[place] ?? '')
  }
  await workshop.publish(ONE)
  const old = await read()
  await test.step('none of those who are asked first', async () => {
    await workshop.publish(TWO, '--stage', '0')
    const page = await pc.start()
    await new Customer(page).checked()
    const met = () => readFile(join(pc.data, 'sobani.json'), 'utf8')
    await expect.poll(met, { timeout: 20_000 }).toContain(String.raw`\"highest\":2`)
    await expect(page.locator('[data-update]')).toHaveCount(0)
    await pc.close(page)
  })
  const good = await read()
  await test.step('an earlier feed again', async () => {
    await write(old)
    await again('FeedRefused: replayed')
  })
  await test.step('a feed that was changed', async () => {
    await write([
      Buffer.from(String(good[0]).replace('stagingPercentage: 0', 'stagingPercentage: 9')),
      ...good.slice(1),
    ])
    await again('FeedRefused: signature-wrong')
  })
  await test.step('a file that was changed', async () => {
    await write(good)
    await workshop.publish(TWO)
    const file = workshop.published(`Sobani-${TWO}-x64.AppImage`)
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.replace('exec', 'EXEC'))
    const page = await pc.start()
    await new Customer(page).button('update.now').click()
    await expect(banner(page, 'failed')).toBeVisible({ timeout: 30_000 })
    expect(await pc.log()).toContain('could not be downloaded')
    await expectRuns(pc, ONE)
    // The customer goes on with what there is.
    await new Customer(page).button('update.goOn').click()
    await expect(page.locator('[data-update]')).toHaveCount(0)
    await new Customer(page).confirmEnvironment()
  })
})

test('nothing of it moves while somebody is connected', async ({ world, newOperator }) => {
  test.setTimeout(120_000)
  const pc = await installed(ONE, world)
  const page = await pc.start()
  const customer = new Customer(page)
  const operator: Operator = await newOperator({ relay })
  await customer.comesToLive(await operator.opensSession())
  await operator.firstFrame()
  await workshop.publish(TWO)
  expect(await forge({ customer }, 'update-now')).toMatchObject({ ok: false, error: 'message-late' })
  await expect(page.locator('[data-update]')).toHaveCount(0)
  // What was met would stand in the memory, and what was fetched in a folder of its own.
  expect(await readFile(join(pc.data, 'sobani.json'), 'utf8')).not.toContain('highest')
  expect(await readdir(join(pc.data, 'updates')).catch(() => [])).not.toContain('files')
  await customer.button('live.disconnect').click()
  await customer.sees('ended')
  await expect(banner(page, 'offered')).toContainText(TWO)
  await page.screenshot({ path: test.info().outputPath('ended.png') })
  expect(await pc.installed()).toBe(ONE)
})

test('a version that may hold no session updates before it gives a code', async ({ world }) => {
  test.setTimeout(120_000)
  const pc = await installed(ONE, world)
  await workshop.publish(TWO, '--minimum', TWO, '--stage', '0')
  let page = await pc.start()
  const customer = new Customer(page)
  await expect(banner(page, 'offered')).toBeVisible()
  await expect(customer.button('update.later')).toHaveCount(0)
  await customer.confirmEnvironment()
  await customer.agreeInventory()
  await expect(page.locator('#code')).toHaveCount(0)
  await page.screenshot({ path: test.info().outputPath('required.png') })
  expect(await forge({ customer }, 'enter-code', '123456')).toMatchObject({
    ok: false,
    error: 'agent-too-old',
  })
  await customer.button('update.now').click()
  page = await pc.attach()
  await new Customer(page).checked()
  await expectRuns(pc, TWO)
})
