/** Layouts of a frame's bytes that are understood; others are answered with null, never guessed. */
export const pictureFormats = ['I420', 'I420A', 'NV12', 'BGRA', 'BGRX', 'RGBA', 'RGBX'] as const
export type PictureFormat = (typeof pictureFormats)[number]

/** One frame as bytes: `planes` says where each plane starts and how many bytes a row of it has. */
export type Picture = {
  readonly format: PictureFormat
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
  readonly planes: readonly { readonly offset: number; readonly stride: number }[]
}

/** Red, green, blue: 0 to 255. */
export type Colour = readonly [number, number, number]

export const isPictureFormat = (format: string | null): format is PictureFormat =>
  pictureFormats.some((known) => known === format)

const byte = (value: number): number => Math.max(0, Math.min(255, Math.round(value)))

/** Captured screens come as BT.601 in the limited range. */
function fromLuma(y: number, u: number, v: number): Colour {
  const light = 1.164 * (y - 16)
  return [
    byte(light + 1.596 * (v - 128)),
    byte(light - 0.392 * (u - 128) - 0.813 * (v - 128)),
    byte(light + 2.017 * (u - 128)),
  ]
}

/** The colour of one pixel; null outside of the picture or where the bytes are too few. */
export function colourAt(picture: Picture, x: number, y: number): Colour | null {
  if (x < 0 || y < 0 || x >= picture.width || y >= picture.height) return null
  const at = (plane: number, column: number, row: number): number | undefined => {
    const place = picture.planes[plane]
    return place === undefined ? undefined : picture.data[place.offset + row * place.stride + column]
  }
  const three = (
    a: number | undefined,
    b: number | undefined,
    c: number | undefined,
    make: (a: number, b: number, c: number) => Colour,
  ): Colour | null => (a === undefined || b === undefined || c === undefined ? null : make(a, b, c))
  const [halfX, halfY] = [x >> 1, y >> 1]
  switch (picture.format) {
    case 'I420':
    case 'I420A':
      return three(at(0, x, y), at(1, halfX, halfY), at(2, halfX, halfY), fromLuma)
    case 'NV12':
      return three(at(0, x, y), at(1, halfX * 2, halfY), at(1, halfX * 2 + 1, halfY), fromLuma)
    case 'BGRA':
    case 'BGRX':
      return three(at(0, x * 4 + 2, y), at(0, x * 4 + 1, y), at(0, x * 4, y), (r, g, b) => [r, g, b])
    case 'RGBA':
    case 'RGBX':
      return three(at(0, x * 4, y), at(0, x * 4 + 1, y), at(0, x * 4 + 2, y), (r, g, b) => [r, g, b])
  }
}

const WORD = 4

/** The first plane as words; null where it does not lie on their borders. */
function wordsOf(picture: Picture): { words: Uint32Array; row: number } | null {
  const plane = picture.planes[0]
  if (plane === undefined || plane.stride % WORD !== 0) return null
  const start = picture.data.byteOffset + plane.offset
  const length = plane.stride * picture.height
  if (start % WORD !== 0 || plane.offset + length > picture.data.byteLength) return null
  return { words: new Uint32Array(picture.data.buffer, start, length / WORD), row: plane.stride / WORD }
}

/** How much of a picture differs from the one before (0 to 1): by rows, and by what lies between the ends of each change. */
export type Change = { readonly rows: number; readonly area: number }
const all: Change = { rows: 1, area: 1 }

/**
 * What differs in brightness; all where the two cannot be compared. A change of colour alone, at the same brightness, is
 * not seen: it travels with the next frame that is sent in any case.
 */
export function changeOf(before: Picture | null, now: Picture): Change {
  if (before === null || before.format !== now.format) return all
  if (before.width !== now.width || before.height !== now.height) return all
  const [a, b] = [wordsOf(before), wordsOf(now)]
  if (a === null || b === null || a.row !== b.row) return all
  let rows = 0
  let words = 0
  for (let start = 0; start < b.words.length; start += b.row) {
    let last = start + b.row - 1
    let first = start
    while (first <= last && a.words[first] === b.words[first]) first++
    if (first > last) continue
    while (a.words[last] === b.words[last]) last--
    rows++
    words += last - first + 1
  }
  return { rows: rows / now.height, area: words / b.words.length }
}

/** Points looked at each way for a black picture. */
const LOOKS = 24
/** Brightest value of a colour that still counts as black. */
const BLACK = 12

/** Whether every sampled point is black: what a capture gives that the system withholds. */
export function isBlack(picture: Picture): boolean {
  for (let row = 0; row < LOOKS; row++)
    for (let column = 0; column < LOOKS; column++) {
      const x = Math.floor(((column + 0.5) * picture.width) / LOOKS)
      const y = Math.floor(((row + 0.5) * picture.height) / LOOKS)
      const colour = colourAt(picture, x, y)
      if (colour === null || Math.max(...colour) > BLACK) return false
    }
  return true
}
