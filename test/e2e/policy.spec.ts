import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { Customer } from '../../scripts/play/customer'
import { ROOT } from '../../scripts/root'
import type { Bridge } from '../../src/shared/ipc'
import { recordsIn } from './documents'
import { PACKED_PROGRAM } from './packed-agent'
import { decideIn } from './policy-folder'
import { en, ja } from './session'
import { test as base, type CustomerOptions, expect } from './stage'

declare global {
  interface Window {
    readonly sobani: Bridge
  }
}

const test = base.extend<{ decide: (values: unknown) => Promise<CustomerOptions> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
  decide: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'sobani-policy-'))
    await use((values) => decideIn(folder, values))
    await rm(folder, { recursive: true, force: true })
  },
})

const faults: string[] = []
async function look(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
    faults.push(...violations.map(({ id, nodes }) => `${name} ${colorScheme} ${id} ${nodes[0]?.target}`))
    await page.screenshot({ path: test.info().outputPath(`${name}-${colorScheme}.png`) })
  }
  await page.emulateMedia({ colorScheme: 'light' })
  // As large as letters get: nothing goes out of the window sideways.
  await page.evaluate(() => window.sobani.call('set-text-size', 200))
  await expect(page.locator('html')).toHaveAttribute('data-text-size', '200')
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
  if (wide) faults.push(`${name} is wider than its window at 200 %`)
  await page.screenshot({ path: test.info().outputPath(`${name}-200.png`) })
  await page.evaluate(() => window.sobani.call('set-text-size', 100))
  await expect(page.locator('html')).toHaveAttribute('data-text-size', '100')
  expect(faults.splice(0)).toEqual([])
}

test('what an organisation has decided holds on every screen, and the session stays the customer’s', async ({
  world,
  decide,
  newCustomer,
  newOperator,
}) => {
  test.setTimeout(120_000)
  const options = await decide({
    Language: 'en',
    AcceptLicense: true,
    AllowedRelays: [world.relay.address],
    NeverCollect: ['machine-name', 'memory', 'certificate'],
    NoFileTransfer: true,
    ViewOnly: true,
  })
  const [{ agent }, operator] = await Promise.all([
    newCustomer({ ...options, consented: false }),
    newOperator(),
  ])
  const { page } = agent
  const customer = new Customer(page, 'en')
  let version = ''

  await test.step('it is said, and in which language is not the customer’s to choose', async () => {
    await customer.sees('documents')
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    const line = page.locator('.managed')
    await expect(line.locator('summary')).toHaveText(en('policy.managed'))
    await line.locator('summary').click()
    await expect(line.locator('li')).toHaveText([
      en('policy.setting.AllowedRelays'),
      en('policy.setting.Language'),
      en('policy.setting.AcceptLicense'),
      en('policy.setting.ViewOnly'),
      en('policy.setting.NeverCollect'),
      en('policy.setting.NoFileTransfer'),
    ])
    const japanese = page.getByRole('button', { name: '日本語' })
    await expect(japanese).toHaveAttribute('aria-disabled', 'true')
    await expect(japanese).toHaveAccessibleDescription(en('policy.language-fixed'))
    await japanese.click({ force: true })
    // Also of a page that asks all the same.
    expect(await page.evaluate(() => window.sobani.call('set-language', 'ja'))).toMatchObject({ ok: false })
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    await look(page, 'managed')
    await line.locator('summary').click()
  })

  await test.step('the licence is accepted, the notices are the customer’s own', async () => {
    await expect(page.locator('[data-organisation=license]')).toHaveText(en('policy.documents.accepted'))
    await expect(page.locator('[data-organisation=notices]')).toHaveCount(0)
    await expect(page.locator('[data-document=license]')).toContainText('1.')
    const agree = customer.button('documents.agree')
    await expect(agree).toHaveAttribute('aria-disabled', 'true')
    await page.locator('[data-document=notices]').focus()
    await page.keyboard.press('End')
    await expect(agree).toHaveAttribute('aria-disabled', 'false')
    await customer.agree()
    const { acceptances, verified } = await recordsIn(agent.folder)
    expect(verified).toMatchObject({ ok: true })
    version = acceptances[0]?.version ?? ''
    expect(acceptances.map(({ id, by }) => [id, by])).toEqual([
      ['license', 'organisation'],
      ['notices', undefined],
    ])
  })

  await test.step('what is never collected is not even offered', async () => {
    await customer.confirmEnvironment()
    await expect(page.locator('[data-item=os]')).toBeVisible()
    for (const item of ['machine-name', 'memory', 'certificate'])
      await expect(page.locator(`[data-item=${item}]`)).toHaveCount(0)
    await expect(page.locator('[data-managed=NeverCollect]')).toHaveText(en('policy.inventory.less'))
    await look(page, 'managed-inventory')
    await customer.button('inventory.all').click()
    await page.locator('[data-item=os][data-state=on]').waitFor()
    await page.waitForFunction(() => document.querySelector('[data-state=reading]') === null)
    // A page that asks for such an item gets nothing of it.
    await page.evaluate(() => window.sobani.call('switch-item', { id: 'machine-name', on: true }))
    await customer.agreeInventory()
  })

  await test.step('nothing is shared before the customer has allowed this very session', async () => {
    await customer.enterCode(await operator.opensSession())
    await customer.sees('approval')
    await customer.nameCaller('customer')
    await customer.words()
    await expect(operator.page.locator('[data-check]')).toHaveCount(0)
    await expect(operator.page.locator('video')).toHaveCount(0)
    await customer.allow()
    await operator.firstFrame()
    await expect(operator.page.locator('[data-check=memory]')).toContainText(ja('check.withheld'))
    await expect(operator.page.locator('[data-item=machine-name], [data-item=memory]')).toHaveCount(0)
  })

  await test.step('no picture is handed over, and nobody is asked', async () => {
    const card = operator.page.locator('[data-testid=still]')
    await card.getByRole('button').click()
    await expect(card).toHaveAttribute('data-still', 'managed')
    await expect(card).toContainText(ja('console.still.managed'))
    await expect(card.getByRole('button')).toHaveAttribute('aria-disabled', 'true')
    await expect(page.getByRole('heading', { name: en('live.still.heading') })).toHaveCount(0)
    await operator.page.screenshot({ path: test.info().outputPath('console-still.png') })
  })

  await customer.button('live.disconnect').click()
  await customer.sees('ended')
  await expect(page.locator('main')).toContainText(
    en('policy.receipt.document', { title: en('document.license'), version }),
  )
  await look(page, 'managed-receipt')
})

