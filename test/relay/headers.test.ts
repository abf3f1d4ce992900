import { readFileSync } from 'node:fs'
import { connect as connectTcp } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { isCode, sources } from '../sources'
import { raw as rawTo } from './raw'
import { openStage, type Stage } from './stage'

// What every answer carries, whoever writes it, and what no request gets through. By the table of routes, so that a
// route of tomorrow is tried as well.

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
beforeEach(() => stage.later(61_000))
afterAll(() => stage.close())

const raw = (request: string) => rawTo(stage.address, request)
const plain = (line: string, ...headers: string[]) =>
  raw(`${line}\r\n${['Host: x', 'Connection: close', ...headers].join('\r\n')}\r\n\r\n`)

const always = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
} as const

function expectGuarded(answer: string, what: string): void {
  const head = answer.split('\r\n\r\n')[0] ?? ''
  for (const [name, value] of Object.entries(always))
    expect(head.toLowerCase(), `${what}: ${name}`).toContain(`${name}: ${value}`.toLowerCase())
  expect(head, what).toMatch(/content-security-policy: default-src 'none'/i)
  expect(head, what).toMatch(/frame-ancestors 'none'/)
  expect(head, what).not.toMatch(/^(server|x-powered-by):/im)
}

const filled = (url: string) =>
  url
    .replace('*', 'absent.js')
    .replaceAll(/:(\w+)/g, (_, name) => (name === 'channel' ? 'current' : `a-${name}`))

describe('every answer is guarded', () => {
  test('of every route, whatever it says', async () => {
    expect(stage.relay.routes.length).toBeGreaterThan(12)
    for (const { method, url } of stage.relay.routes) {
      const answer = await plain(`${method} ${filled(url)} HTTP/1.1`)
      expectGuarded(answer, `${method} ${url}`)
      expect(answer, `${method} ${url}`).not.toMatch(/^HTTP\/1\.1 5/)
    }
  })

  test.each([
    ['no such path', 'GET /nothing HTTP/1.1', 404],
    ['no such method', 'DELETE /api/me HTTP/1.1', 404],
    ['a method that nobody has', 'FLY / HTTP/1.1', 400],
    ['a method that traces', 'TRACE / HTTP/1.1', 404],
    ['a path that is no path', 'GET /%zz HTTP/1.1', 400],
    ['not HTTP at all', 'hello there', 400],
    ['a version that is none', 'GET / HTTP/9.9', 400],
  ])('%s', async (_name, line, status) => {
    const answer = await plain(line)
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expectGuarded(answer, line)
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ ok: false })
  })

  test.each([
    ['headers of 20 kB', `X-Long: ${'x'.repeat(20_000)}`, 431],
    ['a header that is none', 'No colon here', 400],
    ['two lengths', 'Content-Length: 5\r\nContent-Length: 6', 400],
    ['a length and chunks (smuggling)', 'Content-Length: 5\r\nTransfer-Encoding: chunked', 400],
    ['a line folded into the next', 'X-A: b\r\n c', 400],
  ])('%s', async (_name, header, status) => {
    const answer = await plain('POST /api/sign-in HTTP/1.1', header)
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expectGuarded(answer, header.slice(0, 40))
  })

  test.each([
    '?EIO=1',
    '?EIO=4&transport=carrier-pigeon',
    '?EIO=4&transport=polling&sid=absent',
    '?EIO=4&transport=websocket',
    '',
  ])('what Engine.IO refuses by itself: %s', async (query) => {
    const answer = await plain(`GET /socket.io/${query} HTTP/1.1`)
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expectGuarded(answer, query)
  })

  test('behind https, also what is no HTTP says that it is always https', async () => {
    const secure = await openStage({ SOBANI_RELAY_PUBLIC_URL: 'https://support.example.jp' })
    const socket = connectTcp(Number(new URL(secure.address).port), '127.0.0.1')
    socket.write('hello\r\n\r\n')
    expect(await text(socket)).toMatch(/strict-transport-security: max-age=31536000/)
    await secure.close()
  })
})

