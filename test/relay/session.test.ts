import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  answer,
  connect,
  type End,
  joining,
  leaving,
  offer,
  openStage,
  record,
  resumeSeconds,
  type Stage,
  waitFor,
} from './stage'

let stage: Stage
let cookie: string
const ends: End[] = []

beforeAll(async () => {
  stage = await openStage({
    SOBANI_RELAY_TURN_URLS: 'turn:turn.example.jp',
    SOBANI_RELAY_TURN_SECRET: 'a secret for tests'.replaceAll(' ', '-'),
  })
})
beforeEach(async () => {
  // Past every window of attempts: the tests share one address.
  stage.later(11 * 60_000)
  cookie = await stage.signIn()
})
afterEach(() => {
  for (const end of ends.splice(0)) end.close()
})
afterAll(() => stage.close())

const arrive = async (connecting: Promise<End>) => {
  const end = await connecting
  ends.push(end)
  return end
}
const openAgent = (options = {}) => arrive(connect(stage.address, '/agent', options))
const openConsole = (options = {}) =>
  arrive(connect(stage.address, '/console', { extraHeaders: { cookie, origin: stage.address }, ...options }))

const openCode = async (console: End) => {
  const reply = await console.ask({ type: 'open' })
  expect(reply).toEqual({ ok: true, code: expect.stringMatching(/^\d{6}$/), expiresAt: expect.any(String) })
  return String(reply.code)
}
/** Both ends in one session. */
const joined = async () => {
  const [console, agent] = await Promise.all([openConsole(), openAgent()])
  const reply = await agent.ask(joining(await openCode(console)))
  expect(reply.ok).toBe(true)
  await console.next()
  return { console, agent, session: String(reply.session) }
}
/** A code that nobody was given. */
const wrongCode = async () => {
  const rows = (await stage.relay.services.codes.countOpen()) + 1000
  for (let code = 0; code < rows; code++) {
    const text = String(code).padStart(6, '0')
    const taken = await stage.relay.services.codes.take(text)
    if (!taken.ok && taken.error === 'code-unknown') return text
  }
  throw new Error('every code was given')
}
const auditOf = async (session: string) => {
  await stage.relay.services.background.settled()
  return (await stage.relay.services.audit.list()).filter((row) => row.session === session)
}
test('a session: code, join, signals both ways, progress, leave', async () => {
  const [console, agent] = await Promise.all([openConsole(), openAgent()])
  const reply = await console.ask({ type: 'open' })
  expect(Date.parse(String(reply.expiresAt)) - stage.now()).toBeGreaterThan(9.9 * 60_000)

  const told = await agent.ask(joining(reply.code))
  expect(told).toEqual({
    ok: true,
    session: expect.any(String),
    operator: record,
    iceServers: [
      { urls: ['turn:turn.example.jp'], username: expect.any(String), credential: expect.any(String) },
    ],
    challenge: expect.stringMatching(/^[0-9a-f]{64}$/),
    resume: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
    // What it proves: identity.test.ts.
    identity: { key: expect.any(String), signature: expect.any(String) },
  })
  const session = String(told.session)
  const { iceServers } = told
  const joined = await console.next()
  expect(joined).toEqual({
    v: 1,
    type: 'joined',
    session,
    language: 'ja',
    iceServers,
    resume: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
    resumeSeconds,
  })
  expect(joined.resume).not.toBe(told.resume)

  expect(await agent.ask(offer)).toEqual({ ok: true })
  expect(await console.next()).toEqual({ v: 1, ...offer })
  expect(await console.ask(answer)).toEqual({ ok: true })
  expect(await agent.next()).toEqual({ v: 1, ...answer })

  expect(await agent.ask({ type: 'progress', step: 'live' })).toMatchObject({ error: 'message-late' })
  for (const step of ['approved', 'live']) {
    expect(await agent.ask({ type: 'progress', step })).toEqual({ ok: true })
    expect(await console.next()).toEqual({ v: 1, type: 'progress', step })
  }
  expect(await agent.ask({ type: 'progress', step: 'live' })).toMatchObject({ error: 'message-late' })

  expect(await agent.ask(leaving('customer'))).toEqual({ ok: true })
  expect(await console.next()).toEqual({ v: 1, type: 'ended', reason: 'customer' })
  for (const message of [offer, leaving('customer'), { type: 'progress', step: 'live' }])
    expect(await agent.ask(message)).toEqual({ ok: false, error: 'message-late', field: 'type' })
  expect(await console.ask(answer)).toEqual({ ok: false, error: 'message-late', field: 'type' })

  const rows = await auditOf(session)
  expect(rows.map((row) => row.event)).toEqual(['code-opened', 'joined', 'approved', 'live', 'ended'])
  expect(new Set(rows.map((row) => row.operator_id))).toEqual(new Set([stage.operator]))
  expect(rows.at(-1)?.reason).toBe('customer')
})

