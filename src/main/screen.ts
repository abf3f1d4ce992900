import { app, screen } from 'electron'
import type { Readings } from '../shared/environment'

/** What only Electron knows of this machine; the display in physical pixels. */
export function screenNow(): Pick<Readings, 'display' | 'language'> {
  const { size, scaleFactor, colorDepth } = screen.getPrimaryDisplay()
  return {
    display: {
      width: Math.round(size.width * scaleFactor),
      height: Math.round(size.height * scaleFactor),
      depth: colorDepth,
    },
    // Of the system, not of this program: the first of what its user prefers.
    language: app.getPreferredSystemLanguages()[0] ?? null,
  }
}
