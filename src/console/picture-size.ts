import { fitPercent, type Point, type Size, scrollFor, shareAt, type View, wholeSize, zoomed } from './view'

/** The place of the picture, and the point of the region, that the next change of size keeps together. */
export type Anchor = { current: { readonly share: Point; readonly point: Point } | null }

const sizeOf = (region: HTMLElement): Size => ({ width: region.clientWidth, height: region.clientHeight })
const middleOf = ({ width, height }: Size): Point => ({ x: width / 2, y: height / 2 })

/** The whole picture of one display in its own pixels. It keeps its place while a narrow line makes it smaller. */
export type Whole = () => Size
export function wholeOf(video: HTMLVideoElement): Whole {
  let whole: Size = { width: 0, height: 0 }
  return () => {
    whole = wholeSize(whole, { width: video.videoWidth, height: video.videoHeight })
    return whole
  }
}

/** The picture's own pixels, in pixels of the page. */
const scaled = ({ width, height }: Size, percent: number): Size => ({
  width: (width * percent) / 100 / devicePixelRatio,
  height: (height * percent) / 100 / devicePixelRatio,
})

/** What all of it comes to now, in per cent of the picture's own pixels. */
export const fitPercentOf = (whole: Whole, region: HTMLElement): number =>
  fitPercent(whole(), sizeOf(region), devicePixelRatio)

/**
 * At 100 % one pixel of the picture on one pixel of the operator's display, whatever the display's scale. What the
 * anchor names stays where it is; without one what is in the middle. Returns the undo.
 */
export function keepSize(
  video: HTMLVideoElement,
  whole: Whole,
  region: HTMLElement,
  view: View,
  anchor: Anchor,
): () => void {
  if (view.fit) {
    video.style.removeProperty('width')
    video.style.removeProperty('height')
    return () => undefined
  }
  const undone = new AbortController()
  const { signal } = undone
  const measure = () => {
    const point = middleOf(sizeOf(region))
    const wasScaled = video.style.width !== ''
    const before = { width: video.clientWidth, height: video.clientHeight }
    const origin = { x: -region.scrollLeft, y: -region.scrollTop }
    const middle = wasScaled ? shareAt(point, origin, before) : { x: 0.5, y: 0.5 }
    const keep = anchor.current ?? { share: middle, point }
    anchor.current = null
    const size = scaled(whole(), view.percent)
    video.style.width = `${size.width}px`
    video.style.height = `${size.height}px`
    const { x, y } = scrollFor(keep.share, keep.point, size)
    region.scrollTo(x, y)
  }
  const onScale = () => {
    measure()
    watchScale()
  }
  const watchScale = () => {
    const scale = matchMedia(`(resolution: ${devicePixelRatio}dppx)`)
    scale.addEventListener('change', onScale, { once: true, signal })
  }
  video.addEventListener('resize', measure, { signal })
  measure()
  watchScale()
  return () => undone.abort()
}

/** Ctrl and the wheel: a step for each notch, around the pointer. Returns the undo. */
export function zoomByWheel(
  whole: Whole,
  region: HTMLElement,
  view: View,
  anchor: Anchor,
  onView: (view: View) => void,
): () => void {
  const onWheel = (event: WheelEvent) => {
    if (!event.ctrlKey || event.deltaY === 0) return
    event.preventDefault()
    const fit = fitPercentOf(whole, region)
    const next = zoomed(view, event.deltaY < 0 ? 1 : -1, fit)
    if (next === view) return
    const { left, top } = region.getBoundingClientRect()
    const point = { x: event.clientX - left, y: event.clientY - top }
    const size = scaled(whole(), view.fit ? fit : view.percent)
    const room = sizeOf(region)
    const origin = view.fit
      ? { x: (room.width - size.width) / 2, y: (room.height - size.height) / 2 }
      : { x: -region.scrollLeft, y: -region.scrollTop }
    anchor.current = { share: shareAt(point, origin, size), point }
    onView(next)
  }
  region.addEventListener('wheel', onWheel, { passive: false })
  return () => region.removeEventListener('wheel', onWheel)
}

/** Drags a picture that is larger than its region. Returns the undo. */
export function drag(video: HTMLVideoElement, region: HTMLElement): () => void {
  const undone = new AbortController()
  const { signal } = undone
  video.addEventListener(
    'pointerdown',
    (event) => {
      // A finger scrolls by itself.
      if (event.button === 0 && event.pointerType !== 'touch') video.setPointerCapture(event.pointerId)
    },
    { signal },
  )
  video.addEventListener(
    'pointermove',
    (event) => {
      if (video.hasPointerCapture(event.pointerId)) region.scrollBy(-event.movementX, -event.movementY)
    },
    { signal },
  )
  return () => undone.abort()
}
