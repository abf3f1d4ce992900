import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Breach } from '../../../src/shared/errors'
import { ALIVE_MS, PEER_VERSION, SILENCE_MS } from '../../../src/shared/peer-protocol'
import type { Signal } from '../../../src/shared/protocol'
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
  nonce,
  offer,
  opened,
  renewed,
  say,
  sentOf,
  typesOf,
  video,
} from './session-stage'

const v = PEER_VERSION
const picture = (byte: string): Signal => ({ type: 'offer', sdp: description(byte, video) })
const alive = say({ type: 'alive' })
const still = { type: 'still', granted: true } as const
const result = { checkedAt: '2026-11-01T00:00:00.000Z', areas: [] }

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('a new link with the keys of the words', () => {
  it('goes on where the last one was: one word, and no new words', () => {
    const stage = agreed()
    renewed(stage)
    expect([stage.sent, stage.contact]).toEqual([[{ v, type: 'again' }], ['again after again']])
    stage.session.receive(say({ type: 'still-ask' }))
    stage.session.tell({ type: 'picture', state: 'running' })
    expect([stage.asked, stage.sent.at(-1)?.type]).toEqual([['still'], 'picture'])
    expect(() => stage.session.check('local', picture('0A'))).not.toThrow()
  })

  it('is one of both keys: either one that is another makes it a stranger', () => {
    for (const [local, remote] of [
      ['0A', '0D'],
      ['0B', '0C'],
      ['0C', '0A'],
    ] as const) {
      const stage = agreed()
      renewed(stage, local, remote)
      expect([local, remote, typesOf(stage.sent), stage.contact]).toEqual([local, remote, ['hello'], []])
    }
  })

  it('no longer shows what the link before it brought of the router', () => {
    const stage = agreed()
    stage.session.receive(say({ type: 'router-ask' }))
    renewed(stage)
    renewed(stage)
    expect(stage.asked).toEqual(['router', 'router hidden'])
  })

  it('before the approval goes on to the approval, and to nothing more', () => {
    const stage = greeted()
    renewed(stage)
    expect([stage.sent.at(-1)?.type, stage.contact.at(-1)]).toEqual(['again', 'again after again'])
    expect(() => stage.session.receive(say({ type: 'router-ask' }))).toThrow('message-late')
    expect(() => stage.session.check('remote', picture('0C'))).toThrow('message-late')
    stage.session.tell(still)
    expect(stage.sent.at(-1)?.type).toBe('again')
    stage.session.sendAgreed(approval, environment, inventory)
    expect(typesOf(stage.sent).slice(-2)).toEqual(['environment', 'inventory'])
  })

  it('takes no nonce: the words stand', () => {
    const stage = agreed()
    renewed(stage)
    expect(() => stage.session.receive(nonce)).toThrow('message-late')
    expect(stage.verified).toHaveLength(1)
  })

  it('opens once', () => {
    const stage = agreed()
    renewed(stage)
    expect(() => stage.session.opened()).toThrow(Breach)
    expect(typesOf(stage.sent)).toEqual(['again'])
  })

  it('that was never greeted to its end is no link of the words', () => {
    const stage = opened()
    stage.session.check('local', offer)
    stage.session.check('remote', answer)
    stage.session.opened()
    renewed(stage)
    expect([typesOf(stage.sent), stage.contact]).toEqual([['hello', 'hello'], []])
  })
})

describe('words', () => {
  it('are made so often only: whoever stands between may guess at each of them', () => {
    const stage = agreed()
    for (let again = 1; again < 20; again++) {
      renewed(stage, '0A', again % 2 === 0 ? '0C' : '0D')
      stage.session.receive(nonce)
    }
    expect(stage.verified).toHaveLength(20)
    renewed(stage, '0A', '0E')
    expect(() => stage.session.receive(nonce)).toThrow('too-many-attempts')
    expect(stage.verified).toHaveLength(20)
  })
})

describe('a picture in a description', () => {
  it('is refused on each new link until its keys are proven, from either end', () => {
    for (const end of ['local', 'remote'] as const) {
      const stage = agreed()
      stage.session.renew()
      const byte = end === 'local' ? '0A' : '0C'
      expect(() => stage.session.check(end, picture(byte))).toThrow('message-late')
      renewed(stage)
      expect(() => stage.session.check(end, picture(byte))).not.toThrow()
    }
  })

  it('is refused with new keys until the customer said yes to the new words', () => {
    const stage = agreed()
    renewed(stage, '0A', '0D')
    expect(() => stage.session.check('local', picture('0A'))).toThrow('message-late')
    stage.session.receive(nonce)
    expect(() => stage.session.check('local', picture('0A'))).toThrow('message-late')
    stage.session.sendAgreed(approval, environment, inventory)
    expect(() => stage.session.check('local', picture('0A'))).not.toThrow()
  })

  it('does not change a key within a link, whatever the link before it had', () => {
    const stage = agreed()
    renewed(stage, '0A', '0D')
    expect(() => stage.session.check('remote', answer)).toThrow(Breach)
  })
})

