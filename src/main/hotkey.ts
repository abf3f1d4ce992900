import { globalShortcut } from 'electron'
import { log } from './log'

/** Works whatever has the focus; four keys, so that nobody presses them by chance. */
export const HOTKEY = 'Ctrl+Alt+Shift+D'

/** @returns the undo */
export function holdHotkey(wish: () => void): () => void {
  const accelerator = HOTKEY.replace('Ctrl', 'CommandOrControl')
  // Another program may hold the keys already: the other ways out remain.
  if (!globalShortcut.register(accelerator, wish)) log('hotkey', 'could not be registered')
  return () => globalShortcut.unregister(accelerator)
}
