import { join } from 'node:path'
import { app, type BrowserWindow, type Session } from 'electron'
import { languageOf } from '../shared/languages'
import { endWithTheApplication } from './application'
import { handlersOf } from './handlers'
import { answer, type Owned, push } from './ipc'
import { Journey } from './journey'
import { machineNow } from './machine'
import { createPageLink } from './page-link'
import { isDevelopment, readSettings } from './settings'
import { createConsent } from './steps/consent'
import { readersFor } from './steps/inventory'
import { createStream } from './steps/stream'
import { openStore } from './store'
import { openWaysOut } from './ways-out'
import { createIndicators } from './windows/indicator'
import { reveal } from './windows/main'

/** The contents page of main: what there is and who knows whom. Decisions are in journey.ts and in the steps. */
export async function wire(root: string, own: Session, window: BrowserWindow): Promise<Journey> {
  const store = openStore(app.getPath('userData'))
  const earlier = await store.consent()
  const page = createPageLink(window)
  const indicators = createIndicators()
  const ways = openWaysOut(root, {
    show: () => reveal(window),
    disconnect: () => journey.disconnect(),
    quit: () => app.quit(),
  })

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
        ways.show(view.language, phase)
      },
      quit: () => app.quit(),
    },
    languageOf(app.getLocale()),
    earlier,
  )
  ways.show(journey.language, journey.phase)
  endWithTheApplication(window, journey)

  answer(
    handlersOf(journey, { barView: () => indicators.view(), quit: () => app.quit() }),
    (contentsId): Owned | null =>
      contentsId === window.webContents.id ? { page: 'index', window } : indicators.owned(contentsId),
    (breach) => journey.breach(breach),
  )
  return journey
}
