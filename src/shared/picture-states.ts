/**
 * Why the operator is shown no picture. Several can hold at once; the first in this order is the one that is said.
 * `asleep`: the PC sleeps. `locked`: lock screen or another desktop that cannot be captured (UAC). `permission`: the
 * system does not allow the capture (macOS). `display-gone`: the display was unplugged. `covered`: the border or the bar
 * cannot be seen. `paused`: the customer's own wish. `private`: a password is being typed. `question`: the customer is
 * asked whether to go on. `words`: the other end has new keys, and its words are not confirmed yet. `contact`: the other
 * end cannot be reached.
 */
export const holdReasons = [
  'asleep',
  'locked',
  'permission',
  'display-gone',
  'covered',
  'paused',
  'private',
  'question',
  'words',
  'contact',
] as const
export type HoldReason = (typeof holdReasons)[number]

/** What becomes of the picture. `stalled`: the capture gives no frames, or only black ones, and nothing says why. */
export const pictureStates = ['starting', 'running', 'stalled', ...holdReasons] as const
export type PictureState = (typeof pictureStates)[number]

export const isHeld = (state: PictureState): state is HoldReason =>
  state !== 'starting' && state !== 'running' && state !== 'stalled'
