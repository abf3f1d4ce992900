import { join } from 'node:path'
import { app, session } from 'electron'
import { keepSessionDataAway } from './folders'
import { log } from './log'
import { type Wish, wishIn } from './policy/wish'
import { lockDown, prepareSecurity, servePages } from './security'
import type { Support } from './support'
import { prepareTransport } from './transport'
import { openMainWindow } from './windows/main'

prepareSecurity()
prepareTransport()
keepSessionDataAway()
const wish = wishIn(process.argv)
if (wish !== null) print(wish)
else if (app.requestSingleInstanceLock()) app.whenReady().then(start).catch(giveUp)
else app.quit()

/** Locks first, then the window; everything else loads while the window's process starts. */
function start(): Promise<void> {
  const root = app.getAppPath()
  const own = session.defaultSession
  let support: Support | null = null
  lockDown(own, (contentsId) => contentsId === window.webContents.id && support?.mayCapture() === true)
  // No page is served before main can answer it.
  servePages(own, join(root, 'out', 'renderer'), () => wired)

  const window = openMainWindow()
  const wired = import('./wiring').then(async ({ wire }) => {
    support = await wire(root, own, window)
  })
  return wired
}

/** What is in force on this PC, for administrators: no window, also beside an agent that runs. */
function print(wish: Wish): void {
  const place = { platform: process.platform, env: process.env, root: app.getAppPath() }
  import('./policy/print')
    .then(({ printPolicy }) => printPolicy(wish, app.getVersion(), { packaged: app.isPackaged, ...place }))
    .then((status) => process.exit(status))
    .catch((cause: unknown) => {
      log('policy', 'could not be printed', cause)
      process.exit(1)
    })
}

async function giveUp(cause: unknown): Promise<void> {
  const { giveUp } = await import('./give-up')
  giveUp(cause)
}
