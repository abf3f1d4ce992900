import { join } from 'node:path'
import type { Page } from '../../shared/ipc'

/** Own scheme: a standard, secure origin of its own, without the reach of file://. */
export const SCHEME = 'sobani'
export const ORIGIN = `${SCHEME}://agent`

export const pageUrl = (page: Page): string => `${ORIGIN}/${page}.html`

/** Every window has these, and none adds to them. */
export const windowOptions = {
  webPreferences: {
    preload: join(__dirname, '../preload/index.cjs'),
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    // The link and the bar's clock go on while their window is covered.
    backgroundThrottling: false,
  },
} as const
