import { join } from 'node:path'
import { app, session } from 'electron'
import type { Phase } from '../shared/journey'
import { type Language, languageOf } from '../shared/language'
import { translator } from '../shared/texts'
import { keepSessionDataAway } from './folders'
import { giveUp } from './give-up'
import { handlersOf } from './handlers'
import { holdHotkey } from './hotkey'
import { answer, type Owned, push } from './ipc'
import { Journey } from './journey'
import { machineNow } from './machine'
import { createPageLink } from './page-link'
import { lockDown, prepareSecurity, servePages } from './security'
import { isDevelopment, readSettings } from './settings'
import { createConsent } from './steps/consent'
import { readersFor } from './steps/inventory'
import { createStream } from './steps/stream'
import { openStore } from './store'
import { createIndicators } from './windows/indicator'
import { openMainWindow, reveal } from './windows/main'
import { openTray } from './windows/tray'

// The contents page: what there is and who knows whom. Decisions are in journey.ts and in the steps.
prepareSecurity()
keepSessionDataAway()
if (app.requestSingleInstanceLock()) app.whenReady().then(start).catch(giveUp)
else app.quit()

function start(): void {
  const root = app.getAppPath()
  const own = session.defaultSession
  servePages(own, join(root, 'out', 'renderer'))

  const window = openMainWindow()
  const page = createPageLink(window)
  const indicators = createIndicators()
  const store = openStore(app.getPath('userData'))
  const tray = openTray(root, {
    show: () => reveal(window),
    disconnect: () => journey.disconnect(),
    quit: () => app.quit(),
  })
  let releaseHotkey = (): void => undefined

  const journey = new Journey(
    {
      settings: readSettings(isDevelopment(app.isPackaged, process.platform), root),
      version: app.getVersion(),
      consent: createConsent(join(root, 'assets', 'documents'), () => new Date().toISOString()),
      readers: readersFor(process.platform),
      machine: machineNow,
      store,
      stream: ({ onIndicatorGone }) =>
        createStream(own, (operator) => indicators.open(operator, journey.language, onIndicatorGone), {
          share: () => page.command({ do: 'share' }),
        }),
      page,
      onView: (view, phase) => {
        push(window, 'view', view)
        showState(view.language, phase)
      },
      quit: () => app.quit(),
    },
    languageOf(app.getLocale()),
  )
  showState(journey.language, journey.phase)

  lockDown(own, (contentsId) => contentsId === window.webContents.id && journey.mayCapture())
  answer(
    handlersOf(journey, { barView: () => indicators.view(), quit: () => app.quit() }),
    (contentsId): Owned | null =>
      contentsId === window.webContents.id ? { page: 'index', window } : indicators.owned(contentsId),
    (breach) => journey.breach(breach),
  )

  function showState(language: Language, phase: Phase): void {
    const joined = ['joining', 'approval', 'live'].includes(phase.name)
    tray.update(translator(language), joined)
    releaseHotkey()
    releaseHotkey = joined ? holdHotkey(() => journey.disconnect()) : () => undefined
  }

  window.on('closed', () => journey.end('customer'))
  window.webContents.on('render-process-gone', () => {
    journey.pageGone()
    window.reload()
  })
  app.on('second-instance', () => reveal(window))
  app.on('window-all-closed', () => app.quit())
  app.on('before-quit', (event) => {
    if (!journey.end('customer')) return
    // A moment for the last word to reach the relay.
    event.preventDefault()
    setTimeout(() => app.quit(), 300)
  })
}
