import { describe, expect, it } from 'vitest'
import {
  allow,
  hear,
  lose,
  type Own,
  relink,
  resumed,
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
  now: 1_000_000,
  tick: 500,
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
  again: { v, type: 'again' },
  picture: { v, type: 'picture', state: 'running' },
  displays: { v, type: 'displays', displays: [], shown: null, others: 'unasked' },
  thumbnail: { v, type: 'thumbnail', display: '1', data: 'AAAA' },
  still: { v, type: 'still', granted: true },
  sending: { v, type: 'sending', limit: 'cpu' },
  'time-left': { v, type: 'time-left', seconds: 60 },
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
    expect(verified.greeting).toEqual({
      step: 'verified',
      language: 'ja',
      agentVersion: '0.1.0',
      places,
      keys: own.fingerprints,
    })
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
    ['an again where there were no words', silence, 'again'],
    ['an again on a link that began', verified, 'again'],
    ['a picture before what was agreed to', talkAfter('hello', 'reveal', 'environment'), 'picture'],
    ['displays before the words', talkAfter('hello'), 'displays'],
    ['a time limit before anything', silence, 'time-left'],
    [
      'a thumbnail that nobody asked for',
      talkAfter('hello', 'reveal', 'environment', 'inventory'),
      'thumbnail',
    ],
    ['a still that nobody asked for', talkAfter('hello', 'reveal', 'environment', 'inventory'), 'still'],
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

describe('a new link', () => {
  const agreed = allow(talkAfter('hello', 'reveal', 'environment', 'inventory', 'picture'))
  const shown: Talk = { ...agreed, picture: 'shown' }
  const made = relink(shown, { tick: 900 })
  const heardOn = (talk: Talk, type: keyof typeof say, by: Own = own): Talk => {
    const heard = hear(talk, say[type], by)
    if ('ending' in heard) throw new Error(JSON.stringify(heard.ending))
    return heard.talk
  }

  it('shows nothing of before until the agent says that it goes on', () => {
    expect(made).toMatchObject({ link: 'new', picture: 'none' })
    expect(made.sight.run).toBeGreaterThan(shown.sight.run)
    const held = takePicture(made)
    if ('ending' in held) throw new Error('the picture may be faster than the word')
    expect(held.talk.picture).toBe('held')
    expect(heardOn(held.talk, 'again').picture).toBe('shown')
    expect(hear(held.talk, say.hello, own)).toEqual(late('hello'))
  })

  it('goes on with the same keys: what was sent stays, and the picture starts anew', () => {
    const on = heardOn(made, 'again')
    expect(on).toMatchObject({ link: 'begun', environment, inventory, renewed: false, approved: true })
    expect(on.sight).toMatchObject({ state: 'starting', since: own.tick })
    expect(takePicture(on)).toMatchObject({ talk: { picture: 'shown' } })
  })

  it('is a breach where it claims to go on with another key', () => {
    for (const end of ['local', 'remote'] as const) {
      const keys = { local: fingerprint('0C'), remote: fingerprint('0A'), [end]: fingerprint('0D') }
      expect(hear(made, say.again, { ...own, fingerprints: keys })).toEqual(late('again'))
    }
    expect(hear(made, say.again, { ...own, fingerprints: null })).toEqual(late('again'))
  })

  it.each(['reveal', 'environment', 'inventory', 'picture', 'displays', 'router', 'pc-check'] as const)(
    'begins with nothing but the greeting or again: not with %s',
    (type) => {
      expect(hear(made, say[type], own)).toEqual(late(type))
    },
  )

  it('hides what was sent when it greets, until it is sent again', () => {
    const greeted = heardOn(made, 'hello')
    expect(greeted).toMatchObject({
      renewed: true,
      approved: true,
      environment: null,
      inventory: null,
      picture: 'none',
    })
    expect(greeted.sight.run).toBeGreaterThan(made.sight.run)
    const kept: Talk = { ...made, sight: { ...made.sight, still: { state: 'asked', asked: 3, granted: 2 } } }
    expect(heardOn(kept, 'hello').sight.still).toEqual({ state: 'none', asked: 3, granted: 2 })
    const words = heardOn(greeted, 'reveal')
    expect(stageOf(words)).toBe('waiting')
    expect(takePicture(greeted)).toEqual(late('picture'))
    expect(takePicture(words)).toMatchObject({ talk: { picture: 'held' } })
    const told = heardOn(heardOn(words, 'environment'), 'inventory')
    expect(stageOf(told)).toBe('allowed')
    expect(takePicture(told)).toMatchObject({ talk: { picture: 'shown' } })
  })

  it('is the first for a page that comes back, whatever the relay knows', () => {
    const back = resumed(true, null)
    expect(hear(back, say.again, own)).toEqual(late('again'))
    expect(takePicture(back)).toEqual(late('picture'))
    expect(stageOf(heardOn(heardOn(back, 'hello'), 'reveal'))).toBe('waiting')
  })

  it('is told from one that was only silent: what is shown by leave of the agent is hidden', () => {
    const looked: Talk = { ...shown, router: { state: 'shown', router: say.router.router } }
    const lost = lose(looked, { tick: 800 })
    expect(lost.router).toEqual({ state: 'hidden' })
    expect(lost).toMatchObject({ link: 'begun', environment, picture: 'shown' })
    expect(lost.sight).toMatchObject({ state: 'running', since: 800 })
    expect(lost.sight.run).toBeGreaterThan(shown.sight.run)
  })

  it('takes no answer to a question about the router that the old link carried', () => {
    const asked: Talk = { ...shown, router: { state: 'asked' } }
    expect(lose(asked, own).router).toEqual({ state: 'asked' })
    expect(hear(heardOn(relink(asked, own), 'again'), say.router, own)).toEqual(late('router'))
  })

  it('still brings the answer of a check that was asked for before', () => {
    const asked: Talk = { ...shown, pcCheck: { asked: true, answer: null } }
    const again: AgentToConsole = { ...say.again, unanswered: ['pc-check'] }
    const heard = hear(relink(asked, own), again, own)
    if ('ending' in heard) throw new Error('the agent has still to answer')
    const on = heard.talk
    expect(on.pcCheck.asked).toBe(true)
    expect(heardOn(on, 'pc-check-refused').pcCheck).toEqual({ asked: false, answer: { result: null } })
  })

  it('waits no longer for what the agent does not know of: it went down with the link, and may be asked again', () => {
    const still = { state: 'asked', asked: 3, granted: 2 } as const
    const asked: Talk = {
      ...shown,
      pcCheck: { asked: true, answer: null },
      sight: { ...shown.sight, still },
    }
    const on = heardOn(relink(asked, own), 'again')
    expect(on.pcCheck).toEqual({ asked: false, answer: null })
    expect(on.sight.still).toEqual({ ...still, state: 'none' })
    const answered: Talk = { ...shown, sight: { ...shown.sight, still: { ...still, state: 'granted' } } }
    expect(heardOn(relink(answered, own), 'again').sight.still.state).toBe('granted')
  })
})
