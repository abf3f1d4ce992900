import { writeFile } from 'node:fs/promises'
import { PNG } from 'pngjs'

export interface Picture {
  width: number
  height: number
  /** RGBA, one byte each, rows from the top without padding; alpha is always 255. */
  data: Uint8ClampedArray
}

/**
 * Reads an X window dump with 32 bits a pixel, as Xvfb keeps one of its screen (X11/XWDFile.h): 25 words of header in
 * big-endian order, the window's name, a colour map, then the rows. Throws for any other kind.
 */
export function readXwd(file: Buffer): Picture {
  const word = (index: number) => file.readUInt32BE(index * 4)
  const headerSize = word(0)
  const width = word(4)
  const height = word(5)
  const littleEndian = word(7) === 0
  const bitsPerPixel = word(11)
  const bytesPerLine = word(12)
  const colours = word(19)
  if (word(1) !== 7 || bitsPerPixel !== 32)
    throw new Error(`not a 32-bit X window dump (${bitsPerPixel} bits)`)

  const start = headerSize + colours * 12
  const shifts = [word(14), word(15), word(16)].map((mask) => 31 - Math.clz32(mask) - 7)
  const [red = 16, green = 8, blue = 0] = shifts
  const data = new Uint8ClampedArray(width * height * 4)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const from = start + y * bytesPerLine + x * 4
      const pixel = littleEndian ? file.readUInt32LE(from) : file.readUInt32BE(from)
      const to = (y * width + x) * 4
      data[to] = (pixel >>> red) & 255
      data[to + 1] = (pixel >>> green) & 255
      data[to + 2] = (pixel >>> blue) & 255
      data[to + 3] = 255
    }
  }
  return { width, height, data }
}

export async function savePng(picture: Picture, file: string): Promise<void> {
  const png = new PNG({ width: picture.width, height: picture.height })
  png.data = Buffer.from(picture.data.buffer, picture.data.byteOffset, picture.data.byteLength)
  await writeFile(file, PNG.sync.write(png))
}
