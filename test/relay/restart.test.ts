import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { newDevice } from './device'
import { ended, gather, over, present } from './sessions'
import { joining, offer, openStage, record, resumeSeconds, type Stage } from './stage'

let stage: Stage
let cookie: string
const { openAgent, openConsole, join, eventsOf, roomOf, part } = gather(() => stage)

beforeAll(async () => {
  stage = await openStage()
})
beforeEach(async () => {
  stage.later(11 * 60_000)
  cookie = await stage.signIn()
})
afterEach(part)
afterAll(() => stage.close())

test('both come back to a relay that was restarted, and it knows how far they were', async () => {
  const pair = await join(cookie)
  await pair.agent.ask({ type: 'progress', step: 'approved' })
  await pair.console.next()
  await stage.restart()
  // Nobody was told of an end.
  expect([pair.agent.inbox.length, pair.console.inbox.length]).toEqual([0, 2])

  const agent = await openAgent()
  expect(await agent.ask(pair.byAgent)).toEqual({ ok: true, iceServers: [], present: false })
  const console = await openConsole(cookie)
  expect(await console.ask(pair.byConsole)).toMatchObject({ ok: true, present: true, progress: 'approved' })
  expect(await agent.next()).toEqual(present)
  await agent.ask({ ...offer, link: 2 })
  expect(await console.next()).toMatchObject({ link: 2 })
  // The challenge of the join is good for one proof, before or after.
  const device = await newDevice(stage.address)
  const proven = await agent.ask(device.prove(pair.session, pair.challenge))
  expect(proven.ok).toBe(true)
  await stage.restart()

  const next = await openAgent()
  expect((await next.ask(pair.byAgent)).ok).toBe(true)
  expect(await next.ask(device.prove(pair.session, pair.challenge))).toMatchObject({ error: 'message-late' })
  expect(await next.ask({ type: 'progress', step: 'live' })).toEqual({ ok: true })
  const page = await openConsole(cookie)
  expect(await page.ask(pair.byConsole)).toMatchObject({ progress: 'live', device: proven.device })
  await page.ask({ type: 'leave', reason: 'operator' })
  expect((await eventsOf(pair.session)).filter((event) => !event.endsWith('-resumed'))).toEqual([
    'code-opened',
    'joined',
    'approved',
    'device-seen',
    'live',
    'ended operator',
  ])
})

test('a code that waits ends with the relay', async () => {
  const console = await openConsole(cookie)
  const { code } = await console.ask({ type: 'open' })
  await stage.restart()
  expect(await console.next()).toEqual(ended('relay-lost'))
  expect(await (await openAgent()).ask(joining(code))).toMatchObject({ error: 'code-expired' })
})

test('a session to which nobody comes back ends as lost with the relay', async () => {
  const pair = await join(cookie)
  await stage.restart()
  stage.later((resumeSeconds - 1) * 1000)
  await stage.relay.sweep()
  expect(roomOf(pair.session)).toBeDefined()
  stage.later(6000)
  await stage.relay.sweep()
  expect((await eventsOf(pair.session)).at(-1)).toBe('ended relay-lost')
  const agent = await openAgent()
  expect(await agent.ask(pair.byAgent)).toEqual(over)
  expect(await agent.next()).toEqual(ended('relay-lost'))
})

test('one of whom only one end comes back ends because of the other', async () => {
  const [one, two] = [await join(cookie), await join(cookie)]
  await stage.restart()
  const agent = await openAgent()
  await agent.ask(one.byAgent)
  const console = await openConsole(cookie)
  await console.ask(two.byConsole)
  stage.later(resumeSeconds * 1000 + 5000)
  await stage.relay.sweep()
  expect(await agent.next()).toEqual(ended('operator-gone'))
  expect(await console.next()).toEqual(ended('agent-gone'))
})

test('a relay that is away for longer than the wait finds the session over', async () => {
  const pair = await join(cookie)
  stage.later((resumeSeconds + 6) * 1000)
  await stage.restart()
  const agent = await openAgent()
  expect(await agent.ask(pair.byAgent)).toEqual(over)
  expect(await agent.next()).toEqual(ended('relay-lost'))
})

test('an end is remembered over a restart, with its reason', async () => {
  const pair = await join(cookie)
  pair.agent.kill()
  await pair.console.next()
  await pair.console.ask({ type: 'leave', reason: 'operator' })
  await stage.restart()
  const agent = await openAgent()
  expect(await agent.ask(pair.byAgent)).toEqual(over)
  expect(await agent.next()).toEqual(ended('operator'))
})

test('what an administrator did meanwhile holds at once', async () => {
  const { operators, devices, signIns } = stage.relay.services
  const id = await operators.add({ user: 'gone-desk', ...record, role: 'operator', password: 'scrypt$' })
  const one = await join(`sobani=${await signIns.open(id ?? '')}`)
  const two = await join(cookie)
  await two.agent.ask({ type: 'progress', step: 'approved' })
  const device = await newDevice(stage.address)
  expect((await two.agent.ask(device.prove(two.session, two.challenge))).ok).toBe(true)
  // As the command line does while no relay runs: nobody is told.
  await operators.disable('gone-desk')
  await devices.revoke(device.id)
  await stage.restart()
  const agent = await openAgent()
  expect(await agent.ask(one.byAgent)).toEqual(over)
  expect(await agent.next()).toEqual(ended('operator-gone'))
  const console = await openConsole(cookie)
  expect(await console.ask(two.byConsole)).toMatchObject({ device: { id: device.id, state: 'revoked' } })
})
