import type { Page } from '@playwright/test'
import { CELL, CELLS, CHECK_BITS, CLOCK_AT, NAME_BITS, TIME_BITS } from './screen-clock'

/** One frame on the console; times in epoch milliseconds. */
export type Frame = {
  readonly at: number
  /** When the clock in it was drawn; null where there is none to be read. */
  readonly drawn: number | null
  /** Which clock. */
  readonly name: number | null
  readonly width: number
  readonly height: number
}

export type Watched = {
  /** Every frame that the connection gave, whether it was shown or not. */
  readonly arrived: readonly Frame[]
  /** What was on the operator's screen, each time it was painted without a cover. */
  readonly shown: readonly Frame[]
  /** When the cover came and went; null = without one. */
  readonly covers: ReadonlyArray<{ readonly at: number; readonly reason: string | null }>
}

/**
 * Reads every frame of the picture from the track itself and from the painted page. The clock is looked for at its place
 * from the upper left corner of the picture, so the picture has to have the pixels of the display.
 */
export async function watchPicture(page: Page): Promise<void> {
  await page.evaluate(watch, {
    cells: CELLS,
    cell: CELL,
    place: CLOCK_AT,
    nameBits: NAME_BITS,
    timeBits: TIME_BITS,
    checkBits: CHECK_BITS,
  })
}

/** All that was seen since `from`. */
export async function watched(page: Page, from = 0): Promise<Watched> {
  return page.evaluate((from) => {
    const { arrived, shown, covers } = (window as unknown as { pictureWatch: Watched }).pictureWatch
    const since = <T extends { readonly at: number }>(list: readonly T[]) =>
      list.filter(({ at }) => at >= from)
    return { arrived: since(arrived), shown: since(shown), covers: since(covers) }
  }, from)
}

/** Waits for a frame on the operator's screen that was drawn after `time`, of a certain clock where one is given. */
export async function shownAfter(page: Page, time: number, name?: number, timeout = 15_000): Promise<void> {
  await page.waitForFunction(
    ([time, name]) =>
      (window as unknown as { pictureWatch: Watched }).pictureWatch.shown.some(
        (one) => one.drawn !== null && one.drawn > time && (name === null || one.name === name),
      ),
    [time, name ?? null] as const,
    { timeout },
  )
}

/** How long after `at` the last frame came, by a reading that began before; 0 where none came after it. */
export const lastAfter = ({ arrived }: Watched, at: number, end = Number.POSITIVE_INFINITY): number =>
  Math.max(0, ...arrived.filter((frame) => frame.at < end).map((frame) => frame.at - at))

/**
 * The frames that came, were drawn or were shown more than `limit` milliseconds after `at`, up to `end`; in milliseconds
 * after `at`.
 */
export const lateFrames = (
  { arrived, shown }: Watched,
  at: number,
  limit: number,
  end = Number.POSITIVE_INFINITY,
) =>
  [...arrived, ...shown]
    .filter((frame) => frame.at < end && Math.max(frame.at, frame.drawn ?? 0) > at + limit)
    .map((frame) => ({ came: frame.at - at, drawn: frame.drawn === null ? null : frame.drawn - at }))

type Layout = {
  readonly cells: number
  readonly cell: number
  readonly place: typeof CLOCK_AT
  readonly nameBits: number
  readonly timeBits: number
  readonly checkBits: number
}

/** Runs in the page of the console. */
function watch({ cells, cell, place, nameBits, timeBits, checkBits }: Layout): void {
  type Note = { at: number; drawn: number | null; name: number | null; width: number; height: number }
  type Processor = new (options: { track: MediaStreamTrack }) => { readable: ReadableStream<VideoFrame> }
  const own = window as unknown as {
    pictureWatch?: { arrived: Note[]; shown: Note[]; covers: { at: number; reason: string | null }[] }
    MediaStreamTrackProcessor: Processor
  }
  const log = {
    arrived: [] as Note[],
    shown: [] as Note[],
    covers: [] as { at: number; reason: string | null }[],
  }
  const isFirst = own.pictureWatch === undefined
  own.pictureWatch = log
  if (!isFirst) return
  const notes = () => own.pictureWatch ?? log

  const numberOf = (bits: readonly boolean[]) => bits.reduce((sum, bit) => sum * 2 + (bit ? 1 : 0), 0)
  const read = (levels: readonly number[]) => {
    const nothing = { drawn: null, name: null }
    if (levels.some((level) => level > 90 && level < 165)) return nothing
    const bits = levels.map((level) => level > 127)
    const name = numberOf(bits.slice(0, nameBits))
    const time = numberOf(bits.slice(nameBits, nameBits + timeBits))
    let sum = 7
    for (const shift of [0, 8, 16, 24]) sum = sum * 31 + (Math.floor(time / 2 ** shift) % 256)
    if (numberOf(bits.slice(-checkBits)) !== (name * 37 + sum) % 251) return nothing
    const round = 2 ** timeBits
    return { drawn: Math.floor(Date.now() / round) * round + time, name }
  }

  const copy = async (frame: VideoFrame): Promise<Note> => {
    const { displayWidth: width, displayHeight: height } = frame
    const at = Date.now()
    const { x, y, width: wide, height: high } = place
    if (width < x + wide || height < y + high) return { at, drawn: null, name: null, width, height }
    const rect = { x, y, width: wide, height: high }
    const data = new Uint8Array(frame.allocationSize({ rect }))
    const [plane] = await frame.copyTo(data, { rect })
    const middle = (plane?.offset ?? 0) + (plane?.stride ?? 0) * cell
    const step = frame.format?.startsWith('I') || frame.format === 'NV12' ? 1 : 4
    const levels = Array.from(
      { length: cells },
      (_, one) => data[middle + (one * cell + cell / 2) * step] ?? 128,
    )
    return { at, width, height, ...read(levels) }
  }
  const follow = async (track: MediaStreamTrack) => {
    const frames = new own.MediaStreamTrackProcessor({ track: track.clone() }).readable.getReader()
    for (;;) {
      const { done, value } = await frames.read()
      if (done) return
      try {
        notes().arrived.push(await copy(value))
      } finally {
        value.close()
      }
    }
  }

  const canvas = new OffscreenCanvas(cells * cell, 2 * cell)
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  const followed = new Set<string>()
  let covered: string | null | undefined
  const look = () => {
    requestAnimationFrame(look)
    const video = document.querySelector<HTMLVideoElement>('#screen')
    const stream = video?.srcObject
    if (stream instanceof MediaStream)
      for (const track of stream.getVideoTracks())
        if (!followed.has(track.id)) {
          followed.add(track.id)
          void follow(track).catch((error: unknown) => console.error('no frames', error))
        }
    const cover = document.querySelector<HTMLElement>('[data-testid=cover]')
    const reason = cover?.dataset.reasonShown ?? (video === null ? 'no picture' : null)
    if (reason !== covered) notes().covers.push({ at: Date.now(), reason })
    covered = reason
    if (reason !== null || video === null || pen === null || video.videoWidth === 0) return
    const { x, y, width, height } = place
    pen.drawImage(video, x, y, width, height, 0, 0, width, height)
    const { data } = pen.getImageData(0, cell, width, 1)
    const levels = Array.from({ length: cells }, (_, one) => data[(one * cell + cell / 2) * 4] ?? 128)
    const note = { at: Date.now(), width: video.videoWidth, height: video.videoHeight, ...read(levels) }
    if (note.drawn !== notes().shown.at(-1)?.drawn) notes().shown.push(note)
  }
  look()
}
