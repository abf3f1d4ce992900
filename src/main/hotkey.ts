import { globalShortcut } from 'electron'
import { log } from './log'

/** Work whatever has the focus; four keys each, so that nobody presses them by chance. */
export const HOTKEY = 'Ctrl+Alt+Shift+D'
export const PAUSE_HOTKEY = 'Ctrl+Alt+Shift+H'

/** Keys that are held down come again and again, the first time after up to so long. */
const REPEATED_MS = 1000

/** @returns the undo */
export function holdHotkey(keys: string, wish: () => void): () => void {
  // Another program may hold the keys already: the other ways remain.
  if (!globalShortcut.register(keys, wish)) log('hotkey', 'could not be registered')
  return () => globalShortcut.unregister(keys)
}

/**
 * One key for two wishes. It pauses at once, always; it ends a pause only where it was let go before, so that keys that
 * are held down for long never show what they just hid.
 */
export function toggle(
  paused: () => boolean,
  wishes: { readonly pause: () => void; readonly unpause: () => void },
  clock: () => number = Date.now,
): () => void {
  let last = Number.NEGATIVE_INFINITY
  return () => {
    const now = clock()
    const again = now - last < REPEATED_MS
    last = now
    if (!paused()) wishes.pause()
    else if (!again) wishes.unpause()
  }
}
