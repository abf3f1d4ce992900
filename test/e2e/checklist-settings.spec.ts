import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import type { Page } from '@playwright/test'
import packageJson from '../../package.json' with { type: 'json' }
import { ROOT } from '../../scripts/root'
import { isCode, sources } from '../sources'
import { PACKED_PROGRAM } from './packed-agent'
import { expectAgentEnded, toLive } from './session'
import { expect, test } from './stage'

// The points of Electron's checklist that stand in settings, answers, sources and fuses; named by their numbers in
// checklist-points.ts. What a page can do in spite of them: checklist.spec.ts.

type Bridge = { call(name: string, input?: unknown): Promise<unknown> }
const call = (page: Page, name: string, input?: unknown): Promise<unknown> =>
  page.evaluate(
    ([name, input]) => (window as unknown as { sobani: Bridge }).sobani.call(name as string, input),
    [name, input],
  )

test('2, 3, 4, 6, 8-12: the settings of every window are the safe ones', async ({
  call: { agent, ...pair },
}) => {
  await toLive(pair)
  await agent.window('bar')
  const settings = await agent.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) =>
      (
        webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
      ).getLastWebPreferences(),
    ),
  )
  expect(settings).toHaveLength(2)
  for (const one of settings) {
    expect(one).toMatchObject({
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
    })
    // Nothing switched on by name, and nothing off.
    expect([one.enableBlinkFeatures ?? '', one.disableBlinkFeatures ?? '']).toEqual(['', ''])
  }
  const words = await agent.app.evaluate(({ app }) =>
    [
      'enable-blink-features',
      'enable-experimental-web-platform-features',
      'disable-web-security',
      'allow-running-insecure-content',
      'ignore-certificate-errors',
    ].filter((name) => app.commandLine.hasSwitch(name)),
  )
  expect(words).toEqual([])
})

test('1, 7, 18: every file of a page comes by the own scheme, with the policy as a header', async ({
  newCustomer,
}) => {
  const { agent, customer } = await newCustomer()
  const folder = join(ROOT, 'out', 'renderer')
  const files = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length).replaceAll('\\', '/'))
  expect(files).toContain('/index.html')
  const answers = await agent.app.evaluate(
    ({ session }, paths) =>
      Promise.all(
        [...paths, '/absent.html', '/../main/index.cjs'].map(async (path) => {
          const answer = await session.defaultSession.fetch(`sobani://agent${path}`)
          const { headers, status } = answer
          return {
            path,
            status,
            policy: headers.get('content-security-policy') ?? '',
            rest: ['x-content-type-options', 'cross-origin-opener-policy', 'referrer-policy'].map((name) =>
              headers.get(name),
            ),
          }
        }),
      ),
    files,
  )
  for (const { path, status, policy, rest } of answers) {
    expect([path, status]).toEqual([path, files.includes(path) ? 200 : 404])
    expect(policy, path).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';/)
    for (const part of [
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      'sandbox ',
    ])
      expect(policy, path).toContain(part)
    expect(policy, path).not.toMatch(/unsafe|\*|https?:|data:|blob:|modals|popups|downloads|top-navigation/)
    expect(rest, path).toEqual(['nosniff', 'same-origin', 'no-referrer'])
  }
  const loaded = await customer.page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => name),
  )
  expect(loaded.filter((url) => !url.startsWith('sobani://agent/'))).toEqual([])
})

test('5: every kind of asking for a permission has one handler, which says no', async ({ newCustomer }) => {
  const { agent, customer } = await newCustomer()
  await customer.sees('environment')
  // What a page hears before any gate was opened, and main's own checks of it.
  const states = await customer.page.evaluate(async () => {
    const names = ['camera', 'microphone', 'geolocation', 'notifications', 'clipboard-read', 'midi', 'push']
    const found: Record<string, string> = {}
    for (const name of names)
      found[name] = await navigator.permissions.query({ name: name as PermissionName }).then(
        ({ state }) => state,
        (error: Error) => error.name,
      )
    return found
  })
  expect(Object.values(states).filter((state) => state === 'granted')).toEqual([])
  expect(agent.log()).not.toContain('granted')
})