test('a second session can follow on the same two connections', async () => {
  const { console, agent } = await joined()
  expect(await console.ask({ type: 'open' })).toMatchObject({ error: 'message-late' })
  expect(await agent.ask(joining('000000'))).toMatchObject({ error: 'message-late' })
  await console.ask({ type: 'leave', reason: 'operator' })
  expect(await agent.next()).toEqual({ v: 1, type: 'ended', reason: 'operator' })
  expect((await agent.ask(joining(await openCode(console)))).ok).toBe(true)
})

test('signals reach the other end of the same session and nobody else', async () => {
  const one = await joined()
  const two = await joined()
  await one.agent.ask(offer)
  expect(await one.console.next()).toMatchObject(offer)
  await one.console.ask(answer)
  await one.agent.next()
  expect([two.console.inbox.length, two.agent.inbox.length, one.agent.inbox.length]).toEqual([1, 0, 1])
})

test('either end may give only the reasons that are its own', async () => {
  const one = await joined()
  await one.console.ask({ type: 'leave', reason: 'customer' })
  expect(await one.agent.next()).toMatchObject({ type: 'ended', reason: 'failed' })
  const two = await joined()
  await two.agent.ask(leaving('operator'))
  expect(await two.console.next()).toMatchObject({ type: 'ended', reason: 'failed' })
  const three = await joined()
  await three.agent.ask(leaving('scam'))
  expect(await three.console.next()).toMatchObject({ type: 'ended', reason: 'scam' })
})

test('an agent that says why and hangs up in one breath is heard', async () => {
  const { console, agent } = await joined()
  agent.socket.emit('message', { v: 1, ...leaving('indicator') })
  agent.close()
  expect(await console.next()).toEqual({ v: 1, type: 'ended', reason: 'indicator' })
})

test('long polling alone carries a whole session', async () => {
  // As a browser polls its own origin: without the name of it.
  const extraHeaders = { cookie, 'sec-fetch-site': 'same-origin' }
  const console = await openConsole({ transports: ['polling'], extraHeaders })
  const agent = await openAgent({ transports: ['polling'] })
  expect((await agent.ask(joining(await openCode(console)))).ok).toBe(true)
  await console.next()
  expect(console.socket.io.engine.transport.name).toBe('polling')
  await agent.ask({ ...offer, signal: { type: 'offer', sdp: 'x'.repeat(40_000) } })
  expect(await console.next()).toMatchObject({ signal: { sdp: 'x'.repeat(40_000) } })
  await console.ask(answer)
  await agent.next()
  await console.ask({ type: 'leave', reason: 'operator' })
  expect(await agent.next()).toMatchObject({ type: 'ended', reason: 'operator' })
})

test('a code works once, and of two at the same moment one gets it', async () => {
  const console = await openConsole()
  const code = await openCode(console)
  const agents = await Promise.all([openAgent(), openAgent(), openAgent()])
  const replies = await Promise.all(agents.map((agent) => agent.ask(joining(code))))
  expect(replies.map((reply) => reply.error ?? 'joined').sort()).toEqual(['code-used', 'code-used', 'joined'])
})

test('unknown, expired, replaced and abandoned codes each get their own name', async () => {
  const agent = await openAgent()
  expect(await agent.ask(joining(await wrongCode()))).toMatchObject({ ok: false, error: 'code-unknown' })

  const console = await openConsole()
  const first = await openCode(console)
  const second = await openCode(console)
  expect(await agent.ask(joining(first))).toMatchObject({ error: 'code-expired' })

  stage.later(10 * 60_000 + 1)
  await stage.relay.sweep()
  expect(await console.next()).toEqual({ v: 1, type: 'ended', reason: 'code-expired' })
  expect(await agent.ask(joining(second))).toMatchObject({ error: 'code-expired' })

  const third = await openCode(console)
  console.close()
  await waitFor(() => stage.relay.services.rooms.all().length === 0, 'the room to be given up')
  await stage.relay.services.background.settled()
  expect(await agent.ask(joining(third))).toMatchObject({ error: 'code-expired' })

  stage.later(24 * 60 * 60_000 + 10 * 60_000)
  await stage.relay.sweep()
  const late = await openAgent()
  expect(await late.ask(joining(second))).toMatchObject({ error: 'code-unknown' })
})

