import { CLOCK_SIZE } from './clock'

/** A part of the screen, in its pixels. Corners and sizes are even, as video needs them. */
export type Area = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export const SCREEN = { width: 1920, height: 1080 } as const

/** The workload's window leaves free the border around the screen and the bar at its top, which must stay in sight. */
export const WINDOW: Area = { x: 8, y: 80, width: 1904, height: 992 }

/** Of the window: where the clock is, and the small text that is compared. */
const MARGIN = 16
export const CLOCK: Area = { x: MARGIN, y: MARGIN, ...CLOCK_SIZE }
export const TEXT: Area = {
  x: WINDOW.width - MARGIN - 480,
  y: MARGIN,
  width: 480,
  height: 240,
}

/** The same part, in pixels of the screen. */
export const onScreen = (area: Area): Area => ({ ...area, x: area.x + WINDOW.x, y: area.y + WINDOW.y })
