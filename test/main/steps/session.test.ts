import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openSession } from '../../../src/main/steps/session'
import type { PassedEnvironment } from '../../../src/shared/environment'
import { Breach } from '../../../src/shared/errors'
import type { Inventory } from '../../../src/shared/inventory'
import type { Approval, Joined } from '../../../src/shared/journey'
import { parseMessage } from '../../../src/shared/parse'
import {
  type AgentToConsole,
  ALIVE_MS,
  agentToConsole,
  PEER_LIMIT,
  PEER_VERSION,
  SILENCE_MS,
} from '../../../src/shared/peer-protocol'
import type { EndReason, Signal } from '../../../src/shared/protocol'
import { commit, verificationPlaces } from '../../../src/shared/words'

const v = PEER_VERSION
const consoleNonce = 'b2'.repeat(32)
const key = (byte: string) => Array(32).fill(byte).join(':')
const description = (byte: string, media = 'm=application 9 UDP/DTLS/SCTP webrtc-datachannel') =>
  `v=0\r\n${media}\r\na=fingerprint:sha-256 ${key(byte)}\r\n`
const offer: Signal = { type: 'offer', sdp: description('0A') }
const answer: Signal = { type: 'answer', sdp: description('0C') }
const say = (message: object) => JSON.stringify({ v, ...message })
const nonce = say({ type: 'nonce', nonce: consoleNonce })

const joined: Joined = {
  session: 'session-1',
  operator: { name: '佐藤', company: 'みらいネット' },
  joinedAt: '2026-11-01T00:00:00.000Z',
  challenge: 'c4'.repeat(32),
}
const approval: Approval = { verified: { joined, places: [1, 2, 3] }, approvedAt: joined.joinedAt }
const inventory: Inventory = {
  items: [{ id: 'os', value: 'Windows 11 Pro' }],
  refused: ['machine-name', 'free-space', 'cpu', 'memory'],
}
const line = { verdict: 'pass', asked: null, advice: 'fine', withheld: false } as const
const environment: PassedEnvironment = {
  profile: 'default',
  verdict: 'pass',
  checks: [
    { ...line, id: 'os', found: 'Windows 11 Pro 64-bit' },
    { ...line, id: 'memory', found: '16.0 GB' },
  ],
}

const router = { model: 'WX-1', account: 'user-7', password: 'himitsu' }

/** A session with everything that it said. */
function opened() {
  const sent: AgentToConsole[] = []
  const ended: EndReason[] = []
  const verified: (readonly number[])[] = []
  const asked: string[] = []
  const session = openSession(
    joined,
    { version: '0.1.0', language: 'ja' },
    {
      send: (text) => {
        const parsed = parseMessage(agentToConsole, PEER_VERSION, text, PEER_LIMIT)
        if (!parsed.ok) throw new Error(`${parsed.error} ${parsed.field}`)
        sent.push(parsed.message)
      },
      onVerified: (places) => verified.push(places),
      onRouterAsked: () => {
        asked.push('router')
        return router
      },
      onRouterHidden: () => asked.push('router hidden'),
      onPcCheckAsked: () => asked.push('pc-check'),
      onEnded: (reason) => ended.push(reason),
    },
  )
  return { session, sent, ended, verified, asked }
}

/** After the certificates and the greeting, up to the words. */
function greeted() {
  const stage = opened()
  stage.session.check('local', offer)
  stage.session.check('remote', answer)
  stage.session.opened()
  stage.session.receive(nonce)
  return stage
}

