import type { Phase } from '../shared/journey'
import type { Language } from '../shared/languages'
import { translator } from '../shared/texts'
import { HOTKEY, holdHotkey, PAUSE_HOTKEY, toggle } from './hotkey'
import { openTray, type TrayWishes } from './windows/tray'

const joined: ReadonlyArray<Phase['name']> = ['joining', 'approval', 'live']

/**
 * Tray and hotkeys: ways to end a session or to hide the picture that need no window of ours. Each hotkey is held only
 * while there is something for it to do.
 */
export function openWaysOut(
  root: string,
  wishes: TrayWishes,
): { show(language: Language, phase: Phase): void } {
  const tray = openTray(root, wishes)
  let paused = false
  const disconnecting = held(() => holdHotkey(HOTKEY, wishes.disconnect))
  const pausing = held(() => {
    const press = toggle(() => paused, wishes)
    return holdHotkey(PAUSE_HOTKEY, press)
  })
  return {
    show(language, phase) {
      paused = phase.name === 'live' && phase.picture === 'paused'
      const inSession = joined.includes(phase.name)
      const picture = phase.name !== 'live' ? 'none' : paused ? 'paused' : 'shown'
      tray.update(translator(language), { joined: inSession, picture })
      disconnecting(inSession)
      pausing(phase.name === 'live')
    },
  }
}

/** Something that is held or not. */
function held(hold: () => () => void): (wanted: boolean) => void {
  let release: (() => void) | null = null
  return (wanted) => {
    if (wanted === (release !== null)) return
    release?.()
    release = wanted ? hold() : null
  }
}
