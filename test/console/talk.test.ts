import { describe, expect, it } from 'vitest'
import {
  allow,
  ask,
  hear,
  type Own,
  type Question,
  recognise,
  silence,
  stageOf,
  type Talk,
  takePicture,
} from '../../src/console/talk'
import type { Environment } from '../../src/shared/environment'
import type { Inventory } from '../../src/shared/inventory'
import { type AgentToConsole, PEER_VERSION } from '../../src/shared/peer-protocol'
import { commit, verificationPlaces } from '../../src/shared/words'

const v = PEER_VERSION
const agentNonce = 'a1'.repeat(32)
const fingerprint = (byte: string) => Array(32).fill(byte).join(':')
const own: Own = {
  nonce: 'b2'.repeat(32),
  fingerprints: { local: fingerprint('0C'), remote: fingerprint('0A') },
}
const environment: Environment = { profile: 'example', verdict: 'pass', checks: [] }
const inventory: Inventory = { items: [{ id: 'os', value: 'Windows 11 Pro' }], refused: ['cpu'] }

const say = {
  hello: { v, type: 'hello', agentVersion: '0.1.0', language: 'ja', commitment: commit(agentNonce) },
  reveal: { v, type: 'reveal', nonce: agentNonce },
  environment: { v, type: 'environment', environment },
  inventory: { v, type: 'inventory', inventory },
  router: { v, type: 'router', router: { model: 'WX-1', account: 'user', password: 'secret' } },
  'pc-check': { v, type: 'pc-check', result: { checkedAt: '2026-11-01T00:00:00.000Z', areas: [] } },
  'pc-check-refused': { v, type: 'pc-check-refused' },
  alive: { v, type: 'alive' },
  ended: { v, type: 'ended', reason: 'customer' },
} as const satisfies Record<AgentToConsole['type'], AgentToConsole>

/** All of them in turn; fails where one ends the session. */
function talkAfter(...types: (keyof typeof say)[]): Talk {
  return types.reduce((talk, type) => {
    const heard = hear(talk, say[type], own)
    if ('ending' in heard) throw new Error(`${type} ended it: ${JSON.stringify(heard.ending)}`)
    return heard.talk
  }, silence)
}
const verified = talkAfter('hello', 'reveal')
const late = (field: string) => ({
  ending: { reason: 'failed', by: 'here', refused: { error: 'message-late', field } },
})

describe('the greeting', () => {
  it('answers the hello with our nonce, and never before', () => {
    expect(hear(silence, say.hello, own)).toMatchObject({ answer: { v, type: 'nonce', nonce: own.nonce } })
    expect(hear(talkAfter('hello'), say.reveal, own)).toMatchObject({ answer: null })
  })

  it('makes the words from both fingerprints and both nonces', () => {
    const places = verificationPlaces({
      agentFingerprint: fingerprint('0A'),
      consoleFingerprint: fingerprint('0C'),
      agentNonce,
      consoleNonce: own.nonce,
    })
    expect(verified.greeting).toEqual({ step: 'verified', language: 'ja', agentVersion: '0.1.0', places })
  })

  it('ends where the revealed nonce is not the one that was promised', () => {
    const other = { ...say.reveal, nonce: 'a2'.repeat(32) }
    expect(hear(talkAfter('hello'), other, own)).toEqual({
      ending: { reason: 'words-differ', by: 'here', refused: null },
    })
  })

  it('ends where a certificate is not known, for no words could vouch for it', () => {
    const heard = hear(talkAfter('hello'), say.reveal, { ...own, fingerprints: null })
    expect(heard).toMatchObject({ ending: { reason: 'words-differ' } })
  })
})

describe('the order', () => {
  const wrong: [string, Talk, keyof typeof say][] = [
    ['a reveal before the hello', silence, 'reveal'],
    ['an environment before the hello', silence, 'environment'],
    ['an inventory before the hello', silence, 'inventory'],
    ['an environment before the words', talkAfter('hello'), 'environment'],
    ['an inventory before the words', talkAfter('hello'), 'inventory'],
    ['a second hello', talkAfter('hello'), 'hello'],
    ['a hello after the words', verified, 'hello'],
    ['a second reveal', verified, 'reveal'],
    ['a second environment', talkAfter('hello', 'reveal', 'environment'), 'environment'],
    ['a second inventory', talkAfter('hello', 'reveal', 'inventory'), 'inventory'],
  ]
  it.each(wrong)('ends the session at %s', (_name, talk, type) => {
    expect(hear(talk, say[type], own)).toEqual(late(type))
  })

  it('takes a sign of life at any time, and changes nothing', () => {
    for (const talk of [silence, talkAfter('hello'), verified])
      expect(hear(talk, say.alive, own)).toEqual({ talk, answer: null })
  })

  it('takes the agent at its word when it ends', () => {
    expect(hear(silence, say.ended, own)).toEqual({
      ending: { reason: 'customer', by: 'agent', refused: null },
    })
  })
})

