import { describe, expect, it } from 'vitest'
import { ask, type Question } from '../../src/console/questions'
import { isSight, type Sight, see, unseen } from '../../src/console/sight'
import { hear, type Own, recognise, silence, type Talk } from '../../src/console/talk'
import type { Environment } from '../../src/shared/environment'
import type { Inventory } from '../../src/shared/inventory'
import { type AgentToConsole, PEER_VERSION } from '../../src/shared/peer-protocol'
import { STILLS } from '../../src/shared/picture'

const v = PEER_VERSION
const own: Own = { now: 1_000_000, tick: 500, nonce: 'b2'.repeat(32), fingerprints: null }
const environment: Environment = { profile: 'example', verdict: 'pass', checks: [] }
const inventory: Inventory = { items: [{ id: 'os', value: 'Windows 11 Pro' }], refused: ['cpu'] }
const late = (field: string) => ({
  ending: { reason: 'failed', by: 'here', refused: { error: 'message-late', field } },
})
const say = {
  router: { v, type: 'router', router: { model: 'WX-1', account: 'user', password: 'secret' } },
  'pc-check': { v, type: 'pc-check', result: { checkedAt: '2026-11-01T00:00:00.000Z', areas: [] } },
  'pc-check-refused': { v, type: 'pc-check-refused' },
} as const satisfies Partial<Record<AgentToConsole['type'], AgentToConsole>>

/** Before the approval: the words are there, and nothing else. */
const verified: Talk = {
  ...silence,
  link: 'begun',
  greeting: {
    step: 'verified',
    language: 'ja',
    agentVersion: '0.1.0',
    places: [1, 2, 3],
    keys: { local: '0C', remote: '0A' },
  },
}

describe('the operator’s own questions', () => {
  const withRouter: Inventory = { items: [{ id: 'router', value: '••••••••' }], refused: [] }
  const approved: Talk = { ...verified, approved: true, environment, inventory: withRouter }
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
    for (const question of ['router', 'pc-check', 'router-hidden', 'still'] satisfies Question[])
      expect(ask(known, question).talk.device).toEqual(device)
    expect(recognise(known, { ...device, state: 'revoked' }).device).toMatchObject({ state: 'revoked' })
  })
})

describe('displays', () => {
  const display = (id: string) =>
    ({ id, label: null, width: 800, height: 600, scale: 1, rotation: 0, primary: id === '1' }) as const
  const displays = (others: Sight['others'], ...ids: string[]) =>
    ({ v, type: 'displays', displays: ids.map(display), shown: '1', others }) as const
  const complete: Talk = { ...verified, approved: true, environment, inventory }
  const said = (talk: Talk, message: AgentToConsole): Talk => {
    const result = hear(talk, message, own)
    if ('ending' in result) throw new Error(JSON.stringify(result.ending))
    return result.talk
  }
  const told = said(complete, displays('unasked', '1', '2'))
  const thumbnail = (id: string) => ({ v, type: 'thumbnail', display: id, data: 'AAAA' }) as const

  it('are asked for by name, and once until the agent says how it stands', () => {
    const asked = ask(told, { display: '2' })
    expect(asked.answer).toEqual({ v, type: 'display-ask', display: '2' })
    expect(ask(asked.talk, { display: '2' }).answer).toBeNull()
    expect(ask(asked.talk, 'thumbnails').answer).toBeNull()
  })

  it('are not asked for where it makes no sense: the one that is shown, one that is not there', () => {
    for (const id of ['1', '3']) expect(ask(told, { display: id }).answer).toBeNull()
    expect(ask(complete, { display: '2' }).answer).toBeNull()
    expect(ask({ ...told, approved: false }, { display: '2' }).answer).toBeNull()
    expect(ask({ ...told, link: 'new' }, { display: '2' }).answer).toBeNull()
  })

  it('are not asked for while the customer is asked, nor ever after a refusal', () => {
    for (const others of ['asked', 'refused'] as const) {
      const now = said(told, displays(others, '1', '2'))
      expect(ask(now, { display: '2' }).answer).toBeNull()
      expect(ask(now, 'thumbnails').answer).toBeNull()
    }
    const granted = said(told, displays('granted', '1', '2'))
    expect(ask(granted, { display: '2' }).answer).not.toBeNull()
    expect(ask(granted, 'thumbnails').answer).toEqual({ v, type: 'thumbnails-ask' })
  })

  it('show what was on them only where it was asked for and granted', () => {
    const granted = said(told, displays('granted', '1', '2'))
    expect(hear(granted, thumbnail('2'), own)).toEqual(late('thumbnail'))
    const asked = ask(granted, 'thumbnails').talk
    const shown = said(said(asked, thumbnail('1')), thumbnail('2'))
    expect(Object.keys(shown.sight.thumbnails.images)).toEqual(['1', '2'])
    expect(said(shown, thumbnail('9')).sight).toEqual(shown.sight)
    const unplugged = said(shown, displays('granted', '1'))
    expect(Object.keys(unplugged.sight.thumbnails.images)).toEqual(['1'])
    const refused = said(shown, displays('refused', '1', '2'))
    expect(refused.sight.thumbnails.images).toEqual({})
    expect(hear(refused, thumbnail('1'), own)).toEqual(late('thumbnail'))
  })
})