test('settings that cannot be read are said on every screen, and nothing is connected', async ({
  decide,
  newCustomer,
}) => {
  // A whole file: even whose service it is cannot be known.
  const broken = await newCustomer(await decide('{"ViewOnly": tr'))
  await broken.customer.sees('environment')
  await expect(broken.agent.page.locator('[data-policy=faulty]')).toContainText(ja('policy.fault-what'))
  await broken.agent.stop()

  // A value, and the name of a lock that a later version may have.
  const options = await decide({ AllowedRelays: 'https://support.example.jp', Later: true })
  const { agent, customer } = await newCustomer(options)
  const { page } = agent
  const notice = page.locator('[data-policy=faulty]')
  await customer.sees('environment')
  await expect(notice).toContainText(ja('policy.fault'))
  await customer.checked()
  await look(page, 'faulty-environment')
  await customer.confirmEnvironment()
  await expect(notice).toBeVisible()
  await expect(page.locator('[data-item]')).toHaveCount(0)
  await expect(page.locator('[data-items=none]')).toHaveText(ja('policy.inventory.none'))
  await look(page, 'faulty-inventory')
  await customer.agreeInventory()
  await expect(notice).toBeVisible()
  await customer.enterCode('123456')
  await expect(page.locator('main')).toContainText(ja('error.policy-unreadable'))
  await look(page, 'faulty-code')
})

test('a relay that is not allowed is not talked to, whatever names it', async ({
  world,
  decide,
  newCustomer,
}) => {
  const options = await decide({ AllowedRelays: ['https://support.example.jp'] })
  const { agent, customer } = await newCustomer({
    ...options,
    extraArgs: [`--relay=${world.relay.address}`, `--server-url=${world.relay.address}`],
  })
  await customer.confirmEnvironment()
  await customer.agreeInventory()
  await customer.enterCode('123456')
  await expect(agent.page.locator('main')).toContainText(ja('error.relay-not-allowed'))
  await expect(agent.page.locator('[data-policy=faulty]')).toHaveCount(0)
})

type Printed = { readonly status: number; readonly stdout: string; readonly left: readonly string[] }

