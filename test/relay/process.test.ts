import { type ChildProcess, spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newDevice } from './device'
import { dataFolder } from './empty-database'
import { connect, joining, resuming, waitFor } from './stage'

// The relay as it is run: its bundle, in a process of its own.
const outDir = 'out/relay-under-test'
const folders: string[] = []
const running = new Set<ChildProcess>()

beforeAll(async () => {
  await build({ configFile: 'vite.relay.config.ts', logLevel: 'error', build: { outDir } })
})
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL')
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
})

type Ended = { readonly status: number | null; readonly out: string; readonly complaint: string }
type Started = {
  readonly child: ChildProcess
  readonly events: Record<string, string>[]
  readonly ended: Promise<Ended>
}

function start(words: readonly string[], env: Record<string, string>, input = ''): Started {
  const child = spawn(process.execPath, [join(outDir, 'index.js'), ...words], {
    // Any folder will do for a console: the real one may not be built yet.
    env: { PATH: process.env.PATH, SOBANI_RELAY_PORT: '0', SOBANI_RELAY_CONSOLE: outDir, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  running.add(child)
  child.stdin.end(input)
  const events: Record<string, string>[] = []
  let out = ''
  // One reader of a stream: a second one may take from the first.
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const whole = out.lastIndexOf('\n') + 1
    out += text
    for (const line of out.slice(whole, out.lastIndexOf('\n') + 1).split('\n'))
      if (line.startsWith('{')) events.push(JSON.parse(line))
  })
  const complaint = text(child.stderr)
  const ended = new Promise<Ended>((done) => {
    child.once('close', async (status) => {
      running.delete(child)
      done({ status, out, complaint: await complaint })
    })
  })
  return { child, events, ended }
}

const newFolder = async () => {
  const folder = await dataFolder()
  folders.push(folder)
  return folder
}

async function serve(data: string) {
  const relay = start(['serve'], { SOBANI_RELAY_DATA: data })
  const said = await waitFor(
    () => relay.events.find(({ event }) => event === 'listening'),
    'the relay',
    60_000,
  )
  return { relay, address: String(said.address) }
}

async function serveTryOut(data: string) {
  const relay = start(['serve', '--try-out'], { SOBANI_RELAY_DATA: data })
  const event = (name: string) =>
    waitFor(() => relay.events.find((said) => said.event === name), name, 60_000)
  const { address } = await event('listening')
  const { user, password } = await event('try-out')
  return { relay, address: String(address), user: String(user), password: String(password) }
}

/** An operator's page, signed in, with a code. */
async function openConsole(address: string, user: string, password: string) {
  const response = await fetch(`${address}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user, password }),
  })
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
  const console = await connect(address, '/console', { extraHeaders: { cookie, origin: address } })
  const { code } = await console.ask({ type: 'open' })
  return { console, cookie, code: String(code) }
}

async function openSession(address: string, user: string, password: string) {
  const { console, cookie, code } = await openConsole(address, user, password)
  const agent = await connect(address, '/agent')
  const { operator, session, challenge, resume } = await agent.ask(joining(code))
  const told = await console.next()
  return {
    console,
    cookie,
    agent,
    operator,
    session: String(session),
    challenge: String(challenge),
    byAgent: resuming(String(session), String(resume)),
    byConsole: resuming(String(session), String(told.resume)),
  }
}

test.concurrent('one life of a relay: commands while it serves, a silent agent, and the end', async () => {
  const data = await newFolder()
  const env = { SOBANI_RELAY_DATA: data }
  const { relay, address, user, password } = await serveTryOut(data)

  // An agent falls silent without closing anything; that the console is told is looked at below.
  const silent = await openConsole(address, user, password)
  await openSilentAgent(address, silent.code)
  await silent.console.next()
  const noticed = waitFor(() => silent.console.inbox[1], 'word of the silent', 60_000)

  expect(await start(['serve'], env).ended).toMatchObject({
    status: 1,
    complaint: expect.stringMatching(/^Another relay or command is using SOBANI_RELAY_DATA: .*\n$/),
  })
  const add = ['operator', 'add', '--user', 'desk', '--name', '窓口', '--company', 'お試し通信']
  expect(await start(add, env, 'too short\n').ended).toMatchObject({
    status: 1,
    complaint: 'The password should have at least 12 characters.\n',
  })
  expect(await start(add, env, 'long enough by far\n').ended).toMatchObject({ status: 0, complaint: '' })
  const again = await start([...add, '--generate'], env).ended
  expect(again).toMatchObject({ status: 1, out: '', complaint: expect.stringContaining('already') })

  const desk = await openSession(address, 'desk', 'long enough by far')
  expect(desk.operator).toEqual({ name: '窓口', company: 'お試し通信' })
  expect((await start(['operator', 'disable', '--user', 'desk'], env).ended).status).toBe(0)
  expect(await desk.agent.next()).toEqual({ v: 1, type: 'ended', reason: 'operator-gone' })
  await desk.console.closed()

  const listed = await start(['operator', 'list'], env).ended
  expect(listed.out).toMatch(/^demo\t.*\tenabled\ndesk\t窓口\tお試し通信\toperator\tdisabled .*\n$/)

  const nobody = ['device', 'revoke', '--id', '0'.repeat(32)]
  expect(await start(nobody, env).ended).toMatchObject({
    status: 1,
    complaint: 'There is no device with this id that is not revoked yet: see "device list".\n',
  })

  const demo = await openSession(address, user, password)
  await demo.agent.ask({ type: 'progress', step: 'approved' })
  await demo.console.next()
  const device = await newDevice(address)
  const proven = await demo.agent.ask(device.prove(demo.session, demo.challenge))
  expect(proven).toMatchObject({ ok: true, device: { id: device.id, state: 'new' } })
  await demo.console.next()
  expect((await start(['device', 'list'], env).ended).out).toMatch(
    new RegExp(`^${device.id}\tfirst seen .*\tlast seen .*\tvalid\n$`),
  )
  expect((await start(['device', 'revoke', '--id', device.id], env).ended).status).toBe(0)
  expect(await demo.console.next()).toMatchObject({ type: 'device', device: { state: 'revoked' } })
  const audit = await start(['audit', 'list', '--session', demo.session], env).ended
  expect(audit.out.split('\n').map((line) => line.split('\t').slice(1))).toEqual([
    ...['code-opened', 'joined', 'approved'].map((event) => [event, user, demo.session, '-', '-']),
    ['device-seen', user, demo.session, '-', device.id],
    [],
  ])
  expect(demo.operator).toEqual({ name: 'お試しオペレーター', company: 'そばに お試し窓口' })
  expect(await noticed).toEqual({ v: 1, type: 'peer', present: false })

  relay.child.kill('SIGTERM')
  await Promise.all([demo.console.closed(), demo.agent.closed()])
  expect(await relay.ended).toMatchObject({ status: 0, complaint: '' })
  // Told nothing: the session waits for the next relay.
  expect([demo.console.inbox.length, demo.agent.inbox.length]).toEqual([4, 0])

  // The same commands where no relay is running.
  const after = await start(['audit', 'list', '--since', '2026-01-01T00:00:00+09:00'], env).ended
  expect(after.out).toContain(`\tdevice-revoked\t-\t-\t-\t${device.id}\n`)
  expect((await start(['audit', 'list', '--since', '2100-01-01T00:00:00Z'], env).ended).out).toBe('')
  expect((await start(['device', 'list'], env).ended).out).toMatch(/\trevoked .*\n$/)
}, 240_000)

test.concurrent('both ends come back to a relay that was killed', async () => {
  const data = await newFolder()
  const env = { SOBANI_RELAY_DATA: data }
  const add = ['operator', 'add', '--user', 'desk', '--name', '窓口', '--company', 'お試し通信']
  expect((await start(add, env, 'long enough by far\n').ended).status).toBe(0)
  const first = await serve(data)
  const pair = await openSession(first.address, 'desk', 'long enough by far')
  await pair.agent.ask({ type: 'progress', step: 'approved' })
  first.relay.child.kill('SIGKILL')
  await Promise.all([pair.agent.closed(), pair.console.closed()])

  const second = await serve(data)
  const { address } = second
  const console = await connect(address, '/console', {
    extraHeaders: { cookie: pair.cookie, origin: address },
  })
  expect(await console.ask(pair.byConsole)).toMatchObject({ ok: true, present: false, progress: 'approved' })
  const agent = await connect(address, '/agent')
  expect(await agent.ask(pair.byAgent)).toMatchObject({ ok: true, present: true })
  expect(await console.next()).toEqual({ v: 1, type: 'peer', present: true })
  expect(await agent.ask({ type: 'progress', step: 'live' })).toEqual({ ok: true })
  second.relay.child.kill('SIGTERM')
  expect(await second.relay.ended).toMatchObject({ status: 0, complaint: '' })
}, 240_000)

test.concurrent('what cannot be done is said in one sentence', async () => {
  const outside = { SOBANI_RELAY_HOST: '0.0.0.0', SOBANI_RELAY_PUBLIC_URL: 'https://support.example.jp' }
  const blocker = createServer().listen(0, '127.0.0.1')
  await new Promise((done) => blocker.once('listening', done))
  const port = String((blocker.address() as AddressInfo).port)
  const [taken, tryOut, faults, word, profile, since] = await Promise.all([
    start(['serve'], { SOBANI_RELAY_DATA: await newFolder(), SOBANI_RELAY_PORT: port }).ended,
    start(['serve', '--try-out'], outside).ended,
    start(['serve'], { SOBANI_RELAY_PORT: 'x', SOBANI_RELAY_TURN_URLS: 'x' }).ended,
    start(['serve', '--try'], {}).ended,
    start(['serve'], { SOBANI_RELAY_DATA: await newFolder(), SOBANI_RELAY_PROFILE: 'nobody' }).ended,
    start(['audit', 'list', '--since', 'yesterday'], {}).ended,
  ])
  blocker.close()
  expect(taken).toMatchObject({
    status: 1,
    out: '',
    complaint: `Port ${port} is taken: stop what uses it, or set SOBANI_RELAY_PORT (0 = any free one).\n`,
  })
  expect(tryOut).toMatchObject({ status: 1, complaint: expect.stringMatching(/^--try-out .* loopback\.\n$/) })
  expect(faults.complaint.trim().split('\n')).toHaveLength(2)
  expect(word.complaint).toMatch(/^Usage:/)
  expect(profile).toMatchObject({
    status: 1,
    complaint: expect.stringMatching(
      /^SOBANI_RELAY_PROFILE should be .*, and no good one is called nobody\.\n$/,
    ),
  })
  expect(since).toMatchObject({
    status: 1,
    complaint: expect.stringMatching(/^--since should be a time .*\n$/),
  })
}, 120_000)

type Handshake = { sid: string; pingInterval: number; pingTimeout: number }

/** An agent spoken by hand over long polling, so that it can fall silent without closing anything. */
async function openSilentAgent(address: string, code: string): Promise<void> {
  const url = `${address}/socket.io/?EIO=4&transport=polling`
  const handshake = await (await fetch(url)).text()
  const { sid, pingInterval, pingTimeout } = JSON.parse(handshake.slice(1)) as Handshake
  // A silence this long is noticed.
  expect(pingInterval + pingTimeout).toBeLessThan(10_000)
  const at = `${url}&sid=${sid}`
  await fetch(at, { method: 'POST', body: '40/agent,' })
  await (await fetch(at)).text()
  const message = JSON.stringify(['message', { v: 1, ...joining(code) }])
  await fetch(at, { method: 'POST', body: `42/agent,0${message}` })
  expect(await (await fetch(at)).text()).toContain('"ok":true')
}
