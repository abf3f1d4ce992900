import { type ChildProcess, spawn } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect, dataFolder, type End, joining, waitFor } from './stage'

// The relay as it is run: its bundle, in a process of its own.
const outDir = 'out/relay-under-test'
const folders: string[] = []
const running = new Set<ChildProcess>()

beforeAll(async () => {
  await build({ configFile: 'vite.relay.config.ts', logLevel: 'error', build: { outDir } })
}, 20_000)
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
    env: { PATH: process.env.PATH, SOBANI_RELAY_PORT: '0', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  running.add(child)
  child.stdin.end(input)
  const events: Record<string, string>[] = []
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('{')) events.push(JSON.parse(line))
  })
  const status = new Promise<number | null>((done) => child.once('exit', done))
  const ended = Promise.all([status, text(child.stdout), text(child.stderr)]).then(
    ([code, out, complaint]) => {
      running.delete(child)
      return { status: code, out, complaint }
    },
  )
  return { child, events, ended }
}

const newFolder = async () => {
  const folder = await dataFolder()
  folders.push(folder)
  return folder
}

/** A relay for trying out, with its console signed in and a session open. */
async function serveSession() {
  const data = await newFolder()
  const relay = start(['serve', '--try-out'], { SOBANI_RELAY_DATA: data })
  const listening = await waitFor(
    () => relay.events.find(({ event }) => event === 'listening'),
    'the port',
    15_000,
  )
  const tryOut = await waitFor(() => relay.events.find(({ event }) => event === 'try-out'), 'the account')
  const address = String(listening.address)
  const response = await fetch(`${address}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user: tryOut.user, password: tryOut.password }),
  })
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
  const console = await connect(address, '/console', { extraHeaders: { cookie, origin: address } })
  const { code } = await console.ask({ type: 'open' })
  return { relay, data, address, console, code: String(code) }
}

const join1 = async (address: string, console: End, code: string) => {
  const agent = await connect(address, '/agent')
  expect(await agent.ask(joining(code))).toMatchObject({
    ok: true,
    operator: { name: 'お試しオペレーター', company: 'そばに お試し窓口' },
  })
  await console.next()
  return agent
}

describe.concurrent('the relay as a process', { timeout: 30_000 }, () => {
  test('told to stop, it tells both ends, and ends well', async () => {
    const { relay, address, console, code } = await serveSession()
    const agent = await join1(address, console, code)
    relay.child.kill('SIGTERM')
    const ended = { v: 1, type: 'ended', reason: 'relay-lost' }
    expect(await Promise.all([console.next(), agent.next()])).toEqual([ended, ended])
    expect(await relay.ended).toMatchObject({ status: 0, complaint: '' })
  })

  test('while it serves, commands reach it: a disabled operator is out at once', async () => {
    const { relay, data, address, console, code } = await serveSession()
    const agent = await join1(address, console, code)
    const env = { SOBANI_RELAY_DATA: data }
    expect(await start(['serve'], env).ended).toMatchObject({
      status: 1,
      complaint: expect.stringMatching(/^Another relay or command is using SOBANI_RELAY_DATA: .*\n$/),
    })
    expect((await start(['operator', 'disable', '--user', 'demo'], env).ended).status).toBe(0)
    expect(await agent.next()).toEqual({ v: 1, type: 'ended', reason: 'operator-gone' })
    await console.closed()
    relay.child.kill('SIGINT')
    expect((await relay.ended).status).toBe(0)
  })

  test('an agent that falls silent: the console knows within ten seconds', async () => {
    const { relay, address, console, code } = await serveSession()
    await openSilentAgent(address, code)
    await console.next()
    const since = performance.now()
    const ended = await waitFor(() => console.inbox[1], 'the end', 10_000)
    expect(ended).toEqual({ v: 1, type: 'ended', reason: 'agent-gone' })
    expect(performance.now() - since).toBeLessThan(10_000)
    relay.child.kill('SIGTERM')
    await relay.ended
  })

  test('operators are added, listed and disabled on the command line', async () => {
    const env = { SOBANI_RELAY_DATA: await newFolder() }
    const add = ['operator', 'add', '--user', 'desk', '--name', '窓口', '--company', 'お試し通信']
    expect(await start(add, env, 'too short\n').ended).toMatchObject({
      status: 1,
      complaint: 'The password should have at least 12 characters.\n',
    })
    expect(await start(add, env, 'long enough by far\n').ended).toMatchObject({ status: 0, complaint: '' })
    const again = await start([...add, '--generate'], env).ended
    expect(again).toMatchObject({ status: 1, out: '', complaint: expect.stringContaining('already') })
    const listed = await start(['operator', 'list'], env).ended
    expect(listed.out).toBe('desk\t窓口\tお試し通信\toperator\tenabled\n')
  })

  test('what cannot be done is said in one sentence', async () => {
    const blocker = createServer().listen(0, '127.0.0.1')
    await new Promise((done) => blocker.once('listening', done))
    const { port } = blocker.address() as { port: number }
    const data = { SOBANI_RELAY_DATA: await newFolder() }
    expect(await start(['serve'], { ...data, SOBANI_RELAY_PORT: String(port) }).ended).toMatchObject({
      status: 1,
      out: '',
      complaint: `Port ${port} is taken: stop what uses it, or set SOBANI_RELAY_PORT (0 = any free one).\n`,
    })
    blocker.close()

    const outside = {
      ...data,
      SOBANI_RELAY_HOST: '0.0.0.0',
      SOBANI_RELAY_PUBLIC_URL: 'https://support.example.jp',
    }
    const [tryOut, faults, word] = await Promise.all([
      start(['serve', '--try-out'], outside).ended,
      start(['serve'], { SOBANI_RELAY_PORT: 'x', SOBANI_RELAY_ICE: 'x' }).ended,
      start(['serve', '--try'], data).ended,
    ])
    expect(tryOut).toMatchObject({
      status: 1,
      complaint: expect.stringMatching(/^--try-out .* loopback\.\n$/),
    })
    expect(faults.complaint.trim().split('\n')).toHaveLength(2)
    expect(word.complaint).toMatch(/^Usage:/)
  })

  test('a database that was cut off while it was made, and a socket that was left behind, are cleared away', async () => {
    const data = await newFolder()
    const relay = start(['serve'], { SOBANI_RELAY_DATA: data })
    await waitFor(() => relay.events[0], 'the port', 15_000)
    relay.child.kill('SIGKILL')
    await relay.ended
    await writeFile(join(data, 'database.new'), 'half')
    expect(await start(['operator', 'list'], { SOBANI_RELAY_DATA: data }).ended).toMatchObject({
      status: 0,
      out: '',
    })
  })
})

/** An agent spoken by hand over long polling, so that it can fall silent without closing anything. */
async function openSilentAgent(address: string, code: string): Promise<void> {
  const url = `${address}/socket.io/?EIO=4&transport=polling`
  const handshake = await (await fetch(url)).text()
  const { sid } = JSON.parse(handshake.slice(1)) as { sid: string }
  const at = `${url}&sid=${sid}`
  await fetch(at, { method: 'POST', body: '40/agent,' })
  await (await fetch(at)).text()
  const message = JSON.stringify(['message', { v: 1, ...joining(code) }])
  await fetch(at, { method: 'POST', body: `42/agent,0${message}` })
  expect(await (await fetch(at)).text()).toContain('"ok":true')
}
