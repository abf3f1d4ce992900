import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { carryOut, type Registry } from '../../src/relay/orders'
import { ended, gather, over } from './sessions'
import { leaving, openStage, type Stage, user } from './stage'

let stage: Stage
let cookie: string
const { eventsOf, join, openAgent, openConsole, part } = gather(() => stage)

beforeAll(async () => {
  stage = await openStage()
})
beforeEach(async () => {
  stage.later(11 * 60_000)
  cookie = await stage.signIn()
})
afterEach(part)
afterAll(() => stage.close())

const registry = (): Registry => {
  const { operators, audit, devices, identity } = stage.relay.services
  const nobody = () => undefined
  return { operators, audit, devices, identity: async () => identity, putOut: nobody, tellRevoked: nobody }
}
const listed = async (since?: string) => {
  const result = await carryOut(registry(), {
    v: 1,
    type: 'report-list',
    ...(since !== undefined && { since }),
  })
  return result.ok ? result.lines.map((line) => line.split('\t')) : []
}
const warned = (session: string) =>
  stage.log.filter((line) => line.includes(session)).map((line) => JSON.parse(line) as object)

test('a report is kept before it is confirmed, and the operator is told that the customer ended it', async () => {
  const { console, agent, session } = await join(cookie)
  await agent.ask({ type: 'progress', step: 'approved' })
  await console.next()
  expect(await agent.ask(leaving('reported'))).toEqual({ ok: true })
  // Without waiting for anything more.
  expect((await stage.relay.services.audit.list({ session })).map(({ event }) => event)).toContain('reported')
  expect(await console.next()).toEqual(ended('customer'))
  expect((await eventsOf(session)).sort()).toEqual([
    'approved',
    'code-opened',
    'ended reported',
    'joined',
    'reported reported',
  ])
  expect(await listed()).toContainEqual([expect.any(String), user, session, 'reported'])
  expect(warned(session)).toEqual([
    {
      level: 'warn',
      time: expect.any(String),
      where: 'report',
      session,
      operator: stage.operator,
      reason: 'reported',
      msg: 'a customer reported a session',
    },
  ])
})

test('a console that comes back after it learns no more than that, and the agent all of it', async () => {
  const { console, agent, session, byAgent, byConsole } = await join(cookie)
  console.kill()
  await agent.next()
  await agent.ask(leaving('reported'))
  const page = await openConsole(cookie)
  expect(await page.ask(byConsole)).toEqual(over)
  expect(await page.next()).toEqual(ended('customer'))
  const program = await openAgent()
  expect(await program.ask(byAgent)).toEqual(over)
  expect(await program.next()).toEqual(ended('reported'))
  expect(await listed()).toContainEqual(expect.arrayContaining([session]))
})

test('what was called a scam is in the same list', async () => {
  const { agent, session } = await join(cookie)
  await agent.ask(leaving('scam'))
  expect(await listed()).toContainEqual([expect.any(String), user, session, 'scam'])
})

test('an operator who is quicker is reported all the same, once', async () => {
  const { console, agent, session } = await join(cookie)
  await console.ask({ type: 'leave', reason: 'operator' })
  expect(await agent.next()).toEqual(ended('operator'))
  await stage.relay.services.background.settled()
  expect(await agent.ask(leaving('reported'))).toEqual({ ok: true })
  expect(await agent.ask(leaving('reported'))).toMatchObject({ error: 'message-late' })
  const own = (await listed()).filter(([, , of]) => of === session)
  expect(own).toEqual([[expect.any(String), user, session, 'reported']])
  expect(await eventsOf(session)).toContain('ended operator')
})

test('no other end is a report, and no console can make one', async () => {
  for (const reason of ['customer', 'refused', 'words-differ', 'failed']) {
    const { agent, session } = await join(cookie)
    await agent.ask(leaving(reason))
    expect(await eventsOf(session)).toContain(`ended ${reason}`)
    expect(await listed()).not.toContainEqual(expect.arrayContaining([session]))
  }
  const { console, agent, session } = await join(cookie)
  await console.ask({ type: 'leave', reason: 'reported' })
  expect(await agent.next()).toEqual(ended('failed'))
  expect(await listed()).not.toContainEqual(expect.arrayContaining([session]))
})

test('before the approval a report looks like a refusal to the operator', async () => {
  const { console, agent } = await join(cookie)
  expect(await agent.ask(leaving('reported'))).toEqual({ ok: true })
  expect(await console.next()).toEqual(ended('refused'))
})

test('a report outlives the relay, and is listed since a time', async () => {
  const { agent, session } = await join(cookie)
  await agent.ask(leaving('reported'))
  await stage.restart()
  const at = (await listed()).find(([, , of]) => of === session)?.[0] ?? ''
  expect(await listed(at)).toContainEqual([at, user, session, 'reported'])
  expect(await listed(new Date(Date.parse(at) + 1).toISOString())).toEqual([])
})

test('one that cannot be kept is not confirmed', async () => {
  const { console, agent } = await join(cookie)
  const { audit } = stage.relay.services
  const kept = audit.record
  audit.record = (entry) => (entry.event === 'reported' ? Promise.reject(new Error('full')) : kept(entry))
  try {
    expect(await agent.ask(leaving('reported'))).toMatchObject({ ok: false, error: 'internal' })
    // The session is over for all that.
    expect(await console.next()).toEqual(ended('refused'))
  } finally {
    audit.record = kept
  }
})
