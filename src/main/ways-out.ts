import type { Phase } from '../shared/journey'
import type { Language } from '../shared/languages'
import { translator } from '../shared/texts'
import { holdHotkey } from './hotkey'
import { openTray } from './windows/tray'

const joined: ReadonlyArray<Phase['name']> = ['joining', 'approval', 'live']

/** Tray and hotkey: ways to end a session that need no window of ours. The hotkey is held only while there is one. */
export function openWaysOut(
  root: string,
  wishes: { readonly show: () => void; readonly disconnect: () => void; readonly quit: () => void },
): { show(language: Language, phase: Phase): void } {
  const tray = openTray(root, wishes)
  let release: (() => void) | null = null
  return {
    show(language, phase) {
      const inSession = joined.includes(phase.name)
      tray.update(translator(language), inSession)
      if (inSession === (release !== null)) return
      release?.()
      release = inSession ? holdHotkey(wishes.disconnect) : null
    },
  }
}
