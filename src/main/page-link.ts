import type { BrowserWindow } from 'electron'
import type { LinkCommand } from '../shared/ipc'
import { push } from './ipc'
import { log } from './log'

/** A page that does not confirm the end in this time is taken for hung. */
const CONFIRM_LIMIT_MS = 500

export type PageLink = {
  command(command: LinkCommand): void
  /** Ends the page's connection; a page that does not answer loses its process, and with it every capture. */
  close(): void
  /** The page confirmed. */
  confirmed(): void
}

export function createPageLink(window: BrowserWindow): PageLink {
  let timer: NodeJS.Timeout | undefined
  return {
    command: (command) => push(window, 'link', command),
    close() {
      push(window, 'link', { do: 'close' })
      clearTimeout(timer)
      timer = setTimeout(() => {
        if (window.isDestroyed()) return
        log('page-link', 'the page did not stop in time; its process is ended')
        window.webContents.forcefullyCrashRenderer()
      }, CONFIRM_LIMIT_MS)
    },
    confirmed: () => clearTimeout(timer),
  }
}
