import { BaseWindow, BrowserWindow, type Display, type Rectangle } from 'electron'
import { Breach } from '../../shared/errors'
import type { BarEdge, BarView, Outcome, TextSize } from '../../shared/ipc'
import type { Language } from '../../shared/languages'
import type { Mark } from '../../shared/picture'
import type { OperatorRecord } from '../../shared/protocol'
import { borderSides, marksOf, RED } from '../displays'
import { HOTKEY, PAUSE_HOTKEY } from '../hotkey'
import { type Owned, push } from '../ipc'
import { barBounds } from './bar-place'
import { type IndicatorEvents, keepWindows } from './indicator-windows'
import { pageUrl, windowOptions } from './page'

export type Indicator = {
  /** Settles once bar and border are on the screen; capture starts only after. */
  readonly shown: Promise<void>
  /** Border and bar go to another display, or follow one that changed; settles once they are there. */
  moveTo(display: Display): Promise<void>
  /** The bar goes to the other edge of its display, out of the way; settles once it is there. */
  moveBar(edge: BarEdge): Promise<void>
  /** Where its pixels are in the picture of its display. */
  marks(): readonly Mark[]
  /** Puts every window back where it belongs, shown and on top. */
  restore(): void
  /** What the bar says. A new text size gives it another size. */
  update(change: Partial<BarView>): void
  close(): void
}

type Opened = Indicator & { readonly bar: BrowserWindow; readonly view: () => BarView }

/** The one indicator there can be, so that its bar's calls are known for what they are. */
export function createIndicators() {
  let current: Opened | null = null
  return {
    open(
      operator: OperatorRecord,
      display: Display,
      language: Language,
      events: IndicatorEvents,
      textSize: TextSize = 100,
    ): Indicator {
      const first: BarView = {
        language,
        operator,
        sharingSince: new Date().toISOString(),
        hotkey: HOTKEY,
        pauseHotkey: PAUSE_HOTKEY,
        picture: 'starting',
        contact: 'standing',
        question: false,
        endsAt: null,
        textSize,
        edge: 'top',
      }
      const opened = openIndicator(first, display, events)
      current = opened
      return opened
    },
    owned: (contentsId: number): Owned | null =>
      current !== null && !current.bar.isDestroyed() && current.bar.webContents.id === contentsId
        ? { page: 'bar', window: current.bar }
        : null,
    view(): BarView {
      if (current === null) throw new Breach('message-late', 'no indicator')
      return current.view()
    },
    /** The bar's own wish. */
    moveBar(edge: BarEdge): Outcome {
      if (current === null) throw new Breach('message-late', 'no indicator')
      void current.moveBar(edge)
      return { ok: true }
    },
  }
}

/**
 * What tells the customer that the screen is shown: a red border around the display and a bar with the operator's name
 * and the way out. It cannot be hidden: whatever takes one of its windows away ends the session.
 *
 * Four thin windows make the border, because one large click-through window is not click-through on X11; they have no
 * page in them, so they cost no process and nothing can be injected into them.
 */
function openIndicator(first: BarView, where: Display, events: IndicatorEvents): Opened {
  let view = first
  let display = where
  let open = true
  const barPlace = (): Rectangle => barBounds(display, view)
  const places = () => [...borderSides(display.bounds), barPlace()]
  const gone = () => {
    if (open) events.onGone()
  }

  const borders = borderSides(display.bounds).map((side) => {
    const window = new BaseWindow({ ...overlay, ...side, focusable: false, backgroundColor: RED })
    window.setIgnoreMouseEvents(true)
    return window
  })
  const bar = new BrowserWindow({ ...windowOptions, ...overlay, ...barPlace(), title: 'Sobani' })
  bar.webContents.on('render-process-gone', gone)
  bar.webContents.on('unresponsive', gone)
  const kept = keepWindows(
    [
      ...borders.map((window) => ({ window, show: () => window.show() })),
      { window: bar, show: () => bar.showInactive() },
    ],
    places(),
    events,
  )

  const ready = new Promise<void>((resolve) => bar.once('ready-to-show', () => resolve()))
  // A bar whose page hangs before it was ever drawn tells nobody: the session would be about to begin for ever.
  const late = setTimeout(gone, DRAWN_LIMIT_MS)
  const shown = ready.then(() => {
    clearTimeout(late)
    return open ? kept.show() : undefined
  })
  // Without its page it says nothing and has no button.
  bar.loadURL(pageUrl('bar')).catch(gone)

  const say = () => push(bar, 'bar', view)
  const moved = async (): Promise<void> => {
    await kept.place(places())
    if (open) events.onMoved?.()
  }

  return {
    shown,
    bar,
    view: () => view,
    async moveTo(next) {
      display = next
      await kept.place(places())
    },
    async moveBar(edge) {
      view = { ...view, edge }
      say()
      await moved()
    },
    marks: () => marksOf(display, kept.last() ?? barPlace()),
    restore: kept.restore,
    update(change) {
      const before = view
      view = { ...view, ...change }
      say()
      if (view.textSize !== before.textSize || view.edge !== before.edge) void moved()
    },
    close() {
      open = false
      clearTimeout(late)
      kept.close()
    },
  }
}

/** More than a busy PC takes to draw a small page. */
const DRAWN_LIMIT_MS = 20_000

const overlay = {
  frame: false,
  show: false,
  resizable: false,
  movable: false,
  minimizable: false,
  maximizable: false,
  fullscreenable: false,
  skipTaskbar: true,
  hasShadow: false,
  alwaysOnTop: true,
  // macOS would else push a window down below the menu bar, where nobody looks for the top of the border.
  enableLargerThanScreen: true,
  // Corners that the system cuts off are not red, and windows that fade in are not there yet.
  roundedCorners: false,
  thickFrame: false,
} as const
