import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PNG } from 'pngjs'
import { expect, test } from 'vitest'
import { readXwd, savePng } from '../../../scripts/setup/picture'

/** A dump of two rows of two pixels; every row is padded to 12 bytes and the colour map has one entry. */
function dump({ bitsPerPixel = 32 } = {}): Buffer {
  const header = new Array<number>(25).fill(0)
  const set: Record<number, number> = { 0: 108, 1: 7, 4: 2, 5: 2, 7: 0, 11: bitsPerPixel, 12: 12, 19: 1 }
  Object.assign(set, { 14: 0xff0000, 15: 0x00ff00, 16: 0x0000ff })
  for (const [index, value] of Object.entries(set)) header[Number(index)] = value
  const words = Buffer.alloc(100)
  header.forEach((value, index) => {
    words.writeUInt32BE(value, index * 4)
  })
  const name = Buffer.from('screen0\0')
  const colours = Buffer.alloc(12)
  const row = (...pixels: number[]) => {
    const bytes = Buffer.alloc(12)
    pixels.forEach((pixel, index) => {
      bytes.writeUInt32LE(pixel, index * 4)
    })
    return bytes
  }
  return Buffer.concat([words, name, colours, row(0x00ff0000, 0x0000ff00), row(0x000000ff, 0x00123456)])
}

test('reads the pixels of a window dump', () => {
  const { width, height, data } = readXwd(dump())
  expect([width, height]).toEqual([2, 2])
  expect([...data]).toEqual([255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 0x12, 0x34, 0x56, 255])
})

test('refuses a dump of another depth', () => {
  expect(() => readXwd(dump({ bitsPerPixel: 16 }))).toThrow('32-bit')
})

test('saves what it read as a PNG', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sobani-picture-'))
  const file = join(folder, 'screen.png')
  await savePng(readXwd(dump()), file)
  const png = PNG.sync.read(await readFile(file))
  expect([png.width, png.height, ...png.data.subarray(12)]).toEqual([2, 2, 0x12, 0x34, 0x56, 255])
  await rm(folder, { recursive: true })
})
