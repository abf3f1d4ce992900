/**
 * Counts presented frames: for the operator's quality line, and as figures that tests and measurements read from the
 * video's (and, after the end, the screen's) data attributes. Times are epoch milliseconds.
 */
export class FrameFigures {
  first: number | null = null
  last: number | null = null
  frames = 0
  /** Of the last frame, in its own pixels. */
  size = { width: 0, height: 0 }

  /** Counts every frame that the video presents. Returns the undo. */
  watch(video: HTMLVideoElement): () => void {
    const onFrame = () => {
      this.note(Date.now())
      this.size = { width: video.videoWidth, height: video.videoHeight }
      this.write(video)
      handle = video.requestVideoFrameCallback(onFrame)
    }
    let handle = video.requestVideoFrameCallback(onFrame)
    return () => video.cancelVideoFrameCallback(handle)
  }

  note(at: number): void {
    this.first ??= at
    this.last = at
    this.frames += 1
  }

  private write(video: HTMLVideoElement): void {
    video.dataset.firstFrame ??= String(this.first)
    video.dataset.lastFrame = String(this.last)
    video.dataset.frames = String(this.frames)
  }
}
