import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from '../../src/shared/zod'
import { newDevice } from './device'
import { away, ended, gather, over, present, strange } from './sessions'
import {
  answer,
  leaving,
  offer,
  openStage,
  record,
  resumeSeconds,
  resuming,
  type Stage,
  waitFor,
} from './stage'

let stage: Stage
let cookie: string
const { openAgent, openConsole: openPage, join: joinAs, eventsOf, roomOf, part } = gather(() => stage)
const openConsole = () => openPage(cookie)
const join = () => joinAs(cookie)

beforeAll(async () => {
  stage = await openStage({
    SOBANI_RELAY_TURN_URLS: 'turn:turn.example.jp',
    SOBANI_RELAY_TURN_SECRET: 'a-secret-for-tests',
  })
})
beforeEach(async () => {
  stage.later(11 * 60_000)
  cookie = await stage.signIn()
})
afterEach(part)
afterAll(() => stage.close())

const anything = z.record(z.string(), z.unknown())

test('an agent that was cut off comes back, and the session goes on', async () => {
  const { console, agent, session, byAgent, iceServers } = await join()
  agent.kill()
  expect(await console.next()).toEqual(away)
  // To nobody, and no fault of the console's.
  expect(await console.ask(answer)).toEqual({ ok: true })

  stage.later(30_000)
  const back = await openAgent()
  const reply = await back.ask(byAgent)
  expect(reply).toEqual({ ok: true, present: true, iceServers: [expect.any(Object)] })
  const [server] = reply.iceServers as { username: string }[]
  expect(Number(server?.username.split(':')[0])).toBeGreaterThanOrEqual(
    Number(iceServers[0]?.username.split(':')[0]) + 29,
  )
  expect(await console.next()).toEqual(present)

  await back.ask({ ...offer, link: 2 })
  expect(await console.next()).toEqual({ v: 1, ...offer, link: 2 })
  await console.ask({ ...answer, link: 2 })
  expect(await back.next()).toEqual({ v: 1, ...answer, link: 2 })
  expect(await back.ask({ type: 'progress', step: 'approved' })).toEqual({ ok: true })
  expect(await back.ask(leaving('customer'))).toEqual({ ok: true })
  expect(await eventsOf(session)).toEqual([
    'code-opened',
    'joined',
    'agent-lost',
    'agent-resumed',
    'approved',
    'ended customer',
  ])
})

test('a page that is loaded anew is told again what it would know', async () => {
  const { console, agent, session, challenge, byConsole } = await join()
  const at = stage.now()
  await agent.ask({ type: 'progress', step: 'approved' })
  const device = await newDevice(stage.address)
  console.close()
  expect(await agent.next()).toEqual(away)
  // What comes to pass while nobody is there is told by the reply.
  const { device: shown } = await agent.ask(device.prove(session, challenge))
  await agent.ask({ type: 'progress', step: 'live' })

  const back = await openConsole()
  const reply = await back.ask(byConsole)
  expect(reply).toEqual({
    ok: true,
    iceServers: [expect.any(Object)],
    present: true,
    language: 'ja',
    progress: 'live',
    device: shown,
    resumeSeconds,
    joinedAt: expect.any(String),
  })
  expect(Math.abs(Date.parse(String(reply.joinedAt)) - at)).toBeLessThan(4000)
  expect(await agent.next()).toEqual(present)
  await agent.ask(offer)
  expect(await back.next()).toEqual({ v: 1, ...offer })
  await back.ask({ type: 'leave', reason: 'operator' })
  expect(await agent.next()).toEqual(ended('operator'))
  expect(await eventsOf(session)).toContain('console-resumed')
})

