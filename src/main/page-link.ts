import type { BrowserWindow } from 'electron'
import type { LinkCommand } from '../shared/ipc'
import { push } from './ipc'
import { log } from './log'

/** A page that does not confirm the end in this time is taken for hung. */
const CONFIRM_LIMIT_MS = 500

export type PageLink = {
  command(command: LinkCommand): void
  /**
   * Ends the page's connection and capture, and calls back once both are certainly gone. The page's word for it is not
   * enough: the whole page is made anew, and one that hangs loses its process.
   */
  close(stopped: () => void): void
  /** The page confirmed. */
  confirmed(): void
  /** The page's process is gone, and everything it held. */
  lost(): void
}

export function createPageLink(window: BrowserWindow): PageLink {
  let timer: NodeJS.Timeout | undefined
  let waiting: (() => void) | null = null
  const settle = () => {
    clearTimeout(timer)
    waiting?.()
    waiting = null
  }
  return {
    command: (command) => push(window, 'link', command),
    close(stopped) {
      waiting = stopped
      if (window.isDestroyed()) return settle()
      push(window, 'link', { do: 'close' })
      timer = setTimeout(() => {
        if (window.isDestroyed()) return settle()
        log('page-link', 'the page did not stop in time; its process is ended')
        window.webContents.forcefullyCrashRenderer()
      }, CONFIRM_LIMIT_MS)
    },
    confirmed() {
      if (waiting === null || window.isDestroyed()) return settle()
      window.webContents.once('did-navigate', settle)
      window.webContents.reload()
    },
    lost: settle,
  }
}
