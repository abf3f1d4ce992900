import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../../scripts/root'
import { view } from '../../src/shared/ipc'
import { listening } from './fronts'
import { forge, ignoreClosed, ja } from './session'
import { expect, test } from './stage'
import { traced } from './trace'

test('declining closes the app, stores nothing and connects to nobody', async ({ world, newCustomer }) => {
  const folder = await mkdtemp(join(tmpdir(), 'sobani-declined-'))
  const home = await mkdtemp(join(tmpdir(), 'sobani-home-'))
  const trace = await traced(world.executable)
  let connections = 0
  const relay = createServer((socket) => {
    connections += 1
    socket.destroy()
  })
  const address = await listening(relay)
  const { agent, customer } = await newCustomer({
    folder,
    relay: address,
    env: { HOME: home },
    ...(trace === null ? {} : { executable: trace.executable }),
  })
  await customer.readDocuments()
  // What is chosen before the agreement is not kept either.
  await customer.page.getByRole('button', { name: ja('text-size.larger') }).click()
  await expect(customer.page.locator('.text-size output')).toHaveText('125%')
  expect(await readdir(agent.temporary)).not.toEqual([])

  const closed = agent.app.waitForEvent('close', { timeout: 10_000 })
  // The app may close before the click is reported.
  await customer.button('documents.disagree').click().catch(ignoreClosed)
  await closed
  // Chromium is kept from writing its state by an empty file in the way, which the next start takes away.
  await expect.poll(() => contentsOf(agent.temporary)).toEqual([])
  const left = await readdir(agent.temporary)
  expect(await readdir(folder)).toEqual([])
  expect(connections).toBe(0)
  relay.close()
  if (trace !== null)
    await test.step('the system saw nothing sent anywhere, and nothing written but what is gone', async () => {
      expect(await trace.destinations()).toEqual([])
      const written = await trace.written()
      // It saw that much.
      expect(written).toContain(join(folder, 'SingletonLock'))
      expect(written.some((path) => path.startsWith(join(agent.temporary, 'sobani-session-')))).toBe(true)
      const own = [`${agent.temporary}/`, join(folder, 'Singleton'), '/dev/', '/proc/']
      expect(
        written.filter((path) => !own.some((place) => path.startsWith(place)) && !isDesktops(path)),
      ).toEqual([])
      await trace.remove()
    })
  expect((await contentsOf(home)).filter((path) => !isDesktops(join(home, path)))).toEqual([])

  const next = await newCustomer({ folder, temporary: agent.temporary })
  await next.customer.sees('documents')
  await expect(next.customer.page.locator('.text-size output')).toHaveText('100%')
  for (const name of left) expect(await readdir(agent.temporary)).not.toContain(name)
  await next.agent.stop()
  for (const one of [folder, home]) await rm(one, { recursive: true })
})

test('whoever agrees is connected with the relay, and with nobody before', async ({ world, newCustomer }) => {
  const trace = await traced(world.executable)
  test.skip(trace === null, 'one program may not watch another here')
  if (trace === null) return
  const { agent, customer } = await newCustomer({ consented: false, executable: trace.executable })
  await customer.readDocuments()
  expect(await trace.destinations()).toEqual([])
  await customer.agree()
  await customer.checked()
  const { port } = new URL(world.relay.address)
  const destinations = await trace.destinations()
  expect(destinations.filter((line) => line.includes(`sin_port=htons(${port})`))).not.toEqual([])
  await agent.stop()
  await trace.remove()
})

test('agreeing does nothing before both texts were shown to their ends', async ({ newCustomer }) => {
  const { customer } = await newCustomer({ consented: false })
  const { page } = customer
  const agree = customer.button('documents.agree')
  const { screen } = view.parse(await forge({ customer }, 'view'))
  const documents = screen.name === 'documents' ? screen.documents : []
  expect(documents.map(({ id }) => id)).toEqual(['license', 'notices'])
  const shown = documents.map(({ id, sha256 }) => ({ id, sha256 }))

  for (const { id, title } of documents) {
    await agree.focus()
    await page.keyboard.press('Enter')
    await expect(page.locator('#agree-note')).toContainText(title)
    expect(await forge({ customer }, 'accept-documents', shown)).toEqual({
      ok: false,
      error: 'message-late',
      field: 'read',
    })
    await customer.sees('documents')
    await page.locator(`[data-document=${id}]`).focus()
    await page.keyboard.press('End')
    await page.locator(`[data-document=${id}][data-read=true]`).waitFor()
  }
  await expect(page.locator('#agree-note')).toHaveText(ja('documents.allRead'))

  // What was read in one language was not read in the other.
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.locator('[data-read=false]')).toHaveCount(2)
  await page.getByRole('button', { name: '日本語' }).click()
  await customer.agree()
})

test('a PC that does not meet the conditions is told whom to call, and has no way on', async ({
  newCustomer,
}) => {
  const { phone } = JSON.parse(await readFile(join(ROOT, 'profiles', 'kct.json'), 'utf8'))
  const { customer } = await newCustomer({ profile: 'kct' })
  const { page } = customer
  await customer.page.locator('[data-check=os]').waitFor()
  await expect(page.locator('[data-check=os][data-verdict=fail]')).toContainText(ja('advice.os-unsupported'))
  await expect(page.locator('.notice.fail')).toHaveText(ja('environment.failSome'))
  await expect(page.locator('.phone')).toContainText(phone)
  await expect(customer.button('environment.next')).toHaveCount(0)
  // Which of the two is said of a code depends on the hour at which this runs.
  const late = /^(message-late|desk-closed)$/
  for (const [name, input, error] of [
    ['confirm-environment', undefined, 'message-late'],
    ['agree-inventory', undefined, 'message-late'],
    ['enter-code', '123456', expect.stringMatching(late)],
  ] as const)
    expect(await forge({ customer }, name, input)).toMatchObject({ ok: false, error })
  await customer.sees('environment')
})

/** What the desktop's and the driver's own parts keep for every program: settings and shaders, nothing of ours. */
const isDesktops = (path: string): boolean => /\/\.cache(\/(dconf|mesa_shader_cache)(\/.*)?)?$/.test(path)

/** Folders, and files with anything in them. */
async function contentsOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true })
  const sizes = await Promise.all(entries.map((name) => stat(join(folder, name)).catch(() => null)))
  return entries.filter((_, place) => sizes[place]?.isDirectory() === true || (sizes[place]?.size ?? 0) > 0)
}
