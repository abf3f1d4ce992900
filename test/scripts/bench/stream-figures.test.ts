import { describe, expect, it } from 'vitest'
import { clockBlocks } from '../../../scripts/bench/stream/clock'
import { firstSights, latencyOf, median, percentile } from '../../../scripts/bench/stream/figures'

const START = 1_700_000_000_000
const frame = (drawn: number, at: number) => ({
  at,
  blocks: clockBlocks(drawn).map((white) => (white ? 235 : 16)),
})

describe('percentiles', () => {
  it('are values that were there: the smallest that so many do not exceed', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index)
    expect(percentile(values, 50)).toBe(50)
    expect(percentile(values, 95)).toBe(95)
    expect(percentile([7], 95)).toBe(7)
    expect(percentile([], 50)).toBeNull()
    expect(median([9, 1, 5])).toBe(5)
  })

  it('sort as numbers, and leave the values as they are', () => {
    const values = [100, 9, 20]
    expect(percentile(values, 100)).toBe(100)
    expect(values).toEqual([100, 9, 20])
  })
})

describe('latency', () => {
  it('is from drawn to the first frame with it; later frames with the same time do not count', () => {
    const samples = [
      frame(START, START + 40),
      frame(START, START + 73),
      frame(START + 33, START + 106),
      frame(START + 66, START + 126),
    ]
    const found = latencyOf(samples, [START, START + 33, START + 66], 1)
    expect(found).toMatchObject({ p50: 60, p95: 73, seen: 3, offered: 3, fps: 3, offeredFps: 3, unread: 0 })
    expect(found.delays).toEqual([40, 73, 60])
  })

  it('counts what was drawn and never seen as offered only', () => {
    const found = latencyOf([frame(START, START + 50)], [START, START + 33, START + 66, START + 99], 2)
    expect(found).toMatchObject({ seen: 1, offered: 4, fps: 0.5, offeredFps: 2 })
  })

  it('takes no clock of before the run, none from the future and none that cannot be read', () => {
    const grey = { at: START + 10, blocks: Array<number>(36).fill(128) }
    const samples = [
      frame(START - 500, START + 5),
      grey,
      frame(START + 33, START + 20),
      frame(START, START + 30),
    ]
    const { sights, unread } = firstSights(samples, [START, START + 33])
    expect(sights).toEqual([{ drawn: START, at: START + 30 }])
    expect(unread).toBe(2)
  })

  it('has no figures where nothing was seen', () => {
    expect(latencyOf([], [START], 1)).toMatchObject({ p50: null, p95: null, seen: 0, fps: 0 })
  })
})