const typesOf = (sent: readonly AgentToConsole[]) => sent.map((message) => message.type)
const sentOf = <T extends AgentToConsole['type']>(sent: readonly AgentToConsole[], type: T) =>
  sent.find((message): message is Extract<AgentToConsole, { type: T }> => message.type === type)

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the greeting', () => {
  it('begins with a commitment, hears the nonce, and only then reveals its own', () => {
    const { session, sent } = opened()
    session.check('local', offer)
    session.check('remote', answer)
    expect(sent).toEqual([])
    session.opened()
    expect(typesOf(sent)).toEqual(['hello'])
    session.receive(nonce)
    expect(typesOf(sent)).toEqual(['hello', 'reveal'])
    const revealed = sentOf(sent, 'reveal')?.nonce ?? ''
    expect(sentOf(sent, 'hello')).toMatchObject({
      agentVersion: '0.1.0',
      language: 'ja',
      commitment: commit(revealed),
    })
  })

  it('makes the words from both certificates and both nonces', () => {
    const { sent, verified } = greeted()
    const places = verificationPlaces({
      agentFingerprint: key('0A'),
      consoleFingerprint: key('0C'),
      agentNonce: sentOf(sent, 'reveal')?.nonce ?? '',
      consoleNonce,
    })
    expect(verified).toEqual([places])
  })

  it('uses another nonce in every session', () => {
    const nonces = [greeted(), greeted()].map(({ sent }) => sentOf(sent, 'reveal')?.nonce)
    expect(new Set(nonces).size).toBe(2)
  })

  it('refuses a second nonce: nobody may try for other words', () => {
    const { session, sent, verified } = greeted()
    expect(() => session.receive(nonce)).toThrow('message-late')
    expect(() => session.receive(say({ type: 'nonce', nonce: 'c3'.repeat(32) }))).toThrow(Breach)
    expect(typesOf(sent)).toEqual(['hello', 'reveal'])
    expect(verified).toHaveLength(1)
  })

  it('refuses a nonce before its own commitment, and one before both certificates are known', () => {
    const early = opened()
    early.session.check('local', offer)
    early.session.check('remote', answer)
    expect(() => early.session.receive(nonce)).toThrow('message-late')
    const unknown = opened()
    unknown.session.check('local', offer)
    unknown.session.opened()
    expect(() => unknown.session.receive(nonce)).toThrow('message-late')
    expect([...typesOf(early.sent), ...typesOf(unknown.sent)]).toEqual(['hello'])
  })

  it('refuses to open twice', () => {
    const { session, sent } = greeted()
    expect(() => session.opened()).toThrow(Breach)
    expect(typesOf(sent)).toEqual(['hello', 'reveal'])
  })
})

describe('what arrives', () => {
  const malformed: [string, string, string][] = [
    ['no JSON', 'hello', 'message-malformed'],
    ['an unknown type', say({ type: 'click', x: 1, y: 1 }), 'message-unknown'],
    ['another version', JSON.stringify({ v: 2, type: 'alive' }), 'version-unknown'],
    ['an unknown field', say({ type: 'alive', more: 1 }), 'message-malformed'],
    ['our own part', say({ type: 'reveal', nonce: consoleNonce }), 'message-unknown'],
    ['a short nonce', say({ type: 'nonce', nonce: 'b2' }), 'message-malformed'],
    ['too much', say({ type: 'alive' }).padEnd(PEER_LIMIT + 1), 'message-too-large'],
  ]
  it.each(malformed)('is refused by name: %s', (_name, text, code) => {
    const { session, sent, ended } = greeted()
    expect(() => session.receive(text)).toThrow(code)
    expect([typesOf(sent), ended]).toEqual([['hello', 'reveal'], []])
  })

  it('ends the session where the operator says so, for a reason that an operator can have', () => {
    const ends: [EndReason, EndReason][] = [
      ['operator', 'operator'],
      ['words-differ', 'words-differ'],
      ['customer', 'failed'],
      ['refused', 'failed'],
    ]
    for (const [said, shown] of ends) {
      const { session, ended } = greeted()
      session.receive(say({ type: 'ended', reason: said }))
      expect([said, ended]).toEqual([said, [shown]])
    }
  })
})

describe('a description', () => {
  const ends = ['local', 'remote'] as const
  it.each(['audio', 'video'])('with %s is refused before approval, from either end', (kind) => {
    for (const end of ends) {
      const { session } = greeted()
      for (const text of [
        description('0A', `m=${kind} 9 UDP/TLS/RTP/SAVPF 96`),
        description('0A').replace('a=fingerprint', `m=${kind} 0 UDP/TLS/RTP/SAVPF 96\r\na=fingerprint`),
        description('0A', `m=${kind} 9 UDP/TLS/RTP/SAVPF 96`).replaceAll('\r', ''),
      ])
        expect(() => session.check(end, { type: 'offer', sdp: text })).toThrow('message-late')
    }
  })

  it('with a picture passes once it was approved', () => {
    const { session } = greeted()
    session.sendAgreed(approval, environment, inventory)
    const picture = description('0A', 'm=video 9 UDP/TLS/RTP/SAVPF 96')
    expect(() => session.check('local', { type: 'offer', sdp: picture })).not.toThrow()
  })

  it('with another certificate is refused, before and after approval', () => {
    for (const end of ends) {
      const { session } = greeted()
      const other: Signal = { type: 'offer', sdp: description('0B') }
      expect(() => session.check(end, other)).toThrow(Breach)
      session.sendAgreed(approval, environment, inventory)
      expect(() => session.check(end, other)).toThrow(Breach)
    }
  })

  it('without a certificate is refused', () => {
    expect(() => opened().session.check('local', { type: 'offer', sdp: 'v=0\r\n' })).toThrow()
  })

  it('is all that is looked at: a candidate carries no certificate', () => {
    const { session } = opened()
    expect(() => session.check('remote', { type: 'candidate', candidate: { candidate: '' } })).not.toThrow()
    expect(() => session.check('remote', { type: 'renegotiate', renegotiate: true })).not.toThrow()
  })
})

