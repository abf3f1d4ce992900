import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { connect, type End, joining, leaving, openStage, type Stage } from './stage'

let stage: Stage
const ends: End[] = []

beforeAll(async () => {
  stage = await openStage()
})
beforeEach(() => stage.later(11 * 60_000))
afterEach(() => {
  for (const end of ends.splice(0)) end.close()
})
afterAll(() => stage.close())

let made = 0
const newAnchor = (kind: 'acceptance' | 'receipt') => {
  made += 1
  const digits = made.toString(16)
  return { id: digits.padStart(32, '0'), kind, hash: digits.padStart(64, '0') }
}
const arrive = async () => {
  const extraHeaders = { cookie: await stage.signIn(), origin: stage.address }
  const console = await connect(stage.address, '/console', { extraHeaders })
  const agent = await connect(stage.address, '/agent')
  ends.push(console, agent)
  return { console, agent, code: (await console.ask({ type: 'open' })).code }
}
const lookUp = async (hash: string) => {
  const response = await fetch(`${stage.address}/api/records/${hash}`)
  return [response.status, await response.json()] as const
}
const known = (kind: string) => [200, { ok: true, kind, toldAt: expect.any(String) }]
const unknown = [404, { ok: false, error: 'record-unknown' }]

test('anchors come with joining and leaving, and whoever has the hash can ask for the time', async () => {
  const { agent, code } = await arrive()
  const [first, second, receipt] = [newAnchor('acceptance'), newAnchor('acceptance'), newAnchor('receipt')]
  expect(await lookUp(first.hash)).toEqual(unknown)
  expect((await agent.ask(joining(code, [first, second]))).ok).toBe(true)
  const [, reply] = await lookUp(first.hash)
  expect(Math.abs(Date.parse(reply.toldAt) - stage.now())).toBeLessThan(4000)
  expect(await lookUp(second.hash)).toEqual(known('acceptance'))
  expect(await lookUp(receipt.hash)).toEqual(unknown)
  expect(await agent.ask(leaving('customer', [receipt]))).toEqual({ ok: true })
  expect(await lookUp(receipt.hash)).toEqual(known('receipt'))
})

test('told twice, a record keeps the time of the first', async () => {
  const anchor = newAnchor('acceptance')
  const one = await arrive()
  await one.agent.ask(joining(one.code, [anchor, anchor]))
  const before = await lookUp(anchor.hash)
  stage.later(60 * 60_000)
  const two = await arrive()
  expect((await two.agent.ask(joining(two.code, [{ ...anchor, kind: 'receipt' }]))).ok).toBe(true)
  expect(await lookUp(anchor.hash)).toEqual(before)
})

test('the receipt of a session that the operator ended is taken as well, once', async () => {
  const { agent, console, code } = await arrive()
  await agent.ask(joining(code))
  await console.ask({ type: 'leave', reason: 'operator' })
  await agent.next()
  const [receipt, late] = [newAnchor('receipt'), newAnchor('receipt')]
  expect(await agent.ask(leaving('operator-gone', [receipt]))).toEqual({ ok: true })
  expect(await agent.ask(leaving('operator-gone', [late]))).toMatchObject({ error: 'message-late' })
  expect(await lookUp(receipt.hash)).toEqual(known('receipt'))
  expect(await lookUp(late.hash)).toEqual(unknown)
})

test('who does not get into a session leaves no anchor', async () => {
  const { agent } = await arrive()
  const anchor = newAnchor('receipt')
  expect((await agent.ask(joining('000000', [anchor]))).ok).toBe(false)
  expect((await agent.ask(leaving('failed', [anchor]))).ok).toBe(false)
  expect(await lookUp(anchor.hash)).toEqual(unknown)
})

test('what is no hash is refused by name', async () => {
  for (const hash of ['1', 'g'.repeat(64), 'A'.repeat(64)])
    expect(await lookUp(hash)).toEqual([400, { ok: false, error: 'message-malformed', field: 'hash' }])
})

test('hashes and audit are kept for the days that were set, and no longer', async () => {
  const { agent, code } = await arrive()
  const anchor = newAnchor('acceptance')
  expect((await agent.ask(joining(code, [anchor]))).ok).toBe(true)
  const joined = async () =>
    (await stage.relay.services.audit.list()).filter(({ event }) => event === 'joined').length
  stage.later(1094 * 24 * 60 * 60_000)
  await stage.relay.sweep()
  expect(await lookUp(anchor.hash)).toEqual(known('acceptance'))
  expect(await joined()).toBeGreaterThan(0)
  stage.later(2 * 24 * 60 * 60_000)
  await stage.relay.sweep()
  expect(await lookUp(anchor.hash)).toEqual(unknown)
  expect(await joined()).toBe(0)
})
