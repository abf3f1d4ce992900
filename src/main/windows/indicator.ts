import { BaseWindow, BrowserWindow, type Rectangle, screen } from 'electron'
import { Breach } from '../../shared/errors'
import type { BarView } from '../../shared/ipc'
import type { Language } from '../../shared/languages'
import type { OperatorRecord } from '../../shared/protocol'
import { HOTKEY } from '../hotkey'
import type { Owned } from '../ipc'
import { pageUrl, windowOptions } from './page'

const BORDER = 5
const BAR = { width: 560, height: 64 }
const RED = '#d93025'

export type Indicator = {
  /** Settles once bar and border are on the screen; capture starts only after. */
  readonly shown: Promise<void>
  close(): void
}

/** The one indicator there can be, so that its bar's calls are known for what they are. */
export function createIndicators() {
  let current: { readonly bar: BrowserWindow; readonly view: BarView } | null = null
  return {
    open(operator: OperatorRecord, language: Language, onGone: () => void): Indicator {
      const view: BarView = { language, operator, sharingSince: new Date().toISOString(), hotkey: HOTKEY }
      const opened = openIndicator(onGone)
      current = { bar: opened.bar, view }
      return opened
    },
    owned: (contentsId: number): Owned | null =>
      current !== null && !current.bar.isDestroyed() && current.bar.webContents.id === contentsId
        ? { page: 'bar', window: current.bar }
        : null,
    view(): BarView {
      if (current === null) throw new Breach('message-late', 'no indicator')
      return current.view
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
function openIndicator(onGone: () => void): Indicator & { readonly bar: BrowserWindow } {
  const { bounds, workArea } = screen.getPrimaryDisplay()
  let open = true
  const gone = () => {
    if (open) onGone()
  }

  const borders = borderSides(bounds).map((side) => {
    const window = new BaseWindow({ ...overlay, ...side, focusable: false, backgroundColor: RED })
    window.setIgnoreMouseEvents(true)
    return window
  })
  const bar = new BrowserWindow({
    ...windowOptions,
    ...overlay,
    width: BAR.width,
    height: BAR.height,
    x: Math.round(workArea.x + (workArea.width - BAR.width) / 2),
    y: workArea.y + BORDER,
    title: 'Sobani',
  })
  for (const window of [...borders, bar]) {
    keepOnTop(window)
    for (const event of ['closed', 'hide', 'minimize'] as const) window.on(event as 'closed', gone)
  }
  bar.webContents.on('render-process-gone', gone)
  bar.webContents.on('unresponsive', gone)

  const shown = new Promise<void>((resolve) => {
    bar.once('ready-to-show', () => {
      for (const window of [...borders, bar]) window === bar ? bar.showInactive() : window.show()
      resolve()
    })
  })
  void bar.loadURL(pageUrl('bar'))

  return {
    shown,
    bar,
    close() {
      open = false
      for (const window of [...borders, bar]) if (!window.isDestroyed()) window.destroy()
    },
  }
}

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
} as const

function keepOnTop(window: BaseWindow): void {
  window.setAlwaysOnTop(true, 'screen-saver')
  window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true })
}

const borderSides = ({ x, y, width, height }: Rectangle): Rectangle[] => [
  { x, y, width, height: BORDER },
  { x, y: y + height - BORDER, width, height: BORDER },
  { x, y: y + BORDER, width: BORDER, height: height - 2 * BORDER },
  { x: x + width - BORDER, y: y + BORDER, width: BORDER, height: height - 2 * BORDER },
]
