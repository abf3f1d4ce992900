import { vi } from 'vitest'
import defaultProfile from '../../profiles/default.json'
import { Journey } from '../../src/main/journey'
import { Keeping } from '../../src/main/keeping'
import { Live, type LiveParts } from '../../src/main/live'
import type { PageLink } from '../../src/main/page-link'
import { Preparation, type PreparationParts } from '../../src/main/preparation'
import { Presentation } from '../../src/main/presentation'
import type { RelayEvents, RelayLink } from '../../src/main/relay-link'
import type { Sensors } from '../../src/main/sensors'
import type { ConsentStep } from '../../src/main/steps/consent'
import { createInventory, type Sources } from '../../src/main/steps/inventory'
import type { Stream } from '../../src/main/steps/stream'
import type { Store } from '../../src/main/store'
import { Support, type SupportParts } from '../../src/main/support'
import type { Environment } from '../../src/shared/environment'
import type { DeskState } from '../../src/shared/hours'
import { type LinkCommand, type View, view as viewSchema } from '../../src/shared/ipc'
import { profile } from '../../src/shared/profile'
import type { Consent, Receipt } from '../../src/shared/receipt'
import { receipt } from '../../src/shared/receipt'
import { consent, environment, joined } from './evidence'
import { playedStream } from './played-stream'

export const rules = profile.parse(defaultProfile)

/** What the replaced relay link was told, in words; `said` is in order. */
export type Said = { url: string; events: RelayEvents; link: RelayLink; said: string[] }

export type Changes = {
  readonly kept?: Consent
  readonly stands?: boolean
  readonly relay?: string | null
  readonly desk?: DeskState
  readonly verdict?: Environment['verdict']
  readonly check?: PreparationParts['check']
  readonly refresh?: () => Promise<undefined>
  readonly read?: Sources['read']
  readonly certificate?: Sources['certificate']
  readonly prove?: SupportParts['device']['prove']
  readonly identity?: SupportParts['identity']
  readonly checkPc?: LiveParts['checkPc']
  readonly written?: () => Promise<void>
  readonly keepAcceptances?: Store['keepAcceptances']
  readonly pcCheckAreas?: typeof rules.pcCheck
  readonly noFileTransfer?: boolean
  readonly sessionMinutes?: number
  readonly indicatorShown?: () => Promise<void>
}

