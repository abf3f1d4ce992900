import type { Sample } from '../figures'
import type { Area } from '../place'

/** A part of one frame as it came out of the decoder. */
export type Crop = {
  /** When the frame was put on the screen, epoch ms. */
  readonly at: number
  readonly format: string
  readonly width: number
  readonly height: number
  readonly fullRange: boolean
  readonly matrix: string
  /** Base64; planes one after the other without padding. */
  readonly data: string
}

/** Counters of the connection since its start, as `getStats` has them. */
export type Counters = {
  /** Of the video: with the headers of its packets. */
  readonly videoBytes: number
  /** All that came: video, data channel, and what keeps the path open. */
  readonly allBytes: number
  readonly framesDecoded: number
  readonly packetsLost: number
  readonly jitterBufferDelay: number
  readonly jitterBufferEmitted: number
  readonly freezes: number
  readonly codec: string | null
  readonly width: number
  readonly height: number
  /** Kinds of the two candidates, such as `host-host`, and the way to a TURN server. */
  readonly path: string
}

/** What the viewer's page does for the benchmark. Areas are in pixels of the shared screen. */
export type ViewerApi = {
  /** Reads the clock of every frame from now on, and keeps a part of each frame besides, if one is named. */
  begin(clock: Area, text: Area | null): void
  end(): Promise<{ readonly samples: readonly Sample[]; readonly crops: readonly Crop[] }>
  /** A part of the frame that stands there now. */
  crop(area: Area): Promise<Crop>
  counters(): Promise<Counters>
}

export type ViewerWindow = { readonly benchViewer: ViewerApi }
