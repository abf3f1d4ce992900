import { PNG } from 'pngjs'

// What Windows shows in lists, on the desktop and in large tiles.
const SIZES = [16, 20, 24, 32, 40, 48, 64, 256] as const
/** Only this size may be a PNG: the smaller ones are read by programs that know bitmaps alone. */
const AS_PNG = 256

/**
 * The icon of programs and installers, from the one picture in assets/.
 * @param picture a square PNG of at least 256 pixels
 */
export function icoOf(picture: Buffer): Buffer {
  const source = PNG.sync.read(picture)
  const images = SIZES.map((size) => {
    const small = shrunk(source, size)
    return { size, data: size === AS_PNG ? PNG.sync.write(small) : bitmapOf(small) }
  })
  const head = Buffer.alloc(6 + images.length * 16)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(images.length, 4)
  let offset = head.length
  for (const [index, { size, data }] of images.entries()) {
    const at = 6 + index * 16
    head.writeUInt8(size % 256, at)
    head.writeUInt8(size % 256, at + 1)
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(data.length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += data.length
  }
  return Buffer.concat([head, ...images.map(({ data }) => data)])
}

/** Each pixel is the mean of those it stands for, weighed by how much is to be seen of them. */
function shrunk(source: PNG, size: number): PNG {
  const small = new PNG({ width: size, height: size })
  const step = source.width / size
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1) {
      const sum = [0, 0, 0]
      let seen = 0
      let count = 0
      for (let sy = Math.floor(y * step); sy < Math.ceil((y + 1) * step); sy += 1)
        for (let sx = Math.floor(x * step); sx < Math.ceil((x + 1) * step); sx += 1) {
          const at = (sy * source.width + sx) * 4
          const alpha = source.data[at + 3] ?? 0
          for (const channel of [0, 1, 2])
            sum[channel] = (sum[channel] ?? 0) + (source.data[at + channel] ?? 0) * alpha
          seen += alpha
          count += 1
        }
      const to = (y * size + x) * 4
      for (const channel of [0, 1, 2])
        small.data[to + channel] = seen === 0 ? 0 : Math.round((sum[channel] ?? 0) / seen)
      small.data[to + 3] = Math.round(seen / count)
    }
  return small
}

/** A bitmap as icons have it: no file header, twice as high, from the bottom up, then a mask that says nothing. */
function bitmapOf({ width, height, data }: PNG): Buffer {
  const head = Buffer.alloc(40)
  head.writeUInt32LE(40, 0)
  head.writeInt32LE(width, 4)
  head.writeInt32LE(height * 2, 8)
  head.writeUInt16LE(1, 12)
  head.writeUInt16LE(32, 14)
  const pixels = Buffer.alloc(width * height * 4)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const from = ((height - 1 - y) * width + x) * 4
      const to = (y * width + x) * 4
      const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(from, from + 4)
      pixels.set([blue, green, red, alpha], to)
    }
  const mask = Buffer.alloc(Math.ceil(width / 32) * 4 * height)
  head.writeUInt32LE(pixels.length + mask.length, 20)
  return Buffer.concat([head, pixels, mask])
}
