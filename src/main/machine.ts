import { screen } from 'electron'
import type { Machine } from './steps/environment'

/** What only Electron knows of this machine; sizes in physical pixels. */
export function machineNow(): Machine {
  const { size, scaleFactor, colorDepth } = screen.getPrimaryDisplay()
  return {
    systemVersion: process.getSystemVersion(),
    display: {
      width: Math.round(size.width * scaleFactor),
      height: Math.round(size.height * scaleFactor),
      depth: colorDepth,
    },
  }
}
