import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Breach } from '../../../src/shared/errors'
import { ALIVE_MS, PEER_LIMIT, PEER_VERSION } from '../../../src/shared/peer-protocol'
import type { EndReason, Signal } from '../../../src/shared/protocol'
import { commit, verificationPlaces } from '../../../src/shared/words'
import {
  agreed,
  answer,
  approval,
  consoleNonce,
  description,
  environment,
  greeted,
  inventory,
  key,
  line,
  nonce,
  offer,
  opened,
  router,
  say,
  sentOf,
  typesOf,
} from './session-stage'

const v = PEER_VERSION

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
  const questions = [
    { type: 'router-ask' },
    { type: 'pc-check-ask' },
    { type: 'display-ask', display: '7' },
    { type: 'thumbnails-ask' },
    { type: 'still-ask' },
  ]
  it.each(questions)('$type is a breach before the words, and before the approval', (question) => {
    for (const { session, asked, sent } of [opened(), greeted()]) {
      const said = sent.length
      expect(() => session.receive(say(question))).toThrow('message-late')
      expect([asked, sent.length]).toEqual([[], said])
    }
  })

  it('reach the customer after it, each by itself, and nothing is answered for them', () => {
    const { session, sent, asked } = agreed()
    for (const question of questions.slice(1)) session.receive(say(question))
    expect(asked).toEqual(['pc-check', 'display 7', 'thumbnails', 'still'])
    expect(sent).toEqual([])
  })

  it('about the router are answered at once, and the customer knows when it is hidden again', () => {
    const { session, sent, asked } = agreed()
    session.receive(say({ type: 'router-ask' }))
    expect(sent).toEqual([{ v, type: 'router', router }])
    session.receive(say({ type: 'router-hidden' }))
    expect(asked).toEqual(['router', 'router hidden'])
  })
})

describe('what the customer’s side tells', () => {
  const result = { checkedAt: '2026-11-01T00:00:00.000Z', areas: [] }
  it('goes out once it was approved, as it is', () => {
    const { session, sent } = agreed()
    session.tell({ type: 'pc-check-refused' })
    session.tell({ type: 'pc-check', result })
    session.tell({ type: 'picture', state: 'paused' })
    expect(sent).toEqual([
      { v, type: 'pc-check-refused' },
      { v, type: 'pc-check', result },
      { v, type: 'picture', state: 'paused' },
    ])
  })

  it('goes nowhere before, and is not kept for later either', () => {
    const { session, sent } = greeted()
    session.tell({ type: 'pc-check', result })
    session.tell({ type: 'picture', state: 'running' })
    session.sendAgreed(approval, environment, inventory)
    expect(typesOf(sent)).toEqual(['hello', 'reveal', 'environment', 'inventory'])
  })

  it('was agreed to cannot be sent without words', () => {
    const { session, sent } = opened()
    session.check('local', offer)
    session.check('remote', answer)
    expect(() => session.sendAgreed(approval, environment, inventory)).toThrow('message-late')
    session.opened()
    expect(() => session.sendAgreed(approval, environment, inventory)).toThrow('message-late')
    expect(typesOf(sent)).toEqual(['hello'])
  })
})