describe('what changes something', () => {
  const changing = () => stage.relay.routes.filter(({ method }) => !['GET', 'HEAD'].includes(method))
  const foreign: Array<[string, Record<string, string>]> = [
    ['another site', { origin: 'https://evil.example' }],
    ['another port', { origin: 'http://127.0.0.1:1' }],
    ['a name that begins like ours', { origin: 'http://127.0.0.1.evil.example' }],
    ['a sandboxed frame', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
    ['a page that hides its origin', { 'sec-fetch-site': 'cross-site' }],
    ['a page of the same site', { 'sec-fetch-site': 'same-site' }],
    ['two origins', { origin: 'http://127.0.0.1:1, http://localhost' }],
    ['an empty origin', { origin: '' }],
  ]
  test.each(foreign)('is refused to %s, on every route, with a good cookie too', async (_name, headers) => {
    const cookie = await stage.signIn()
    expect(changing().length).toBeGreaterThan(2)
    for (const { method, url } of changing()) {
      const lines = Object.entries({ ...headers, cookie, 'content-type': 'application/json' }).map(
        ([name, value]) => `${name}: ${value}`,
      )
      const answer = await plain(`${method} ${filled(url)} HTTP/1.1`, ...lines, 'Content-Length: 0')
      expect(answer, `${method} ${url}`).toMatch(/^HTTP\/1\.1 403 /)
      expect(answer).toContain('"sender-unknown"')
    }
    expect(await plain('GET /api/me HTTP/1.1', `Cookie: ${cookie}`)).toMatch(/^HTTP\/1\.1 200 /)
  })

  test('is not reached by a method in a header or in the query', async () => {
    const cookie = await stage.signIn()
    for (const line of ['GET /api/sign-out?_method=POST HTTP/1.1', 'GET /api/sign-out HTTP/1.1'])
      expect(await plain(line, 'X-HTTP-Method-Override: POST', `Cookie: ${cookie}`)).toMatch(
        /^HTTP\/1\.1 404 /,
      )
    expect(await plain('GET /api/me HTTP/1.1', `Cookie: ${cookie}`)).toMatch(/^HTTP\/1\.1 200 /)
  })
})

test.each([
  '/../package.json',
  '/%2e%2e/package.json',
  '/%252e%252e/package.json',
  '/..%252fpackage.json',
  '/%c0%ae%c0%ae/package.json',
  '/..%5c..%5cpackage.json',
  '/....//package.json',
  '/assets/..%2f..%2fpackage.json',
  '/%00',
  '/index.html%00.js',
  '/api/profiles/..%2f..%2fpackage',
  '/api/profiles/__proto__',
  '/api/profiles/constructor',
  '/api/records/..%2f',
  '/downloads/current/..%2f..%2fpackage.json',
  '/downloads/..%2fcurrent/feed.json',
  '/downloads/current/%2e%2e',
  '/download/assets/..%2f..%2fpackage.json',
  `/${'a/'.repeat(3000)}`,
  `/${'%41'.repeat(2000)}`,
  'http://169.254.169.254/latest/meta-data',
  '//evil.example/',
])('no path leads out of what is served: %s', async (path) => {
  const answer = await plain(`GET ${path} HTTP/1.1`)
  expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /)
  expect(answer).not.toMatch(/electron|dependencies|root:|EACCES|ENOENT/)
})

test('the relay asks nobody anything: nothing in it can make a request', () => {
  const relay = sources.filter((source) => isCode(source) && source.path.startsWith('relay/'))
  const callers = relay.flatMap(({ path, text }) => {
    const found = [
      /from 'node:(dns|http2|dgram|child_process|worker_threads)/,
      /\bfetch\(|XMLHttpRequest|undici|axios/,
      /import \{[^}]*\b(request|get|Agent)\b[^}]*\} from 'node:https?'/,
      /import \{[^}]*\bconnect\b[^}]*\} from 'node:(net|tls)'/,
    ].filter((pattern) => pattern.test(text))
    return found.map((pattern) => `${path} ${pattern}`)
  })
  // The one line out is to the data folder's own socket, for a command to the relay that runs; a thread makes the database.
  expect(callers.map((line) => line.split(' ')[0]).sort()).toEqual(
    relay
      .filter(({ path }) => ['relay/data-folder.ts', 'relay/new-database.ts'].includes(path))
      .filter(({ text }) => /connect\b.*node:net|worker_threads/.test(text))
      .map(({ path }) => path)
      .sort(),
  )
  const folder = readFileSync('src/relay/data-folder.ts', 'utf8')
  expect(folder).not.toMatch(/connect\(\s*\{?\s*(port|\d)/)
})