test('five wrong codes end the tries of a connection, ten those of an address', async () => {
  const code = await wrongCode()
  const console = await openConsole()
  const right = await openCode(console)
  const guess = async (agent: End) => (await agent.ask(joining(code))).error
  const first = await openAgent()
  // All at once: none slips in under the limit.
  const errors = await Promise.all(Array.from({ length: 7 }, () => guess(first)))
  expect(errors.filter((error) => error === 'code-unknown')).toHaveLength(5)
  expect(await first.ask(joining(right))).toMatchObject({ error: 'too-many-attempts' })

  const second = await openAgent()
  for (let n = 0; n < 5; n++) expect(await guess(second)).toBe('code-unknown')
  const third = await openAgent()
  expect(await third.ask(joining(right))).toMatchObject({ error: 'too-many-attempts' })
  stage.later(9 * 60_000)
  expect(await third.ask(joining(right))).toMatchObject({ error: 'too-many-attempts' })
  stage.later(60_001)
  const again = await openCode(console)
  expect((await third.ask(joining(again))).ok).toBe(true)
})

test('a page of another site is not let in, an own page without a sign-in neither', async () => {
  const refused = (options: object) => expect(openConsole(options)).rejects
  await refused({ extraHeaders: { cookie, origin: 'https://evil.example' } }).toThrow('sender-unknown')
  await refused({ extraHeaders: { cookie, origin: 'http://127.0.0.1:1' } }).toThrow('sender-unknown')
  await refused({ extraHeaders: { cookie, origin: 'null' } }).toThrow('sender-unknown')
  await refused({ extraHeaders: { cookie, 'sec-fetch-site': 'same-site' } }).toThrow('sender-unknown')
  await refused({ extraHeaders: { origin: stage.address } }).toThrow('not-signed-in')
  await refused({ extraHeaders: { cookie: 'sobani=guess', origin: stage.address } }).toThrow('not-signed-in')
})

test('no web page may speak as an agent, not even our own', async () => {
  const refused = (extraHeaders: object) =>
    expect(openAgent({ extraHeaders })).rejects.toThrow('sender-unknown')
  await refused({ origin: 'https://evil.example' })
  await refused({ origin: stage.address })
  await refused({ origin: 'null', 'sec-fetch-site': 'cross-site' })
  await openAgent({ extraHeaders: { origin: 'null' } })
  await expect(arrive(connect(stage.address, '/'))).rejects.toThrow('sender-unknown')
  await expect(arrive(connect(stage.address, '/other'))).rejects.toThrow('Invalid namespace')
})

test('signing out ends the session, and the next code needs a new sign-in', async () => {
  const { console, agent } = await joined()
  const response = await fetch(`${stage.address}/api/sign-out`, { method: 'POST', headers: { cookie } })
  expect(response.status).toBe(200)
  expect(await agent.next()).toEqual({ v: 1, type: 'ended', reason: 'operator-gone' })
  await console.closed()
})

test('a sign-in that ran out is noticed when a code is asked for, and by itself', async () => {
  const asking = await openConsole()
  const waiting = await openConsole()
  stage.later(61 * 60_000)
  expect(await asking.ask({ type: 'open' })).toEqual({ ok: false, error: 'not-signed-in' })
  await stage.relay.sweep()
  await waiting.closed()
})

test('a long session keeps its operator signed in', async () => {
  const { console } = await joined()
  for (let minutes = 0; minutes < 120; minutes += 30) {
    stage.later(30 * 60_000)
    await stage.relay.sweep()
  }
  await console.ask({ type: 'leave', reason: 'operator' })
  expect((await console.ask({ type: 'open' })).ok).toBe(true)
})

test('disabling an operator ends the session', async () => {
  const other = await stage.relay.services.operators.add({
    user: 'second-desk',
    ...record,
    role: 'operator',
    password: 'scrypt$',
  })
  cookie = `sobani=${await stage.relay.services.signIns.open(other ?? '')}`
  const { console, agent } = await joined()
  await stage.relay.services.operators.disable('second-desk')
  await stage.relay.sweep()
  expect(await agent.next()).toEqual({ v: 1, type: 'ended', reason: 'operator-gone' })
  await console.closed()
})

test('an agent that does not join within a quarter of an hour is closed', async () => {
  const { agent } = await joined()
  const idle = await openAgent()
  stage.later(15 * 60_000 + 1)
  await stage.relay.sweep()
  expect(await idle.closed()).toBe('io server disconnect')
  expect(agent.socket.connected).toBe(true)
})