describe('the picture', () => {
  const agreed = talkAfter('hello', 'reveal', 'environment', 'inventory')
  const pictureOf = (talk: Talk) => {
    const heard = takePicture(talk)
    return 'ending' in heard ? heard : heard.talk.picture
  }

  it('is shown after the approval, the environment and the inventory', () => {
    expect(pictureOf(allow(agreed))).toBe('shown')
  })

  it('is a breach without any sign of an approval', () => {
    for (const talk of [silence, allow(silence), talkAfter('hello'), verified])
      expect(pictureOf(talk)).toEqual(late('picture'))
  })

  it('is held, unseen, while a part of the approval is on its way', () => {
    expect(pictureOf(agreed)).toBe('held')
    expect(pictureOf(allow(verified))).toBe('held')
    expect(pictureOf(allow(talkAfter('hello', 'reveal', 'environment')))).toBe('held')
  })

  it('is shown as soon as the last part arrives, on whichever road', () => {
    const held = { ...allow(talkAfter('hello', 'reveal', 'environment')), picture: 'held' } as const
    expect(hear(held, say.inventory, own)).toMatchObject({ talk: { picture: 'shown' } })
    expect(allow({ ...agreed, picture: 'held' }).picture).toBe('shown')
  })

  it('comes once', () => {
    expect(pictureOf({ ...allow(agreed), picture: 'shown' })).toEqual(late('picture'))
    expect(pictureOf({ ...agreed, picture: 'held' })).toEqual(late('picture'))
  })
})

describe('the stage', () => {
  it('follows what is awaited', () => {
    expect(stageOf(silence)).toBe('joining')
    expect(stageOf(talkAfter('hello'))).toBe('joining')
    expect(stageOf(verified)).toBe('waiting')
    expect(stageOf(allow(verified))).toBe('allowed')
    expect(stageOf(talkAfter('hello', 'reveal', 'environment'))).toBe('allowed')
    expect(stageOf({ ...verified, picture: 'shown' })).toBe('live')
  })
})

describe('the operator’s own questions', () => {
  const withRouter: Inventory = { items: [{ id: 'router', value: '••••••••' }], refused: [] }
  const approved: Talk = { ...allow(talkAfter('hello', 'reveal', 'environment')), inventory: withRouter }
  const heard = (talk: Talk, message: AgentToConsole): Talk => {
    const result = hear(talk, message, own)
    if ('ending' in result) throw new Error(JSON.stringify(result.ending))
    return result.talk
  }

  it('go out only after the approval, and only one of a kind at a time', () => {
    for (const question of ['router', 'pc-check'] as const) {
      expect(ask(verified, question)).toEqual({ talk: verified, answer: null })
      const once = ask(approved, question)
      expect(once.answer).toEqual({ v, type: `${question}-ask` })
      expect(ask(once.talk, question)).toEqual({ talk: once.talk, answer: null })
    }
  })

  it('for a router that was not typed do not go out at all', () => {
    expect(ask({ ...approved, inventory }, 'router').answer).toBeNull()
  })

  it('show the router until it is hidden, and forget it then', () => {
    const shown = heard(ask(approved, 'router').talk, say.router)
    expect(shown.router).toEqual({ state: 'shown', router: say.router.router })
    const hidden = ask(shown, 'router-hidden')
    expect(hidden.answer).toEqual({ v, type: 'router-hidden' })
    expect(JSON.stringify(hidden.talk)).not.toContain('secret')
  })

  it('about the PC are answered by a refusal or a result, and may be asked again', () => {
    const refused = heard(ask(approved, 'pc-check').talk, say['pc-check-refused'])
    expect(refused.pcCheck).toEqual({ asked: false, answer: { result: null } })
    const granted = heard(ask(refused, 'pc-check').talk, say['pc-check'])
    expect(granted.pcCheck).toEqual({ asked: false, answer: { result: say['pc-check'].result } })
  })

  it.each(['router', 'pc-check', 'pc-check-refused'] as const)(
    'get no answer that nobody asked for: %s',
    (type) => {
      expect(hear(approved, say[type], own)).toEqual(late(type))
    },
  )

  it('are none of the agent’s business after an answer: a second one ends the session', () => {
    const shown = heard(ask(approved, 'router').talk, say.router)
    expect(hear(shown, say.router, own)).toEqual(late('router'))
  })

  it('leave the relay’s word about the device as it is, until the relay has a newer one', () => {
    const device = {
      id: '0a'.repeat(16),
      state: 'seen',
      firstSeenAt: '2026-10-01T00:00:00.000Z',
      lastSeenAt: '2026-10-02T00:00:00.000Z',
      sessionsThisMonth: 2,
    } as const
    const known = recognise(approved, device)
    for (const question of ['router', 'pc-check', 'router-hidden'] satisfies Question[])
      expect(ask(known, question).talk.device).toEqual(device)
    expect(recognise(known, { ...device, state: 'revoked' }).device).toMatchObject({ state: 'revoked' })
  })
})