/** The whole journey and everything around it that can be seen or played. */
export function stage(changed: Changes = {}) {
  const log: string[] = []
  const commands: LinkCommand[] = []
  const views: View[] = []
  const receipts: Receipt[] = []
  const kept: Consent[] = []
  const forgotten: string[] = []
  const anchored: string[][] = []
  let desk: DeskState = changed.desk ?? { open: true }
  let indicatorGone: () => void = () => undefined
  let pageStopped: () => void = () => undefined
  let changeNetwork: () => void = () => undefined
  let sense: Parameters<Sensors['start']>[0] = () => undefined
  let stream: Stream | null = null
  const service = {
    ...rules,
    pcCheck: changed.pcCheckAreas ?? rules.pcCheck,
    limits: changed.sessionMinutes === undefined ? {} : { sessionMinutes: changed.sessionMinutes },
  }

  const step = {
    prepare: vi.fn<ConsentStep['prepare']>(async () => undefined),
    shown: () => [],
    markRead: vi.fn<ConsentStep['markRead']>(),
    accept: vi.fn<ConsentStep['accept']>(() =>
      consent.documents.map(({ acceptance }) => ({ acceptance, text: 'a text' })),
    ),
    stillStands: vi.fn<ConsentStep['stillStands']>(() => changed.stands ?? true),
    text: () => {
      throw new Error('nobody prints here')
    },
  } satisfies ConsentStep
  const store = {
    keepAcceptances: vi.fn<Store['keepAcceptances']>(
      changed.keepAcceptances ??
        (async () => {
          kept.push(consent)
          return consent
        }),
    ),
    keepPreferences: vi.fn<Store['keepPreferences']>(async () => undefined),
    receipts: async () => [],
    keepReceipt: (value: Receipt) => {
      log.push('receipt kept')
      receipts.push(receipt.parse(value))
      const record = {
        seq: 2,
        kind: 'receipt',
        id: 'e2'.repeat(16),
        at: value.endedAt,
        body: 'b0'.repeat(32),
        prev: 'a0'.repeat(32),
        hash: 'c0'.repeat(32),
      } as const
      return { kept: { record, receipt: value }, written: changed.written?.() ?? Promise.resolve() }
    },
    anchors: async () => [{ id: 'e1'.repeat(16), kind: 'acceptance', hash: 'f1'.repeat(32) }],
    anchored: async (anchors) => {
      anchored.push(anchors.map(({ id }) => id))
    },
    stored: async () => [],
    forget: async (what) => {
      forgotten.push(what)
    },
    changesSince: async () => null,
  } satisfies Partial<Store>
  const profiles = {
    current: () => service,
    desk: () => desk,
    refresh: vi.fn(changed.refresh ?? (async () => undefined)),
    load: vi.fn(async () => undefined),
  }

  const journey = new Journey()
  const presentation = new Presentation(
    {
      journey,
      preparation: () => preparation,
      profiles,
      consent: step,
      store,
      knowsPrivate: false,
      managed: { settings: [], faulty: false, languageFixed: false },
      update: () => null,
      onView: (view) => {
        views.push(viewSchema.parse(view))
      },
    },
    { language: 'ja', textSize: 100, autoPause: true },
  )
  const preparation: Preparation = new Preparation({
    journey,
    version: '0.1.0',
    consent: step,
    store,
    profiles,
    check: changed.check ?? (async () => ({ ...environment, verdict: changed.verdict ?? 'pass' })),
    newInventory: (rules, show) =>
      createInventory(
        rules.inventory,
        {
          read: changed.read ?? (async (id) => `value of ${id}`),
          certificate: changed.certificate ?? (async () => ({ id: '0a'.repeat(16) })),
        },
        show,
      ),
    language: () => presentation.language,
    show: () => presentation.show(),
    quit: () => {
      log.push('quit')
    },
  })
  const page: PageLink = {
    command: (command) => {
      commands.push(command)
      if (command.do === 'hold')
        queueMicrotask(() => support.stream((stream) => stream.held({ share: command.share })))
    },
    close: (stopped) => {
      log.push('page closed')
      pageStopped = stopped
    },
    confirmed: () => {
      log.push('page confirmed')
    },
    lost: () => {
      log.push('page lost')
      pageStopped()
    },
  }
  const support: Support = new Support({
    journey,
    preparation,
    version: '0.1.0',
    channel: 'current',
    relay: {
      url: changed.relay === undefined ? 'http://127.0.0.1:1' : changed.relay,
      why: 'relay-not-set',
    },
    profiles,
    store,
    device: {
      prove: changed.prove ?? (async () => null),
      discard: async () => {
        log.push('certificate discarded')
      },
    },
    identity: changed.identity ?? (async () => ({ ok: true, relayKey: joined.relayKey })),
    watchNetwork: (onChange) => {
      changeNetwork = onChange
      return () => {
        log.push('network unwatched')
      }
    },
    live: () => live,
    stream: (events) => {
      indicatorGone = events.onIndicatorGone
      const command = (told: LinkCommand) => page.command(told)
      const onDisplays: Live['displays'] = (list, shown) => live.displays(list, shown)
      stream = playedStream(log, changed.indicatorShown, { ...events, command, onDisplays })
      return stream
    },
    page,
    language: () => presentation.language,
    show: () => presentation.show(),
  })
  const sensors: Sensors = {
    start: (on) => {
      sense = on
    },
    stop: () => {
      log.push('sensors stopped')
    },
    capture: () => 'granted',
    knowsPrivate: false,
  }
  const live: Live = new Live({
    journey,
    connection: () => support.connection,
    profile: () => service,
    sensors,
    autoPause: () => presentation.autoPause,
    noFileTransfer: changed.noFileTransfer ?? false,
    checkPc: changed.checkPc ?? (async () => ({ checkedAt: '2026-11-01T00:03:30.000Z', areas: [] })),
    attention: () => {
      log.push('attention')
    },
    end: (reason) => support.end(reason),
    minute: 60_000,
  })
  const keeping = new Keeping({
    journey,
    store,
    profiles,
    consent: step,
    inventory: () => preparation.inventory,
    show: () => presentation.show(),
  })
  if (changed.kept !== undefined && step.stillStands(changed.kept))
    journey.move({ type: 'consented', consent: changed.kept })

  return {
    journey,
    presentation,
    preparation,
    support,
    live,
    keeping,
    step,
    /** The stream of the last session; there is one from the moment somebody joined. */
    stream: (): Stream => {
      if (stream === null) throw new Error('nobody joined')
      return stream
    },
    /** The indicator is on the screen, and the page did what it was told: the picture runs. */
    async shown() {
      for (let turn = 0; turn < 8; turn++) await Promise.resolve()
      const share = commands.reduce((last, command) => (command.do === 'share' ? command.share : last), 0)
      support.stream((stream) => {
        stream.seen({ share, marks: 'seen', frames: 'coming' })
        stream.started({ share })
      })
    },
    /** The system's own reason for no picture came or went. */
    sense: (...said: Parameters<typeof sense>) => sense(...said),
    store,
    profiles,
    log,
    commands,
    views,
    receipts,
    kept,
    forgotten,
    anchored,
    setDesk: (now: DeskState) => {
      desk = now
    },
    loseIndicator: () => indicatorGone(),
    changeNetwork: () => changeNetwork(),
    pageStopped: () => pageStopped(),
    screen: () => presentation.view.screen,
    /** What the console was told over the data channel. */
    sent: () =>
      commands.flatMap((command) =>
        command.do === 'send' ? [JSON.parse(command.text) as { type: string }] : [],
      ),
  }
}
export type Stage = ReturnType<typeof stage>
