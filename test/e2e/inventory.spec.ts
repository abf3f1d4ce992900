import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { hostname, networkInterfaces, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Agent } from '../../scripts/play/agent'
import { familyOf } from '../../scripts/play/processes'
import { type ItemId, itemIds, ROUTER_MASK } from '../../src/shared/inventory'
import { choicesOf, sentOf } from './lines'
import { ja } from './session'
import { expect, test } from './stage'
import { traced } from './trace'

test.skip(process.platform !== 'linux', 'what is read, and how, is told for Linux')

/** What gives a reader away, by the system's own eyes: programs it starts, and places it looks at. */
const traces: Partial<Record<ItemId, RegExp>> = {
  browser: /\/xdg-settings$|\/xdg-mime$|\/dpkg-query$|\/mimeapps\.list$|\/applications(\/|$)/,
  mail: /\/xdg-mime$|\/mimeapps\.list$|\/applications(\/|$)/,
  'volume-serial': /^\/run\/udev\/data\/b|^\/dev\/disk\/by-uuid|\/findmnt$/,
  'mac-address': /^\/proc\/net\/(ipv6_)?route$/,
  'free-space': /^\/proc\/mounts$/,
}
const watched = Object.keys(traces) as ItemId[]
const others = itemIds.filter((id) => !watched.includes(id) && id !== 'router' && id !== 'certificate')

test('what was refused is never read, what is switched on is, and what leaves is what was shown', async ({
  world,
  newCustomer,
  newOperator,
}) => {
  const trace = await traced(world.executable)
  test.skip(trace === null, 'this machine does not let one program watch another')
  if (trace === null) return
  const [{ agent, customer }, operator] = await Promise.all([
    newCustomer({ executable: trace.executable }),
    newOperator(),
  ])
  const all = async (moment: number) => {
    const { started, opened } = await trace.since(moment)
    return [...started, ...opened]
  }
  const ofReaders = (paths: readonly string[]) =>
    watched.filter((id) => paths.some((path) => traces[id]?.test(path)))

  await customer.confirmEnvironment()
  await test.step('the environment check touches none of it', async () => {
    expect(ofReaders(await all(0))).toEqual([])
    const { started, opened } = await trace.since(0)
    // It was watched while it read what it names.
    expect(opened).toContain('/etc/os-release')
    expect(started.filter((path) => path.startsWith('/usr/bin/'))).toEqual(
      started.includes('/usr/bin/gsettings') ? ['/usr/bin/gsettings'] : [],
    )
  })

  await test.step('nor do the other items', async () => {
    const moment = await trace.now()
    for (const id of others) await customer.chooseItem(id)
    expect(ofReaders(await all(moment))).toEqual([])
  })

  await test.step('each leaves its own trace once it is switched on, so the ones before would have been seen', async () => {
    for (const id of watched) {
      const moment = await trace.now()
      await customer.chooseItem(id)
      expect(ofReaders(await all(moment))).toContain(id)
    }
  })

  const shown = await choicesOf(customer.page.locator('main'))
  await test.step('every value is the real one', async () => {
    expect(Object.keys(shown)).toEqual(itemIds)
    expect(shown['machine-name']).toBe(hostname())
    expect(shown.memory).toBe(`${(totalmem() / 2 ** 30).toFixed(1)} GB`)
    expect(shown.os).toContain(/^PRETTY_NAME="(.*)"$/m.exec(await readFile('/etc/os-release', 'utf8'))?.[1])
    const route = (
      await promisify(execFile)('ip', ['route', 'show', 'default']).catch(() => ({ stdout: '' }))
    ).stdout
    const carrier = /dev (\S+)/.exec(route)?.[1] ?? 'eth0'
    const mac = networkInterfaces()[carrier]?.[0]?.mac.toUpperCase()
    expect(shown['mac-address']).toMatch(new RegExp(`^${mac} \\(${carrier}\\)`))
    expect(shown['free-space']).toMatch(/^\/: \d+\.\d GB \/ \d+\.\d GB/)
    expect(shown.cpu).toMatch(/ \(\d+\)$/)
    expect(shown.router).toBeNull()
    expect(shown.certificate).toBeNull()
  })

  await test.step('what was switched off again is gone from the screen', async () => {
    await customer.refuseItems(['machine-name', 'cpu'])
    const now = await choicesOf(customer.page.locator('main'))
    expect(now['machine-name']).toBeNull()
    await expect(customer.page.locator('main')).not.toContainText(hostname())
  })

  await customer.agreeInventory()
  await customer.enterCode(await operator.opensSession())
  await customer.sees('approval')
  await customer.nameCaller('customer')
  await customer.words()
  await expect(operator.page.locator('body')).not.toContainText(String(shown['mac-address']))
  await customer.allow()
  await operator.firstFrame()
  const panel = operator.page.locator('[data-testid=inventory]')
  const refused = ['machine-name', 'cpu', 'certificate', 'router']
  expect(await sentOf(panel)).toEqual(
    Object.fromEntries(itemIds.map((id) => [id, refused.includes(id) ? null : shown[id]])),
  )
  for (const id of refused)
    await expect(panel.locator(`[data-item=${id}]`)).toHaveText(
      `${ja(`item.${id as ItemId}`)}${ja('item.refused')}`,
    )
  await expect(operator.page.locator('body')).not.toContainText(hostname())
  await expect(operator.page.locator('body')).not.toContainText(ROUTER_MASK)
  await agent.stop()
  await trace.remove()
})

