import type { NativeImage } from 'electron'
import { expect, it } from 'vitest'
import { thumbnailOf } from '../../src/main/thumbnail'
import { THUMBNAIL_LIMIT } from '../../src/shared/picture'

/** A picture of so many bytes for each step of quality. */
const picture = (bytesPerStep: number, empty = false) => {
  const asked: number[] = []
  const image = {
    isEmpty: () => empty,
    toJPEG: (quality: number) => {
      asked.push(quality)
      return Buffer.alloc(bytesPerStep * quality)
    },
  } as unknown as NativeImage
  return { image, asked }
}

it('is as sharp as fits', () => {
  const { image, asked } = picture(100)
  expect(thumbnailOf(image)?.length).toBeLessThanOrEqual(THUMBNAIL_LIMIT)
  expect(asked).toEqual([70])
})

it('that is too large is made coarser', () => {
  const { image, asked } = picture(300)
  expect(thumbnailOf(image)?.length).toBeLessThanOrEqual(THUMBNAIL_LIMIT)
  expect(asked).toEqual([70, 50])
})

it('is none where not even the coarsest fits, or there is no picture', () => {
  expect(thumbnailOf(picture(5000).image)).toBeNull()
  expect(thumbnailOf(picture(1, true).image)).toBeNull()
})
