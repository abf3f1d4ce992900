/** How large the picture stands on the operator's screen: all of it, or pixel by pixel in per cent. */
export type View = { readonly fit: true } | { readonly fit: false; readonly percent: number }

export const fitted: View = { fit: true }
export const actual: View = { fit: false, percent: 100 }

const STEPS = [50, 75, 100, 125, 150, 200, 300, 400] as const
export const LEAST = STEPS[0]
export const MOST = STEPS[STEPS.length - 1] as number

/** @param fitPercent what the whole picture comes to at the moment, in per cent of its own pixels */
export function zoomed(view: View, by: 1 | -1, fitPercent: number): View {
  const now = view.fit ? fitPercent : view.percent
  // A hair's breadth is no step.
  const step =
    by === 1 ? STEPS.find((one) => one > now + 0.5) : [...STEPS].reverse().find((one) => one < now - 0.5)
  if (step === undefined) return view
  return { fit: false, percent: step }
}

export type Point = { readonly x: number; readonly y: number }

/**
 * Which place of the picture is at a point, in shares of its size (0 to 1; beyond, where the point is beside it).
 * @param origin where the picture begins, from the same corner as the point
 */
export const shareAt = (point: Point, origin: Point, size: Size): Point => ({
  x: (point.x - origin.x) / size.width,
  y: (point.y - origin.y) / size.height,
})

/** How far to scroll, so that this place of a picture of this size stands at the point. */
export const scrollFor = (share: Point, point: Point, size: Size): Point => ({
  x: share.x * size.width - point.x,
  y: share.y * size.height - point.y,
})

export type Size = { readonly width: number; readonly height: number }

/** Two sizes are of one shape if no side is off by more than this share: a smaller picture has whole pixels too. */
const SAME_SHAPE = 0.01

/** The whole size of a picture that has come smaller than before, but in the same shape; any other is whole itself. */
export function wholeSize(before: Size, now: Size): Size {
  const larger = before.width > now.width && before.height > now.height
  const off = Math.abs((before.width * now.height) / (before.height * now.width) - 1)
  return larger && off <= SAME_SHAPE ? before : now
}

/** What a picture that is fitted into a region comes to, in per cent of its own pixels; 100 while either has no size. */
export function fitPercent(picture: Size, region: Size, pixelRatio: number): number {
  if (picture.width === 0 || picture.height === 0 || region.width === 0 || region.height === 0) return 100
  const scale = Math.min(region.width / picture.width, region.height / picture.height)
  return scale * pixelRatio * 100
}
