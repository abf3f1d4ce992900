import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { lockDown, prepareSecurity, servePages } from '../../src/main/security'
import { app, fakeSession } from './electron'
import { quietLog } from './quiet'

vi.mock('electron', () => import('./electron'))

const outside = mkdtempSync(join(tmpdir(), 'sobani-security-'))
const folder = join(outside, 'renderer')
mkdirSync(join(folder, 'assets'), { recursive: true })
mkdirSync(join(outside, 'renderer-other'))
writeFileSync(join(folder, 'index.html'), '<h1>そばに</h1>')
writeFileSync(join(folder, 'assets', 'index.js'), 'let a')
writeFileSync(join(folder, 'secret.json'), '{}')
writeFileSync(join(outside, 'secret.html'), 'secret')
writeFileSync(join(outside, 'renderer-other', 'secret.html'), 'secret')
afterAll(() => rmSync(outside, { recursive: true }))

quietLog()

describe('the pages', () => {
  const { session, handler } = fakeSession()
  let answering: Promise<void> = Promise.resolve()
  servePages(session, folder, () => answering)
  const get = (url: string) => handler('page')({ url } as Request)

  it('are served from their folder with their type and a policy that lets nothing else in', async () => {
    const page = await get('sobani://agent/index.html')
    expect([page.status, await page.text()]).toEqual([200, '<h1>そばに</h1>'])
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(page.headers.get('x-content-type-options')).toBe('nosniff')
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain('sandbox allow-scripts allow-same-origin allow-forms')
    expect(policy).not.toMatch(/unsafe|\*|data:|https?:|modals|popups|downloads/)
    expect((await get('sobani://agent/assets/index.js')).headers.get('content-type')).toMatch(
      /^text\/javascript/,
    )
  })

  it('wait until main can answer them', async () => {
    let ready = (): void => undefined
    answering = new Promise((resolve) => {
      ready = resolve
    })
    const served = vi.fn()
    const page = get('sobani://agent/index.html').then(served)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(served).not.toHaveBeenCalled()
    ready()
    await page
    expect(served).toHaveBeenCalledOnce()
  })

  const missing = [
    'sobani://agent/absent.html',
    'sobani://agent/',
    'sobani://agent/secret.json',
    'sobani://agent/assets',
    'sobani://other/index.html',
    'sobani://agent/../secret.html',
    'sobani://agent/%2e%2e/secret.html',
    'sobani://agent/..%2fsecret.html',
    'sobani://agent/..%5csecret.html',
    'sobani://agent/../renderer-other/secret.html',
    // Only Windows takes a backslash for a way up; there the check of the path is what stops it.
    'sobani://agent/..\\secret.html',
    'sobani://agent/..\\renderer-other\\secret.html',
    'sobani://agent//etc/passwd.html',
  ]
  it.each(missing)('are all there is: %s', async (url) => {
    const page = await get(url)
    expect([page.status, await page.text()]).toEqual([404, ''])
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  })
})

describe('the lock', () => {
  const live = 5
  const { session, handler } = fakeSession()
  lockDown(session, (id) => id === live)

  const granted = (id: number, permission: string, details: object = {}) => {
    let answer: boolean | undefined
    handler('permission')?.(
      { id } as never,
      permission as never,
      (value) => {
        answer = value
      },
      details as never,
    )
    return answer
  }

  it('gives the display to the page that may have it, and to no other', () => {
    expect(granted(live, 'display-capture')).toBe(true)
    expect(granted(live, 'media')).toBe(true)
    expect(granted(live, 'media', { mediaTypes: [] })).toBe(true)
    expect(granted(1, 'display-capture')).toBe(false)
    expect(granted(1, 'media')).toBe(false)
  })

  it('gives nothing else, even to that page', () => {
    for (const permission of [
      'geolocation',
      'notifications',
      'clipboard-read',
      'fullscreen',
      'openExternal',
      'hid',
    ])
      expect([permission, granted(live, permission)]).toEqual([permission, false])
    for (const kind of ['audio', 'video'])
      expect([kind, granted(live, 'media', { mediaTypes: [kind] })]).toEqual([kind, false])
    expect(handler('check')?.(null, 'media', 'sobani://agent', {} as never)).toBe(false)
    expect(handler('device')?.({} as never)).toBe(false)
  })

  it('spells nothing, so that no dictionary is fetched from elsewhere', () => {
    expect(handler('spelling')).toEqual([])
  })

  it('lets nothing be downloaded', () => {
    const preventDefault = vi.fn()
    handler('download')({ preventDefault })
    expect(preventDefault).toHaveBeenCalledOnce()
  })

  it('lets no page ask any address but its own', () => {
    const cancelled = (url: string) => {
      let reply: { cancel: boolean } | undefined
      handler('request')({ url }, (answer) => {
        reply = answer
      })
      return reply?.cancel
    }
    for (const url of ['sobani://agent/index.html', 'sobani://agent/assets/a.js'])
      expect([url, cancelled(url)]).toEqual([url, false])
    for (const url of [
      'https://example.jp',
      'http://127.0.0.1',
      'file:///etc/passwd',
      'sobani://agent.example.jp/a',
      'sobani://other/a',
      'data:text/html,a',
      'wss://example.jp',
    ])
      expect([url, cancelled(url)]).toEqual([url, true])
  })

  it('keeps every page where it is, and opens no window', () => {
    const heard = new Map<string, (event: { preventDefault: () => void }) => void>()
    let open: (() => { action: string }) | undefined
    const contents = {
      on: (name: string, listener: (event: { preventDefault: () => void }) => void) =>
        heard.set(name, listener),
      setWindowOpenHandler: (handler: () => { action: string }) => {
        open = handler
      },
    }
    app.heard.get('web-contents-created')?.(...([{}, contents] as never[]))
    for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview']) {
      const preventDefault = vi.fn()
      heard.get(name)?.({ preventDefault })
      expect([name, preventDefault.mock.calls.length]).toEqual([name, 1])
    }
    expect(open?.()).toEqual({ action: 'deny' })
  })
})

describe('the sandbox', () => {
  const getuid = vi.fn(() => 1000)
  const realPlatform = process.platform
  beforeEach(() => {
    app.sandboxed = false
    app.switches.clear()
    Object.defineProperty(process, 'getuid', { value: getuid, configurable: true })
    return () => Object.defineProperty(process, 'platform', { value: realPlatform })
  })
  const sandboxed = (platform: string, user: number, ...switches: string[]) => {
    Object.defineProperty(process, 'platform', { value: platform })
    getuid.mockReturnValue(user)
    for (const one of switches) app.switches.add(one)
    prepareSecurity()
    return app.sandboxed
  }

  it('is on, whatever the command line says', () => {
    expect(sandboxed('linux', 1000, 'no-sandbox')).toBe(true)
  })

  it('is on under Windows and macOS, whatever the command line says', () => {
    expect(sandboxed('win32', 0, 'no-sandbox')).toBe(true)
    app.sandboxed = false
    expect(sandboxed('darwin', 0, 'no-sandbox')).toBe(true)
  })

  it('is off only for root on Linux who asks for it, where Chromium has none', () => {
    expect(sandboxed('linux', 0)).toBe(true)
    app.sandboxed = false
    expect(sandboxed('linux', 0, 'no-sandbox')).toBe(false)
  })
})
