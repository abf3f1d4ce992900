// The clock on the shared screen: when the picture was drawn, in blocks large enough to survive any codec. It runs in the
// workload's page (drawing), and in Node (reading): pure.

/** Two rows of blocks; the first and the last of each row say what black and white have become. */
const COLUMNS = 18
const ROWS = 2
export const BLOCKS = COLUMNS * ROWS
/** Side of a block, in pixels of the screen. */
export const BLOCK = 24
/** Around the blocks, so that a neighbour does not bleed into them. */
export const QUIET = 12
export const CLOCK_SIZE = { width: COLUMNS * BLOCK + 2 * QUIET, height: ROWS * BLOCK + 2 * QUIET } as const

/** What the clock can tell, in milliseconds, before it begins anew: 4 hours and 39 minutes. */
const ROUND = 2 ** 24
const TIME_BITS = 24
const CHECK_BITS = 8
/** Black and white nearer than this are no clock: a picture of something else. */
const LEAST_CONTRAST = 60

/** CRC-8 (polynomial 0x07) of the 24 bits. */
function checkOf(value: number): number {
  let crc = 0
  for (const byte of [(value >> 16) & 255, (value >> 8) & 255, value & 255]) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 128 ? ((crc << 1) ^ 7) & 255 : (crc << 1) & 255
  }
  // So that an all-black clock is not a good one.
  return crc ^ 0xa5
}

/**
 * @param ms since the epoch
 * @returns the blocks row by row, true = white
 */
export function clockBlocks(ms: number): boolean[] {
  const value = Math.round(ms) % ROUND
  const bits: boolean[] = []
  for (let bit = TIME_BITS - 1; bit >= 0; bit -= 1) bits.push(((value >> bit) & 1) === 1)
  const check = checkOf(value)
  for (let bit = CHECK_BITS - 1; bit >= 0; bit -= 1) bits.push(((check >> bit) & 1) === 1)
  const half = bits.length / 2
  return [true, ...bits.slice(0, half), false, false, ...bits.slice(half), true]
}

/** The middle of each block within the clock, in pixels of the screen. */
export function blockMiddles(): Array<{ readonly x: number; readonly y: number }> {
  return Array.from({ length: BLOCKS }, (_, index) => ({
    x: QUIET + (index % COLUMNS) * BLOCK + BLOCK / 2,
    y: QUIET + Math.floor(index / COLUMNS) * BLOCK + BLOCK / 2,
  }))
}

/**
 * @param levels brightness of each block, 0 to 255
 * @param near a time (epoch ms) within two hours of the clock's, which tells the round
 * @returns when the picture was drawn, in epoch ms; null where this is no whole clock
 */
export function readClock(levels: ArrayLike<number>, near: number): number | null {
  if (levels.length !== BLOCKS) return null
  const level = (index: number) => levels[index] ?? 0
  const white = (level(0) + level(BLOCKS - 1)) / 2
  const black = (level(COLUMNS - 1) + level(COLUMNS)) / 2
  if (white - black < LEAST_CONTRAST) return null
  const middle = (white + black) / 2
  let value = 0
  let check = 0
  let read = 0
  for (let index = 0; index < BLOCKS; index += 1) {
    const column = index % COLUMNS
    if (column === 0 || column === COLUMNS - 1) continue
    const bit = level(index) > middle ? 1 : 0
    if (read < TIME_BITS) value = value * 2 + bit
    else check = check * 2 + bit
    read += 1
  }
  if (check !== checkOf(value)) return null
  const base = Math.floor(near / ROUND) * ROUND
  const candidates = [base - ROUND, base, base + ROUND].map((start) => start + value)
  return candidates.reduce((best, one) => (Math.abs(one - near) < Math.abs(best - near) ? one : best))
}