describe('a new link with new keys', () => {
  it('is greeted with a nonce of its own and gets words of its own', () => {
    const first = greeted()
    renewed(first, '0A', '0D')
    first.session.receive(nonce)
    const reveals = first.sent.filter((message) => message.type === 'reveal')
    const hellos = first.sent.filter((message) => message.type === 'hello')
    expect(new Set(reveals.map((reveal) => reveal.nonce)).size).toBe(2)
    expect(hellos[1]?.commitment).toBe(commit(reveals[1]?.nonce ?? ''))
    expect(first.verified[1]).toEqual(
      verificationPlaces({
        agentFingerprint: key('0A'),
        consoleFingerprint: key('0D'),
        agentNonce: reveals[1]?.nonce ?? '',
        consoleNonce,
      }),
    )
  })

  it('is told nothing and may ask nothing before the yes to its words', () => {
    const stage = agreed()
    renewed(stage, '0A', '0D')
    const refused = () => {
      for (const type of ['router-ask', 'pc-check-ask', 'thumbnails-ask', 'still-ask'])
        expect(() => stage.session.receive(say({ type }))).toThrow('message-late')
      expect(() => stage.session.receive(say({ type: 'display-ask', display: '7' }))).toThrow('message-late')
      stage.session.tell(still)
      stage.session.tell({ type: 'picture', state: 'running' })
    }
    refused()
    stage.session.receive(nonce)
    refused()
    expect([stage.asked, typesOf(stage.sent), stage.contact]).toEqual([[], ['hello', 'reveal'], ['verified']])
    stage.session.sendAgreed(approval, environment, inventory)
    stage.session.tell({ type: 'picture', state: 'running' })
    stage.session.receive(say({ type: 'still-ask' }))
    expect(typesOf(stage.sent)).toEqual(['hello', 'reveal', 'environment', 'inventory', 'picture'])
    expect(stage.asked).toEqual(['still'])
  })

  it('cannot be given what was agreed to before its words were made', () => {
    const stage = agreed()
    renewed(stage, '0A', '0D')
    expect(() => stage.session.sendAgreed(approval, environment, inventory)).toThrow('message-late')
    expect(sentOf(stage.sent, 'inventory')).toBeUndefined()
  })

  it('that falls before the yes is come back to without it', () => {
    const stage = agreed()
    renewed(stage, '0A', '0D')
    stage.session.receive(nonce)
    renewed(stage, '0A', '0D')
    expect(stage.contact).toEqual(['verified', 'again after again'])
    expect(() => stage.session.receive(say({ type: 'router-ask' }))).toThrow('message-late')
    expect(() => stage.session.check('local', picture('0A'))).toThrow('message-late')
  })

  it('makes the old ones strangers', () => {
    const stage = agreed()
    renewed(stage, '0A', '0D')
    stage.session.receive(nonce)
    renewed(stage)
    expect(typesOf(stage.sent)).toEqual(['hello', 'reveal', 'hello'])
  })
})

describe('an answer that is given while the link is down', () => {
  it('is said on the next link, after its first word and before anything else; the rest is not', () => {
    const stage = agreed()
    stage.session.renew()
    stage.session.tell({ type: 'picture', state: 'paused' })
    stage.session.tell({ type: 'pc-check', result })
    stage.session.tell({ type: 'sending', limit: 'cpu' })
    stage.session.tell({ type: 'time-left', seconds: 60 })
    stage.session.tell({ type: 'displays', displays: [], shown: null, others: 'granted' })
    stage.session.tell({ type: 'pc-check-refused' })
    stage.session.tell(still)
    // A small picture of before is as old as the link it was made for.
    stage.session.tell({ type: 'thumbnail', display: '7', data: 'AAAA' })
    expect(stage.sent).toEqual([])
    renewed(stage)
    const said = ['again', 'pc-check', 'pc-check-refused', 'still']
    expect([typesOf(stage.sent), stage.contact]).toEqual([said, ['again after still']])
    renewed(stage)
    expect(typesOf(stage.sent)).toEqual([...said, 'again'])
  })

  it('is announced by the first word of the next link; one that already left is not', () => {
    const stage = agreed()
    stage.session.receive(say({ type: 'still-ask' }))
    stage.session.receive(say({ type: 'pc-check-ask' }))
    stage.session.tell(still)
    renewed(stage)
    expect(stage.sent.at(-1)).toEqual({ v, type: 'again', unanswered: ['pc-check'] })
    stage.session.renew()
    stage.session.tell({ type: 'pc-check', result })
    renewed(stage)
    expect(stage.sent.slice(-2)).toEqual([
      { v, type: 'again', unanswered: ['pc-check'] },
      { v, type: 'pc-check', result },
    ])
    renewed(stage)
    expect(stage.sent.at(-1)).toEqual({ v, type: 'again' })
  })

  it('is not said to a new page: it never asked', () => {
    const stage = agreed()
    stage.session.renew()
    stage.session.tell(still)
    renewed(stage, '0A', '0D')
    stage.session.receive(nonce)
    stage.session.sendAgreed(approval, environment, inventory)
    renewed(stage, '0A', '0D')
    expect(sentOf(stage.sent, 'still')).toBeUndefined()
  })

  it('waits in a silence as well, until something is heard again', () => {
    const stage = agreed()
    vi.advanceTimersByTime(SILENCE_MS + 2 * ALIVE_MS)
    stage.session.tell(still)
    stage.session.tell({ type: 'picture', state: 'paused' })
    expect(typesOf(stage.sent)).not.toContain('still')
    stage.session.receive(alive)
    expect(typesOf(stage.sent).filter((type) => type !== 'alive')).toEqual(['still'])
    stage.session.receive(alive)
    expect(typesOf(stage.sent).filter((type) => type === 'still')).toHaveLength(1)
  })

  it('is one of forty: more is not waited for', () => {
    const stage = agreed()
    stage.session.renew()
    for (let time = 0; time < 60; time++) stage.session.tell(still)
    renewed(stage)
    expect(typesOf(stage.sent).filter((type) => type === 'still')).toHaveLength(40)
  })
})

describe('the last word', () => {
  it('is not said to a link that does not stand yet', () => {
    const { session, sent } = agreed()
    session.renew()
    session.sayEnded('customer')
    expect(sent).toEqual([])
  })
})