/** Electron's process for readers among the agent's. */
async function readersOf({ pid }: Pick<Agent, 'pid'>): Promise<number[]> {
  const family = await Promise.all(
    (await familyOf(pid)).map(async (one) => ({ one, words: await commandOf(one) })),
  )
  return family.filter(({ words }) => /--utility-sub-type=node\.mojom/.test(words)).map(({ one }) => one)
}

/** The words of every running program that was given this variable. */
async function programsWith(variable: string): Promise<string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const found = await Promise.all(
    ids.map(async (id) => {
      const known = await readFile(`/proc/${id}/environ`, 'utf8').catch(() => '')
      return known.split('\0').includes(variable) ? [await commandOf(id)] : []
    }),
  )
  return found.flat()
}

/** Empty for one that has just gone. */
const commandOf = (id: number): Promise<string> =>
  readFile(`/proc/${id}/cmdline`, 'utf8').then(
    (words) => words.split('\0').join(' '),
    () => '',
  )

test('a program that hangs is given up, the window answers meanwhile, and nothing of it is left behind', async ({
  newCustomer,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'sobani-hanging-'))
  try {
    // Whoever asks for a default program reads this file, which is a pipe that nobody writes to.
    await mkdir(join(folder, 'applications'))
    await promisify(execFile)('mkfifo', [join(folder, 'applications', 'defaults.list')])
    const { agent, customer } = await newCustomer({ env: { XDG_DATA_HOME: folder, XDG_CURRENT_DESKTOP: '' } })
    const hanging = async () =>
      (await programsWith(`XDG_DATA_HOME=${folder}`)).filter((words) => /xdg-|grep/.test(words))
    await customer.confirmEnvironment()
    await customer.page.locator('[data-item=browser] .switch').check()
    await expect.poll(hanging).not.toEqual([])

    // The window answers, and other items are read.
    await customer.chooseItem('machine-name')
    await expect(customer.page.locator('[data-item=browser]')).toHaveAttribute('data-state', 'reading')
    expect(await hanging()).not.toEqual([])

    const value = customer.page.locator('[data-item=browser][data-state=on] .value')
    await expect(value).toHaveText(ja('check.unread'), { timeout: 8_000 })
    await expect(customer.page.locator('[data-item=machine-name] .value')).toHaveText(hostname())
    await expect.poll(hanging).toEqual([])
    expect(agent.log()).toContain('browser could not be read')

    // Closed while one hangs: that ends with it.
    await customer.page.locator('[data-item=mail] .switch').check()
    await expect.poll(hanging).not.toEqual([])
    await agent.app.close()
    await expect.poll(() => programsWith(`XDG_DATA_HOME=${folder}`)).toEqual([])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

test('the process that reads goes some seconds after its last answer', async ({ newCustomer }) => {
  const { agent, customer } = await newCustomer()
  await customer.checked()
  await expect.poll(() => readersOf(agent), { timeout: 10_000 }).toEqual([])
  await customer.confirmEnvironment()
  await customer.chooseItem('memory')
  expect(await readersOf(agent)).toHaveLength(1)
  await expect.poll(() => readersOf(agent), { timeout: 10_000 }).toEqual([])
})
