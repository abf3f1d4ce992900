import { describe, expect, it } from 'vitest'
import { marksSeen } from '../../src/peer/marks'
import { type Colour, changeOf, colourAt, isBlack, type Picture } from '../../src/peer/picture'
import type { Mark } from '../../src/shared/picture'

const RED: Colour = [0xd9, 0x30, 0x25]
const WHITE: Colour = [255, 255, 255]
const [WIDTH, HEIGHT] = [192, 108]

type Paint = (x: number, y: number) => Colour

const luma = ([r, g, b]: Colour): [number, number, number] => [
  Math.round(0.257 * r + 0.504 * g + 0.098 * b + 16),
  Math.round(-0.148 * r - 0.291 * g + 0.439 * b + 128),
  Math.round(0.439 * r - 0.368 * g - 0.071 * b + 128),
]

function i420(paint: Paint): Picture {
  const data = new Uint8Array(WIDTH * HEIGHT * 1.5)
  const [u, v] = [WIDTH * HEIGHT, WIDTH * HEIGHT * 1.25]
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) {
      const [light, blue, red] = luma(paint(x, y))
      data[y * WIDTH + x] = light
      data[u + (y >> 1) * (WIDTH / 2) + (x >> 1)] = blue
      data[v + (y >> 1) * (WIDTH / 2) + (x >> 1)] = red
    }
  const half = WIDTH / 2
  const planes = [
    { offset: 0, stride: WIDTH },
    { offset: u, stride: half },
    { offset: v, stride: half },
  ]
  return { format: 'I420', width: WIDTH, height: HEIGHT, data, planes }
}

function nv12(paint: Paint): Picture {
  const data = new Uint8Array(WIDTH * HEIGHT * 1.5)
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) {
      const [light, blue, red] = luma(paint(x, y))
      data[y * WIDTH + x] = light
      data.set([blue, red], WIDTH * HEIGHT + (y >> 1) * WIDTH + (x >> 1) * 2)
    }
  const planes = [
    { offset: 0, stride: WIDTH },
    { offset: WIDTH * HEIGHT, stride: WIDTH },
  ]
  return { format: 'NV12', width: WIDTH, height: HEIGHT, data, planes }
}

const packed =
  (format: 'BGRA' | 'RGBX') =>
  (paint: Paint): Picture => {
    const data = new Uint8Array(WIDTH * HEIGHT * 4)
    for (let y = 0; y < HEIGHT; y++)
      for (let x = 0; x < WIDTH; x++) {
        const [r, g, b] = paint(x, y)
        data.set(format === 'BGRA' ? [b, g, r, 255] : [r, g, b, 255], (y * WIDTH + x) * 4)
      }
    return { format, width: WIDTH, height: HEIGHT, data, planes: [{ offset: 0, stride: WIDTH * 4 }] }
  }

const layouts = { I420: i420, NV12: nv12, BGRA: packed('BGRA'), RGBX: packed('RGBX') }

/** The marks of a border all around, of so many pixels in a picture of this size. */
function borderMarks(
  size: { readonly width: number; readonly height: number },
  pixels: number,
  rgb: Colour,
): readonly Mark[] {
  const [x, y] = [pixels / size.width, pixels / size.height]
  const side = (left: number, top: number, width: number, height: number): Mark => ({
    x: left,
    y: top,
    width,
    height,
    rgb: [...rgb],
  })
  return [side(0, 0, 1, y), side(0, 1 - y, 1, y), side(0, 0, x, 1), side(1 - x, 0, x, 1)]
}

const BORDER = 6
const bordered: Paint = (x, y) =>
  x < BORDER || y < BORDER || x >= WIDTH - BORDER || y >= HEIGHT - BORDER ? RED : WHITE
const marks = borderMarks({ width: WIDTH, height: HEIGHT }, BORDER, RED)

