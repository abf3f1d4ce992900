/**
 * How the picture gives way on a line that is too narrow for a moving screen: it is smaller while it moves, and whole and
 * sharp once it rests. What moves is followed, what rests is read. Fewer frames do not help there: a page then moves too
 * far from one to the next for any encoder to follow. Pure: the clock comes in as milliseconds.
 */

/** Bits of the line for each pixel in a second: with fewer it is narrow, and no longer with so many. */
export const TOO_FEW_BITS = 1.2
export const ENOUGH_BITS = 1.5
/** An estimate of the line may dip for a moment; so many in a row are believed. */
export const BELIEVED_AFTER = 2
/** So many times smaller on each side. Half the size was tried: its first frames still block a line of 2 Mbit/s. */
export const SMALLER = 3
/** What a moving picture may have of the line; an encoder overdraws it, most of all while it begins. */
export const SHARE = 0.45
export const FIRST_SHARE = 0.13
export const BEGINS_MS = 1_000
/** Share of the screen's area that moves a lot: a window that is dragged, a page, a video; not an advertisement beside a text. */
export const MUCH = 0.1
/** A screen without such a change for so long rests. */
export const RESTS_AFTER_MS = 500

/** So many times smaller on each side, and with at most so many bits for each pixel of the screen in a second. */
export type Way = { readonly scale: number; readonly bits: number }
const whole: Way = { scale: 1, bits: Number.POSITIVE_INFINITY }

export type GivingWay = {
  /**
   * A captured frame: the share of its area that changed since the last one.
   * @returns whether it is better kept back: the next one shows whether the screen moves, or only has another page. A
   * page in its full size would block a narrow line for all that follows; one that comes alone is sharp soonest in it.
   */
  frame(now: number, changed: number): boolean
  /** Bits that the line may carry for each pixel of the screen in a second, as far as is known. */
  report(now: number, bits: number): void
  /** Whether the line is too narrow for a moving screen of full size. */
  readonly narrow: boolean
  way(now: number): Way
}

export function createGivingWay(): GivingWay {
  let last = Number.NEGATIVE_INFINITY
  /** When the screen began to move; null = it does not. */
  let began: number | null = null
  let line = Number.POSITIVE_INFINITY
  let tooFew = 0
  let narrow = false

  const rests = (now: number): boolean => now - last >= RESTS_AFTER_MS
  const moves = (now: number): boolean => began !== null && !rests(now)

  return {
    frame(now, changed) {
      if (changed < MUCH) return false
      began = rests(now) ? null : (began ?? now)
      last = now
      return narrow && began === null
    },
    report(now, bits) {
      line = bits
      tooFew = bits < TOO_FEW_BITS ? tooFew + 1 : 0
      if (tooFew >= BELIEVED_AFTER) narrow = true
      // Another size is another whole page for the line: never in the middle of a movement.
      else if (bits >= ENOUGH_BITS && !moves(now)) narrow = false
    },
    get narrow() {
      return narrow
    },
    way(now) {
      if (began === null || !narrow || rests(now)) return whole
      return { scale: SMALLER, bits: line * (now - began < BEGINS_MS ? FIRST_SHARE : SHARE) }
    },
  }
}
