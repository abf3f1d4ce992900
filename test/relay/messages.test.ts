import { afterAll, beforeAll, expect, test } from 'vitest'
import { WIRE_LIMIT } from '../../src/shared/protocol'
import {
  connect,
  type End,
  joining,
  leaving,
  offer,
  openStage,
  PATIENCE,
  resuming,
  type Stage,
  waitFor,
} from './stage'

const anchor = { id: 'a'.repeat(32), kind: 'receipt', hash: 'b'.repeat(64) }

let stage: Stage
let agent: End
let console: End

beforeAll(async () => {
  stage = await openStage()
  const extraHeaders = { cookie: await stage.signIn(), origin: stage.address }
  agent = await connect(stage.address, '/agent')
  console = await connect(stage.address, '/console', { extraHeaders })
})
afterAll(async () => {
  agent.close()
  console.close()
  await stage.close()
})

const raw = (end: End, event: string, ...args: unknown[]) =>
  end.socket.timeout(PATIENCE).emitWithAck(event, ...args)

test.each<[string, unknown[], object]>([
  ['nothing', [], { error: 'message-malformed' }],
  ['null', [null], { error: 'message-malformed' }],
  ['a text', ['{"v":1,"type":"leave"}'], { error: 'message-malformed' }],
  ['a list', [[1]], { error: 'message-malformed' }],
  ['two values', [offer, offer], { error: 'message-malformed' }],
  ['bytes', [new Uint8Array(10)], { error: 'message-malformed' }],
  ['no version', [{ type: 'leave', reason: 'failed' }], { error: 'message-malformed' }],
  ['another version', [{ v: 2, type: 'leave', reason: 'failed' }], { error: 'version-unknown', field: 'v' }],
  ['an unknown type', [{ v: 1, type: 'shell' }], { error: 'message-unknown', field: 'type' }],
  ['a type that is inherited', [{ v: 1, type: 'constructor' }], { error: 'message-unknown', field: 'type' }],
  [
    'an unknown reason',
    [{ v: 1, type: 'leave', reason: 'bored' }],
    { error: 'message-malformed', field: 'reason' },
  ],
  ['a key too many', [{ v: 1, ...offer, x: 1 }], { error: 'message-malformed', field: 'x' }],
  [
    'a signal that is none',
    [{ v: 1, ...offer, signal: { type: 'eval', sdp: '' } }],
    { error: 'message-malformed', field: 'signal.type' },
  ],
  ['a signal of no link', [{ v: 1, ...offer, link: 0 }], { error: 'message-malformed', field: 'link' }],
  [
    'a token that is none',
    [{ v: 1, ...resuming('session-1', 'short') }],
    { error: 'message-malformed', field: 'token' },
  ],
  ['too much', [{ v: 1, type: 'signal', x: 'x'.repeat(WIRE_LIMIT) }], { error: 'message-too-large' }],
  ['a signal too early', [{ v: 1, ...offer }], { error: 'message-late', field: 'type' }],
])('%s is refused by name, on both sides', async (_name, args, refusal) => {
  expect(await raw(agent, 'message', ...args)).toEqual({ ok: false, ...refusal })
  expect(await raw(console, 'message', ...args)).toEqual({ ok: false, ...refusal })
})

test('a leave that nothing was joined for is late, on both sides', async () => {
  const late = { ok: false, error: 'message-late', field: 'type' }
  expect(await agent.ask(leaving('failed'))).toEqual(late)
  expect(await console.ask({ type: 'leave', reason: 'failed' })).toEqual(late)
})

test.each<[string, object, string]>([
  ['33 of them', { records: Array.from({ length: 33 }, () => anchor) }, 'records'],
  ['a kind that is none', { records: [{ ...anchor, kind: 'diary' }] }, 'records.0.kind'],
  ['what is in one', { records: [{ ...anchor, body: {} }] }, 'records.0.body'],
  ['none said', { records: undefined }, 'records'],
])('anchors that are not as agreed (%s) are refused by name', async (_name, change, field) => {
  for (const message of [joining('123456'), leaving('failed')])
    expect(await agent.ask({ ...message, ...change })).toEqual({
      ok: false,
      error: 'message-malformed',
      field,
    })
})

test('neither side may send what is the other side’s', async () => {
  expect(await agent.ask({ type: 'open' })).toMatchObject({ error: 'message-unknown' })
  expect(await console.ask(joining('123456'))).toMatchObject({ error: 'message-unknown' })
  expect(await console.ask({ type: 'progress', step: 'live' })).toMatchObject({ error: 'message-unknown' })
})

test.each([[12345], ['12345'], ['1234567'], ['12345a'], ['１２３４５６'], [123456]])(
  'a code that is none (%s) is malformed and no try',
  async (code) => {
    expect(await agent.ask(joining(code))).toEqual({ ok: false, error: 'message-malformed', field: 'code' })
  },
)

test('an unknown event is refused, with an acknowledgement or without', async () => {
  expect(await raw(agent, 'shell', {})).toEqual({ ok: false, error: 'message-unknown', field: 'event' })
  agent.socket.emit('shell', {})
  agent.socket.emit('message', { v: 2, type: 'leave' })
  await waitFor(() => agent.refused.length === 2, 'two refusals')
  expect(agent.refused).toEqual([
    { ok: false, error: 'message-unknown', field: 'event' },
    { ok: false, error: 'version-unknown', field: 'v' },
  ])
})

test.each(['websocket', 'polling'])(
  'more than the transport takes ends that connection (%s) and no other',
  async (by) => {
    const flood = await connect(stage.address, '/agent', { transports: [by] })
    flood.socket.emit('message', { v: 1, type: 'signal', x: 'x'.repeat(2 * WIRE_LIMIT) })
    await flood.closed()
    expect(await agent.ask({ v: 2, type: 'leave' })).toMatchObject({ error: 'version-unknown' })
  },
)

test('a flood of messages is refused, then hung up on', async () => {
  const flood = await connect(stage.address, '/agent')
  const answers = await Promise.all(Array.from({ length: 300 }, () => flood.ask({ v: 2, type: 'x' })))
  const count = (name: string) => answers.filter(({ error }) => error === name).length
  expect([count('version-unknown'), count('too-many-attempts')]).toEqual([200, 100])
  for (let n = 0; n < 101; n++) flood.socket.emit('message', { v: 2, type: 'x' })
  expect(await flood.closed()).not.toBe('io client disconnect')
})

test('nothing of a message is in the log', () => {
  expect(stage.log.filter((line) => line.includes('"error"'))).toEqual([])
})
