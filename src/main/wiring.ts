import { join } from 'node:path'
import { app, type BrowserWindow, type Session } from 'electron'
import { languageOf } from '../shared/languages'
import { readAbout } from './about'
import { endWithTheApplication } from './application'
import { createDevice } from './device'
import { handlersOf } from './handlers'
import { createIdentityCheck } from './identity'
import { answer, type Owned, push } from './ipc'
import { Journey } from './journey'
import { Keeping } from './keeping'
import { Live } from './live'
import { createNetworkProbe } from './network/network'
import { watchNetwork } from './network-changes'
import { createPageLink } from './page-link'
import { createPapers } from './papers'
import { managedView, withinPolicy } from './policy/effects'
import { Preparation } from './preparation'
import { Presentation } from './presentation'
import { createProfiles } from './profiles'
import { createReaderLink } from './reader/link'
import { forkUtilityProcess } from './reader/utility-process'
import { createRelayHttp } from './relay-http'
import { createRelayPins } from './relay-pins'
import { screenNow } from './screen'
import { createSensors } from './sensors'
import { readSettings } from './settings'
import { createConsent } from './steps/consent'
import { checkMachine } from './steps/environment'
import { createInventory } from './steps/inventory'
import { createStream } from './steps/stream'
import { openStore } from './store'
import { updateFolder } from './store/update-files'
import { Support } from './support'
import { createUpdateMemory } from './updates/memory'
import { Updates } from './updates/updates'
import { createVault } from './vault'
import { barOf } from './view'
import { openWaysOut } from './ways-out'
import { createIndicators } from './windows/indicator'
import { reveal } from './windows/main'
import { createPaperWindow } from './windows/paper'
import { saveDialog } from './windows/save-dialog'

/** The contents page of main: what there is and who knows whom. Decisions are in the parts and in the steps. */
export async function wire(root: string, own: Session, window: BrowserWindow): Promise<Support> {
  const version = app.getVersion()
  const settings = await readSettings({
    packaged: app.isPackaged,
    platform: process.platform,
    env: process.env,
    root,
  })
  const store = openStore(app.getPath('userData'))
  const http = createRelayHttp(settings.relay, settings.relayRefusal)
  const { policy } = settings
  const profiles = withinPolicy(
    createProfiles({
      bundled: settings.bundled,
      name: settings.service,
      http,
      store,
      clock: Date.now,
    }),
    policy,
  )
  const consent = createConsent(
    join(root, 'assets', 'documents'),
    () => new Date().toISOString(),
    policy.entries.AcceptLicense.value === true,
  )
  const [earlier, preferences] = await Promise.all([
    store.consent(),
    store.preferences(),
    profiles.load(),
    consent.prepare(store),
  ])

  const page = createPageLink(window)
  const reader = createReaderLink(forkUtilityProcess(root), process.platform)
  const network = createNetworkProbe({ http, page })
  const device = createDevice({ store, http, vault: createVault() })
  const indicators = createIndicators()
  const ways = openWaysOut(root, {
    show: () => reveal(window),
    disconnect: () => support.disconnect(),
    pause: () => live.pause(),
    unpause: () => live.unpause(),
    quit: () => app.quit(),
  })
  const sensors = createSensors(process.platform)

  const journey = new Journey()
  const presentation: Presentation = new Presentation(
    {
      journey,
      preparation: () => preparation,
      profiles,
      consent,
      store,
      onView: (view, phase) => {
        push(window, 'view', view)
        ways.show(view.language, phase)
        const bar = barOf(phase)
        if (bar !== null)
          support.connection?.stream.indicator({ ...bar, language: view.language, textSize: view.textSize })
      },
      knowsPrivate: sensors.knowsPrivate,
      managed: managedView(policy),
      update: () => updates.view(),
    },
    {
      ...preferences,
      language: policy.entries.Language.value ?? preferences.language ?? languageOf(app.getLocale()),
    },
  )
  const preparation = new Preparation({
    journey,
    version,
    consent,
    store,
    profiles,
    check: (given, rules, isWanted) =>
      checkMachine(
        given,
        rules,
        { machine: reader.readMachine, screen: screenNow, network: network.read },
        isWanted,
      ),
    newInventory: (rules, changed) =>
      createInventory(rules.inventory, { read: reader.readItem, certificate: device.certificate }, changed),
    language: () => presentation.language,
    show: () => presentation.show(),
    quit: () => app.quit(),
  })
  const support: Support = new Support({
    journey,
    preparation,
    version,
    channel: settings.channel,
    relay: http,
    profiles,
    store,
    device,
    identity: createIdentityCheck(settings.relay, settings.relayKeys, createRelayPins(store)),
    live: () => live,
    watchNetwork,
    stream: (events) =>
      createStream(
        own,
        (operator, display, indicator) =>
          indicators.open(operator, display, presentation.language, indicator, presentation.view.textSize),
        {
          ...events,
          command: (command) => page.command(command),
          onDisplays: (list, shown) => live.displays(list, shown),
          permission: () => sensors.capture(),
          coveredMs: settings.minute,
        },
      ),
    page,
    language: () => presentation.language,
    show: () => presentation.show(),
  })
  const live: Live = new Live({
    journey,
    connection: () => support.connection,
    profile: () => profiles.current(),
    sensors,
    autoPause: () => presentation.autoPause,
    noFileTransfer: policy.entries.NoFileTransfer.value === true,
    checkPc: reader.checkPc,
    attention: () => reveal(window),
    end: (reason) => support.end(reason),
    minute: settings.minute,
  })
  const memory = createUpdateMemory(store, settings.channel)
  const updates: Updates = new Updates({
    journey,
    settings,
    memory,
    openEngine: async () => {
      const { createEngine } = await import('./updates/engine')
      const { channel, relay, updateKey } = settings
      return createEngine({
        channel,
        relay,
        key: updateKey,
        memory,
        folder: updateFolder(app.getPath('userData')),
      })
    },
    show: () => presentation.show(),
    now: Date.now,
  })
  const keeping = new Keeping({
    journey,
    // What an update is being fetched into is deleted once nothing is fetched any more.
    store: { ...store, forget: (what) => updates.settled().then(() => store.forget(what)) },
    profiles,
    consent,
    inventory: () => preparation.inventory,
    show: () => presentation.show(),
  })
  const paper = createPaperWindow(window)
  const papers = createPapers({
    paper,
    chooseFile: saveDialog(window),
    consent,
    store,
    language: () => presentation.language,
    company: () => profiles.current().company,
  })

  if (earlier !== null && consent.stillStands(earlier)) journey.move({ type: 'consented', consent: earlier })
  ways.show(presentation.language, journey.phase)
  endWithTheApplication(window, support)
  // Its memory is the customer's again while they talk.
  journey.onMove((_phase, event) => {
    if (event.type === 'inventory-agreed') reader.rest()
  })
  app.on('will-quit', () => reader.close())

  answer(
    handlersOf(
      { journey, presentation, preparation, support, live, keeping, papers, network, updates },
      {
        barView: () => indicators.view(),
        moveBar: (edge) => indicators.moveBar(edge),
        paper,
        about: () =>
          readAbout({
            root,
            version,
            channel: settings.channel,
            platform: process.platform,
            versions: process.versions,
          }),
        show: () => reveal(window),
        quit: () => app.quit(),
      },
    ),
    (contentsId): Owned | null =>
      contentsId === window.webContents.id
        ? { page: 'index', window }
        : (indicators.owned(contentsId) ?? paper.owned(contentsId)),
    (breach) => support.breach(breach),
  )
  return support
}
