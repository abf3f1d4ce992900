import {
  type DesktopCapturerSource,
  desktopCapturer,
  type Session as ElectronSession,
  screen,
} from 'electron'
import type { Approval } from '../../shared/journey'
import type { OperatorRecord } from '../../shared/protocol'
import { log } from '../log'
import type { Indicator } from '../windows/indicator'

export type StreamEvents = {
  /** Tells the page to ask for the display. */
  readonly share: () => void
}

export type Stream = {
  /** Shows the indicator, then opens the gate for exactly one capture. */
  start(approval: Approval): Promise<void>
  /** True between approval and the first capture: the permission handler asks. */
  mayAsk(): boolean
  /** Shuts the gate: no capture starts any more. Idempotent. */
  shut(): void
  /** For when no frame can leave any more. Idempotent. */
  hideIndicator(): void
}

/**
 * The last gate before the screen leaves the PC. Chromium asks main for the source of every capture; without an armed
 * gate the answer is none, whatever the page does.
 */
export function createStream(
  session: ElectronSession,
  openIndicator: (operator: OperatorRecord) => Indicator,
  events: StreamEvents,
): Stream {
  let gate: 'shut' | 'armed' | 'used' = 'shut'
  let over = false
  let indicator: Indicator | null = null

  session.setDisplayMediaRequestHandler((_request, answer) => {
    if (gate !== 'armed') {
      log('stream', 'a capture was refused: no live approval')
      // Electron takes an empty answer as a refusal; the page's request rejects.
      answer(undefined as unknown as Electron.Streams)
      return
    }
    gate = 'used'
    void primaryScreen().then((source) => {
      // Ended while the source was looked up: the gate is shut again, so nothing starts.
      if (source === null || gate !== 'used') answer(undefined as unknown as Electron.Streams)
      else answer({ video: source })
    })
  })

  return {
    async start(approval) {
      indicator = openIndicator(approval.verified.joined.operator)
      await indicator.shown
      if (over) return
      gate = 'armed'
      events.share()
    },
    mayAsk: () => gate === 'armed',
    shut() {
      gate = 'shut'
      over = true
    },
    hideIndicator() {
      indicator?.close()
      indicator = null
    },
  }
}

async function primaryScreen(): Promise<DesktopCapturerSource | null> {
  try {
    // Thumbnails of size 0: the list is wanted, not a picture.
    const sources = await desktopCapturer.getSources({
      types: ['screen'],
      thumbnailSize: { width: 0, height: 0 },
    })
    const primary = String(screen.getPrimaryDisplay().id)
    // display_id can be empty on some systems; with a single source there is nothing to choose. With several, a guess
    // could show another display than the one with the border around it.
    const [only] = sources.length === 1 ? sources : []
    return sources.find((source) => source.display_id === primary) ?? only ?? null
  } catch (error) {
    log('stream', 'the displays could not be listed', error)
    return null
  }
}
