import { describe, expect, it } from 'vitest'
import { barBounds } from '../../../src/main/windows/bar-place'
import { textSizes } from '../../../src/shared/text-sizes'

const display = (width: number, height: number, x = 0, y = 0) => ({
  bounds: { x, y, width, height },
  workArea: { x, y, width, height: height - 40 },
})

describe('the place of the bar', () => {
  it('is in the middle of its edge, beside the border, clear of what the system keeps', () => {
    const one = display(1920, 1080)
    expect(barBounds(one, { textSize: 100, edge: 'top' })).toEqual({ x: 560, y: 5, width: 800, height: 64 })
    expect(barBounds(one, { textSize: 100, edge: 'bottom' }).y).toBe(1040 - 64)
    const menu = { bounds: one.bounds, workArea: { x: 0, y: 25, width: 1920, height: 1055 } }
    expect(barBounds(menu, { textSize: 100, edge: 'top' }).y).toBe(25)
    expect(barBounds(menu, { textSize: 100, edge: 'bottom' }).y).toBe(1080 - 5 - 64)
  })

  it('grows with the letters, and by rows where the display is too narrow', () => {
    const heights = (width: number) =>
      textSizes.map((textSize) => barBounds(display(width, 900), { textSize, edge: 'top' }).height)
    expect(heights(1920)).toEqual([64, 80, 96, 128])
    expect(heights(1024)).toEqual([64, 80, 174, 232])
    expect(heights(800)).toEqual([116, 145, 174, 336])
  })

  it('never reaches over the border, on whatever display', () => {
    for (const textSize of textSizes)
      for (const edge of ['top', 'bottom'] as const)
        for (const one of [
          display(800, 600),
          display(1366, 768, -1366, 200),
          display(3840, 2160, 1920, -300),
        ]) {
          const bar = barBounds(one, { textSize, edge })
          const { bounds, workArea } = one
          expect(bar.x).toBeGreaterThanOrEqual(bounds.x + 5)
          expect(bar.x + bar.width).toBeLessThanOrEqual(bounds.x + bounds.width - 5)
          expect(bar.y).toBeGreaterThanOrEqual(bounds.y + 5)
          expect(bar.y + bar.height).toBeLessThanOrEqual(workArea.y + workArea.height)
        }
  })
})
