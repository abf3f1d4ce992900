import { isPictureFormat, type Picture } from './picture'

// Chromium has these in pages; the standard, and so the types, only in workers.
type Processor = new (options: {
  track: MediaStreamTrack
  maxBufferSize?: number
}) => { readonly readable: ReadableStream<VideoFrame> }
type Generator = new (options: {
  kind: 'video'
}) => MediaStreamTrack & { readonly writable: WritableStream<VideoFrame> }

const own = globalThis as unknown as {
  readonly MediaStreamTrackProcessor?: Processor
  readonly MediaStreamTrackGenerator?: Generator
}

/** The frames of a track, one after the other. Only the newest is kept while the last is looked at. */
export function framesOf(track: MediaStreamTrack): ReadableStreamDefaultReader<VideoFrame> {
  if (own.MediaStreamTrackProcessor === undefined) throw new Error('no frames can be read here')
  return new own.MediaStreamTrackProcessor({ track, maxBufferSize: 1 }).readable.getReader()
}

/** A track of frames that are put in by hand. */
export function openTrack(): {
  readonly track: MediaStreamTrack
  readonly writer: WritableStreamDefaultWriter<VideoFrame>
} {
  if (own.MediaStreamTrackGenerator === undefined) throw new Error('no track can be made here')
  const track = new own.MediaStreamTrackGenerator({ kind: 'video' })
  return { track, writer: track.writable.getWriter() }
}

/** Copies frames into two buffers in turn, so that each can be compared with the one before. */
export function createCopier(): (frame: VideoFrame) => Promise<Picture | null> {
  const buffers = [new Uint8Array(0), new Uint8Array(0)] as [Uint8Array, Uint8Array]
  let turn: 0 | 1 = 0
  return async (frame) => {
    const format = frame.format
    const rect = frame.visibleRect
    if (!isPictureFormat(format) || rect === null) return null
    const size = frame.allocationSize()
    turn = turn === 0 ? 1 : 0
    if (buffers[turn].byteLength !== size) buffers[turn] = new Uint8Array(size)
    const data = buffers[turn]
    const planes = await frame.copyTo(data)
    return { format, width: rect.width, height: rect.height, data, planes }
  }
}
