import { setTimeout as wait } from 'node:timers/promises'
import { app, type BrowserWindow } from 'electron'
import type { Support } from './support'
import { reveal } from './windows/main'

/** A moment for the last word to reach the operator's end. */
const LAST_WORD_MS = 300
/** A slow disk or a virus scanner gets so long to take the receipt; then the program goes all the same. */
const MOST_MS = 3000

/** However the program or its window goes, a session that stands ends with it. */
export function endWithTheApplication(
  window: BrowserWindow,
  support: Pick<Support, 'end' | 'pageGone' | 'settling'>,
): void {
  window.on('closed', () => support.end('customer'))
  // Windows that is shut down asks first and says nothing after: what is left to do is begun with the question. The
  // Electron of the legacy channel does not hand the question on (nor do its typings name it), only that it is over.
  const shutdown: NodeJS.EventEmitter = window
  shutdown.on('query-session-end', () => support.end('customer'))
  window.on('session-end', () => support.end('customer'))
  window.webContents.on('render-process-gone', () => {
    support.pageGone()
    window.reload()
  })
  app.on('second-instance', () => reveal(window))
  app.on('window-all-closed', () => app.quit())
  let waited = false
  app.on('before-quit', (event) => {
    const ended = support.end('customer')
    // Also where the session ended a moment ago, with its window for one: its receipt may still be on the way.
    const settling = support.settling()
    if (waited || settling === null) return
    event.preventDefault()
    const all = Promise.all([settling, wait(ended ? LAST_WORD_MS : 0)])
    void Promise.race([all, wait(MOST_MS)]).then(() => {
      waited = true
      app.quit()
    })
  })
}
