import { PNG } from 'pngjs'
import { ssim } from 'ssim.js'
import type { Picture } from '../setup/picture'

/** Decodes a PNG to RGBA. */
export function readPng(file: Buffer): Picture {
  const { width, height, data } = PNG.sync.read(file)
  return { width, height, data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.byteLength) }
}

/**
 * Structural similarity (mean SSIM of the luma, 0 to 1) of two pictures.
 * @throws RangeError where their sizes differ: a picture that was scaled is not the same picture
 */
export function likeness(left: Picture, right: Picture): number {
  if (left.width !== right.width || left.height !== right.height)
    throw new RangeError(`sizes differ: ${left.width}x${left.height} and ${right.width}x${right.height}`)
  const image = ({ width, height, data }: Picture) => ({ width, height, data }) as ImageData
  return ssim(image(left), image(right), { downsample: false }).mssim
}
