/**
 * Counts frames: as figures that tests and measurements read from the video's (and, after the end, the screen's) data
 * attributes. Times are epoch milliseconds. `first` is the first frame that was seen; `last` and `frames` count every
 * frame that came, under a cover too.
 */
export class FrameFigures {
  first: number | null = null
  last: number | null = null
  frames = 0
  /** Stills that were saved. */
  stills = 0

  /**
   * Counts every frame that the video presents.
   * @param onFrame told when a frame came over the network, by the page's clock; says whether it may be seen
   * @returns the undo
   */
  watch(video: HTMLVideoElement, onFrame: (receivedAt: number) => boolean): () => void {
    const next: VideoFrameRequestCallback = (_now, { receiveTime, presentationTime }) => {
      this.note(Date.now(), onFrame(receiveTime ?? presentationTime))
      this.write(video)
      handle = video.requestVideoFrameCallback(next)
    }
    let handle = video.requestVideoFrameCallback(next)
    return () => video.cancelVideoFrameCallback(handle)
  }

  note(at: number, isSeen: boolean): void {
    if (isSeen) this.first ??= at
    this.last = at
    this.frames += 1
  }

  private write(video: HTMLVideoElement): void {
    if (this.first !== null) video.dataset.firstFrame ??= String(this.first)
    video.dataset.lastFrame = String(this.last)
    video.dataset.frames = String(this.frames)
  }
}