describe('the picture', () => {
  const running: Talk = {
    ...verified,
    approved: true,
    environment,
    inventory,
    picture: 'shown',
    sight: { ...unseen, state: 'running' },
  }
  const still = (granted: boolean) => ({ v, type: 'still', granted }) as const
  const answered = (talk: Talk, granted: boolean): Talk => {
    const result = hear(talk, still(granted), own)
    if ('ending' in result) throw new Error(JSON.stringify(result.ending))
    return result.talk
  }

  it('may be kept once for each grant', () => {
    const asked = ask(running, 'still')
    expect(asked.answer).toEqual({ v, type: 'still-ask' })
    expect(ask(asked.talk, 'still').answer).toBeNull()
    const granted = answered(asked.talk, true)
    expect(granted.sight.still).toEqual({ state: 'granted', asked: 1, granted: 1 })
    expect(hear(granted, still(true), own)).toEqual(late('still'))
    const refused = answered(ask(granted, 'still').talk, false)
    expect(refused.sight.still).toEqual({ state: 'refused', asked: 2, granted: 1 })
  })

  it('is not asked for again where the customer’s organisation allows none', () => {
    const result = hear(ask(running, 'still').talk, { ...still(false), why: 'policy' }, own)
    if ('ending' in result) throw new Error(JSON.stringify(result.ending))
    expect(result.talk.sight.still).toEqual({ state: 'managed', asked: 1, granted: 0 })
    expect(ask(result.talk, 'still').answer).toBeNull()
  })

  it('is not asked for where there is none, nor more often than a session has', () => {
    const paused: Talk = { ...running, sight: { ...running.sight, state: 'paused' } }
    expect(ask(paused, 'still').answer).toBeNull()
    expect(ask({ ...running, picture: 'held' }, 'still').answer).toBeNull()
    const many: Talk = {
      ...running,
      sight: { ...running.sight, still: { state: 'granted', asked: STILLS, granted: STILLS } },
    }
    expect(ask(many, 'still').answer).toBeNull()
  })

  it('begins a new run with everything that is said of it, so that no frame of before counts', () => {
    const paused = see(running.sight, { v, type: 'picture', state: 'paused' }, { now: 0, tick: 7 })
    expect(paused).toMatchObject({ state: 'paused', run: 1, since: 7 })
    const again = see(paused ?? unseen, { v, type: 'picture', state: 'running' }, { now: 0, tick: 9 })
    expect(again).toMatchObject({ state: 'running', run: 2, since: 9 })
  })

  it('comes with what holds it back, and with its end', () => {
    expect(see(unseen, { v, type: 'sending', limit: 'bandwidth' }, own)?.limit).toBe('bandwidth')
    expect(see(unseen, { v, type: 'time-left', seconds: 60 }, own)?.endsAt).toBe(own.now + 60_000)
  })

  it('is spoken of by these messages and no other', () => {
    expect(isSight({ v, type: 'again' })).toBe(false)
    expect(isSight({ v, type: 'picture', state: 'locked' })).toBe(true)
  })
})
