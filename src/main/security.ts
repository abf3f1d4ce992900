import { readFile } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import { app, protocol, type Session } from 'electron'
import { log } from './log'
import { ORIGIN, SCHEME } from './windows/page'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
  // Besides what the rest denies: no dialogs, no printing and no downloads by a page. Forms are needed for their submit
  // event; where they would go, form-action denies.
  'sandbox allow-scripts allow-same-origin allow-forms',
].join('; ')

const headers = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
}

/** Before `ready`: every renderer sandboxed, and the pages' scheme known as a secure origin. */
export function prepareSecurity(): void {
  // Chromium has no sandbox for root, and a developer's container is often root: there, and only there, a --no-sandbox
  // on the command line is heard. Everywhere else this call overrules it.
  const root = process.platform === 'linux' && process.getuid?.() === 0
  if (!root || !app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, codeCache: true } },
  ])
}

/**
 * Serves the pages from one folder, and nothing else from anywhere.
 * @param ready awaited before anything is served
 */
export function servePages(session: Session, folder: string, ready: () => Promise<void>): void {
  session.protocol.handle(SCHEME, async (request) => {
    await ready()
    const url = new URL(request.url)
    const type = types[extname(url.pathname)]
    const path = normalize(join(folder, url.pathname))
    if (url.host !== 'agent' || type === undefined || !path.startsWith(join(folder, '/')))
      return new Response(null, { status: 404, headers })
    try {
      return new Response(await readFile(path), { headers: { ...headers, 'content-type': type } })
    } catch (error) {
      log('security', 'a page asked for what is not there', error)
      return new Response(null, { status: 404, headers })
    }
  })
}

/**
 * Denies by default: navigation, new windows, webviews, downloads, every permission, every request to anywhere else.
 * @param mayCapture asked for the one permission that exists, the display, while a share was approved
 */
export function lockDown(session: Session, mayCapture: (contentsId: number) => boolean): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault())
    contents.on('will-frame-navigate', (event) => event.preventDefault())
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
  // A new session fetches dictionaries from Chromium's maker for the languages it is to spell; no request handler sees it.
  session.setSpellCheckerLanguages([])
  // Electron before 45 asks for the display as `media`, with no media types; a camera or microphone names its type.
  session.setPermissionRequestHandler((contents, permission, answer, details) => {
    const kinds = 'mediaTypes' in details ? (details.mediaTypes ?? []) : []
    const display = permission === 'display-capture' || (permission === 'media' && kinds.length === 0)
    const granted = display && mayCapture(contents.id)
    if (!granted) log('security', `permission ${permission} denied`)
    answer(granted)
  })
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  // Files are written by main, where the customer chose; a download would ask for a place in the page's name.
  session.on('will-download', (event) => {
    event.preventDefault()
    log('security', 'a download was denied')
  })
  session.webRequest.onBeforeRequest((request, answer) => {
    const own = request.url.startsWith(`${ORIGIN}/`) || request.url.startsWith('devtools://')
    if (!own) log('security', 'a page asked for another address')
    answer({ cancel: !own })
  })
}