describe.each(Object.entries(layouts))('a picture in %s', (_name, draw) => {
  it('gives back its colours', () => {
    const picture = draw((x) => (x < WIDTH / 2 ? RED : WHITE))
    for (const [x, colour] of [
      [10, RED],
      [WIDTH - 10, WHITE],
    ] as const) {
      const found = colourAt(picture, x, 50)
      expect(found).not.toBeNull()
      found?.forEach((value, index) => {
        expect(Math.abs(value - (colour[index] ?? 0))).toBeLessThanOrEqual(3)
      })
    }
    expect(colourAt(picture, WIDTH, 0)).toBeNull()
    expect(colourAt(picture, 0, -1)).toBeNull()
  })

  it('shows its border, also under a pointer, and not when one side is gone', () => {
    expect(marksSeen(draw(bordered), marks)).toBe(true)
    const pointer: Paint = (x, y) => (x > 60 && x < 70 && y < 12 ? WHITE : bordered(x, y))
    expect(marksSeen(draw(pointer), marks)).toBe(true)
    for (const gone of [
      (x: number) => x < BORDER,
      (x: number) => x >= WIDTH - BORDER,
      (_x: number, y: number) => y < BORDER,
      (_x: number, y: number) => y >= HEIGHT - BORDER,
    ])
      expect(
        marksSeen(
          draw((x, y) => (gone(x, y) ? WHITE : bordered(x, y))),
          marks,
        ),
      ).toBe(false)
    const window: Paint = (x, y) => (x > 40 && x < 90 && y < 40 ? WHITE : bordered(x, y))
    expect(marksSeen(draw(window), marks)).toBe(false)
  })

  it('shows an indicator of many small marks where the pointer rests on two of them, and not on three', () => {
    const places = (count: number) => Array.from({ length: count }, (_, step) => (step + 0.5) / count)
    const spots = [
      ...places(16).flatMap((x) => [3 / HEIGHT, 1 - 3 / HEIGHT].map((y) => ({ x, y }))),
      ...places(3).flatMap((y) => [3 / WIDTH, 1 - 3 / WIDTH].map((x) => ({ x, y }))),
    ]
    const small = spots.map(({ x, y }) => ({ x, y, width: 1 / WIDTH, height: 1 / HEIGHT, rgb: RED }))
    expect(small).toHaveLength(38)
    const under =
      (width: number): Paint =>
      (x, y) =>
        x < width && y < 12 ? WHITE : bordered(x, y)
    expect([12, 24, 36].map((width) => marksSeen(draw(under(width)), small))).toEqual([true, true, false])
  })

  it('is black only when all of it is', () => {
    expect(isBlack(draw(() => [0, 0, 0]))).toBe(true)
    expect(isBlack(draw((x, y) => (x > 90 && y > 50 ? WHITE : [0, 0, 0])))).toBe(false)
  })

  it('says how many rows changed, and how much of the area', () => {
    const before = draw(bordered)
    expect(changeOf(before, draw(bordered))).toEqual({ rows: 0, area: 0 })
    expect(changeOf(null, before)).toEqual({ rows: 1, area: 1 })
    const block =
      (left: number, right: number): Paint =>
      (x, y) =>
        x >= left && x < right && y >= 40 && y < 51 ? [0, 0, 0] : bordered(x, y)
    for (const [left, right] of [
      [97, 98],
      [20, 60],
      [0, WIDTH],
    ] as const) {
      const change = changeOf(before, draw(block(left, right)))
      expect(change.rows).toBeCloseTo(11 / HEIGHT, 5)
      const width = Math.round((change.area * WIDTH * HEIGHT) / 11)
      // In whole words.
      expect(width).toBeGreaterThanOrEqual(right - left)
      expect(width).toBeLessThanOrEqual(right - left + 8)
    }
    expect(changeOf({ ...before, height: HEIGHT - 2 }, before)).toEqual({ rows: 1, area: 1 })
  })
})

it('never sees a mark in bytes that are too few', () => {
  const picture = i420(bordered)
  expect(marksSeen({ ...picture, data: picture.data.subarray(0, WIDTH * HEIGHT) }, marks)).toBe(false)
  expect(isBlack({ ...picture, data: new Uint8Array(0) })).toBe(false)
})
