import type { SendingLimit } from '../shared/picture'
import { type EncoderFigures, readEncoder } from './encoder-figures'
import { createCopier, framesOf, openTrack } from './frames'
import { createGivingWay, type Way } from './giving-way'
import { createPace, MOVING_FPS } from './pace'
import { type Change, changeOf, type Picture } from './picture'

/**
 * Ceiling of the video, in bit/s for each pixel of a frame: about 4 Mbit/s at 1920 x 1080. With more the encoder makes
 * frames finer and drops every second one (measured: scrolling and dragging at half the frames, twice the delay).
 */
export const MAX_BITS_PER_PIXEL = 2
/** A larger screen is captured smaller, its shape kept. Of both sides, so that one that stands upright is not shrunk more. */
export const MAX_SIDE = 2560

/** What the capture is asked for first: `getDisplayMedia({ video: captureWish, audio: false })`. */
export const captureWish = {
  frameRate: { ideal: MOVING_FPS, max: MOVING_FPS },
  width: { max: MAX_SIDE },
  height: { max: MAX_SIDE },
} as const

export type SendingOptions = {
  /** The capture. Nothing else may clone it: with a clone Chromium lowers the rate only after the capture. */
  readonly captured: MediaStreamTrack
  /**
   * Sees each frame before it may leave, and says whether it may. Null: the frame could not be read. What throws keeps
   * the frame back.
   */
  readonly mayPass: (picture: Picture | null) => boolean
  /** Every second: what holds the sender back. */
  readonly onLimited: (limit: SendingLimit) => void
  /** Called once if the capture ended or failed by itself; not after `stop`. */
  readonly onEnded: () => void
}

export type Sending = {
  /** What the connection gets, instead of the capture: the frames that may pass and are worth sending. */
  readonly track: MediaStreamTrack
  /** Once the connection has taken the track: sets its limits, and reads what the encoder says. */
  attach(sender: RTCRtpSender): void
  /** The PC was used: the rate goes up at once. */
  touch(): void
  /** Ends the capture and the track. Idempotent. */
  stop(): void
}

const RATE_MS = 100
/** Systems that say themselves what changed give no frame of a still screen; after this one is asked for. */
const QUIET_MS = 2_500
/** Chromium restarts a capture, and so gives a frame, only for a wish that is not the same. */
const NUDGE_FPS = 0.01
/** A connection that closes meanwhile may never say that it took its limits; frames, and whoever watches them, go on. */
const LIMITING_MS = 500
/** So soon after a frame that was kept back for the next one. */
const WAIT_MS = 150
const REPORT_MS = 1_000
/** Below this share of the frames that were handed over, the encoder is short of bits. */
const SHORT_SHARE = 0.7
const ENOUGH_FRAMES = 5
/** From here on the encoder has all that it may have. */
const NEAR_SHARE = 0.9
/** H.264 text is sharp (SSIM 0.997) below this quantiser; a still screen comes to 12. */
const SHARP_QUANTISER = 16

const isH264 = (codec: string | null): boolean => codec !== null && /h264/i.test(codec)

/** Where the hint is wrong, H.264 doubles its work and VP8 spends megabits on a still screen. */
const hintFor = (codec: string | null): 'motion' | 'detail' =>
  codec === null || isH264(codec) ? 'motion' : 'detail'

