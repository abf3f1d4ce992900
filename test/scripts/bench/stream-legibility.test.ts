import { describe, expect, it } from 'vitest'
import {
  cut,
  legibleAfter,
  likenessOf,
  pictureOf,
  psnrOf,
  resized,
} from '../../../scripts/bench/stream/legibility'
import type { Crop } from '../../../scripts/bench/stream/viewer/types'
import type { Picture } from '../../../scripts/setup/picture'

const SIDE = 32

/** Grey squares of 2 x 2, so that half-size colours lose nothing. */
const squares = (seed: number): Picture => {
  const data = new Uint8ClampedArray(SIDE * SIDE * 4)
  for (let index = 0; index < SIDE * SIDE; index += 1) {
    const [x, y] = [Math.floor((index % SIDE) / 2), Math.floor(index / SIDE / 2)]
    data.fill((x * 7 + y * 13 + seed * 5) % 3 === 0 ? 0 : 255, index * 4, index * 4 + 3)
    data[index * 4 + 3] = 255
  }
  return { width: SIDE, height: SIDE, data }
}

/** As a decoder gives it: video range, BT.601, grey. */
function cropOf(picture: Picture, at = 0, wrong = 0): Crop {
  const luma = Uint8Array.from({ length: SIDE * SIDE }, (_, index) => {
    const value = 16 + ((picture.data[index * 4] ?? 0) * 219) / 255
    return Math.round(value) + (index % 2 === 0 ? wrong : -wrong)
  })
  const data = Buffer.concat([luma, Buffer.alloc((SIDE * SIDE) / 2, 128)]).toString('base64')
  return { at, format: 'I420', width: SIDE, height: SIDE, fullRange: false, matrix: 'smpte170m', data }
}

const oneColour = (y: number, u: number, v: number, change: Partial<Crop> = {}): Crop => ({
  at: 0,
  format: 'I420',
  width: 2,
  height: 2,
  fullRange: false,
  matrix: 'smpte170m',
  data: Buffer.from([y, y, y, y, u, v]).toString('base64'),
  ...change,
})

const first = (crop: Crop) => [...pictureOf(crop).data.subarray(0, 4)]

describe('a decoded frame', () => {
  it('has the colours of its standard', () => {
    expect(first(oneColour(235, 128, 128))).toEqual([255, 255, 255, 255])
    expect(first(oneColour(16, 128, 128))).toEqual([0, 0, 0, 255])
    // Pure red in BT.601 and in BT.709.
    for (const [crop] of [
      [oneColour(81, 90, 240)],
      [oneColour(63, 102, 240, { matrix: 'bt709' })],
    ] as const) {
      const [red = 0, green = 255, blue = 255] = first(crop)
      expect(red).toBeGreaterThan(250)
      expect(Math.max(green, blue)).toBeLessThan(5)
    }
    expect(first(oneColour(200, 128, 128, { fullRange: true }))).toEqual([200, 200, 200, 255])
  })

  it('is refused in a format that is not known, and where a part is missing', () => {
    expect(() => pictureOf(oneColour(1, 1, 1, { format: 'I422' }))).toThrow('I422')
    expect(() => pictureOf(oneColour(1, 1, 1, { width: 4, height: 4 }))).toThrow('not whole')
  })
})

describe('likeness', () => {
  it('is whole for the same picture, and falls with what is wrong', () => {
    const wanted = squares(1)
    const same = likenessOf(cropOf(wanted), wanted)
    expect(same.ssim).toBeGreaterThan(0.999)
    const little = likenessOf(cropOf(wanted, 0, 6), wanted)
    const much = likenessOf(cropOf(wanted, 0, 60), wanted)
    expect(little.ssim).toBeLessThan(same.ssim)
    expect(much.ssim).toBeLessThan(little.ssim)
    expect(much.psnr ?? 0).toBeLessThan(little.psnr ?? 0)
    expect(likenessOf(cropOf(squares(2)), wanted).ssim).toBeLessThan(0.5)
  })

  it('knows the noise of one step in all colours, and none', () => {
    const one = { width: 1, height: 1, data: Uint8ClampedArray.of(10, 10, 10, 255) }
    const other = { width: 1, height: 1, data: Uint8ClampedArray.of(11, 11, 11, 0) }
    expect(psnrOf(one, other)).toBe(48.1)
    expect(psnrOf(one, one)).toBeNull()
  })
})

describe('time until legible', () => {
  const wanted = squares(1)
  const before = cropOf(squares(2), 90)
  const coarse = cropOf(wanted, 140, 60)

  it('is that of the first frame that can be read', () => {
    const crops = [before, coarse, cropOf(wanted, 190), cropOf(wanted, 220)]
    expect(legibleAfter(crops, 100, wanted)).toBe(90)
  })

  it('takes no frame of before the change, and none where the last cannot be read', () => {
    expect(legibleAfter([cropOf(wanted, 90), cropOf(wanted, 150)], 100, wanted)).toBe(50)
    expect(legibleAfter([cropOf(wanted, 150), coarse], 100, wanted)).toBeNull()
    expect(legibleAfter([before], 100, wanted)).toBeNull()
  })
})

describe('pictures', () => {
  it('are cut at their place', () => {
    const picture = squares(1)
    const part = cut(picture, { x: 4, y: 6, width: 2, height: 2 })
    const at = (x: number, y: number) => picture.data[(y * SIDE + x) * 4]
    expect([0, 4, 8, 12].map((index) => part.data[index])).toEqual([at(4, 6), at(5, 6), at(4, 7), at(5, 7)])
  })

  it('are enlarged evenly', () => {
    const two = { width: 2, height: 1, data: Uint8ClampedArray.of(0, 0, 0, 255, 200, 200, 200, 255) }
    const four = resized(two, 4, 1)
    expect([0, 4, 8, 12].map((index) => four.data[index])).toEqual([0, 50, 150, 200])
    expect(resized(two, 2, 1)).toBe(two)
  })
})
