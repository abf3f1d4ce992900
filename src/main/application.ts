import { app, type BrowserWindow } from 'electron'
import type { Support } from './support'
import { reveal } from './windows/main'

/** A moment for the last word to reach the relay. */
const LAST_WORD_MS = 300

/** However the program or its window goes, a session that stands ends with it. */
export function endWithTheApplication(window: BrowserWindow, support: Support): void {
  window.on('closed', () => support.end('customer'))
  window.webContents.on('render-process-gone', () => {
    support.pageGone()
    window.reload()
  })
  app.on('second-instance', () => reveal(window))
  app.on('window-all-closed', () => app.quit())
  app.on('before-quit', (event) => {
    if (!support.end('customer')) return
    event.preventDefault()
    setTimeout(() => app.quit(), LAST_WORD_MS)
  })
}
