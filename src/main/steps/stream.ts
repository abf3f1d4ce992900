import { type Session as ElectronSession, screen } from 'electron'
import type { CallInput } from '../../shared/ipc'
import type { Approval } from '../../shared/journey'
import type { HoldReason, PictureState } from '../../shared/picture'
import { sourceFor, type Thumbnail, thumbnails } from '../display-sources'
import { displayList, isSameShape } from '../displays'
import { log } from '../log'
import { type Capture, pictureOf } from '../picture-of'
import type { OpenIndicator, StreamEvents } from '../stream-events'
import { createTimers } from '../timers'
import type { Indicator } from '../windows/indicator'

/** The page has to say that nothing leaves any more; one that does not is taken for hung, and loses its process. */
const HOLD_LIMIT_MS = 1000
/** The page says at least every second what it sees. */
const SEEN_LIMIT_MS = 5000
/** After a change of the displays the system takes a moment to settle, and says so several times. */
const SETTLE_MS = 150
/** A capture that the system did not give is asked for again. */
const AGAIN_MS = 2000

/**
 * The last gate before the screen leaves the PC. Chromium asks main for the source of every capture; without an armed
 * gate the answer is none, whatever the page does.
 *
 * Whatever speaks against a picture is a hold; while there is one, nothing leaves. A capture first only watches: the page
 * sends after main knows that border and bar are seen in the frames themselves.
 */
export type Stream = ReturnType<typeof createStream>

