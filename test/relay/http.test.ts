import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { renewTryOut } from '../../src/relay/try-out'
import { openStage, password, record, type Stage, user } from './stage'

let stage: Stage
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sobani-console-'))
  const root = join(folder, 'console')
  await mkdir(join(root, 'assets'), { recursive: true })
  await writeFile(join(root, 'index.html'), '<!doctype html><title>console</title>')
  await writeFile(join(root, 'assets', 'page-4f2a.js'), 'export {}')
  await writeFile(join(root, '.hidden'), 'hidden')
  await writeFile(join(folder, 'secret.txt'), 'secret')
  stage = await openStage({ SOBANI_RELAY_CONSOLE: root })
})
beforeEach(() => stage.later(61_000))
afterAll(async () => {
  await stage.close()
  await rm(folder, { recursive: true, force: true })
})

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${stage.address}${path}`, { headers })
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${stage.address}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: stage.address, ...headers },
    body: JSON.stringify(body),
  })

/** A path as it is, without the tidying that fetch does. */
const getRaw = (path: string): Promise<{ status: number; body: string }> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(stage.address)
    request({ hostname, port, path }, (response) => {
      let body = ''
      response.on('data', (part) => {
        body += part
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
    })
      .on('error', reject)
      .end()
  })

test('a good sign-in sets a cookie that scripts cannot read, and the database knows only its hash', async () => {
  const response = await post('/api/sign-in', { user, password })
  expect(await response.json()).toEqual({ ok: true, operator: record })
  const cookie = response.headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(/^sobani=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/)
  expect(response.headers.get('cache-control')).toBe('no-store')

  const pair = cookie.split(';')[0] ?? ''
  expect(await (await get('/api/me', { cookie: pair })).json()).toEqual({ ok: true, operator: record })
  expect((await post('/api/sign-out', {}, { cookie: pair })).status).toBe(200)
  const after = await get('/api/me', { cookie: pair })
  expect([after.status, await after.json()]).toEqual([401, { ok: false, error: 'not-signed-in' }])
})

test('a page may sign out without a body', async () => {
  const headers = { cookie: await stage.signIn(), origin: stage.address }
  const response = await fetch(`${stage.address}/api/sign-out`, { method: 'POST', headers })
  expect(await response.json()).toEqual({ ok: true })
})

test('over https the cookie is bound to the host', async () => {
  const secure = await openStage({ SOBANI_RELAY_PUBLIC_URL: 'https://support.example.jp' })
  const response = await fetch(`${secure.address}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'https://support.example.jp' },
    body: JSON.stringify({ user, password }),
  })
  expect(response.headers.get('set-cookie')).toMatch(
    /^__Host-sobani=.*Path=\/; HttpOnly; Secure; SameSite=Strict$/,
  )
  expect(response.headers.get('strict-transport-security')).toContain('max-age=')
  await secure.close()
})

test('a wrong password and an unknown user get the same answer, and cost the same', async () => {
  const timed = async (body: unknown) => {
    const from = performance.now()
    const response = await post('/api/sign-in', body)
    return { answer: [response.status, await response.json()], ms: performance.now() - from }
  }
  const wrong = await timed({ user, password: 'not the password' })
  const unknown = await timed({ user: 'nobody', password: 'not the password' })
  expect(wrong.answer).toEqual([401, { ok: false, error: 'sign-in-wrong' }])
  expect(unknown.answer).toEqual(wrong.answer)
  expect(unknown.ms).toBeGreaterThan(wrong.ms / 4)
})

test('after five wrong passwords even the right one has to wait a minute', async () => {
  const tries = await Promise.all(
    Array.from({ length: 6 }, () => post('/api/sign-in', { user: 'someone', password: 'wrong' })),
  )
  expect(tries.map((response) => response.status).sort()).toEqual([401, 401, 401, 401, 401, 429])
  expect((await post('/api/sign-in', { user: 'Someone', password })).status).toBe(429)
  expect((await post('/api/sign-in', { user, password })).status).toBe(200)
  stage.later(60_001)
  expect((await post('/api/sign-in', { user: 'someone', password: 'wrong' })).status).toBe(401)
})

test('a sign-in ends after an hour without doing anything, and after twelve in any case', async () => {
  const idle = await stage.signIn()
  stage.later(59 * 60_000)
  expect((await get('/api/me', { cookie: idle })).status).toBe(200)
  stage.later(60 * 60_000)
  expect((await get('/api/me', { cookie: idle })).status).toBe(401)

  const busy = await stage.signIn()
  for (let hours = 0; hours < 11.5; hours += 0.5) {
    stage.later(30 * 60_000)
    expect((await get('/api/me', { cookie: busy })).status).toBe(200)
  }
  stage.later(31 * 60_000)
  expect((await get('/api/me', { cookie: busy })).status).toBe(401)
})

test.each([
  ['another site', { origin: 'https://evil.example' }],
  ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
  ['a sandboxed frame', { origin: 'null' }],
])('a POST from %s is refused', async (_name, headers) => {
  const cookie = await stage.signIn()
  const answers = [
    await post('/api/sign-in', { user, password }, headers),
    await post('/api/sign-out', {}, { ...headers, cookie }),
  ]
  for (const response of answers)
    expect([response.status, await response.json()]).toEqual([
      403,
      { ok: false, error: 'sender-unknown', field: 'origin' },
    ])
  expect((await get('/api/me', { cookie })).status).toBe(200)
})

