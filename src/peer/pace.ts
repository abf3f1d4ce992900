import type { SendingLimit } from '../shared/picture'

/**
 * How often the screen is looked at, and which frames are sent. Looking, comparing and encoding cost by the frame, so a
 * screen at rest is looked at seldom and sent almost never. Pure: the clock comes in as milliseconds.
 */

/** Frames a second captured while nothing changes: a change that nobody announced is seen within 250 ms. */
export const REST_FPS = 4
/** While little changes: typing, a pointer. */
export const ACTIVE_FPS = 15
/** While much changes: scrolling, dragging, a video. */
export const MOVING_FPS = 30

/** So long a sign of activity keeps the rate up. */
export const TOUCH_HOLD_MS = 1_500
export const LARGE_HOLD_MS = 700
/** Share of the rows that changed, from which a change is large. */
export const LARGE_SHARE = 0.2
/** So many changed frames in `BUSY_MS` are work; a blinking caret is less. */
export const BUSY_FRAMES = 4
export const BUSY_MS = 1_000
/** An encoder that says once a second that it is not sharp is believed so often after one change; some never are. */
export const COARSE_ROUNDS = 5
/** A frame is sent so often even if it is the same: a viewer that lost one, or waits for a key frame, gets it. */
export const KEEP_MS = 2_000

/** Frames sent after a change until text is sharp, by codec: H.264 is within its first two, VP8 needs many. */
export const refineFrames = (codec: string | null): number => (codec !== null && /h264/i.test(codec) ? 3 : 30)

/** Caps on the capture rate under trouble, mildest first. */
const caps = [MOVING_FPS, 20, 15, 10] as const
/** Readings in trouble before the cap goes down, and clean ones before it goes up. */
const DOWN_AFTER = 2
const UP_AFTER = 5

export type Pace = {
  /** A captured frame: the share of rows that changed since the last one. Says whether it is to be sent. */
  frame(now: number, changed: number): boolean
  /** Somebody used the PC, or is expected to be seen doing so. */
  touch(now: number): void
  /** A frame that was to be sent was not: the next ones go instead. */
  unsent(): void
  /** What the encoder made of the last change is not sharp yet: it is given more frames, but not without end. */
  coarse(): void
  /** What the encoder said in the last second. The frame rate gives way; the resolution stays. */
  report(limited: SendingLimit): void
  /** The codec in use decides how many frames sharpen a change. */
  use(codec: string | null): void
  /** Frames a second the capture should have now. */
  rate(now: number): number
}

export function createPace(): Pace {
  let touched = Number.NEGATIVE_INFINITY
  let large = Number.NEGATIVE_INFINITY
  let sent = Number.NEGATIVE_INFINITY
  let changes: number[] = []
  let previousChanged = false
  /** Two frames in a row changed: more than a caret, even if the rest rate cannot show how much more. */
  let streak = Number.NEGATIVE_INFINITY
  let refine = refineFrames(null)
  let left = 0
  let rounds = 0
  /** What is left to send belongs to a large change; a caret does not keep the rate up. */
  let sharpening = false
  let cap = 0
  let bad = 0
  let good = 0

  const rate = (now: number): number => {
    const limit = caps[cap] ?? ACTIVE_FPS
    if (now - large < LARGE_HOLD_MS) return limit
    changes = changes.filter((at) => now - at < BUSY_MS)
    const active =
      now - touched < TOUCH_HOLD_MS ||
      now - streak < BUSY_MS ||
      changes.length >= BUSY_FRAMES ||
      // A codec that sharpens slowly is given its frames at a pace that is felt.
      (sharpening && left > 0)
    return Math.min(limit, active ? ACTIVE_FPS : REST_FPS)
  }

  return {
    frame(now, changed) {
      if (changed > 0) {
        changes.push(now)
        if (previousChanged) streak = now
        if (changed >= LARGE_SHARE) large = now
        sharpening = changed >= LARGE_SHARE || (sharpening && left > 0)
        left = refine
        rounds = COARSE_ROUNDS
      }
      previousChanged = changed > 0
      const send = changed > 0 || left > 0 || now - sent >= KEEP_MS
      if (send) {
        sent = now
        if (changed === 0 && left > 0) left--
      }
      return send
    },
    touch(now) {
      touched = now
    },
    unsent() {
      sent = Number.NEGATIVE_INFINITY
      left = refine
    },
    coarse() {
      if (rounds === 0) return
      rounds--
      left = refine
    },
    report(limited) {
      bad = limited === 'none' ? 0 : bad + 1
      good = limited === 'none' ? good + 1 : 0
      if (bad >= DOWN_AFTER && cap < caps.length - 1) {
        cap++
        bad = 0
      }
      if (good >= UP_AFTER && cap > 0) {
        cap--
        good = 0
      }
    },
    use(codec) {
      refine = refineFrames(codec)
    },
    rate,
  }
}
