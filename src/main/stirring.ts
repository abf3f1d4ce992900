import { powerMonitor, screen } from 'electron'

/** Often enough that the first letter after a rest is not waited for; each look costs some hundredths of a millisecond. */
const LOOK_MS = 100
/** While it goes on it is said again so often. */
const AGAIN_MS = 500

/**
 * Tells that the customer moves the mouse or types: what they do will be seen on the screen in a moment.
 * @returns the undo
 */
export function watchInput(onStir: () => void): () => void {
  let last = screen.getCursorScreenPoint()
  let saidAt = 0
  const timer = setInterval(() => {
    const { x, y } = screen.getCursorScreenPoint()
    const moved = x !== last.x || y !== last.y
    last = { x, y }
    // Whole seconds since the last key or click: 0 is now, or less than a second ago.
    if ((moved || powerMonitor.getSystemIdleTime() === 0) && Date.now() - saidAt >= AGAIN_MS) {
      saidAt = Date.now()
      onStir()
    }
  }, LOOK_MS)
  return () => clearInterval(timer)
}