test('15, 18, 20: no source opens a program, a file or a remote page', () => {
  const agent = sources.filter((source) => isCode(source) && /^(main|preload|renderer)\//.test(source.path))
  expect(agent.length).toBeGreaterThan(50)
  const found = agent.flatMap(({ path, text }) =>
    [
      /openExternal|openPath|showItemInFolder/,
      /loadFile|file:\/\/(?!\.)/,
      /enableRemoteModule|@electron\/remote|nodeIntegration: true|contextIsolation: false|sandbox: false/,
      /webSecurity|allowRunningInsecureContent|experimentalFeatures|enableBlinkFeatures|allowpopups/,
      /setCertificateVerifyProc|certificate-error|ignore-certificate/,
      /executeJavaScript|insertCSS|innerHTML|dangerouslySetInnerHTML|outerHTML|insertAdjacentHTML/,
      /\beval\(|new Function\(/,
    ].flatMap((forbidden) => {
      // Comments may speak of what is not done.
      const code = text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
      return forbidden.test(code) ? [`${path}: ${forbidden}`] : []
    }),
  )
  expect(found).toEqual([])
})

test('16: the two channels are pinned to the last Electron of each', () => {
  const { electron, 'electron-legacy': legacy } = packageJson.devDependencies
  // The newest line, and the last one that runs on macOS 10.15 and on Windows with 32 bits.
  expect([electron, legacy]).toEqual([expect.stringMatching(/^45\.\d+\.\d+$/), 'npm:electron@32.3.3'])
})

test('17: main answers a call only to the page it is meant for, in the window it made', async ({
  newCustomer,
}) => {
  const { agent, customer } = await newCustomer()
  await customer.sees('environment')
  const refused = { ok: false, error: 'sender-unknown' }
  expect(await call(customer.page, 'bar-view')).toEqual(refused)
  expect(await call(customer.page, 'paper-view')).toEqual(refused)
  expect(await call(customer.page, 'no-such-call')).toEqual({ ok: false, error: 'message-unknown' })
  expect(await call(customer.page, 'constructor')).toEqual({ ok: false, error: 'message-unknown' })
  expect(await call(customer.page, 'enter-code', { code: 1 })).toEqual({
    ok: false,
    error: 'message-malformed',
  })

  // A window that nobody made on purpose, with the same page and the same preload.
  const stray = agent.app.waitForEvent('window')
  await agent.app.evaluate(
    ({ BrowserWindow }, preload) => {
      const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true, preload } })
      void window.loadURL('sobani://agent/index.html')
    },
    join(ROOT, 'out', 'preload', 'index.cjs'),
  )
  const page = await stray
  await page.waitForFunction(() => 'sobani' in window)
  for (const name of ['view', 'quit', 'bar-view', 'disconnect'])
    expect([name, await call(page, name)]).toEqual([name, refused])

  // The right window with another page's address on it.
  await customer.page.evaluate(() => history.replaceState(null, '', '/bar.html'))
  expect(await call(customer.page, 'view')).toEqual(refused)
  expect(await call(customer.page, 'bar-view')).toEqual(refused)
  await customer.page.evaluate(() => history.replaceState(null, '', '/index.html'))
  expect(await call(customer.page, 'view')).toMatchObject({ screen: { name: expect.any(String) } })
})

test('17: in a session, a call from the wrong window ends it', async ({
  call: { agent, customer, operator },
}) => {
  await toLive({ customer, operator })
  const bar = await agent.window('bar')
  expect(await call(bar, 'approve')).toEqual({ ok: false, error: 'sender-unknown' })
  await expectAgentEnded({ customer }, 'failed')
})

test('19: the fuses of the packed program are the safe ones, all of them', async () => {
  test.skip(process.platform !== 'linux', 'packed on Linux only')
  const wire = await getCurrentFuseWire(PACKED_PROGRAM)
  const [on, off] = ['1'.charCodeAt(0), '0'.charCodeAt(0)]
  expect({
    run: wire[FuseV1Options.RunAsNode],
    options: wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable],
    inspect: wire[FuseV1Options.EnableNodeCliInspectArguments],
    snapshot: wire[FuseV1Options.LoadBrowserProcessSpecificV8Snapshot],
    files: wire[FuseV1Options.GrantFileProtocolExtraPrivileges],
    cookies: wire[FuseV1Options.EnableCookieEncryption],
    integrity: wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation],
    asar: wire[FuseV1Options.OnlyLoadAppFromAsar],
  }).toEqual({
    run: off,
    options: off,
    inspect: off,
    snapshot: off,
    files: off,
    cookies: on,
    integrity: on,
    asar: on,
  })
})
