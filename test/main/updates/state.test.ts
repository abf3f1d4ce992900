import { describe, expect, it } from 'vitest'
import {
  installsAtQuit,
  next,
  type Offer,
  shownOf,
  type UpdateEvent,
  type UpdateState,
} from '../../../src/main/updates/state'
import { updateView } from '../../../src/shared/update-feed'

const offer = (changed: Partial<Offer> = {}): Offer => ({
  version: '0.2.0',
  required: false,
  tell: false,
  postponed: false,
  ...changed,
})
const found = (changed: Partial<Offer> = {}): UpdateEvent => ({
  type: 'found',
  offer: offer(changed),
})
const nothing: UpdateEvent = { type: 'found', offer: null }
const wanted: UpdateEvent = { type: 'wanted' }
const later: UpdateEvent = { type: 'later' }
const downloaded: UpdateEvent = { type: 'downloaded' }
const failed: UpdateEvent = { type: 'failed' }
const began: UpdateEvent = { type: 'session-began' }
const over: UpdateEvent = { type: 'session-over' }
const percent = (percent: number): UpdateEvent => ({ type: 'progressed', percent })
const upon = (...events: UpdateEvent[]): UpdateState => events.reduce<UpdateState>(next, { name: 'none' })
const shown = (...events: UpdateEvent[]) => {
  const view = shownOf(upon(...events))
  if (view !== null) updateView.parse(view)
  return view === null ? null : [view.state, view.mayPostpone]
}

describe('an update', () => {
  it('is offered, fetched when it is wanted, and installed at once', () => {
    expect(shown(found())).toEqual(['offered', true])
    expect(shownOf(upon(found(), wanted, percent(40), percent(20)))).toMatchObject({
      state: 'downloading',
      percent: 40,
    })
    expect(shown(found(), wanted, downloaded)).toEqual(['installing', false])
  })

  it('is put off once: then nothing is shown until the next start', () => {
    expect(shown(found(), later)).toBeNull()
    expect(shown(found(), later, found())).toBeNull()
    expect(shown(found(), later, found({ version: '0.3.0' }))).toEqual(['offered', true])
    expect(shown(found(), later, found({ required: true }))).toEqual(['offered', false])
  })

  it('that was put off before is fetched behind, and installed when the window was closed', () => {
    const second = found({ postponed: true })
    expect(shown(second)).toEqual(['offered', false])
    expect(upon(second)).toMatchObject({ name: 'downloading', after: 'quit' })
    expect(upon(second, later)).toEqual(upon(second))
    expect([upon(second), upon(second, downloaded)].map(installsAtQuit)).toEqual([true, true])
    expect(shown(second, downloaded)).toEqual(['offered', false])
    expect(shown(second, downloaded, wanted)).toEqual(['installing', false])
    expect(shown(second, percent(30), wanted)).toEqual(['downloading', false])
    expect(shown(second, percent(30), wanted, downloaded)).toEqual(['installing', false])
    // Nobody waits for it, so nobody is told that it failed.
    expect(shown(second, failed)).toBeNull()
  })

  it('is never installed at quitting unless it was put off', () => {
    const others = [
      [found()],
      [found(), later],
      [found(), wanted],
      [found(), wanted, began],
      [found(), wanted, began, over, downloaded],
      [found(), wanted, failed],
      [found({ postponed: true }), { type: 'forgotten' } as const],
    ]
    expect(others.filter((events) => installsAtQuit(upon(...events)))).toEqual([])
  })

  it('stops for a session, goes on after it, and asks before it starts the program again', () => {
    expect(upon(found(), wanted, percent(50), began)).toMatchObject({ name: 'held' })
    expect(upon(found(), wanted, began, downloaded, percent(90), failed, wanted)).toMatchObject({
      name: 'held',
    })
    expect(upon(found(), wanted, began, over)).toMatchObject({ name: 'downloading', percent: 0 })
    expect(shown(found(), wanted, began, over, downloaded)).toEqual(['ready', false])
    expect(shown(found(), wanted, began, over, downloaded, began, over)).toEqual(['ready', false])
    expect(shown(found(), wanted, began, over, downloaded, wanted)).toEqual(['installing', false])
    expect(upon(found({ postponed: true }), began)).toMatchObject({ name: 'held', after: 'quit' })
  })

  it('that failed can be tried again, or passed over', () => {
    expect(shown(found(), wanted, failed)).toEqual(['failed', true])
    expect(shown(found(), wanted, failed, wanted)).toEqual(['downloading', false])
    expect(shown(found(), wanted, failed, later)).toBeNull()
    expect(shown(found(), wanted, downloaded, failed)).toEqual(['failed', true])
  })

  it('that is required cannot be put off, neither first nor after a failure', () => {
    expect(shown(found({ required: true }))).toEqual(['offered', false])
    expect(shown(found({ required: true, postponed: true }))).toEqual(['offered', false])
    expect(shown(found({ required: true }), later)).toEqual(['offered', false])
    expect(shown(found({ required: true }), wanted, failed, later)).toEqual(['failed', false])
  })

  it('of a managed installation is told, and nothing more', () => {
    const told = found({ tell: true })
    expect(shown(told)).toEqual(['tell', false])
    for (const event of [wanted, later, downloaded, failed, began, over])
      expect(upon(told, event)).toEqual(upon(told))
    expect(upon(found({ tell: true, postponed: true }))).toMatchObject({ name: 'offered' })
  })

  it('that is taken back is gone, but what is under way is finished', () => {
    expect(upon(found(), nothing)).toEqual({ name: 'none' })
    expect(upon(found({ postponed: true }), downloaded, nothing)).toEqual({ name: 'none' })
    for (const events of [[wanted], [wanted, began], [wanted, downloaded]])
      expect(upon(found(), ...events, nothing)).toEqual(upon(found(), ...events))
  })

  it('is forgotten with the consent, whatever it was', () => {
    for (const events of [
      [],
      [found()],
      [found(), wanted],
      [found(), wanted, began],
      [found({ postponed: true }), downloaded],
    ])
      expect(upon(...events, { type: 'forgotten' })).toEqual({ name: 'none' })
  })
})
