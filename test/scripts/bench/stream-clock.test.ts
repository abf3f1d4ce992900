import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BLOCKS, blockMiddles, CLOCK_SIZE, clockBlocks, readClock } from '../../../scripts/bench/stream/clock'

const levels = (ms: number, white = 235, black = 16) =>
  clockBlocks(ms).map((isWhite) => (isWhite ? white : black))
const times = fc.integer({ min: 1_600_000_000_000, max: 2_000_000_000_000 })

describe('the clock on the shared screen', () => {
  it('is read as it was drawn, up to two hours later', () => {
    fc.assert(
      fc.property(times, fc.integer({ min: -7_000_000, max: 7_000_000 }), (ms, away) => {
        expect(readClock(levels(ms), ms + away)).toBe(ms)
      }),
    )
  })

  it('is read through noise, and where a codec has made it flat', () => {
    fc.assert(
      fc.property(
        times,
        fc.array(fc.integer({ min: -25, max: 25 }), { minLength: BLOCKS, maxLength: BLOCKS }),
        fc.integer({ min: 160, max: 255 }),
        (ms, noise, white) => {
          const seen = levels(ms, white, 40).map((level, index) => level + (noise[index] ?? 0))
          expect(readClock(seen, ms)).toBe(ms)
        },
      ),
    )
  })

  it('is refused where any one block, or up to three in a row, turned over', () => {
    fc.assert(
      fc.property(times, fc.nat({ max: BLOCKS - 1 }), fc.integer({ min: 1, max: 3 }), (ms, first, run) => {
        const seen = levels(ms).map((level, index) =>
          index >= first && index < first + run ? 251 - level : level,
        )
        expect([null, ms]).toContain(readClock(seen, ms))
        const column = first % 18
        if (column > 0 && column + run <= 17) expect(readClock(seen, ms)).toBeNull()
      }),
    )
  })

  it('is not found in a grey, a black or a white picture, nor in one of another size', () => {
    for (const level of [0, 128, 255]) expect(readClock(Array(BLOCKS).fill(level), Date.now())).toBeNull()
    expect(readClock(levels(Date.now()).slice(1), Date.now())).toBeNull()
  })

  it('half drawn is seldom taken for a time: the rows of two pictures do not fit', () => {
    let taken = 0
    for (let go = 0; go < 1000; go += 1) {
      const ms = 1_700_000_000_000 + go * 33
      const torn = [...levels(ms).slice(0, 18), ...levels(ms + 33_333).slice(18)]
      if (readClock(torn, ms) !== null) taken += 1
    }
    expect(taken).toBeLessThan(20)
  })

  it('has its blocks within its size', () => {
    const middles = blockMiddles()
    expect(middles).toHaveLength(BLOCKS)
    for (const { x, y } of middles) {
      expect(x).toBeGreaterThan(12)
      expect(x).toBeLessThan(CLOCK_SIZE.width - 12)
      expect(y).toBeLessThan(CLOCK_SIZE.height - 12)
    }
    expect(new Set(middles.map(({ x, y }) => `${x},${y}`)).size).toBe(BLOCKS)
  })
})
