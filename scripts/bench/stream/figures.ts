import { readClock } from './clock'

/** One frame at the viewer: when it was put on its screen (epoch ms), and the blocks of the clock as they are there. */
export type Sample = { readonly at: number; readonly blocks: readonly number[] }

export type Latency = {
  /** Milliseconds; null where nothing was seen. */
  readonly p50: number | null
  readonly p95: number | null
  /** Different clocks seen, and those that were drawn. */
  readonly seen: number
  readonly offered: number
  /** Seen and drawn a second. */
  readonly fps: number
  readonly offeredFps: number
  /** Frames in which the clock could not be read, such as one captured half drawn. */
  readonly unread: number
  /** Of each clock that was seen, in milliseconds. */
  readonly delays: readonly number[]
}

/** No picture is later than this: what is, was misread. */
const LATEST_MS = 20_000

/** The smallest value that so many per cent of all do not exceed; null without values. */
export function percentile(values: readonly number[], percent: number): number | null {
  const sorted = [...values].sort((left, right) => left - right)
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? null
}

export const median = (values: readonly number[]): number | null => percentile(values, 50)

export const rounded = (value: number, digits = 0): number => Number(value.toFixed(digits))

/** When each drawing was first seen, in the order of the frames: `drawn` and `at` in epoch ms. */
export function firstSights(
  samples: readonly Sample[],
  drawings: readonly number[],
): { readonly sights: ReadonlyArray<{ drawn: number; at: number }>; readonly unread: number } {
  const known = new Set(drawings.map(Math.round))
  const seen = new Set<number>()
  const sights: Array<{ drawn: number; at: number }> = []
  let unread = 0
  for (const { at, blocks } of samples) {
    const drawn = readClock(blocks, at)
    if (drawn === null || drawn > at || at - drawn > LATEST_MS) unread += 1
    // What the workload did not draw is a clock of before, or misread.
    else if (known.has(drawn) && !seen.has(drawn)) {
      seen.add(drawn)
      sights.push({ drawn, at })
    }
  }
  return { sights, unread }
}

/**
 * @param drawings when the workload drew, in epoch ms
 * @param seconds how long it drew
 */
export function latencyOf(samples: readonly Sample[], drawings: readonly number[], seconds: number): Latency {
  const { sights, unread } = firstSights(samples, drawings)
  const delays = sights.map(({ drawn, at }) => rounded(at - drawn))
  return {
    p50: percentile(delays, 50),
    p95: percentile(delays, 95),
    seen: sights.length,
    offered: drawings.length,
    fps: rounded(sights.length / seconds, 1),
    offeredFps: rounded(drawings.length / seconds, 1),
    unread,
    delays,
  }
}
