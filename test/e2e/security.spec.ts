import { readFile } from 'node:fs/promises'
import type { ElectronApplication, Page } from '@playwright/test'
import { familyOf } from '../../scripts/play/processes'
import { heldPages, ordinaryUser } from './ordinary-user'
import { toLive } from './session'
import { expect, test } from './stage'

test('every window is sandboxed, isolated, and kept to its own pages', async ({
  newCustomer,
  newOperator,
}) => {
  const [{ agent, customer }, operator] = await Promise.all([newCustomer(), newOperator()])
  const violations: string[] = []
  await agent.app.context().addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ blockedURI, violatedDirective }) =>
      console.error(`policy violated: ${violatedDirective} ${blockedURI}`),
    )
  })
  const watch = (page: Page) =>
    page.on('console', (message) => {
      if (/policy/i.test(message.text())) violations.push(message.text())
    })
  agent.app.on('window', watch)
  watch(customer.page)
  watch(operator.page)
  await customer.page.reload()
  await toLive({ customer, operator })
  const bar = await agent.window('bar')

  await test.step('by their settings', async () => {
    const windows = await agent.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map(({ webContents }) => {
        const settings = (
          webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
        ).getLastWebPreferences()
        const { sandbox, contextIsolation, nodeIntegration, webviewTag, webSecurity } = settings
        return { sandbox, contextIsolation, nodeIntegration, webviewTag, webSecurity }
      }),
    )
    expect(windows).toEqual(
      Array(2).fill({
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        webSecurity: true,
      }),
    )
  })

  await test.step('the pages ran under their policy without a breach of it', async () => {
    expect(violations).toEqual([])
  })

  for (const page of [customer.page, bar])
    await test.step(`from ${page.url()}`, async () => {
      expect(await exposed(page)).toEqual({ sobani: ['call', 'on'], node: [] })
      const url = page.url()
      expect(await wayOut(page)).toEqual({
        opened: false,
        fetched: 'blocked',
        socket: 'blocked',
        frame: 'blocked',
        camera: 'denied',
        place: 'denied',
        notifications: 'denied',
        clipboard: 'denied',
      })
      expect(page.url()).toBe(url)
    })

  await test.step('and what they may load ends at their folder', async () => {
    const inside = await fetchAsMain(agent.app, ['sobani://agent/index.html'])
    expect(inside).toEqual([200])
    const outside = await fetchAsMain(agent.app, [
      'sobani://agent/../main/index.cjs',
      'sobani://agent/..%2f..%2fsrc/renderer/index.html',
      'sobani://agent/..%5c..%5csrc/renderer/index.html',
      'sobani://agent/%2e%2e/%2e%2e/src/renderer/index.html',
      'sobani://agent//etc/passwd.html',
      'sobani://agent/',
      'sobani://agent/index.html%00.js',
      'sobani://elsewhere/index.html',
    ])
    expect(outside).toEqual(Array(8).fill(404))
    const policy = await agent.app.evaluate(async ({ session }) => {
      const answer = await session.defaultSession.fetch('sobani://agent/index.html')
      return answer.headers.get('content-security-policy')
    })
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).not.toContain('unsafe')
  })
  await expect(operator.page.locator('[data-stage=live]')).toBeVisible()
})

test('an ordinary user gets the whole sandbox', async ({ world, newCustomer }) => {
  test.skip(process.getuid?.() !== 0, 'every other test runs as an ordinary user here')
  const user = await ordinaryUser(world.executable)
  try {
    const { executable, folder, uid } = user
    const { agent, customer } = await newCustomer({ executable, folder, sandbox: true, temporary: folder })
    await customer.comesToCode()
    for (const pid of await familyOf(agent.pid))
      expect(await readFile(`/proc/${pid}/cmdline`, 'utf8')).not.toContain('--no-sandbox')
    const held = await heldPages(agent.pid)
    expect(held.map(({ user, filtered, apart }) => [user, filtered, apart])).toEqual([[uid, true, true]])
  } finally {
    await user.close()
  }
})

const fetchAsMain = (app: ElectronApplication, urls: readonly string[]): Promise<number[]> =>
  app.evaluate(async ({ session }, urls) => {
    const answers = await Promise.all(urls.map((url) => session.defaultSession.fetch(url)))
    return answers.map((answer) => answer.status)
  }, urls)

/** What a page finds on its window that no web page has. */
const exposed = (page: Page) =>
  page.evaluate(() => ({
    sobani: Object.keys((window as unknown as { sobani: object }).sobani),
    node: ['require', 'process', 'module', 'Buffer', 'global', 'electron', '__dirname'].filter(
      (name) => name in window,
    ),
  }))

/** Tries every way out of a page that it has, as if the customer had just clicked. */
const wayOut = (page: Page) =>
  page.evaluate(async () => {
    const outcome = (tried: Promise<unknown>, well: string, ill: string) =>
      tried.then(
        () => well,
        () => ill,
      )
    const opened = window.open('https://example.com/') !== null
    const link = document.createElement('a')
    link.href = 'https://example.com/'
    document.body.append(link)
    link.click()
    link.target = '_blank'
    link.click()
    link.remove()
    location.href = 'https://example.com/'
    location.assign('file:///etc/passwd')
    const frame = document.createElement('iframe')
    frame.src = 'https://example.com/'
    const framed = new Promise<string>((resolve) => {
      document.addEventListener('securitypolicyviolation', () => resolve('blocked'), { once: true })
      setTimeout(() => resolve('loaded'), 2_000)
    })
    document.body.append(frame)
    const frameResult = await framed
    frame.remove()
    const socket = new Promise<string>((resolve) => {
      try {
        const socket = new WebSocket('wss://example.com/')
        socket.onopen = () => resolve('connected')
        socket.onerror = () => resolve('blocked')
      } catch {
        resolve('blocked')
      }
    })
    const place = new Promise<string>((resolve) =>
      navigator.geolocation.getCurrentPosition(
        () => resolve('found'),
        ({ code }) => resolve(code === 1 ? 'denied' : 'unavailable'),
      ),
    )
    return {
      opened,
      frame: frameResult,
      fetched: await outcome(fetch('https://example.com/'), 'fetched', 'blocked'),
      socket: await socket,
      camera: await outcome(navigator.mediaDevices.getUserMedia({ video: true }), 'granted', 'denied'),
      place: await place,
      notifications: await Notification.requestPermission(),
      clipboard: await outcome(navigator.clipboard.readText(), 'granted', 'denied'),
    }
  })
