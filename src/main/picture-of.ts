import { type HoldReason, holdReasons, type PictureState } from '../shared/picture'

/** `asked`: the gate is open, or the page is at work. `watching`: captured, and not sent. `opening`: about to be sent. */
export type Capture = 'none' | 'asked' | 'watching' | 'opening' | 'sending'

export type Seen = {
  readonly holds: ReadonlySet<HoldReason>
  readonly capture: Capture
  /** `black`: all over, so nothing can be seen in them; `stalled`: there are none. */
  readonly frames: 'coming' | 'stalled' | 'black'
  /** It was begun more than once, and never ran. */
  readonly failing: boolean
}

/** The one thing that is said of the picture: the weightiest hold, or how the capture stands. */
export function pictureOf({ holds, capture, frames, failing }: Seen): PictureState {
  const held = holdReasons.find((reason) => holds.has(reason))
  if (held === 'covered' && frames === 'black') return 'stalled'
  if (held !== undefined) return held
  if (failing || (frames === 'stalled' && capture !== 'none')) return 'stalled'
  return capture === 'sending' ? 'running' : 'starting'
}