/** Sends a captured screen: looks at each frame, lets pass what may, and looks seldom while nothing changes. */
export function startSending(options: SendingOptions): Sending {
  const { captured } = options
  const pace = createPace()
  const givingWay = createGivingWay()
  const frames = framesOf(captured)
  const { track, writer } = openTrack()
  const copy = createCopier()
  track.contentHint = hintFor(null)

  let stopped = false
  let sender: RTCRtpSender | null = null
  let previous: Picture | null = null
  let asked: number = MOVING_FPS
  let lastFrame = performance.now()
  let counted: EncoderFigures | null = null
  let codec: string | null = null
  let way: Way = givingWay.way(0)

  /** The limits of the sender; a change while one is under way waits for it. */
  let limiting: Promise<void> = Promise.resolve()
  const limit = (): void => {
    limiting = limiting
      .then(async () => {
        if (sender === null) return
        const patience = new Promise((done) => setTimeout(done, LIMITING_MS))
        await Promise.race([setLimits(sender, pixelsOf(captured), way), patience])
      })
      .catch(() => undefined)
  }
  const resize = (): void => {
    const wished = givingWay.way(performance.now())
    if (stopped || (wished.scale === way.scale && wished.bits === way.bits)) return
    // A screen at rest sends nothing by itself, and would stay small.
    if (wished.scale !== way.scale) pace.unsent()
    way = wished
    limit()
  }

  const follow = (): void => {
    resize()
    const now = performance.now()
    const quiet = now - lastFrame >= QUIET_MS
    const rate = pace.rate(now)
    const wished = quiet && rate === asked ? rate + NUDGE_FPS : rate
    if (stopped || (!quiet && Math.abs(wished - asked) <= NUDGE_FPS)) return
    if (quiet) lastFrame = now
    asked = wished
    // The whole wish each time: a rate alone would take back the size. It restarts the capture within one frame.
    captured.applyConstraints({ ...captureWish, frameRate: { max: wished } }).catch(() => {
      asked = Number.NaN
    })
  }

  const stop = (): void => {
    if (stopped) return
    stopped = true
    clearInterval(rateTimer)
    clearInterval(reportTimer)
    captured.stop()
    track.stop()
    void frames.cancel().catch(() => undefined)
    void writer.abort().catch(() => undefined)
  }

  const ended = (): void => {
    if (stopped) return
    stop()
    options.onEnded()
  }

  const one = async (frame: VideoFrame): Promise<void> => {
    lastFrame = performance.now()
    const picture = await copy(frame).catch(() => null)
    const change: Change = picture === null ? { rows: 1, area: 1 } : changeOf(previous, picture)
    previous = picture
    const waits = givingWay.frame(lastFrame, change.area)
    if (waits) lastFrame -= QUIET_MS - WAIT_MS
    const worth = pace.frame(performance.now(), change.rows)
    follow()
    // It leaves in the size that it is to have. Nothing may come between the look and the handing over.
    await limiting
    // Asked for each frame, sent or not: what watches the indicator must not sleep while the screen rests.
    const may = options.mayPass(picture)
    if (worth && (!may || waits)) pace.unsent()
    if (!worth || !may || waits || stopped) return
    await writer.write(frame)
  }

  const run = async (): Promise<void> => {
    while (!stopped) {
      const { done, value: frame } = await frames.read()
      if (done) return
      try {
        await one(frame)
      } finally {
        frame.close()
      }
    }
  }

  const report = async (): Promise<void> => {
    if (sender === null) return
    const now = await readEncoder(sender)
    if (stopped || now === null) return
    const before = counted
    counted = now
    if (now.codec !== codec) {
      codec = now.codec
      pace.use(codec)
      track.contentHint = hintFor(codec)
    }
    if (before === null || now.at <= before.at) return
    const encoded = now.encoded - before.encoded
    const offered = now.given - before.given
    const short = offered >= ENOUGH_FRAMES && encoded < offered * SHORT_SHARE
    const coarse = isH264(codec) && now.quantisers - before.quantisers > encoded * SHARP_QUANTISER
    // The encoder left frames out, or was coarse, to keep to its rate: it is given more until the picture is sharp.
    if (encoded < offered || coarse) pace.coarse()
    // What only our own ceiling holds back is nobody's line.
    const own = now.target >= ceilingOf(captured) * NEAR_SHARE
    const limited =
      now.reason === 'cpu' ? 'cpu' : !own && (now.reason === 'bandwidth' || short) ? 'bandwidth' : 'none'
    if (now.available > 0) givingWay.report(performance.now(), now.available / pixelsOf(captured))
    // There the size gives way.
    pace.report(limited === 'bandwidth' && givingWay.narrow ? 'none' : limited)
    options.onLimited(limited)
  }

  const rateTimer = setInterval(follow, RATE_MS)
  const reportTimer = setInterval(() => void report().catch(() => undefined), REPORT_MS)
  captured.addEventListener('ended', ended)
  run().then(ended, ended)

  return {
    track,
    attach(given) {
      // Another one counts from the start.
      if (given !== sender) counted = null
      sender = given
      limit()
    },
    touch() {
      pace.touch(performance.now())
      follow()
    },
    stop,
  }
}

const pixelsOf = (captured: MediaStreamTrack): number => {
  const { width = 1920, height = 1080 } = captured.getSettings()
  return width * height
}

const ceilingOf = (captured: MediaStreamTrack): number => pixelsOf(captured) * MAX_BITS_PER_PIXEL

/** Frames give way before the size does: a screen is read. */
async function setLimits(sender: RTCRtpSender, pixels: number, way: Way): Promise<void> {
  const parameters = sender.getParameters()
  parameters.degradationPreference = 'maintain-resolution'
  for (const encoding of parameters.encodings) {
    encoding.maxBitrate = Math.floor(pixels * Math.min(MAX_BITS_PER_PIXEL, way.bits))
    encoding.scaleResolutionDownBy = way.scale
  }
  await sender.setParameters(parameters)
}
