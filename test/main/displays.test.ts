import type { Display, Rectangle } from 'electron'
import { describe, expect, it } from 'vitest'
import {
  BORDER,
  borderSides,
  displayList,
  type Mark,
  marksOf,
  type Source,
  STRIP,
  sourceOf,
} from '../../src/main/displays'
import { barBounds } from '../../src/main/windows/bar-place'
import { displayList as displayListSchema } from '../../src/shared/picture'

type Shown = Pick<Display, 'id' | 'label' | 'bounds' | 'workArea' | 'size' | 'scaleFactor' | 'rotation'>

const display = (id: number, bounds: Partial<Rectangle>, more: Partial<Shown> = {}): Shown => {
  const { x = 0, y = 0, width = 1920, height = 1080 } = bounds
  const place = { x, y, width, height }
  return {
    ...{ id, label: '', bounds: place, workArea: place, size: { width, height } },
    ...{ scaleFactor: 1, rotation: 0 },
    ...more,
  }
}

const source = (name: string, display_id: string, width = 0, height = 0): Source => ({
  id: name,
  display_id,
  thumbnail: { getSize: () => ({ width, height }) },
})

describe('the list of displays', () => {
  it('has physical pixels, the primary display first, and null for a name that is not told', () => {
    const left = display(78, { x: -1536, width: 1536, height: 864 }, { scaleFactor: 1.25, label: 'EIZO' })
    const primary = display(79, { width: 1707, height: 960 }, { scaleFactor: 1.5 })
    const turned = display(80, { x: 1707, width: 1080, height: 1920 }, { rotation: 90 })
    expect(displayList([left, primary, turned], 79)).toEqual([
      { id: '79', label: null, width: 2561, height: 1440, scale: 1.5, rotation: 0, primary: true },
      { id: '78', label: 'EIZO', width: 1920, height: 1080, scale: 1.25, rotation: 0, primary: false },
      { id: '80', label: null, width: 1080, height: 1920, scale: 1, rotation: 90, primary: false },
    ])
  })
})

describe('what the operator is told', () => {
  it('is always a list that may be sent', () => {
    const many = Array.from({ length: 20 }, (_, id) =>
      display(id, {}, { label: 'x'.repeat(200), rotation: 45 }),
    )
    expect(displayListSchema.safeParse(displayList(many, 19)).success).toBe(true)
    expect(displayList(many, 19)[0]).toMatchObject({ id: '19', primary: true, rotation: 0 })
  })
})

describe('the source of a display', () => {
  const wide = display(1, {})
  const tall = display(2, { width: 1080, height: 1920 })
  const other = display(3, { width: 1280, height: 720 })

  it('is the one that names it, in whatever order they come', () => {
    const sources = [source('c', '3'), source('a', '1'), source('b', '2')]
    for (const [one, id] of [
      [wide, 'a'],
      [tall, 'b'],
      [other, 'c'],
    ] as const)
      expect(sourceOf(one, [wide, tall, other], sources)?.id).toBe(id)
  })

  it('is the only one of the only display, and not where anything else is there', () => {
    expect(sourceOf(wide, [wide], [source('a', '')])?.id).toBe('a')
    expect(sourceOf(wide, [wide, other], [source('a', '')])).toBeNull()
    expect(sourceOf(wide, [wide], [source('a', ''), source('b', '')])).toBeNull()
    expect(sourceOf(wide, [wide], [source('a', '7')])).toBeNull()
    expect(sourceOf(wide, [tall], [source('a', '')])).toBeNull()
    expect(sourceOf(wide, [wide], [])).toBeNull()
  })

  it('is the only one of its shape, where no other display has it', () => {
    const nameless = [source('b', '', 180, 320), source('a', '', 320, 180)]
    expect(sourceOf(wide, [wide, tall], nameless)?.id).toBe('a')
    expect(sourceOf(tall, [wide, tall], nameless)?.id).toBe('b')
    expect(sourceOf(wide, [wide, tall], [source('b', '', 320, 180), source('a', '', 320, 180)])).toBeNull()
    expect(sourceOf(wide, [wide, other], [source('a', '', 320, 180), source('b', '', 320, 181)])).toBeNull()
    expect(sourceOf(wide, [wide, tall], [source('a', '', 320, 240), source('b', '', 180, 320)])).toBeNull()
    expect(sourceOf(wide, [wide, tall], [source('a', ''), source('b', '')])).toBeNull()
  })

  it('is not one that two shapes of nearly the same kind could be', () => {
    const almost = display(4, { width: 1366, height: 768 })
    const nameless = [source('a', '', 320, 180), source('b', '', 320, 179)]
    expect(sourceOf(wide, [wide, almost], nameless)).toBeNull()
    expect(sourceOf(almost, [wide, almost], nameless)).toBeNull()
  })

  it('leaves out displays and sources that know each other by name', () => {
    const mixed = [source('c', '3', 320, 180), source('a', '', 320, 180)]
    expect(sourceOf(wide, [wide, other], mixed)?.id).toBe('a')
    expect(sourceOf(wide, [wide, other], [source('c', '3', 320, 180)])).toBeNull()
  })

  it('is none where two say that they are it', () => {
    expect(sourceOf(wide, [wide], [source('a', '1'), source('b', '1')])).toBeNull()
  })
})

