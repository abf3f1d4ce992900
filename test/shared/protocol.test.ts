import { describe, expect, it } from 'vitest'
import { parseValue } from '../../src/shared/parse'
import {
  type AgentToRelay,
  agentResumeReply,
  agentToRelay,
  type ConsoleToRelay,
  certificateReply,
  code,
  consoleResumeReply,
  consoleToRelay,
  deviceReply,
  doneReply,
  endReasons,
  joinReply,
  meReply,
  networkReply,
  openReply,
  PROTOCOL_VERSION,
  type RelayToAgent,
  type RelayToConsole,
  recordReply,
  relayToAgent,
  relayToConsole,
  type Signal,
  signal,
  signInBody,
  WIRE_LIMIT,
} from '../../src/shared/protocol'
import { describeMessages } from './wire'

const v = PROTOCOL_VERSION
const wire = { version: PROTOCOL_VERSION, limit: WIRE_LIMIT }
const offer: Signal = { type: 'offer', sdp: 'v=0\r\n' }
const operator = { name: '佐藤 花子', company: 'みらいネット' }
const record = { id: 'e1'.repeat(16), kind: 'acceptance', hash: 'f1'.repeat(32) } as const
const device = {
  id: '0a'.repeat(16),
  state: 'seen',
  firstSeenAt: '2026-10-01T00:00:00.000Z',
  lastSeenAt: '2026-10-02T00:00:00.000Z',
  sessionsThisMonth: 2,
} as const
const token = 'r7'.repeat(21).padEnd(43, '-')
const iceServers = [{ urls: ['turn:turn.example.jp:443'], username: 'u', credential: 'c' }]

describeMessages('agent to relay', agentToRelay, wire, {
  join: {
    v,
    type: 'join',
    code: '012345',
    agentVersion: '0.1.0',
    channel: 'current',
    language: 'ja',
    nonce: '7a'.repeat(32),
    records: [record],
    resumeSeconds: 120,
  },
  resume: { v, type: 'resume', session: 'session-1', token },
  signal: { v, type: 'signal', link: 1, signal: offer },
  progress: { v, type: 'progress', step: 'approved' },
  device: { v, type: 'device', certificate: '-----BEGIN CERTIFICATE-----\nMII', signature: 'c2ln' },
  leave: { v, type: 'leave', reason: 'customer', records: [record] },
} satisfies { [Type in AgentToRelay['type']]: AgentToRelay & { type: Type } })

describeMessages('console to relay', consoleToRelay, wire, {
  open: { v, type: 'open' },
  resume: { v, type: 'resume', session: 'session-1', token },
  signal: { v, type: 'signal', link: 1, signal: offer },
  leave: { v, type: 'leave', reason: 'operator' },
} satisfies { [Type in ConsoleToRelay['type']]: ConsoleToRelay & { type: Type } })

describeMessages('relay to agent', relayToAgent, wire, {
  signal: { v, type: 'signal', link: 1, signal: offer },
  peer: { v, type: 'peer', present: false },
  ended: { v, type: 'ended', reason: 'operator-gone' },
} satisfies { [Type in RelayToAgent['type']]: RelayToAgent & { type: Type } })

describeMessages('relay to console', relayToConsole, wire, {
  joined: {
    v,
    type: 'joined',
    session: 'session-1',
    language: 'ja',
    iceServers,
    resume: token,
    resumeSeconds: 120,
  },
  peer: { v, type: 'peer', present: true },
  signal: { v, type: 'signal', link: 1, signal: offer },
  progress: { v, type: 'progress', step: 'live' },
  device: { v, type: 'device', device },
  ended: { v, type: 'ended', reason: 'agent-gone' },
} satisfies { [Type in RelayToConsole['type']]: RelayToConsole & { type: Type } })

describe('the relay’s messages', () => {
  it('have no room for a picture or for what was collected', () => {
    for (const schema of [agentToRelay, consoleToRelay, relayToAgent, relayToConsole])
      for (const type of ['inventory', 'environment', 'frame', 'chat'])
        expect(schema.safeParse({ v, type, inventory: {}, environment: {} }).success).toBe(false)
  })

  it('fit under the limit of the wire, whatever the longest signal is', () => {
    const longest: Signal = { type: 'offer', sdp: 'a'.repeat(48_000) }
    expect(signal.safeParse(longest).success).toBe(true)
    expect(JSON.stringify({ v, type: 'signal', link: 100_000, signal: longest }).length).toBeLessThan(
      WIRE_LIMIT,
    )
  })
})

