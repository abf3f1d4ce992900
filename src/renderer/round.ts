import { createMarkWatch, type MarkWatch, type Sight } from '../peer/marks'
import { captureWish, type Sending, startSending } from '../peer/sending'
import type { CallInput } from '../shared/ipc'
import type { Mark, SendingLimit } from '../shared/picture'

/** The slowest capture gives five frames a second. One that gives none of a still screen is asked for a frame after 2.5 s. */
const STALLED_MS = 4000

export type Seen = Omit<CallInput<'stream-seen'>, 'share'>

export type RoundEvents = {
  /** On each change and at least once a second, from the command on. */
  readonly onSeen: (seen: Seen) => void
  readonly onCaptured: (sending: Sending) => void
  readonly onLimited: (limit: SendingLimit) => void
  /** There is no capture, or no longer. */
  readonly onFailed: () => void
}

/** One of main's shares, from the command to its release. */
export type Round = {
  readonly share: number
  /** The frames that may leave; null until there is a capture. */
  readonly sending: Sending | null
  /** Lets frames pass; `shut` works for every frame that has not been handed over yet. */
  open(): void
  shut(): void
  /** Counts how often it was opened or shut by main: what waits for an earlier time is not wanted any more. */
  turn: number
  expect(marks: readonly Mark[]): void
  /** Idempotent. */
  stop(): void
}

/** Main decides on words; a picture without frames shows neither that the indicator is there nor that it is not. */
const seenOf = (sight: Sight, looked: boolean): Seen => ({
  marks: sight.stalled || !looked ? 'unknown' : sight.seen ? 'seen' : 'unseen',
  frames: sight.stalled ? 'stalled' : sight.black ? 'black' : 'coming',
})

/** Asks main's gate for a display, and watches it for the indicator. Nothing leaves before `open`. */
export function startRound(share: number, marks: readonly Mark[], events: RoundEvents): Round {
  let passing = false
  let stopped = false
  let looked = false
  let sending: Sending | null = null
  const watch: MarkWatch = createMarkWatch({
    marks,
    stalledMs: STALLED_MS,
    onSight: (sight) => events.onSeen(seenOf(sight, looked)),
  })

  const stop = (): void => {
    stopped = true
    passing = false
    watch.stop()
    sending?.stop()
  }

  const begin = async (): Promise<void> => {
    const stream = await navigator.mediaDevices.getDisplayMedia({ video: captureWish, audio: false })
    const [captured] = stream.getVideoTracks()
    if (stopped) for (const track of stream.getTracks()) track.stop()
    if (stopped) return
    if (captured === undefined) throw new Error('the capture has no picture')
    sending = startSending({
      captured,
      mayPass: (picture) => {
        looked = true
        return watch.look(picture) && passing
      },
      onLimited: events.onLimited,
      onEnded: events.onFailed,
    })
    events.onCaptured(sending)
  }
  begin().catch((error: unknown) => {
    console.error('capture failed', error)
    if (!stopped) events.onFailed()
  })

  return {
    share,
    get sending() {
      return sending
    },
    turn: 0,
    open() {
      passing = !stopped
    },
    shut() {
      passing = false
    },
    expect: watch.expect,
    stop,
  }
}
