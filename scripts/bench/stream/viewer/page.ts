import { BLOCK, blockMiddles } from '../clock'
import type { Sample } from '../figures'
import { type Area, SCREEN } from '../place'
import { readCounters } from './connections'
import type { Crop, ViewerApi } from './types'

// Runs in the console's page, and in the reference's: reads its own <video id="screen">, and changes nothing. Frames are
// read as they come out of the decoder, only the parts that are asked for: nothing is drawn or converted here.

/** Of a block only the middle is read. */
const CORE = BLOCK / 3

const screenVideo = (): HTMLVideoElement => {
  const video = document.querySelector('#screen')
  if (!(video instanceof HTMLVideoElement)) throw new Error('there is no picture')
  return video
}

/** Onto a frame of another size, to even pixels. */
function scaled(area: Area, frame: VideoFrame): Area {
  const [across, down] = [frame.displayWidth / SCREEN.width, frame.displayHeight / SCREEN.height]
  const even = (value: number) => 2 * Math.round(value / 2)
  return {
    x: even(area.x * across),
    y: even(area.y * down),
    width: even(area.width * across),
    height: even(area.height * down),
  }
}

/** Brightness of the middle of each block: the first plane has it, or any colour, for black and white. */
async function readBlocks(frame: VideoFrame, clock: Area): Promise<number[]> {
  const rect = scaled(clock, frame)
  const data = new Uint8Array(frame.allocationSize({ rect }))
  const [plane] = await frame.copyTo(data, { rect })
  if (plane === undefined) throw new Error('the frame has no pixels')
  const step = frame.format?.startsWith('I4') || frame.format === 'NV12' ? 1 : 4
  const [across, down] = [rect.width / clock.width, rect.height / clock.height]
  return blockMiddles().map(({ x, y }) => {
    let [sum, count] = [0, 0]
    for (let row = Math.floor((y - CORE) * down); row < (y + CORE) * down; row += 2) {
      for (let column = Math.floor((x - CORE) * across); column < (x + CORE) * across; column += 2) {
        sum += data[plane.offset + row * plane.stride + column * step + (step === 4 ? 1 : 0)] ?? 0
        count += 1
      }
    }
    return Math.round(sum / count)
  })
}

type RawCrop = Omit<Crop, 'data'> & { readonly bytes: Uint8Array }

async function readCrop(frame: VideoFrame, area: Area, at: number): Promise<RawCrop> {
  const rect = scaled(area, frame)
  const bytes = new Uint8Array(frame.allocationSize({ rect }))
  await frame.copyTo(bytes, { rect })
  const { fullRange, matrix } = frame.colorSpace
  return {
    at,
    format: frame.format ?? 'unknown',
    width: rect.width,
    height: rect.height,
    fullRange: fullRange === true,
    matrix: matrix ?? 'unknown',
    bytes,
  }
}

function written({ bytes, ...rest }: RawCrop): Crop {
  let text = ''
  for (let from = 0; from < bytes.length; from += 32_768)
    text += String.fromCharCode(...bytes.subarray(from, from + 32_768))
  return { ...rest, data: btoa(text) }
}

/** Crops beyond this would fill the page's memory. */
const MOST_CROPS = 150

let reading: {
  readonly samples: Sample[]
  readonly crops: RawCrop[]
  readonly work: Set<Promise<void>>
  stop(): void
} | null = null

const api: ViewerApi = {
  begin(clock, text) {
    const video = screenVideo()
    const samples: Sample[] = []
    const crops: RawCrop[] = []
    const work = new Set<Promise<void>>()
    let stopped = false
    const read = async (frame: VideoFrame, at: number) => {
      try {
        samples.push({ at, blocks: await readBlocks(frame, clock) })
        if (text !== null && crops.length < MOST_CROPS) crops.push(await readCrop(frame, text, at))
      } finally {
        frame.close()
      }
    }
    const next: VideoFrameRequestCallback = (_now, { presentationTime }) => {
      if (stopped) return
      // The page's clock may have drifted from the machine's since it was opened; both are read now.
      const at = Date.now() - (performance.now() - presentationTime)
      const one = read(new VideoFrame(video), at)
      work.add(one)
      void one.finally(() => work.delete(one))
      video.requestVideoFrameCallback(next)
    }
    video.requestVideoFrameCallback(next)
    reading = {
      samples,
      crops,
      work,
      stop() {
        stopped = true
      },
    }
  },
  async end() {
    if (reading === null) throw new Error('nothing was begun')
    const { samples, crops, work, stop } = reading
    stop()
    await Promise.all(work)
    reading = null
    return { samples, crops: crops.map(written) }
  },
  async crop(area) {
    const frame = new VideoFrame(screenVideo())
    try {
      return written(await readCrop(frame, area, Date.now()))
    } finally {
      frame.close()
    }
  },
  counters: readCounters,
}
Object.assign(window, { benchViewer: api })