export function createStream(session: ElectronSession, openIndicator: OpenIndicator, events: StreamEvents) {
  const holds = new Set<HoldReason>()
  let gate: 'shut' | 'armed' | 'used' = 'shut'
  let over = false
  let started = false
  let indicator: Indicator | null = null
  let display: Electron.Display | null = null
  let capture: Capture = 'none'
  let share = 0
  /** The share whose hold the page has not confirmed yet: it may do so while the next one has begun. */
  let unheld = 0
  /** The border is on its way to a display; no capture starts before it is there. */
  let moving = 0
  let frames: CallInput<'stream-seen'>['frames'] = 'coming'
  /** How often in a row it was begun and never ran. */
  let failures = 0
  let healing = false
  let picture: PictureState = 'starting'
  const timers = createTimers<'hold' | 'seen' | 'settle' | 'again' | 'covered'>()

  session.setDisplayMediaRequestHandler((_request, answer) => {
    // Electron takes an empty answer as a refusal; the page's request rejects.
    const refused = () => answer(undefined as unknown as Electron.Streams)
    if (gate !== 'armed' || display === null) {
      log('stream', 'a capture was refused: no live approval')
      return refused()
    }
    gate = 'used'
    const asked = share
    void sourceFor(display).then((source) => {
      // Ended, held or another display while the source was looked up: the gate is shut again, so nothing starts.
      if (source === null || gate !== 'used' || asked !== share) refused()
      else answer({ video: source })
    })
  })

  const { after } = timers
  const say = () => {
    const state = pictureOf({ holds, capture, frames, failing: failures > 1 })
    if (over || state === picture) return
    picture = state
    events.onPicture(state)
  }

  /** Nothing leaves from the moment the page hears it. */
  const stop = (release: boolean) => {
    gate = 'shut'
    if (capture === 'none') return
    capture = release ? 'none' : 'watching'
    if (release) unsee()
    unheld = share
    events.command({ do: 'hold', share, release })
    after('hold', HOLD_LIMIT_MS, events.onHung)
  }
  const begin = () => {
    if (indicator === null || display === null || moving > 0) return
    share += 1
    frames = 'coming'
    capture = 'asked'
    gate = 'armed'
    indicator.restore()
    events.command({ do: 'share', share, marks: [...indicator.marks()] })
    watch()
  }
  const watch = () => after('seen', SEEN_LIMIT_MS, () => capture !== 'none' && events.onHung())

  /** Brings the capture in line with the holds. */
  const follow = () => {
    if (over || !started) return
    const others = [...holds].some((reason) => reason !== 'covered')
    if (others) stop(true)
    else if (holds.has('covered')) {
      // Captured, so that the page can see when the marks are back.
      if (capture === 'sending' || capture === 'opening') stop(false)
      else if (capture === 'none') begin()
    } else if (capture === 'none') begin()
    say()
  }
  const hold = (reason: HoldReason) => {
    if (over || holds.has(reason)) return
    holds.add(reason)
    heal()
    follow()
  }
  const release = (reason: HoldReason) => {
    if (over || !holds.delete(reason)) return
    follow()
  }
  const uncover = () => {
    holds.delete('covered')
    heal()
  }
  /** Frames in which nothing is to be seen (a dark screen, a desktop of the system's own) do not say that it is hidden. */
  function heal(): void {
    const runs = holds.has('covered') && frames === 'coming'
    if (runs === healing) return
    healing = runs
    if (runs) after('covered', events.coveredMs, events.onIndicatorGone)
    else timers.clear('covered')
  }
  /** Without frames nobody knows what is covered. */
  const unsee = () => {
    uncover()
    timers.clear('seen')
  }

  const sayDisplays = () => {
    const list = displayList(screen.getAllDisplays(), screen.getPrimaryDisplay().id)
    events.onDisplays(list, display === null ? null : String(display.id))
  }

  /** From here on another display, or the same in another shape: the border first, then the capture. */
  const showOn = async (next: Electron.Display) => {
    if (over || indicator === null) return
    stop(true)
    display = next
    holds.delete('display-gone')
    say()
    sayDisplays()
    moving += 1
    try {
      await indicator.moveTo(next)
    } finally {
      moving -= 1
    }
    follow()
  }
  const onChanged = () => after('settle', SETTLE_MS, settle)
  const settle = () => {
    if (display === null) return
    const id = display.id
    const now = screen.getAllDisplays().find((one) => one.id === id)
    if (now === undefined) {
      hold('display-gone')
      sayDisplays()
    } else if (holds.has('display-gone') || !isSameShape(now, display))
      showOn(now).catch((error: unknown) => log('stream', 'the border did not follow', error))
    else sayDisplays()
  }

  return {
    /** Shows the indicator, then opens the gate for exactly one capture. */
    async start(approval: Approval): Promise<void> {
      display = screen.getPrimaryDisplay()
      indicator = openIndicator(approval.verified.joined.operator, display, {
        onGone: events.onIndicatorGone,
        onDisturbed: () => {
          if (capture === 'sending' || capture === 'opening') hold('covered')
          indicator?.restore()
        },
        onMoved: () => {
          if (indicator !== null && capture !== 'none')
            events.command({ do: 'marks', marks: [...indicator.marks()] })
        },
      })
      screen.on('display-added', onChanged)
      screen.on('display-removed', onChanged)
      screen.on('display-metrics-changed', onChanged)
      sayDisplays()
      await indicator.shown
      if (over) return
      started = true
      if (events.permission() === 'denied') {
        holds.add('permission')
        // macOS asks its user, and lists this program among those to allow, only once it tried.
        void sourceFor(display)
        askAgain()
      }
      follow()
    },

    hold,
    release,
    /** True between an opened gate and the capture: the permission handler asks. */
    mayAsk: () => gate === 'armed',
    /** The display with this id, null where there is none (any more). */
    find: (id: string): Electron.Display | null =>
      screen.getAllDisplays().find((one) => String(one.id) === id) ?? null,
    showOn,
    /** As they are now, for whoever has to be told again. */
    tellAll(): void {
      events.onPicture(picture)
      sayDisplays()
    },
    tellDisplays: sayDisplays,
    isSending: () => capture === 'sending',
    /** Of every display; null while anything speaks against a picture. */
    thumbnails(): Promise<readonly Thumbnail[]> | null {
      if (capture !== 'sending') return null
      const asked = share
      // Held meanwhile, however shortly: what was taken stays here.
      return thumbnails().then((taken) => (capture === 'sending' && asked === share ? taken : []))
    },
    indicator: (change: Parameters<Indicator['update']>[0]) => indicator?.update(change),
    stir: () => {
      if (capture === 'sending') events.command({ do: 'stir' })
    },

    /** The page's answers; those of an earlier share say nothing any more. */
    started(input: CallInput<'stream-started'>): void {
      if (input.share !== share || capture !== 'opening') return
      capture = 'sending'
      failures = 0
      say()
    },
    held(input: CallInput<'stream-held'>): void {
      if (input.share === unheld) timers.clear('hold')
    },
    failed(input: CallInput<'stream-failed'>): void {
      if (input.share !== share || capture === 'none') return
      log('stream', 'the capture failed or ended by itself')
      capture = 'none'
      gate = 'shut'
      failures += 1
      unsee()
      say()
      askAgain()
    },
    seen(input: CallInput<'stream-seen'>): void {
      if (input.share !== share || capture === 'none') return
      watch()
      frames = input.frames
      if (input.marks === 'unseen') {
        indicator?.restore()
        hold('covered')
      } else if (input.marks === 'seen') {
        if (capture === 'asked') capture = 'watching'
        uncover()
        if (capture === 'watching' && holds.size === 0) {
          capture = 'opening'
          events.command({ do: 'unhold', share })
        }
      }
      heal()
      say()
    },

    /** Shuts the gate: no capture starts any more. Idempotent. */
    shut(): void {
      gate = 'shut'
      over = true
      // Whatever the page still says of its capture leads nowhere.
      capture = 'none'
      timers.stop()
      screen.off('display-added', onChanged)
      screen.off('display-removed', onChanged)
      screen.off('display-metrics-changed', onChanged)
    },
    /** For when no frame can leave any more. Idempotent. */
    hideIndicator(): void {
      indicator?.close()
      indicator = null
    },
  }

  function askAgain(): void {
    after('again', AGAIN_MS, () => {
      if (events.permission() === 'granted') {
        holds.delete('permission')
        if (capture === 'none') follow()
      } else {
        hold('permission')
        askAgain()
      }
    })
  }
}
