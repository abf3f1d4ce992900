import { PNG } from 'pngjs'

/** The entries of an .icns that are PNGs, by the pixels they have; a size and the half of it for fine displays share one. */
const ENTRIES: ReadonlyArray<readonly [name: string, pixels: number]> = [
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic13', 256],
  ['ic09', 512],
  ['ic14', 512],
]

/**
 * The icon of the app and of the disk image, from the one picture in assets/: electron-builder would fetch a program for it.
 * @param picture a PNG of 512 x 512
 */
export function icnsOf(picture: Buffer): Buffer {
  const sizes = new Map<number, Buffer>()
  let image: PNG = PNG.sync.read(picture)
  if (image.width !== 512 || image.height !== 512) throw new Error('the icon must have 512 x 512 pixels')
  for (; image.width >= 32; image = half(image)) sizes.set(image.width, PNG.sync.write(image))
  const entries = ENTRIES.map(([name, pixels]) => block(name, sizes.get(pixels) ?? Buffer.alloc(0)))
  return block('icns', Buffer.concat(entries))
}

function block(name: string, content: Buffer): Buffer {
  const head = Buffer.from(`${name}\0\0\0\0`, 'latin1')
  head.writeUInt32BE(head.length + content.length, 4)
  return Buffer.concat([head, content])
}

/** Each pixel is the mean of four, weighed by how much is to be seen of them. */
function half(source: PNG): PNG {
  const small = new PNG({ width: source.width / 2, height: source.height / 2 })
  for (let y = 0; y < small.height; y++)
    for (let x = 0; x < small.width; x++) {
      const from = [0, 1].flatMap((dy) => [0, 1].map((dx) => ((y * 2 + dy) * source.width + x * 2 + dx) * 4))
      const alpha = from.map((at) => source.data[at + 3] ?? 0)
      const seen = alpha.reduce((sum, one) => sum + one, 0)
      const to = (y * small.width + x) * 4
      for (const channel of [0, 1, 2]) {
        const sum = from.reduce(
          (all, at, one) => all + (source.data[at + channel] ?? 0) * (alpha[one] ?? 0),
          0,
        )
        small.data[to + channel] = seen === 0 ? 0 : Math.round(sum / seen)
      }
      small.data[to + 3] = Math.round(seen / 4)
    }
  return small
}