describe('what was agreed to', () => {
  it('is not sent before it is told to, whatever was heard', () => {
    const { sent } = greeted()
    vi.advanceTimersByTime(ALIVE_MS)
    expect(typesOf(sent)).toEqual(['hello', 'reveal', 'alive'])
  })

  it('is sent with the values of refused items left out, and every verdict kept', () => {
    const { session, sent } = greeted()
    session.sendAgreed(approval, environment, inventory)
    expect(typesOf(sent).slice(2)).toEqual(['environment', 'inventory'])
    expect(sentOf(sent, 'inventory')?.inventory).toEqual(inventory)
    expect(sentOf(sent, 'environment')?.environment).toEqual({
      ...environment,
      checks: [
        { ...line, id: 'os', found: 'Windows 11 Pro 64-bit' },
        { ...line, id: 'memory', found: null, withheld: true },
      ],
    })
  })
})

describe('silence', () => {
  it('before the channel stands is nobody’s end', () => {
    const { ended, sent } = opened()
    vi.advanceTimersByTime(10 * SILENCE_MS)
    expect([ended, sent]).toEqual([[], []])
  })

  it('that lasts means that the operator is gone, within ten seconds', () => {
    const { ended } = greeted()
    vi.advanceTimersByTime(SILENCE_MS)
    expect(ended).toEqual([])
    vi.advanceTimersByTime(10_000 - SILENCE_MS)
    expect(ended[0]).toBe('operator-gone')
  })

  it('is broken by any message, and by none that is refused', () => {
    const { session, ended } = greeted()
    for (let beat = 0; beat < 10; beat++) {
      vi.advanceTimersByTime(ALIVE_MS)
      session.receive(say({ type: 'alive' }))
    }
    expect(ended).toEqual([])
    for (let beat = 0; beat < 5; beat++) {
      vi.advanceTimersByTime(ALIVE_MS)
      expect(() => session.receive('noise')).toThrow()
    }
    expect(ended[0]).toBe('operator-gone')
  })

  it('is answered with a sign of life every two seconds, until the session is closed', () => {
    const { session, sent } = greeted()
    vi.advanceTimersByTime(3 * ALIVE_MS)
    expect(typesOf(sent).filter((type) => type === 'alive')).toHaveLength(3)
    session.close()
    session.close()
    vi.advanceTimersByTime(10 * SILENCE_MS)
    expect(typesOf(sent).filter((type) => type === 'alive')).toHaveLength(3)
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('the last word', () => {
  it('is said with its reason, once there is somebody to hear it', () => {
    const early = opened()
    early.session.sayEnded('customer')
    expect(early.sent).toEqual([])
    const { session, sent } = greeted()
    session.sayEnded('indicator')
    expect(sent.at(-1)).toEqual({ v, type: 'ended', reason: 'indicator' })
  })
})

describe('the operator’s questions', () => {
  it('are breaches before the approval: nothing was agreed to', () => {
    for (const type of ['router-ask', 'pc-check-ask']) {
      const { session, asked } = greeted()
      expect(() => session.receive(say({ type }))).toThrow(Breach)
      expect(asked).toEqual([])
    }
  })

  it('reach the customer after it; the router is answered, the check waits for an answer', () => {
    const { session, sent, asked } = greeted()
    session.sendAgreed(approval, environment, inventory)
    session.receive(say({ type: 'router-ask' }))
    expect(sent.at(-1)).toEqual({ v, type: 'router', router })
    session.receive(say({ type: 'router-hidden' }))
    const before = sent.length
    session.receive(say({ type: 'pc-check-ask' }))
    expect(sent).toHaveLength(before)
    expect(asked).toEqual(['router', 'router hidden', 'pc-check'])
    session.sendPcCheck(null)
    expect(sent.at(-1)).toEqual({ v, type: 'pc-check-refused' })
    const result = { checkedAt: '2026-11-01T00:00:00.000Z', areas: [] }
    session.sendPcCheck(result)
    expect(sent.at(-1)).toEqual({ v, type: 'pc-check', result })
  })
})
