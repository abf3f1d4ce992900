import type { LinkCommand } from '../shared/ipc'
import type { DisplayInfo, PictureState } from '../shared/picture'
import type { OperatorRecord } from '../shared/protocol'
import type { Indicator } from './windows/indicator'

export type StreamEvents = {
  readonly command: (command: LinkCommand) => void
  readonly onPicture: (state: PictureState) => void
  readonly onDisplays: (list: readonly DisplayInfo[], shown: string | null) => void
  readonly onIndicatorGone: () => void
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
