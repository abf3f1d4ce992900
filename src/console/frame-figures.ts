/** What the end of a session says of its picture, kept over a page that is loaded anew. */
export type Shown = {
  /** The first frame that was seen, in epoch milliseconds. */
  readonly first: number | null
  /** Stills that were saved. */
  readonly stills: number
}

/**
 * Counts frames: as figures that tests and measurements read from the video's (and, after the end, the screen's) data
 * attributes. Times are epoch milliseconds. A video's `first-frame` is the first that was seen in it; `last-frame` and
 * `frames` count every frame that came, under a cover too.
 */
export class FrameFigures {
  first: number | null
  last: number | null = null
  frames = 0
  stills: number

  constructor(
    before: Shown,
    private readonly keep: (shown: Shown) => void,
  ) {
    this.first = before.first
    this.last = before.first
    this.stills = before.stills
  }

  /**
   * Counts every frame that the video presents.
   * @param onFrame told when a frame came over the network, by the page's clock; says whether it may be seen
   * @returns the undo
   */
  watch(video: HTMLVideoElement, onFrame: (receivedAt: number) => boolean): () => void {
    const next: VideoFrameRequestCallback = (_now, { receiveTime, presentationTime }) => {
      const at = Date.now()
      if (onFrame(receiveTime ?? presentationTime)) this.seen(at, video)
      this.last = at
      this.frames += 1
      video.dataset.lastFrame = String(at)
      video.dataset.frames = String(this.frames)
      handle = video.requestVideoFrameCallback(next)
    }
    let handle = video.requestVideoFrameCallback(next)
    return () => video.cancelVideoFrameCallback(handle)
  }

  saved(): void {
    this.stills += 1
    this.keep(this)
  }

  private seen(at: number, video: HTMLVideoElement): void {
    video.dataset.firstFrame ??= String(at)
    if (this.first !== null) return
    this.first = at
    this.keep(this)
  }
}
