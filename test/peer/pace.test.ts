import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ACTIVE_FPS, COARSE_ROUNDS, createPace, KEEP_MS, MOVING_FPS, REST_FPS } from '../../src/peer/pace'

/** Frames at the rate the pace asks for, from `from` to `to`; `changed` says what each shows. */
function play(
  pace: ReturnType<typeof createPace>,
  from: number,
  to: number,
  changed: (now: number) => number,
): { readonly captured: number; readonly sent: number; readonly end: number } {
  let captured = 0
  let sent = 0
  let now = from
  while (now < to) {
    captured++
    if (pace.frame(now, changed(now))) sent++
    now += 1_000 / pace.rate(now)
  }
  return { captured, sent, end: now }
}

const still = () => 0
const h264 = () => {
  const pace = createPace()
  pace.use('video/H264')
  return pace
}

describe('the rate of the capture', () => {
  it('is low within two seconds of rest, and one frame in two seconds is sent', () => {
    const pace = h264()
    const { end } = play(pace, 0, 2_000, (now) => (now === 0 ? 1 : 0))
    expect(pace.rate(end)).toBe(REST_FPS)
    const rest = play(pace, end, end + 10_000, still)
    expect(rest.captured).toBeLessThanOrEqual(REST_FPS * 10 + 1)
    expect(rest.sent).toBeLessThanOrEqual(6)
    expect(rest.sent).toBeGreaterThanOrEqual(4)
  })

  it('goes up at once when the PC is used, and down again after', () => {
    const pace = h264()
    play(pace, 0, 5_000, still)
    pace.touch(5_000)
    expect(pace.rate(5_000)).toBe(ACTIVE_FPS)
    expect(pace.rate(10_000)).toBe(REST_FPS)
  })

  it('goes up at once on a large change', () => {
    const pace = h264()
    play(pace, 0, 5_000, still)
    expect(pace.frame(5_000, 0.5)).toBe(true)
    expect(pace.rate(5_000)).toBe(MOVING_FPS)
  })

  it('goes up for typing that nobody announced, by its second frame', () => {
    const pace = h264()
    const { end } = play(pace, 0, 5_000, still)
    pace.frame(end, 0.02)
    expect(pace.rate(end)).toBe(REST_FPS)
    pace.frame(end + 200, 0.02)
    expect(pace.rate(end + 200)).toBe(ACTIVE_FPS)
  })

  it('rests beside a blinking caret, and sends each blink', () => {
    const pace = h264()
    const { end } = play(pace, 0, 3_000, still)
    let shown = false
    const caret = (now: number): number => {
      const on = Math.floor(now / 530) % 2 === 0
      const changed = on !== shown
      shown = on
      return changed ? 0.01 : 0
    }
    play(pace, end, end + 20_000, caret)
    expect(pace.rate(end + 20_000)).toBe(REST_FPS)
  })

  it('stays up while VP8 sharpens', () => {
    const pace = createPace()
    pace.use('video/VP8')
    const { end } = play(pace, 0, 5_000, still)
    pace.frame(end, 1)
    const after = play(pace, end + 33, end + 1_000, still)
    expect(pace.rate(after.end)).toBe(ACTIVE_FPS)
    expect(after.sent).toBe(after.captured)
  })
})

describe('trouble', () => {
  it('lowers the rate of a moving picture step by step, and gives it back', () => {
    const pace = h264()
    const moving = (now: number): number => {
      pace.frame(now, 1)
      return pace.rate(now)
    }
    const rates = [0, 1, 2, 3, 4, 5, 6, 7].map((second) => {
      pace.report('bandwidth')
      return moving(second * 1_000)
    })
    expect(rates).toEqual([30, 20, 20, 15, 15, 10, 10, 10])
    for (let second = 0; second < 15; second++) pace.report('none')
    expect(moving(60_000)).toBe(MOVING_FPS)
  })

  it('does not take one bad second for trouble', () => {
    const pace = h264()
    pace.report('cpu')
    pace.report('none')
    pace.report('cpu')
    pace.frame(0, 1)
    expect(pace.rate(0)).toBe(MOVING_FPS)
  })
})

describe('what is sent', () => {
  it('never leaves out a change, nor a frame after a pause of a second', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 2_000 }), fc.constantFrom(0, 0.01, 1))),
        (all) => {
          const pace = h264()
          let now = 0
          let sent = Number.NEGATIVE_INFINITY
          for (const [after, changed] of all) {
            now += after
            const send = pace.frame(now, changed)
            if (changed > 0 || now - sent >= KEEP_MS) expect(send).toBe(true)
            if (send) sent = now
            expect([REST_FPS, ACTIVE_FPS, MOVING_FPS]).toContain(pace.rate(now))
          }
        },
      ),
    )
  })

  it('sends again what was kept back', () => {
    const pace = h264()
    play(pace, 0, 3_000, still)
    expect(pace.frame(3_010, 0.5)).toBe(true)
    for (const at of [3_040, 3_070, 3_100, 3_130]) pace.frame(at, 0)
    expect(pace.frame(3_160, 0)).toBe(false)
    pace.unsent()
    expect(pace.frame(3_190, 0)).toBe(true)
  })

  it('gives an encoder that never is sharp its frames for a few seconds after a change, and then rests', () => {
    const pace = h264()
    pace.frame(0, 0.5)
    const sentIn = (second: number) => {
      pace.coarse()
      return play(pace, second * 1_000, (second + 1) * 1_000, still).sent
    }
    const seconds = Array.from({ length: 20 }, (_, second) => sentIn(second + 1))
    expect(seconds.slice(0, COARSE_ROUNDS).every((sent) => sent >= 3)).toBe(true)
    expect(Math.max(...seconds.slice(COARSE_ROUNDS + 1))).toBeLessThanOrEqual(1)
    pace.frame(30_000, 0.5)
    expect(sentIn(31)).toBeGreaterThanOrEqual(3)
  })
})
