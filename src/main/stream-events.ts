import type { LinkCommand } from '../shared/ipc'
import type { DisplayInfo, PictureState } from '../shared/picture'
import type { OperatorRecord } from '../shared/protocol'
import type { Indicator } from './windows/indicator'

export type StreamEvents = {
  readonly command: (command: LinkCommand) => void
  readonly onPicture: (state: PictureState) => void
  readonly onDisplays: (list: readonly DisplayInfo[], shown: string | null) => void
  readonly onIndicatorGone: () => void
  /**
   * How long border and bar may be out of sight, in milliseconds, in spite of being put back. Nothing leaves meanwhile:
   * a menu of the system's own over them, or a film that fills the screen, is not to end a session at once.
   */
  readonly coveredMs: number
  /** The page does not do what it is told. */
  readonly onHung: () => void
  /** Whether the system lets this program capture at all. */
  readonly permission: () => 'granted' | 'denied'
}

export type OpenIndicator = (
  operator: OperatorRecord,
  display: Electron.Display,
  events: { onGone: () => void; onDisturbed: () => void; onMoved: () => void },
) => Indicator