describe('the indicator', () => {
  it('runs along the inside of a display wherever that is, without overlap', () => {
    const bounds = { x: -1280, y: 200, width: 1280, height: 720 }
    const sides = borderSides(bounds)
    const area = sides.reduce((sum, { width, height }) => sum + width * height, 0)
    expect(area).toBe(1280 * 720 - (1280 - 2 * BORDER) * (720 - 2 * BORDER))
    for (const side of sides) expect(holds(bounds, side)).toBe(true)
  })
})

describe('the marks', () => {
  const shape = { textSize: 100, edge: 'top' } as const
  const sizes = [
    [1920, 1080],
    [2560, 1440],
    [3840, 2160],
    [1080, 1920],
  ] as const
  const longest = [Number.POSITIVE_INFINITY, 2560, 1920, 1600]

  // Windows stand on whole pixels; where those of a fraction go is the system's choice.
  for (const [name, round] of Object.entries({ floor: Math.floor, round: Math.round, ceil: Math.ceil }))
    for (const scale of [1, 1.25, 1.5, 2])
      it(`are red in the picture of a display with scale ${scale} (${name}), and not without the indicator`, () => {
        for (const [pixelsWide, pixelsHigh] of sizes) {
          const [width, height] = [round(pixelsWide / scale), round(pixelsHigh / scale)]
          const { bounds, workArea } = display(1, { x: -300, y: 100, width, height })
          const bar = barBounds({ bounds, workArea }, shape)
          const right = bar.x + bar.width - STRIP
          const strips = [bar.x, right].map((x) => ({ ...bar, x, width: STRIP }))
          const red = [...borderSides(bounds), ...strips].map((one) => inPixels(one, bounds, scale, round))
          for (const limit of longest) {
            const shrink = Math.min(1, limit / Math.max(pixelsWide, pixelsHigh))
            // Chromium gives whole, even sides.
            const picture = [pixelsWide, pixelsHigh].map((side) => 2 * Math.floor((side * shrink) / 2))
            for (const mark of marksOf({ bounds, scaleFactor: scale }, bar)) {
              const pixel = pixelOf(mark, picture, [pixelsWide, pixelsHigh])
              expect([mark, red.some((one) => covered(pixel, one))]).toEqual([mark, true])
            }
          }
        }
      })

  it('are of the border’s red, inside the picture, and on every side and both strips', () => {
    const { bounds } = display(1, { x: 1920, y: 0 })
    const marks = marksOf({ bounds, scaleFactor: 1 }, barBounds({ bounds, workArea: bounds }, shape))
    expect(marks).toHaveLength(4 * 8 + 2 * 3)
    for (const { x, y, width, height, rgb } of marks) {
      expect(Math.min(x, y)).toBeGreaterThan(0)
      expect(Math.max(x + width, y + height)).toBeLessThan(1)
      expect(rgb).toEqual([217, 48, 37])
    }
  })

  it('are outside the picture for a bar that is elsewhere', () => {
    const bounds = { x: 0, y: 0, width: 1920, height: 1080 }
    const marks = marksOf({ bounds, scaleFactor: 1 }, { x: 2600, y: 5, width: 560, height: 64 })
    expect(marks.filter((mark) => mark.x > 1)).toHaveLength(6)
  })
})

type Edges = { left: number; top: number; right: number; bottom: number }

const holds = (outer: Rectangle, inner: Rectangle) =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height

const inPixels = (
  { x, y, width, height }: Rectangle,
  { x: left, y: top }: Rectangle,
  scale: number,
  round: (value: number) => number,
): Edges => ({
  left: round((x - left) * scale),
  top: round((y - top) * scale),
  right: round((x - left + width) * scale),
  bottom: round((y - top + height) * scale),
})

/** What of the display the picture's pixel shows that holds the centre of a mark. */
function pixelOf(mark: Mark, [across = 0, down = 0]: number[], [wide, high]: [number, number]): Edges {
  const column = Math.floor((mark.x + mark.width / 2) * across)
  const row = Math.floor((mark.y + mark.height / 2) * down)
  return {
    left: (column * wide) / across,
    top: (row * high) / down,
    right: ((column + 1) * wide) / across,
    bottom: ((row + 1) * high) / down,
  }
}

/** All of the pixel but the one row or column that rounding to DIP leaves at the outer edge of a display. */
const covered = (pixel: Edges, red: Edges) =>
  pixel.left >= red.left - 0.01 &&
  pixel.top >= red.top - 0.01 &&
  pixel.right <= red.right + 1 &&
  pixel.bottom <= red.bottom + 1
