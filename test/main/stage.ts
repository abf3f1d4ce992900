import { vi } from 'vitest'
import defaultProfile from '../../profiles/default.json'
import { Journey } from '../../src/main/journey'
import { Keeping } from '../../src/main/keeping'
import { Preparation, type PreparationParts } from '../../src/main/preparation'
import { Presentation } from '../../src/main/presentation'
import type { RelayEvents, RelayLink } from '../../src/main/relay-link'
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
import { consent, environment } from './evidence'

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
  readonly checkPc?: SupportParts['checkPc']
  readonly written?: () => Promise<void>
  readonly keepAcceptances?: Store['keepAcceptances']
  readonly pcCheckAreas?: typeof rules.pcCheck
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
  let mayAsk = false
  const service = { ...rules, pcCheck: changed.pcCheckAreas ?? rules.pcCheck }

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
  const stream = {
    start: vi.fn<Stream['start']>(async () => {
      mayAsk = true
    }),
    mayAsk: () => mayAsk,
    shut: () => {
      mayAsk = false
      log.push('gate shut')
    },
    hideIndicator: () => {
      log.push('indicator hidden')
    },
  } satisfies Stream
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
      onView: (view) => {
        views.push(viewSchema.parse(view))
      },
    },
    { language: 'ja', textSize: 100 },
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
  const support = new Support({
    journey,
    preparation,
    version: '0.1.0',
    relay: changed.relay === undefined ? 'http://127.0.0.1:1' : changed.relay,
    profiles,
    store,
    device: {
      prove: changed.prove ?? (async () => null),
      discard: async () => {
        log.push('certificate discarded')
      },
    },
    checkPc: changed.checkPc ?? (async () => ({ checkedAt: '2026-11-01T00:03:30.000Z', areas: [] })),
    stream: ({ onIndicatorGone }) => {
      indicatorGone = onIndicatorGone
      return stream
    },
    page: {
      command: (command) => {
        commands.push(command)
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
    },
    language: () => presentation.language,
    attention: () => {
      log.push('attention')
    },
    show: () => presentation.show(),
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
    keeping,
    step,
    stream,
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
