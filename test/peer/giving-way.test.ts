import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  BEGINS_MS,
  BELIEVED_AFTER,
  createGivingWay,
  ENOUGH_BITS,
  FIRST_SHARE,
  MUCH,
  RESTS_AFTER_MS,
  SHARE,
  SMALLER,
  TOO_FEW_BITS,
} from '../../src/peer/giving-way'

type GivingWay = ReturnType<typeof createGivingWay>

const STEP_MS = 33

/** A screen that moves; returns when its last frame was. */
function move(way: GivingWay, from: number, ms: number): number {
  let now = from
  for (; now - from < ms; now += STEP_MS) way.frame(now, 0.9)
  way.frame(now, 0.9)
  return now
}

const on = (bits: number): GivingWay => {
  const way = createGivingWay()
  for (let report = 0; report < BELIEVED_AFTER; report += 1) way.report(0, bits)
  return way
}

describe('a picture on a narrow line', () => {
  const NARROW = 0.9

  it('is smaller while it moves, with a share of the line, and a lesser one at first', () => {
    const way = on(NARROW)
    const began = move(way, 0, STEP_MS)
    expect(way.way(began)).toEqual({ scale: SMALLER, bits: NARROW * FIRST_SHARE })
    const later = move(way, began + STEP_MS, BEGINS_MS)
    expect(way.way(later)).toEqual({ scale: SMALLER, bits: NARROW * SHARE })
  })

  it('has less as soon as the line has less', () => {
    const way = on(NARROW)
    const now = move(way, 0, BEGINS_MS * 2)
    way.report(now, NARROW / 2)
    expect(way.way(now).bits).toBe((NARROW / 2) * SHARE)
  })

  it('is whole once it rests, and from the first frame of the next movement on it is asked anew', () => {
    const way = on(NARROW)
    const now = move(way, 0, 5_000)
    expect(way.way(now + RESTS_AFTER_MS - 1).scale).toBe(SMALLER)
    expect(way.way(now + RESTS_AFTER_MS)).toEqual({ scale: 1, bits: Number.POSITIVE_INFINITY })
    const next = now + RESTS_AFTER_MS + 1
    expect(way.frame(next, 0.9)).toBe(true)
    expect(way.way(next).scale).toBe(1)
    expect(way.frame(next + STEP_MS, 0.9)).toBe(false)
    expect(way.way(next + STEP_MS).bits).toBe(NARROW * FIRST_SHARE)
  })

  it('is whole for another page, which waits for the next frame, and for small changes, which wait for nothing', () => {
    const way = on(NARROW)
    for (let now = 0; now < 10_000; now += RESTS_AFTER_MS) {
      expect(way.frame(now, 1)).toBe(true)
      expect(way.frame(now + STEP_MS, 0)).toBe(false)
      expect(way.frame(now + 2 * STEP_MS, MUCH - 0.01)).toBe(false)
      expect(way.way(now + 2 * STEP_MS).scale).toBe(1)
    }
  })

  it('keeps its size to the end of a movement, even if the line becomes wide', () => {
    const way = on(NARROW)
    const now = move(way, 0, 3_000)
    way.report(now, ENOUGH_BITS * 2)
    expect(way.way(now).scale).toBe(SMALLER)
    expect(way.narrow).toBe(true)
    way.report(now + RESTS_AFTER_MS, ENOUGH_BITS)
    expect(way.narrow).toBe(false)
    expect(way.way(move(way, now + 5_000, 3_000)).scale).toBe(1)
  })

  it('does not call a line wide for a hair, nor narrow for a moment', () => {
    const narrow = on(TOO_FEW_BITS - 0.01)
    narrow.report(0, TOO_FEW_BITS + 0.01)
    expect(narrow.narrow).toBe(true)
    const wide = on(ENOUGH_BITS)
    for (let dip = 0; dip < 10; dip += 1) {
      wide.report(0, 0.1)
      wide.report(0, ENOUGH_BITS)
    }
    expect(wide.narrow).toBe(false)
  })
})

describe('a picture on any other line', () => {
  it('is whole and waits for nothing, whatever it shows', () => {
    const frames = fc.array(fc.tuple(fc.nat(700), fc.double({ min: 0, max: 1, noNaN: true })))
    fc.assert(
      fc.property(frames, fc.constantFrom(null, TOO_FEW_BITS, ENOUGH_BITS, 20), (played, bits) => {
        const way = bits === null ? createGivingWay() : on(bits)
        let now = 0
        for (const [ms, changed] of played) {
          now += ms
          expect(way.frame(now, changed)).toBe(false)
          expect(way.way(now)).toEqual({ scale: 1, bits: Number.POSITIVE_INFINITY })
        }
      }),
    )
  })
})
