import { likeness } from '../../play/likeness'
import type { Picture } from '../../setup/picture'
import type { Area } from './place'
import type { Crop } from './viewer/types'

// How much of the text on the shared screen arrives: the viewer's frames against the display itself.

/** From here on small text can be read as on the screen itself. */
export const LEGIBLE = 0.98

export type Likeness = {
  /** Of all three colours, dB; null: the very same. */
  readonly psnr: number | null
  /** Of the brightness alone, which half-size colours do not touch. */
  readonly psnrLuma: number | null
  /** Mean SSIM of the brightness, 0 to 1. */
  readonly ssim: number
}

/** What a screen would show of a decoded frame. @throws Error for a format that is not known here */
export function pictureOf(crop: Crop): Picture {
  const { width, height, format } = crop
  const bytes = Buffer.from(crop.data, 'base64')
  const data = new Uint8ClampedArray(width * height * 4)
  const toRgb = conversion(crop)
  if (bytes.length < width * height * 1.5) throw new Error(`a ${format} picture is not whole`)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 4
      const [red, green, blue] = toRgb(bytes, x, y)
      data[at] = red
      data[at + 1] = green
      data[at + 2] = blue
      data[at + 3] = 255
    }
  }
  return { width, height, data }
}

type ToRgb = (bytes: Buffer, x: number, y: number) => readonly [number, number, number]

function conversion({ format, width, height, fullRange, matrix }: Crop): ToRgb {
  const luma = width * height
  const half = width / 2
  // Kr and Kb of ITU-R BT.709 and BT.601.
  const [red, blue] = matrix === 'bt709' ? [0.2126, 0.0722] : [0.299, 0.114]
  const green = 1 - red - blue
  const mix = (y: number, u: number, v: number): readonly [number, number, number] => {
    const light = fullRange ? y : ((y - 16) * 255) / 219
    const scale = fullRange ? 1 : 255 / 224
    const [cb, cr] = [(u - 128) * scale, (v - 128) * scale]
    const r = light + 2 * (1 - red) * cr
    const b = light + 2 * (1 - blue) * cb
    return [r, (light - red * r - blue * b) / green, b]
  }
  switch (format) {
    case 'I420':
      return (bytes, x, y) => {
        const at = luma + (y >> 1) * half + (x >> 1)
        return mix(bytes[y * width + x] ?? 0, bytes[at] ?? 0, bytes[at + luma / 4] ?? 0)
      }
    case 'NV12':
      return (bytes, x, y) => {
        const at = luma + (y >> 1) * width + (x >> 1) * 2
        return mix(bytes[y * width + x] ?? 0, bytes[at] ?? 0, bytes[at + 1] ?? 0)
      }
    case 'I444':
      return (bytes, x, y) => {
        const at = y * width + x
        return mix(bytes[at] ?? 0, bytes[at + luma] ?? 0, bytes[at + 2 * luma] ?? 0)
      }
    case 'RGBA':
    case 'RGBX':
      return (bytes, x, y) => {
        const at = (y * width + x) * 4
        return [bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0]
      }
    case 'BGRA':
    case 'BGRX':
      return (bytes, x, y) => {
        const at = (y * width + x) * 4
        return [bytes[at + 2] ?? 0, bytes[at + 1] ?? 0, bytes[at] ?? 0]
      }
    default:
      throw new Error(`frames of the format ${format} cannot be read`)
  }
}

/** To another size, as a viewer does that shows a smaller picture large (bilinear). */
export function resized(picture: Picture, width: number, height: number): Picture {
  if (picture.width === width && picture.height === height) return picture
  const data = new Uint8ClampedArray(width * height * 4)
  const at = (x: number, y: number, part: number) => picture.data[(y * picture.width + x) * 4 + part] ?? 0
  for (let y = 0; y < height; y += 1) {
    const fromY = Math.min(Math.max(((y + 0.5) * picture.height) / height - 0.5, 0), picture.height - 1)
    const [top, down] = [Math.floor(fromY), fromY % 1]
    const bottom = Math.min(top + 1, picture.height - 1)
    for (let x = 0; x < width; x += 1) {
      const fromX = Math.min(Math.max(((x + 0.5) * picture.width) / width - 0.5, 0), picture.width - 1)
      const [left, across] = [Math.floor(fromX), fromX % 1]
      const right = Math.min(left + 1, picture.width - 1)
      for (let part = 0; part < 4; part += 1)
        data[(y * width + x) * 4 + part] =
          (at(left, top, part) * (1 - across) + at(right, top, part) * across) * (1 - down) +
          (at(left, bottom, part) * (1 - across) + at(right, bottom, part) * across) * down
    }
  }
  return { width, height, data }
}

export function likenessOf(crop: Crop, wanted: Picture): Likeness {
  const shown = resized(pictureOf(crop), wanted.width, wanted.height)
  const psnr = psnrOf(shown, wanted)
  const psnrLuma = psnrOf(grey(shown), grey(wanted))
  return { psnr, psnrLuma, ssim: Number(likeness(shown, wanted).toFixed(4)) }
}

/** Peak signal to noise of red, green and blue together, dB; null for equal pictures. */
export function psnrOf(one: Picture, other: Picture): number | null {
  let error = 0
  for (let at = 0; at < one.data.length; at += 1) {
    if (at % 4 === 3) continue
    error += ((one.data[at] ?? 0) - (other.data[at] ?? 0)) ** 2
  }
  if (error === 0) return null
  const mean = error / ((one.data.length * 3) / 4)
  return Number((10 * Math.log10(255 ** 2 / mean)).toFixed(1))
}

/**
 * Milliseconds from a change to the first frame whose text can be read as on the screen itself.
 * @param changed epoch ms
 * @param crops frames since before the change, in order; the last one shows what came of it
 * @returns null where the last one cannot be read, or none
 */
export function legibleAfter(crops: readonly Crop[], changed: number, wanted: Picture): number | null {
  const since = crops.filter(({ at }) => at >= changed)
  const isLegible = (crop: Crop) => likenessOf(crop, wanted).ssim >= LEGIBLE
  const last = since.at(-1)
  if (last === undefined || !isLegible(last)) return null
  const first = since.find(isLegible) ?? last
  return Math.round(first.at - changed)
}

function grey({ width, height, data }: Picture): Picture {
  const light = new Uint8ClampedArray(data.length)
  for (let at = 0; at < data.length; at += 4)
    light.fill(
      0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0),
      at,
      at + 3,
    )
  return { width, height, data: light }
}

/** A part of a picture. */
export function cut(picture: Picture, { x, y, width, height }: Area): Picture {
  const data = new Uint8ClampedArray(width * height * 4)
  for (let row = 0; row < height; row += 1) {
    const from = ((y + row) * picture.width + x) * 4
    data.set(picture.data.subarray(from, from + width * 4), row * width * 4)
  }
  return { width, height, data }
}
