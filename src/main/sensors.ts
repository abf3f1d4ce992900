import { powerMonitor, systemPreferences } from 'electron'
import { log } from './log'
import { createHost } from './machine/host-now'
import { watchPrompts } from './sensors/prompts'
import { watchSecureInput } from './sensors/secure-input'

export type SensorReason = 'asleep' | 'locked' | 'private'

/**
 * Tells whether a password is being typed, as far as this system knows; null where that could not be read.
 * @returns the undo, which ends every timer and program of it
 */
export type PrivateWatch = (tell: (holds: boolean | null) => void) => () => void

export type Sensors = {
  /** `on` is told each change; nothing holds at the start. What holds, holds until the opposite is told. */
  start(
    on: (reason: SensorReason, holds: boolean) => void,
    options: { readonly autoPause: () => boolean },
  ): void
  /** Ends every timer and program; nothing is told any more. */
  stop(): void
  /** Whether the system allows the capture: only macOS asks its user. */
  capture(): 'granted' | 'denied'
  /** Whether this system can tell that a password is typed. False where it has proven that it cannot. */
  readonly knowsPrivate: boolean
}

/** How soon a changed setting is followed. */
const SETTING_MS = 500

/** What the system says of itself that is a reason to show nothing. */
export function createSensors(
  platform: NodeJS.Platform,
  watch: PrivateWatch | null = watchOf(platform),
): Sensors {
  let stop: (() => void) | null = null
  let works: boolean | null = null

  function follow(tell: (holds: boolean) => void, autoPause: () => boolean): () => void {
    if (watch === null) return () => undefined
    let unwatch: (() => void) | null = null
    let holds = false
    const say = (now: boolean) => {
      if (now === holds) return
      holds = now
      tell(now)
    }
    const heard = (now: boolean | null) => {
      if (now !== null) {
        works = true
        say(now)
      } else if (works === null) {
        works = false
        log('sensors', 'cannot tell when a password is typed')
      }
      // What cannot be read for once stays as it was: it may still be so.
    }
    const settle = () => {
      const wanted = autoPause()
      if (wanted && unwatch === null) unwatch = watch(heard)
      if (wanted || unwatch === null) return
      unwatch()
      unwatch = null
      say(false)
    }
    settle()
    const timer = setInterval(settle, SETTING_MS)
    return () => {
      clearInterval(timer)
      unwatch?.()
    }
  }

  return {
    start(on, { autoPause }) {
      stop?.()
      let open = true
      const tell = (reason: SensorReason) => (holds: boolean) => {
        if (open) on(reason, holds)
      }
      const undo = [follow(tell('private'), autoPause), ...followSystem(tell('asleep'), tell('locked'))]
      stop = () => {
        open = false
        for (const one of undo) one()
      }
    },
    stop() {
      stop?.()
      stop = null
    },
    capture: () =>
      platform !== 'darwin' || systemPreferences.getMediaAccessStatus('screen') === 'granted'
        ? 'granted'
        : 'denied',
    get knowsPrivate() {
      return watch !== null && works !== false
    },
  }
}

function watchOf(platform: NodeJS.Platform): PrivateWatch | null {
  if (platform === 'darwin') return watchSecureInput(createHost())
  return platform === 'win32' ? watchPrompts() : null
}

type Tell = (holds: boolean) => void

/** Sleep and the lock screen. A Mac that another user is switched to is as good as locked. */
function followSystem(asleep: Tell, locked: Tell): Array<() => void> {
  const causes = new Set<string>()
  const lockedBy = (cause: string, holds: boolean) => () => {
    const before = causes.size > 0
    if (holds) causes.add(cause)
    else causes.delete(cause)
    if (causes.size > 0 !== before) locked(!before)
  }
  const heard: Array<readonly [event: string, listener: () => void]> = [
    ['suspend', () => asleep(true)],
    ['resume', () => asleep(false)],
    ['lock-screen', lockedBy('screen', true)],
    ['unlock-screen', lockedBy('screen', false)],
    ['user-did-resign-active', lockedBy('user', true)],
    ['user-did-become-active', lockedBy('user', false)],
  ]
  return heard.map(([event, listener]) => {
    powerMonitor.on(event as 'suspend', listener)
    return () => powerMonitor.removeListener(event as 'suspend', listener)
  })
}
