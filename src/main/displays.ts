import type { DesktopCapturerSource, Display, Rectangle } from 'electron'
import { DISPLAYS, type DisplayInfo, THUMBNAIL_SIDE } from '../shared/picture'

/** As long as the operator's list takes a name. */
const LABEL = 80

type Listed = Pick<Display, 'id' | 'label' | 'size' | 'scaleFactor' | 'rotation'>

/** As the operator is told of them: the primary display first, the others as Electron has them. */
export function displayList(displays: readonly Listed[], primaryId: number): DisplayInfo[] {
  const list = displays.map(({ id, label, size, scaleFactor, rotation }) => ({
    id: String(id),
    label: label === '' || label === undefined ? null : label.slice(0, LABEL),
    width: Math.round(size.width * scaleFactor),
    height: Math.round(size.height * scaleFactor),
    scale: scaleFactor,
    rotation: turnOf(rotation),
    primary: id === primaryId,
  }))
  return [...list.filter((one) => one.primary), ...list.filter((one) => !one.primary)].slice(0, DISPLAYS)
}

const turnOf = (degrees: number): DisplayInfo['rotation'] =>
  ([90, 180, 270] as const).find((turn) => turn === degrees) ?? 0

/** Neither moved, nor resized, turned or scaled: border and capture still fit. */
export const isSameShape = (one: Shape, other: Shape): boolean =>
  one.scaleFactor === other.scaleFactor &&
  one.rotation === other.rotation &&
  (['x', 'y', 'width', 'height'] as const).every((side) => one.bounds[side] === other.bounds[side])

type Shape = Pick<Display, 'bounds' | 'scaleFactor' | 'rotation'>

export type Source = Pick<DesktopCapturerSource, 'id' | 'display_id'> & {
  readonly thumbnail: Pick<DesktopCapturerSource['thumbnail'], 'getSize'>
}

/**
 * The source that certainly shows this display, or null: another display than the one with the border must never be shown.
 *
 * By `display_id`. Where the system leaves it empty (Windows does at times): the only source of the only display, then the
 * only source whose thumbnail has the shape of this display and of no other. The order of the two lists says nothing;
 * they differ once a display was unplugged and plugged in again.
 *
 * @param sources with thumbnails that fit into a square of THUMBNAIL pixels; of size 0 they tell no shape
 */
export function sourceOf<S extends Source>(
  display: Pick<Display, 'id' | 'size'>,
  displays: readonly Pick<Display, 'id' | 'size'>[],
  sources: readonly S[],
): S | null {
  const named = sources.filter((source) => source.display_id === String(display.id))
  if (named.length > 0) return onlyOf(named)
  // What says that it is of another display is not of this one.
  const nameless = sources.filter((source) => source.display_id === '')
  const known = new Set(sources.map((source) => source.display_id))
  const open = displays.filter((one) => !known.has(String(one.id)))
  if (!open.some((one) => one.id === display.id)) return null
  if (displays.length === 1 && sources.length === 1) return onlyOf(nameless)
  const fitting = onlyOf(nameless.filter((source) => fits(display.size, source)))
  if (fitting === null || open.some((one) => one.id !== display.id && fits(one.size, fitting))) return null
  return fitting
}

/** Large enough to tell shapes apart, small enough to cost little. */
export const THUMBNAIL = THUMBNAIL_SIDE

const onlyOf = <T>(list: readonly T[]): T | null => (list.length === 1 ? (list[0] ?? null) : null)

type Size = { readonly width: number; readonly height: number }

/** A thumbnail's sides are whole pixels, so its shape is known to about one of them. */
function fits(size: Size, { thumbnail }: Source): boolean {
  const { width, height } = thumbnail.getSize()
  if (width === 0 || height === 0) return false
  const shrink = Math.max(width, height) / Math.max(size.width, size.height)
  return Math.abs(size.width * shrink - width) <= 1.5 && Math.abs(size.height * shrink - height) <= 1.5
}

/** How thick the border around a shared display is, in DIP. */
export const BORDER = 5
export const RED = '#d93025'

/** The border of a display: top, bottom, left, right; they do not overlap. In DIP of the whole desktop. */
export const borderSides = ({ x, y, width, height }: Rectangle): Rectangle[] => [
  { x, y, width, height: BORDER },
  { x, y: y + height - BORDER, width, height: BORDER },
  { x, y: y + BORDER, width: BORDER, height: height - 2 * BORDER },
  { x: x + width - BORDER, y: y + BORDER, width: BORDER, height: height - 2 * BORDER },
]

/** The bar's page has a strip of RED over its whole height at its left and at its right edge, so wide, in DIP. */
export const STRIP = 12

/** A place in the captured picture of a display that is of one colour while the indicator is seen; 0 to 1 of its sides. */
export type Mark = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly rgb: readonly [number, number, number]
}

const RED_RGB = [0xd9, 0x30, 0x25] as const
const ALONG = Array.from({ length: 8 }, (_, step) => (step + 0.5) / 8)
const DOWN_THE_BAR = [0.25, 0.5, 0.75]

/**
 * Where the indicator is in the captured picture: eight places on each side of the border and three on each strip of the
 * bar. Each is a fifth of the stroke thick and lies in its middle, so that it is right for pixels that are not whole DIP
 * (scales such as 1.25), and the pixel that holds its centre is red in a picture of down to 2/5 of the display's size
 * (`scaleFactor` 1; smaller for larger ones). Look at that pixel: in a small picture no pixel lies within a mark.
 *
 * A bar that is not on this display gives marks outside 0 to 1: no picture has them, and that counts as not seen.
 */
export function marksOf(
  { bounds, scaleFactor }: Pick<Display, 'bounds' | 'scaleFactor'>,
  bar: Rectangle,
): readonly Mark[] {
  const [top, bottom, left, right] = borderSides(bounds)
  const across = [top, bottom].flatMap((side) => (side === undefined ? [] : spread(side, 'x', ALONG)))
  const down = [left, right].flatMap((side) => (side === undefined ? [] : spread(side, 'y', ALONG)))
  const strips = [bar.x, bar.x + bar.width - STRIP].flatMap((x) =>
    spread({ ...bar, x, width: STRIP }, 'y', DOWN_THE_BAR),
  )
  // At least a pixel of the display.
  const thick = Math.max(1, 1 / scaleFactor)
  return [...across, ...down, ...strips].map(({ x, y }) => ({
    x: (x - thick / 2 - bounds.x) / bounds.width,
    y: (y - thick / 2 - bounds.y) / bounds.height,
    width: thick / bounds.width,
    height: thick / bounds.height,
    rgb: RED_RGB,
  }))
}

/** Points on the middle line of a stroke. */
function spread(
  { x, y, width, height }: Rectangle,
  along: 'x' | 'y',
  shares: readonly number[],
): { x: number; y: number }[] {
  return shares.map((share) => ({
    x: x + width * (along === 'x' ? share : 0.5),
    y: y + height * (along === 'y' ? share : 0.5),
  }))
}