test('whoever comes back while the other is away is told so, and then that it is back', async () => {
  const { console, agent, session, byAgent, byConsole } = await join()
  agent.kill()
  await console.next()
  console.kill()
  await waitFor(() => roomOf(session)?.console.link === null, 'the console to be away')
  const agentBack = await openAgent()
  expect(await agentBack.ask(byAgent)).toMatchObject({ ok: true, present: false })
  const consoleBack = await openConsole()
  expect(await consoleBack.ask(byConsole)).toMatchObject({
    ok: true,
    present: true,
    progress: 'none',
    device: null,
  })
  expect(await agentBack.next()).toEqual(present)
})

test('a second connection of the same end takes the place of the first, and ends nothing', async () => {
  const { console, agent, session, byAgent, byConsole } = await join()
  const page = await openConsole()
  expect((await page.ask(byConsole)).ok).toBe(true)
  expect(await console.closed()).toBe('io server disconnect')
  // A new page knows nothing of the link of the old one.
  expect([await agent.next(), await agent.next()]).toEqual([away, present])
  const again = await openAgent()
  expect((await again.ask(byAgent)).ok).toBe(true)
  expect(await agent.closed()).toBe('io server disconnect')
  expect([await page.next(), await page.next()]).toEqual([away, present])
  // Asked once more on the same connection, as after a reply that was lost: nothing is new.
  expect((await again.ask(byAgent)).ok).toBe(true)
  await again.ask(offer)
  expect(await page.next()).toEqual({ v: 1, ...offer })
  expect((await eventsOf(session)).slice(2)).toEqual(['console-resumed', 'agent-resumed'])
})

test('nobody comes back with another token, to another session or as the other end', async () => {
  const one = await join()
  const two = await join()
  const agent = await openAgent()
  const console = await openConsole()
  for (const wrong of [
    resuming(one.session, strange),
    resuming('a-session-that-never-was', one.byAgent.token),
    resuming(two.session, one.byAgent.token),
  ])
    expect(await agent.ask(wrong)).toEqual(over)
  expect(await agent.ask(one.byConsole)).toEqual(over)
  expect(await console.ask(one.byAgent)).toEqual(over)
  expect(await console.ask(resuming(two.session, one.byConsole.token))).toEqual(over)
  expect([agent.inbox, console.inbox, one.agent.inbox, one.console.inbox.length]).toEqual([[], [], [], 1])
  // Who is in a session is in no other.
  const late = { ok: false, error: 'message-late', field: 'type' }
  expect(await one.agent.ask(two.byAgent)).toEqual(late)
  expect(await one.console.ask(two.byConsole)).toEqual(late)
})

test('a page comes back only to a session of its own operator', async () => {
  const { console, agent, byConsole } = await join()
  const { operators, signIns } = stage.relay.services
  const other = await operators.add({ user: 'other-desk', ...record, role: 'operator', password: 'scrypt$' })
  const own = cookie
  cookie = `sobani=${await signIns.open(other ?? '')}`
  const stranger = await openConsole()
  expect(await stranger.ask(byConsole)).toEqual(over)
  expect(console.socket.connected).toBe(true)

  // Signed in anew it is the same operator, and a sign-in that ended meanwhile is nobody.
  cookie = await stage.signIn()
  const renewed = await openConsole()
  expect((await renewed.ask(byConsole)).ok).toBe(true)
  expect([await agent.next(), await agent.next()]).toEqual([away, present])
  const late = await openConsole()
  await operators.disable('other-desk')
  await signIns.close((await signIns.find(cookie.slice('sobani='.length)))?.tokenHash ?? '')
  expect(await late.ask(byConsole)).toEqual({ ok: false, error: 'not-signed-in' })
  cookie = own
})

test('no token is in the database, the audit or the log', async () => {
  const { byAgent, byConsole, session } = await join()
  const { store } = stage.relay.services
  const rows = await store.query('select * from sessions where session = $1', [session], anything)
  expect(rows).toHaveLength(1)
  for (const { token } of [byAgent, byConsole]) {
    expect(JSON.stringify(rows)).not.toContain(token)
    expect(stage.log.join('')).not.toContain(token)
  }
})