test('bodies are small JSON of a known shape, or refused by name', async () => {
  const refusal = async (response: Response) => [
    response.status,
    ((await response.json()) as { error: string }).error,
  ]
  expect(await refusal(await post('/api/sign-in', { user, password: 'x'.repeat(5000) }))).toEqual([
    413,
    'message-too-large',
  ])
  expect(await refusal(await post('/api/sign-in', { user }))).toEqual([400, 'message-malformed'])
  expect(await refusal(await post('/api/sign-in', { user, password, extra: 1 }))).toEqual([
    400,
    'message-malformed',
  ])
  for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
    const response = await post('/api/sign-in', { user, password }, { 'content-type': type })
    expect(await response.json()).toEqual({ ok: false, error: 'message-malformed', field: 'content-type' })
  }
  const broken = await fetch(`${stage.address}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"user":',
  })
  expect(await refusal(broken)).toEqual([400, 'message-malformed'])
})

test('every route that does not say it is public asks for a sign-in', async () => {
  const open = stage.relay.routes.filter((route) => route.public).map(({ method, url }) => `${method} ${url}`)
  const read = [
    '/*',
    '/api/network',
    '/api/profiles/:id',
    '/api/records/:hash',
    '/download',
    '/download/assets/:name',
    '/download/start',
    '/downloads/:channel/:file',
    '/healthz',
  ]
  expect(open.sort()).toEqual([
    ...['GET', 'HEAD'].flatMap((method) => read.map((url) => `${method} ${url}`)),
    'POST /api/certificates',
    'POST /api/sign-in',
  ])
  const closed = stage.relay.routes.filter((route) => !route.public)
  expect(closed.map(({ method, url }) => `${method} ${url}`).sort()).toEqual([
    'GET /api/me',
    'HEAD /api/me',
    'POST /api/sign-out',
  ])
  for (const { method, url } of closed) {
    for (const cookie of ['', 'sobani=', 'sobani=guess', '__Host-sobani=guess']) {
      const response = await fetch(`${stage.address}${url}`, { method, headers: { cookie } })
      expect(response.status, `${method} ${url}`).toBe(401)
    }
  }
})

test('what is no route does not exist', async () => {
  for (const [method, path] of [
    ['GET', '/api'],
    ['GET', '/api/operators'],
    ['GET', '/setup'],
    ['POST', '/'],
    ['POST', '/api/me'],
    ['DELETE', '/api/sign-in'],
    ['OPTIONS', '/api/sign-in'],
  ] as const) {
    const response = await fetch(`${stage.address}${path}`, { method })
    expect([path, response.status, await response.json()]).toEqual([
      path,
      404,
      { ok: false, error: 'message-unknown' },
    ])
  }
})

test('the console is served with a strict policy, and its hashed files for good', async () => {
  const page = await get('/')
  expect(await page.text()).toContain('<title>console</title>')
  expect(page.headers.get('cache-control')).toBe('no-cache')
  const policy = page.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none';script-src 'self';style-src 'self';")
  expect(policy).toContain("frame-ancestors 'none';require-trusted-types-for 'script'")
  expect(policy).not.toContain('unsafe')
  expect(page.headers.get('permissions-policy')).toContain('camera=()')
  expect(page.headers.get('cross-origin-opener-policy')).toBe('same-origin')
  expect(page.headers.get('x-content-type-options')).toBe('nosniff')
  expect(page.headers.get('referrer-policy')).toBe('no-referrer')
  const script = await get('/assets/page-4f2a.js')
  expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
})

test('no path leads out of the console folder', async () => {
  for (const path of [
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..%5csecret.txt',
    '//secret.txt',
    '/.hidden',
    '/%00',
    '/%',
  ]) {
    const { status, body } = await getRaw(path)
    expect(status, path).toBeGreaterThanOrEqual(400)
    expect(status, path).toBeLessThan(500)
    expect(JSON.parse(body), path).toMatchObject({ ok: false })
  }
})

test('the try-out account ends where a relay serves in earnest, and never replaces a real one', async () => {
  const { operators, signIns } = stage.relay.services
  const first = await renewTryOut(operators)
  const renewed = (await renewTryOut(operators)) ?? ''
  expect((await post('/api/sign-in', { user: 'demo', password: first })).status).toBe(401)
  expect((await post('/api/sign-in', { user: 'demo', password: renewed })).status).toBe(200)
  const cookie = `sobani=${await signIns.open((await operators.byUser('demo'))?.id ?? '')}`
  await operators.disableTryOut()
  expect((await get('/api/me', { cookie })).status).toBe(401)
  expect((await post('/api/sign-in', { user: 'demo', password: renewed })).status).toBe(401)
  expect(await operators.renewTryOut(user, 'scrypt$')).toBeNull()
})

test('health asks the database and says the version', async () => {
  expect(await (await get('/healthz')).json()).toEqual({
    ok: true,
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
  })
})

test('who signed in and who failed is on record, and nothing that was typed', async () => {
  const before = (await stage.relay.services.audit.list()).length
  await post('/api/sign-in', { user: 'typed-a-password-here', password: 'x' })
  const cookie =
    (await post('/api/sign-in', { user, password })).headers.get('set-cookie')?.split(';')[0] ?? ''
  await post('/api/sign-out', {}, { cookie })
  const rows = (await stage.relay.services.audit.list()).slice(before)
  expect(rows.map(({ event, operator_id }) => [event, operator_id])).toEqual([
    ['sign-in-failed', null],
    ['sign-in', stage.operator],
    ['sign-out', stage.operator],
  ])
  expect(JSON.stringify([rows, stage.log])).not.toContain('typed-a-password-here')
})
