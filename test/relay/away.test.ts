import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { ended, gather, over, strange } from './sessions'
import { leaving, openStage, resumeSeconds, resuming, type Stage, waitFor } from './stage'

let stage: Stage
let cookie: string
const { openAgent, openConsole: openPage, join: joinAs, eventsOf, roomOf, part } = gather(() => stage)
const openConsole = () => openPage(cookie)
const join = () => joinAs(cookie)

beforeAll(async () => {
  stage = await openStage()
})
beforeEach(async () => {
  stage.later(11 * 60_000)
  cookie = await stage.signIn()
})
afterEach(part)
afterAll(() => stage.close())

const later = async (seconds: number) => {
  stage.later(seconds * 1000)
  await stage.relay.sweep()
}

test('an agent that stays away ends the session, and is told so when it comes', async () => {
  const { console, agent, session, byAgent } = await join()
  agent.kill()
  await console.next()
  await later(resumeSeconds - 5)
  expect(console.inbox).toHaveLength(2)
  await later(5)
  expect(await console.next()).toEqual(ended('agent-gone'))
  const back = await openAgent()
  expect(await back.ask(byAgent)).toEqual(over)
  expect(await back.next()).toEqual(ended('agent-gone'))
  expect(await back.ask(leaving('agent-gone'))).toMatchObject({ error: 'message-late' })
  expect(await eventsOf(session)).toEqual(['code-opened', 'joined', 'agent-lost', 'ended agent-gone'])
})

test('an operator who stays away ends the session, and so do both', async () => {
  const one = await join()
  one.console.kill()
  await one.agent.next()
  await later(resumeSeconds)
  expect(await one.agent.next()).toEqual(ended('operator-gone'))
  const page = await openConsole()
  expect(await page.ask(one.byConsole)).toEqual(over)
  expect(await page.next()).toEqual(ended('operator-gone'))

  const two = await join()
  two.console.kill()
  await two.agent.next()
  two.agent.kill()
  await waitFor(() => roomOf(two.session)?.agent.link === null, 'the agent to be lost')
  await later(resumeSeconds)
  expect(await (await openAgent()).ask(two.byAgent)).toEqual(over)
  expect((await eventsOf(two.session)).at(-1)).toBe('ended agent-gone')
})

test('a session that the other end left meanwhile is told of for some minutes', async () => {
  const { console, agent, byAgent } = await join()
  agent.kill()
  await console.next()
  await console.ask({ type: 'leave', reason: 'operator' })
  await later(resumeSeconds + 9 * 60)
  const back = await openAgent()
  expect(await back.ask(byAgent)).toEqual(over)
  expect(await back.next()).toEqual(ended('operator'))
  await later(2 * 60)
  const late = await openAgent()
  expect(await late.ask(byAgent)).toEqual(over)
  expect(late.inbox).toEqual([])
})

test('an operator who signs out ends a session that waits for the page', async () => {
  const { console, agent, byAgent } = await join()
  console.kill()
  await agent.next()
  await fetch(`${stage.address}/api/sign-out`, { method: 'POST', headers: { cookie } })
  expect(await agent.next()).toEqual(ended('operator-gone'))
  expect(await (await openAgent()).ask(byAgent)).toEqual(over)
})

test('wrong tokens are counted by address, right ones are not', async () => {
  const { byAgent } = await join()
  const agents = await Promise.all([openAgent(), openAgent()])
  for (const agent of agents)
    expect(
      await Promise.all(
        Array.from({ length: 95 }, () => agent.ask(resuming('a-session-that-never-was', strange))),
      ),
    ).toEqual(Array(95).fill(over))
  for (let n = 0; n < 3; n++) {
    const agent = await openAgent()
    for (let m = 0; m < 10; m++) expect((await agent.ask(byAgent)).ok).toBe(true)
  }
  const last = await openAgent()
  for (let n = 0; n < 10; n++)
    expect(await last.ask(resuming('a-session-that-never-was', strange))).toEqual(over)
  const refused = { ok: false, error: 'too-many-attempts' }
  expect(await last.ask(resuming('a-session-that-never-was', strange))).toEqual(refused)
  expect(await (await openConsole()).ask(resuming('a-session-that-never-was', strange))).toEqual(refused)
  stage.later(10 * 60_000 + 1)
  expect(await last.ask(resuming('a-session-that-never-was', strange))).toEqual(over)
})
