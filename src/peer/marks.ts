import type { Mark } from '../shared/picture'
import { type Colour, colourAt, isBlack, type Picture } from './picture'

/** What the last frame showed. Without a frame nothing is seen. */
export type Sight = {
  readonly seen: boolean
  readonly black: boolean
  /** No frame came for `stalledMs`. */
  readonly stalled: boolean
}

/** Points along the longer side of a mark. */
const POINTS = 16
/** How far each of red, green and blue may be off: scaling and colour subsampling blur thin lines. */
const TOLERANCE = 60
/** So many of them may be covered, by the pointer for example. */
const COVERED = 1

const near = (one: Colour, other: Colour, tolerance: number): boolean =>
  one.every((value, index) => Math.abs(value - (other[index] ?? Number.NaN)) <= tolerance)

/** Whether one mark is in the picture: all but one of the points along its middle have its colour. */
export function markSeen(picture: Picture, mark: Mark, tolerance = TOLERANCE): boolean {
  const wide = mark.width * picture.width >= mark.height * picture.height
  let missing = 0
  for (let point = 0; point < POINTS; point++) {
    const along = (point + 0.5) / POINTS
    const x = Math.floor((mark.x + mark.width * (wide ? along : 0.5)) * picture.width)
    const y = Math.floor((mark.y + mark.height * (wide ? 0.5 : along)) * picture.height)
    const colour = colourAt(picture, x, y)
    if (colour === null || !near(colour, mark.rgb, tolerance)) missing++
    if (missing > COVERED) return false
  }
  return true
}

/**
 * Of so many small marks one may be missing: the pointer is in the picture too, and may rest on the border or at the end of
 * the bar for as long as it likes. Two of the 38 of the indicator are less than a side, and less than one end of the bar.
 */
const MARKS_PER_SPARE = 16

/** Whether the marks are in the picture, but for what a pointer may cover; true without marks. */
export function marksSeen(picture: Picture, marks: readonly Mark[]): boolean {
  let spare = Math.floor(marks.length / MARKS_PER_SPARE)
  return marks.every((mark) => markSeen(picture, mark) || spare-- > 0)
}

export type MarkWatch = {
  /** Takes one frame's picture (null: it could not be read) and says whether the marks are in it. */
  look(picture: Picture | null): boolean
  /** Takes other marks, when the indicator moved. */
  expect(marks: readonly Mark[]): void
  stop(): void
}

export type MarkOptions = {
  readonly marks: readonly Mark[]
  /** Told at once when it changes, and every second. */
  readonly onSight: (sight: Sight) => void
  /** More than the longest pause between two captured frames. */
  readonly stalledMs: number
}

/** A word at least so often. */
export const SIGHT_MS = 1_000
const BEAT_MS = 100

/** Judges the pictures given to it; a picture that cannot be read counts as one without marks. */
export function createMarkWatch(options: MarkOptions): MarkWatch {
  let marks = options.marks
  let sight: Sight = { seen: false, black: false, stalled: false }
  let lastFrame = performance.now()
  let lastWord = Number.NEGATIVE_INFINITY

  const tell = (next: Sight): void => {
    const now = performance.now()
    const same = next.seen === sight.seen && next.black === sight.black && next.stalled === sight.stalled
    sight = next
    if (same && now - lastWord < SIGHT_MS) return
    lastWord = now
    options.onSight(sight)
  }

  const beat = setInterval(() => {
    const stalled = performance.now() - lastFrame >= options.stalledMs
    tell(stalled ? { seen: false, black: sight.black, stalled } : sight)
  }, BEAT_MS)

  return {
    look(picture) {
      lastFrame = performance.now()
      const seen = picture !== null && marksSeen(picture, marks)
      tell({ seen, black: !seen && picture !== null && isBlack(picture), stalled: false })
      return seen
    },
    expect(next) {
      marks = next
    },
    stop: () => clearInterval(beat),
  }
}