/** Without a display, a window and a consent. @returns what it wrote, and what it left in the folder of its user */
async function print(
  [program = '', ...before]: readonly string[],
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Printed> {
  const data = await mkdtemp(join(tmpdir(), 'sobani-print-'))
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const { DISPLAY: _x, WAYLAND_DISPLAY: _wayland, ...inherited } = process.env
  const { status, stdout } = await new Promise<{ status: number; stdout: string }>((resolve) => {
    const child = execFile(
      program,
      [...before, ...sandbox, `--user-data-dir=${data}`, ...words],
      { env: { ...inherited, ...env }, timeout: 60_000, encoding: 'utf8' },
      (_error, stdout) => resolve({ status: child.exitCode ?? -1, stdout }),
    )
  })
  const left = await readdir(data)
  await rm(data, { recursive: true, force: true })
  return { status, stdout, left }
}

test('what is in force is printed without a window, a display and a trace, and no link changes it', async ({
  world,
  decide,
}) => {
  test.skip(process.platform !== 'linux', 'elsewhere there is always a display, and no such folder')
  const { env = {} } = await decide({ ServerUrl: 'https://support.example.jp', Language: 'ja' })
  const own = { ...env, SOBANI_RELAY: 'https://other.example.jp' }
  const plain = await print([world.executable], [ROOT, '--print-policy=json'], own)
  expect(plain).toMatchObject({ status: 0, left: [] })
  expect(JSON.parse(plain.stdout)).toMatchObject({
    relay: 'https://support.example.jp',
    settings: { ServerUrl: { from: ['policy'] }, Language: { value: 'ja', from: ['policy'] } },
    faults: [],
  })

  for (const words of [
    ['sobani://evil.example.jp/join?relay=https://evil.example.jp'],
    ['--relay=https://evil.example.jp', '--ServerUrl=https://evil.example.jp'],
    ['/tmp/sobani-evil.example.jp.exe', 'ServerUrl=https://evil.example.jp'],
  ])
    expect((await print([world.executable], [ROOT, '--print-policy=json', ...words], own)).stdout).toBe(
      plain.stdout,
    )

  const broken = await decide({ ServerUrl: 'https://support.example.jp', Later: true })
  const told = await print([world.executable], [ROOT, '--print-policy'], { ...own, ...broken.env })
  expect(told).toMatchObject({ status: 3, left: [] })
  expect(told.stdout).toContain('"Later" is unknown to this version')
})

test('the packed agent prints what stands in the system’s folder, and listens to no other', async ({
  decide,
}) => {
  test.skip(process.platform !== 'linux', 'packed on Linux only')
  const { env = {} } = await decide({ ServerUrl: 'https://folder.example.jp' })
  const own = { ...env, SOBANI_RELAY: 'https://other.example.jp' }
  const plain = await print([PACKED_PROGRAM], ['--print-policy=json'], own)
  expect(plain).toMatchObject({ status: 0, left: [] })
  expect(JSON.parse(plain.stdout)).toMatchObject({ relay: 'https://other.example.jp', faults: [] })

  // The real place, in a namespace where nobody else sees what is put there.
  test.skip(process.getuid?.() !== 0, 'only root can write there')
  const put = [
    'mount -t tmpfs -o mode=755 none /etc/opt',
    'umask 022',
    'mkdir -p /etc/opt/sobani/policies/managed /etc/opt/sobani/policies/recommended',
    `echo '{"ServerUrl":"https://support.example.jp"}' > /etc/opt/sobani/policies/managed/a.json`,
    `echo '{"Language":"en","InstalledBy":"pkg"}' > /etc/opt/sobani/policies/recommended/a.json`,
  ]
  const inside = async (...orders: string[]) => {
    const script = [...put, ...orders, 'exec "$@"'].join('\n')
    const { status, stdout } = await print(
      ['unshare', '--mount', 'sh', '-ec', script, 'sh', PACKED_PROGRAM],
      ['--print-policy=json'],
      own,
    )
    return { status, ...JSON.parse(stdout) }
  }
  expect(await inside()).toMatchObject({
    status: 0,
    relay: 'https://support.example.jp',
    installedBy: 'pkg',
    settings: { Language: { value: 'en', from: ['installation'] } },
    faults: [],
  })
  const untrusted = [{ layer: 'policy', setting: null, why: 'not-trusted' }]
  for (const order of [
    'chown 1000 /etc/opt/sobani/policies/managed/a.json',
    'chmod g+w /etc/opt/sobani/policies/managed',
  ])
    expect(await inside(order)).toMatchObject({
      status: 3,
      relay: null,
      relayRefusal: 'policy-unreadable',
      faults: untrusted,
    })
})
