import { app, type BrowserWindow } from 'electron'
import type { Journey } from './journey'
import { reveal } from './windows/main'

/** A moment for the last word to reach the relay. */
const LAST_WORD_MS = 300

/** However the program or its window goes, a session that stands ends with it. */
export function endWithTheApplication(window: BrowserWindow, journey: Journey): void {
  window.on('closed', () => journey.end('customer'))
  window.webContents.on('render-process-gone', () => {
    journey.pageGone()
    window.reload()
  })
  app.on('second-instance', () => reveal(window))
  app.on('window-all-closed', () => app.quit())
  app.on('before-quit', (event) => {
    if (!journey.end('customer')) return
    event.preventDefault()
    setTimeout(() => app.quit(), LAST_WORD_MS)
  })
}
