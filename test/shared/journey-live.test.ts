import { describe, expect, it } from 'vitest'
import { closed, type LiveEvent, type LivePhase, newlyLive, nextLive } from '../../src/shared/journey-live'
import { STILLS } from '../../src/shared/picture'
import { HELD, held } from '../../src/shared/receipt'

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 1) + seconds * 1000).toISOString()
// Only what the events are about: the evidence is never looked at here.
const live = { name: 'live', ...newlyLive } as unknown as LivePhase

/** All of them in their turn; one that does not belong fails the test by its name. */
const moved = (phase: LivePhase, ...events: LiveEvent[]): LivePhase =>
  events.reduce((before, event) => {
    const next = nextLive(before, event)
    if (next === null) throw new Error(`${event.type} did not belong`)
    return next
  }, phase)
const belongs = (phase: LivePhase, event: LiveEvent): boolean => nextLive(phase, event) !== null

const running = moved(live, { type: 'picture', state: 'running', at: at(0) })

describe('the picture', () => {
  it('is shown from its first frame on, once', () => {
    const again = moved(
      running,
      { type: 'picture', state: 'paused', at: at(5) },
      { type: 'picture', state: 'starting', at: at(8) },
      { type: 'picture', state: 'running', at: at(9) },
    )
    expect([running.sharedFrom, again.sharedFrom]).toEqual([at(0), at(0)])
  })

  it('notes when there was none and why, until frames came again', () => {
    const { held } = moved(
      running,
      { type: 'picture', state: 'paused', at: at(5) },
      { type: 'picture', state: 'starting', at: at(8) },
      { type: 'picture', state: 'running', at: at(9) },
    )
    expect(held).toEqual({ now: null, past: [{ from: at(5), to: at(9), why: 'paused' }] })
  })

  it('notes one reason after another, each with its own time', () => {
    const phase = moved(
      running,
      { type: 'picture', state: 'paused', at: at(5) },
      { type: 'picture', state: 'contact', at: at(7) },
    )
    expect(phase.held).toEqual({
      now: { from: at(7), why: 'contact' },
      past: [{ from: at(5), to: at(7), why: 'paused' }],
    })
    expect(closed(phase.held.past, phase.held.now, at(9)).at(-1)).toEqual({
      from: at(7),
      to: at(9),
      why: 'contact',
    })
  })

  it('takes nothing away before there was any', () => {
    const phase = moved(live, { type: 'picture', state: 'permission', at: at(1) })
    expect([phase.picture, phase.held.now]).toEqual(['permission', null])
  })

  it('the same again is no event', () => {
    expect(belongs(running, { type: 'picture', state: 'running', at: at(3) })).toBe(false)
  })

  it('a thousand pauses still fit the receipt, and the last one lasts to the end', () => {
    let phase = running
    for (let round = 1; round <= 1000; round++)
      phase = moved(
        phase,
        { type: 'picture', state: 'paused', at: at(2 * round) },
        { type: 'picture', state: 'running', at: at(2 * round + 1) },
      )
    const { past } = phase.held
    expect(past).toHaveLength(HELD)
    expect(past.at(-1)?.to).toBe(at(2001))
    for (const one of past) expect(held.safeParse(one).success).toBe(true)
  })
})

