import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders, request } from 'node:http'
import { builtinModules } from 'node:module'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from '@playwright/test'
import { Server } from 'socket.io'
import { build } from 'vite'
import { ROOT } from '../../scripts/root'
import { type Display, startDisplay } from '../../scripts/setup/display'
import { ensureElectron } from '../../scripts/setup/electron'
import { type NetworkReadings, networkReadings } from '../../src/shared/environment'
import { z } from '../../src/shared/zod'
import { listening } from './fronts'

const LIMIT_MS = 30_000
/** Chromium leaves its own machine out of every proxy, unless it is told not to. */
const through = (proxy: string) => [
  `--proxy-server=${new URL(proxy).host}`,
  '--proxy-bypass-list=<-loopback>',
]

let folder: string
let display: Display | null = null
let executable: string
const undo: (() => unknown)[] = []

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sobani-ways-'))
  executable = (await ensureElectron()).executable
  if (process.platform === 'linux') display = await startDisplay()
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: join(ROOT, 'test/e2e/ways-program.ts'),
      outDir: join(folder, 'program'),
      rollupOptions: {
        external: ['electron', ...builtinModules, 'bufferutil', 'utf-8-validate'],
        output: { format: 'cjs', entryFileNames: 'main.cjs', chunkFileNames: '[name].cjs' },
      },
    },
  })
})
test.afterEach(async () => {
  for (const close of undo.splice(0)) await close()
})
test.afterAll(async () => {
  await display?.stop()
  await rm(folder, { recursive: true, force: true })
})

/** What the program found of a relay, started with the words that a proxy is set by. */
async function find(relay: string, words: readonly string[] = []): Promise<NetworkReadings> {
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const program = spawn(
    executable,
    [
      ...root,
      '--disable-gpu',
      `--user-data-dir=${join(folder, 'data')}`,
      ...words,
      join(folder, 'program', 'main.cjs'),
      relay,
    ],
    {
      env: { ...process.env, ...(display === null ? {} : { DISPLAY: display.display }) },
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: LIMIT_MS,
    },
  )
  const said = await text(program.stdout)
  const line = said.split('\n').find((one) => one.startsWith('{')) ?? ''
  return z.strictObject({ found: networkReadings }).parse(JSON.parse(line)).found
}

/** As much of a relay as the probe looks at, and all that it was told. */
async function startRelay() {
  const heard: IncomingHttpHeaders[] = []
  const server = createServer((incoming, answer) => {
    heard.push(incoming.headers)
    answer.setHeader('set-cookie', 'known=1')
    if (incoming.url === '/healthz') answer.end('{"ok":true,"version":"0.1.0"}')
    else if (incoming.url === '/api/network')
      answer.end('{"ok":true,"urls":["turn:turn.example.jp?transport=tcp"]}')
    else answer.writeHead(404).end()
  })
  const io = new Server(server)
  io.engine.on('connection', (socket: { request: { headers: IncomingHttpHeaders } }) =>
    heard.push(socket.request.headers),
  )
  const address = await listening(server)
  undo.push(() => io.close())
  return { address, heard }
}

/** A proxy that passes everything on to the machine itself, or that asks everyone for a password first. */
async function startProxy(asks: boolean) {
  const passed: string[] = []
  const challenge = { 'proxy-authenticate': 'Basic realm="office"' }
  const server = createServer((incoming, answer) => {
    const { url = '', method = 'GET', headers } = incoming
    passed.push(url)
    if (asks) return void answer.writeHead(407, challenge).end()
    const onward = request(url, { method, headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers)
      reply.pipe(answer)
    })
    onward.on('error', () => answer.destroy())
    incoming.pipe(onward)
  })
  server.on('connect', ({ url = '' }, socket) => {
    passed.push(url)
    if (asks)
      return void socket.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="office"\r\nContent-Length: 0\r\n\r\n',
      )
    const onward = connect(Number(url.split(':')[1]), '127.0.0.1')
    onward.on('error', () => socket.destroy())
    socket.on('error', () => onward.destroy())
    onward.once('connect', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      onward.pipe(socket).pipe(onward)
    })
  })
  const address = await listening(server)
  undo.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return { address, passed }
}

const states = ({ http, https, websocket, polling, udp, turn }: NetworkReadings) =>
  [http, https, websocket, polling, udp, turn].map((way) => way?.state ?? null)

test('straight to the relay: every way is open, and nothing is told of the customer', async () => {
  const relay = await startRelay()
  const found = await find(relay.address)
  expect(found.proxy).toEqual({ kind: 'none', authentication: false })
  expect(states(found)).toEqual(['reached', 'not-offered', 'reached', 'reached', 'not-offered', 'reached'])
  expect(relay.heard.length).toBeGreaterThanOrEqual(4)
  for (const headers of relay.heard) {
    expect(headers).not.toHaveProperty('cookie')
    expect([undefined, 'Sobani']).toContain(headers['user-agent'])
    expect([undefined, 'ja,en;q=0.9']).toContain(headers['accept-language'])
    expect(JSON.stringify(headers)).not.toMatch(/linux|windows|mac os|electron|chrome/i)
  }
})

test('through a proxy that lets pass: it is named, and nobody else is asked', async () => {
  const [relay, proxy] = await Promise.all([startRelay(), startProxy(false)])
  const found = await find(relay.address, through(proxy.address))
  expect(found.proxy).toEqual({ kind: 'manual', authentication: null })
  expect([found.http?.state, found.polling?.state]).toEqual(['reached', 'reached'])
  const hosts = proxy.passed.map((url) => new URL(url.startsWith('http') ? url : `https://${url}`).host)
  expect(new Set(hosts)).toEqual(new Set([new URL(relay.address).host]))
})

test('through a proxy that asks for a password: it says so, over plain HTTP', async () => {
  const [relay, proxy] = await Promise.all([startRelay(), startProxy(true)])
  const found = await find(relay.address, through(proxy.address))
  expect(found.proxy).toEqual({ kind: 'manual', authentication: true })
  expect([found.http?.state, found.polling?.state]).toEqual(['blocked', 'blocked'])
  expect([found.udp, found.turn]).toEqual([null, null])
})

test('through a proxy that asks for a password: it says so, before https', async () => {
  const proxy = await startProxy(true)
  const found = await find('https://relay.invalid', through(proxy.address))
  expect(found.proxy).toEqual({ kind: 'manual', authentication: true })
  expect(states(found)).toEqual(['blocked', 'blocked', 'blocked', 'blocked', null, null])
  expect(proxy.passed).toContain('relay.invalid:443')
})
