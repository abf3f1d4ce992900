import type { NativeImage } from 'electron'
import { THUMBNAIL_LIMIT } from '../shared/picture'

/** As sharp as fits into one message: JPEG in base64; null where not even the coarsest does. */
export function thumbnailOf(picture: NativeImage): string | null {
  if (picture.isEmpty()) return null
  for (const quality of [70, 50, 30]) {
    const data = picture.toJPEG(quality).toString('base64')
    if (data.length <= THUMBNAIL_LIMIT) return data
  }
  return null
}