describe('the contact', () => {
  const lost = moved(running, { type: 'contact-lost', at: at(10) })

  it('is lost once, and comes back', () => {
    expect(lost.contact).toEqual({ state: 'lost', since: at(10), unconfirmed: null })
    expect(belongs(lost, { type: 'contact-lost', at: at(11) })).toBe(false)
    expect(moved(lost, { type: 'contact-back' }).contact).toEqual({ state: 'standing' })
  })

  it('with new keys waits for a yes to the new words', () => {
    const words = moved(lost, { type: 'words-again', places: [7, 8, 9] })
    expect(words.contact).toEqual({ state: 'words', places: [7, 8, 9] })
    expect(moved(words, { type: 'words-same' }).contact).toEqual({ state: 'standing' })
  })

  it('that is lost once more before the yes does not stand without it', () => {
    const words = moved(lost, { type: 'words-again', places: [7, 8, 9] })
    const back = moved(words, { type: 'contact-lost', at: at(20) }, { type: 'contact-back' })
    expect(back.contact).toEqual({ state: 'words', places: [7, 8, 9] })
  })

  it.each(['contact-back', 'words-same'] as const)('that stands takes no %s', (type) => {
    expect(belongs(running, { type })).toBe(false)
  })
  it('that stands takes no new words', () => {
    expect(belongs(running, { type: 'words-again', places: [1, 2, 3] })).toBe(false)
  })

  it('with a new page forgets what the old one asked', () => {
    const asked = moved(
      running,
      { type: 'others-asked', at: at(1) },
      { type: 'still-asked', at: at(2) },
      { type: 'pc-check-asked', at: at(3) },
      { type: 'router-shown', at: at(4) },
      { type: 'contact-lost', at: at(5) },
      { type: 'words-again', places: [7, 8, 9] },
    )
    expect(asked.others.answer).toBe('unasked')
    expect(asked.stills).toEqual([{ askedAt: at(2), answer: 'refused' }])
    expect(asked.pcChecks.at(-1)?.answer).toBe('refused')
    expect(asked.router).toEqual({ shownAt: [at(4)], open: false })
  })

  it('with a new page keeps what was granted', () => {
    const granted = moved(
      running,
      { type: 'others-asked', at: at(1) },
      { type: 'others-answered', granted: true },
      { type: 'contact-lost', at: at(5) },
      { type: 'words-again', places: [7, 8, 9] },
    )
    expect(granted.others.answer).toBe('granted')
  })
})

describe('what is asked of the customer', () => {
  it('other displays: once a session, whatever the answer', () => {
    const refused = moved(
      running,
      { type: 'others-asked', at: at(1) },
      { type: 'others-answered', granted: false },
    )
    expect(belongs(refused, { type: 'others-asked', at: at(2) })).toBe(false)
    expect(belongs(refused, { type: 'others-answered', granted: true })).toBe(false)
    expect(belongs(refused, { type: 'other-shown', at: at(3) })).toBe(false)
  })

  it('other displays are noted each time one is shown', () => {
    const granted = moved(
      running,
      { type: 'others-asked', at: at(1) },
      { type: 'others-answered', granted: true },
      { type: 'other-shown', at: at(3) },
      { type: 'other-shown', at: at(4) },
    )
    expect(granted.others.shownAt).toEqual([at(3), at(4)])
  })

  it('a still: one at a time, and not without end', () => {
    const asked = moved(running, { type: 'still-asked', at: at(1) })
    expect(belongs(asked, { type: 'still-asked', at: at(2) })).toBe(false)
    let phase = running
    for (let round = 0; round < STILLS; round++)
      phase = moved(
        phase,
        { type: 'still-asked', at: at(round) },
        { type: 'still-answered', granted: round % 2 === 0 },
      )
    expect(belongs(phase, { type: 'still-asked', at: at(999) })).toBe(false)
    expect(phase.stills[1]).toEqual({ askedAt: at(1), answer: 'refused' })
  })

  it('nothing can be answered that was not asked', () => {
    expect(belongs(running, { type: 'still-answered', granted: true })).toBe(false)
    expect(belongs(running, { type: 'others-answered', granted: true })).toBe(false)
    expect(belongs(running, { type: 'go-on-answered' })).toBe(false)
  })

  it('whether to go on: once until it is answered', () => {
    const asked = moved(running, { type: 'go-on-asked', until: at(300) })
    expect(asked.goOn).toEqual({ until: at(300) })
    expect(belongs(asked, { type: 'go-on-asked', until: at(400) })).toBe(false)
    expect(moved(asked, { type: 'go-on-answered' }).goOn).toBeNull()
  })

  it('the length is set once', () => {
    const limited = moved(running, { type: 'limited', endsAt: at(2700) })
    expect(belongs(limited, { type: 'limited', endsAt: at(9000) })).toBe(false)
  })
})