describe('a signal', () => {
  const candidate = { candidate: 'candidate:1 1 udp 1 192.0.2.1 9 typ host', sdpMid: '0', sdpMLineIndex: 0 }
  const good: unknown[] = [
    offer,
    { type: 'answer', sdp: '' },
    { type: 'candidate', candidate },
    { type: 'candidate', candidate: { candidate: '', sdpMid: null, usernameFragment: 'ab12' } },
    { type: 'renegotiate', renegotiate: true },
  ]
  it.each(good)('passes: %j', (value) => {
    expect(signal.parse(value)).toEqual(value)
  })

  const bad: unknown[] = [
    { type: 'offer' },
    { type: 'offer', sdp: 'a'.repeat(48_001) },
    { type: 'offer', sdp: 'a', more: 1 },
    { type: 'pranswer', sdp: 'a' },
    { type: 'rollback' },
    { type: 'renegotiate', renegotiate: false },
    { type: 'transceiverRequest', transceiverRequest: { kind: 'video' } },
    { type: 'candidate', candidate: { ...candidate, candidate: 'a'.repeat(1001) } },
    { type: 'candidate', candidate: { ...candidate, sdpMLineIndex: -1 } },
    { type: 'candidate', candidate: { ...candidate, sdpMLineIndex: 0.5 } },
    { type: 'candidate', candidate: { ...candidate, extra: 1 } },
    { type: 'candidate', candidate: null },
  ]
  it.each(bad)('is refused: %j', (value) => {
    expect(signal.safeParse(value).success).toBe(false)
  })
})

describe('the code', () => {
  it('is six digits, and leading zeros count', () => {
    for (const text of ['000000', '012345', '999999']) expect(code.safeParse(text).success).toBe(true)
    for (const text of [
      '12345',
      '1234567',
      '12 345',
      '12345a',
      '１２３４５６',
      ' 123456',
      '123456\n',
      123456,
    ])
      expect([text, code.safeParse(text).success]).toEqual([text, false])
  })
})

describe('the replies', () => {
  const refusal = { ok: false, error: 'code-used' }
  const good = {
    ok: true,
    session: 'session-1',
    operator,
    iceServers,
    challenge: 'c4'.repeat(32),
    resume: token,
  }
  const resumed = {
    ok: true,
    iceServers,
    present: true,
    language: 'ja',
    progress: 'live',
    device: null,
    resumeSeconds: 120,
    joinedAt: '2026-11-01T00:00:00.000Z',
  }
  it('are either what was asked for or a refusal from the closed list', () => {
    for (const [schema, value] of [
      [doneReply, { ok: true }],
      [joinReply, good],
      [agentResumeReply, { ok: true, iceServers, present: false }],
      [consoleResumeReply, resumed],
      [consoleResumeReply, { ...resumed, device }],
      [openReply, { ok: true, code: '012345', expiresAt: '2026-11-01T00:00:00.000Z' }],
      [meReply, { ok: true, operator }],
      [deviceReply, { ok: true, device }],
      [networkReply, { ok: true, urls: ['turn:turn.example.jp:3478'] }],
      [certificateReply, { ok: true, certificate: '-----BEGIN CERTIFICATE-----' }],
      [recordReply, { ok: true, kind: 'receipt', toldAt: '2026-11-01T00:00:00.000Z' }],
    ] as const) {
      expect(schema.parse(value)).toEqual(value)
      expect(schema.parse(refusal)).toEqual(refusal)
      expect(schema.parse({ ...refusal, field: 'code' })).toEqual({ ...refusal, field: 'code' })
      for (const wrong of [
        { ...value, more: 1 },
        { ok: false, error: 'made-up' },
        { ok: false },
        { ...refusal, field: 'a'.repeat(65) },
        { ...refusal, ok: true },
        null,
      ])
        expect(schema.safeParse(wrong).success).toBe(false)
    }
  })

  it('of a join carry an operator with a name and a company', () => {
    for (const wrong of [{ name: '', company: 'a' }, { name: 'a' }, { name: 'a'.repeat(61), company: 'a' }])
      expect(joinReply.safeParse({ ...good, operator: wrong }).success).toBe(false)
  })

  it('carry times in UTC', () => {
    for (const expiresAt of ['2026-11-01 00:00', '2026-11-01T00:00:00+09:00', 'soon', 0])
      expect(openReply.safeParse({ ok: true, code: '012345', expiresAt }).success).toBe(false)
  })
})

describe('the sign-in', () => {
  it('has a user and a password of a bounded length', () => {
    expect(parseValue(signInBody, { user: 'sato', password: 'p' })).toMatchObject({ ok: true })
    expect(parseValue(signInBody, { user: 'sato', password: '' })).toEqual({
      ok: false,
      error: 'message-malformed',
      field: 'password',
    })
    expect(parseValue(signInBody, { user: 'sato', password: 'a'.repeat(201) })).toMatchObject({
      ok: false,
      field: 'password',
    })
    expect(parseValue(signInBody, { user: 'sato', password: 'p', role: 'administrator' })).toEqual({
      ok: false,
      error: 'message-malformed',
      field: 'role',
    })
  })
})

describe('the reasons of an end', () => {
  it('are one closed list for both sides', () => {
    for (const reason of endReasons)
      for (const [schema, more] of [
        [agentToRelay, { records: [] }],
        [consoleToRelay, {}],
      ] as const)
        expect(schema.safeParse({ v, type: 'leave', reason, ...more }).success).toBe(true)
    expect(new Set(endReasons).size).toBe(endReasons.length)
  })
})
