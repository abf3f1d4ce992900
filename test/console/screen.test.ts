import { describe, expect, it } from 'vitest'
import { endedBy } from '../../src/console/ending'
import { type Event, first, isLate, next, type Screen } from '../../src/console/screen'
import { silence } from '../../src/console/talk'

const operator = { name: '佐藤 花子', company: 'みらいネット' }
const expiresAt = 600_000

const say = {
  'signed-in': { type: 'signed-in', operator, error: null },
  'sign-in-asked': { type: 'sign-in-asked' },
  'sign-in-refused': { type: 'sign-in-refused', error: 'sign-in-wrong' },
  'signed-out': { type: 'signed-out', error: null },
  'sign-out-refused': { type: 'sign-out-refused', error: 'internal' },
  'code-asked': { type: 'code-asked' },
  'code-refused': { type: 'code-refused', error: 'relay-unreachable' },
  'code-opened': { type: 'code-opened', code: '012345', expiresAt },
  'code-expired': { type: 'code-expired' },
  'code-void': { type: 'code-void' },
  joined: { type: 'joined', at: 1_000 },
  resumed: { type: 'resumed', operator, at: 1_000 },
  talked: { type: 'talked', talk: { ...silence, approved: true } },
  relay: { type: 'relay', state: 'lost' },
  contact: { type: 'contact', contact: { state: 'lost', present: true, until: 9_000 } },
  'link-closed': { type: 'link-closed' },
  ended: { type: 'ended', ending: endedBy('customer'), at: 62_900 },
  'desk-asked': { type: 'desk-asked' },
} as const satisfies { [Type in Event['type']]: Event & { type: Type } }

function screenAfter(...types: (keyof typeof say)[]): Screen {
  return types.reduce<Screen>((screen, type) => {
    const result = next(screen, say[type])
    if (isLate(result)) throw new Error(result.late)
    return result
  }, first)
}

const desk = ['signed-in'] as const
const code = [...desk, 'code-asked', 'code-opened'] as const
const session = [...code, 'joined'] as const

const places: Record<string, Screen> = {
  starting: first,
  'sign-in': screenAfter('sign-in-refused'),
  'sign-in, asking': screenAfter('sign-in-refused', 'sign-in-asked'),
  desk: screenAfter(...desk),
  'desk, asking': screenAfter(...desk, 'code-asked'),
  code: screenAfter(...code),
  'code, expired': screenAfter(...code, 'code-expired'),
  'code, void': screenAfter(...code, 'code-void'),
  'code, asking': screenAfter(...code, 'code-expired', 'code-asked'),
  session: screenAfter(...session),
  ended: screenAfter(...session, 'ended'),
}

/** Every event that a place takes; all others are late there. */
const takes: Record<keyof typeof places, readonly Event['type'][]> = {
  starting: ['signed-in', 'sign-in-refused', 'resumed'],
  'sign-in': ['signed-in', 'sign-in-refused', 'sign-in-asked', 'resumed'],
  'sign-in, asking': ['signed-in', 'sign-in-refused', 'resumed'],
  desk: ['code-asked', 'signed-out', 'sign-out-refused'],
  'desk, asking': ['code-opened', 'code-refused', 'signed-out', 'sign-out-refused'],
  code: ['code-expired', 'code-void', 'joined', 'desk-asked', 'signed-out'],
  'code, expired': ['code-asked', 'desk-asked', 'signed-out'],
  'code, void': ['code-asked', 'desk-asked', 'signed-out'],
  'code, asking': ['code-opened', 'code-refused', 'desk-asked', 'signed-out'],
  session: ['talked', 'relay', 'contact', 'link-closed', 'ended'],
  ended: ['desk-asked', 'signed-out'],
}

describe('next', () => {
  it.each(Object.keys(places))('on %s takes its own events and no other', (name) => {
    const screen = places[name]
    if (screen === undefined) throw new Error(name)
    const taken = Object.values(say).filter((event) => !isLate(next(screen, event)))
    expect(taken.map((event) => event.type).sort()).toEqual([...(takes[name] ?? [])].sort())
  })

  it('keeps the digits as they were given, with leading zeros', () => {
    expect(screenAfter(...code)).toEqual({ name: 'code', operator, code: '012345', expiresAt, state: 'open' })
  })

  it('starts every session with nothing said and nothing shown', () => {
    expect(screenAfter(...session)).toMatchObject({
      startedAt: 1_000,
      talk: silence,
      contact: { state: 'opening' },
    })
  })

  it('comes back to a session as it was begun, with nothing said and nothing shown', () => {
    expect(next(first, say.resumed)).toEqual(screenAfter(...session))
  })

  it('tells at the desk that there was nothing to come back to', () => {
    expect(next(first, { ...say['signed-in'], error: 'session-over' })).toMatchObject({
      name: 'desk',
      error: 'session-over',
    })
  })

  it('keeps of a session how long it was and why it ended, and nothing of the customer', () => {
    expect(screenAfter(...session, 'talked', 'ended')).toEqual({
      name: 'ended',
      operator,
      ending: { reason: 'customer', by: 'here', refused: null },
      seconds: 61,
    })
  })

  it('goes back to the desk with the reason when no code could be had', () => {
    expect(screenAfter(...desk, 'code-asked', 'code-refused')).toMatchObject({
      name: 'desk',
      asking: false,
      error: 'relay-unreachable',
    })
  })
})
