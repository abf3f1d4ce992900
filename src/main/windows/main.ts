import { BrowserWindow } from 'electron'
import { pageUrl, windowOptions } from './page'

/** The customer's window: one screen per phase. Shown when it has something to show, so that it never flashes empty. */
export function openMainWindow(): BrowserWindow {
  const window = new BrowserWindow({
    ...windowOptions,
    width: 980,
    height: 800,
    minWidth: 560,
    minHeight: 480,
    show: false,
    autoHideMenuBar: true,
    title: 'Sobani',
  })
  window.removeMenu()
  window.once('ready-to-show', () => window.show())
  void window.loadURL(pageUrl('index'))
  return window
}

/** Brings the window back in front of the customer. */
export function reveal(window: BrowserWindow): void {
  if (window.isDestroyed()) return
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
