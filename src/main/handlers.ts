import { refuse } from '../shared/errors'
import type { BarView, CallInput, Outcome, PaperView } from '../shared/ipc'
import type { About } from '../shared/licences'
import type { Handlers } from './ipc'
import type { Journey } from './journey'
import type { Keeping } from './keeping'
import type { Live } from './live'
import type { Papers } from './papers'
import type { Preparation } from './preparation'
import type { Presentation } from './presentation'
import type { Support } from './support'
import type { Updates } from './updates/updates'

export type Rooms = {
  readonly journey: Journey
  readonly presentation: Presentation
  readonly preparation: Preparation
  readonly support: Support
  readonly live: Live
  readonly keeping: Keeping
  readonly papers: Papers
  readonly updates: Pick<Updates, 'now' | 'later' | 'hindrance'>
  readonly network: {
    readonly answered: (answers: CallInput<'network-probed'>) => Outcome
    readonly pageReady: () => void
  }
}

export type Windows = {
  readonly barView: () => BarView
  readonly moveBar: (edge: CallInput<'move-bar'>) => Outcome
  readonly paper: { readonly view: () => PaperView; readonly ready: () => void }
  readonly about: () => Promise<About>
  readonly show: () => void
  readonly quit: () => void
}

const done = { ok: true } as const

/** The whole table: each wish of a page goes to the one who decides it. */
export function handlersOf(rooms: Rooms, windows: Windows): Handlers {
  const { journey, presentation, preparation, support, live, keeping, papers, network, updates } = rooms
  return {
    view: () => {
      // The page listens from now on: what it cannot have heard is said again.
      queueMicrotask(() => network.pageReady())
      return presentation.view
    },
    'set-language': (language) => presentation.setLanguage(language),
    'set-text-size': (size) => presentation.setTextSize(size),
    'document-read': (id) => preparation.markRead(id),
    'print-document': (id) => papers.printDocument(id),
    'save-document': (id) => papers.saveDocument(id),
    'accept-documents': (shown) => preparation.acceptDocuments(shown),
    'decline-documents': () => preparation.declineDocuments(),
    'check-environment': () => preparation.checkEnvironment(),
    'network-probed': (answers) => network.answered(answers),
    'confirm-environment': () => preparation.confirmEnvironment(),
    'switch-item': (choice) => preparation.switchItem(choice),
    'type-router': (typed) => preparation.typeRouter(typed),
    'agree-inventory': () => preparation.agreeInventory(),
    reconsider: () => journey.move({ type: 'reconsidered' }),
    'enter-code': (code) =>
      updates.hindrance === null ? support.enterCode(code) : refuse(updates.hindrance),
    'name-caller': (caller) => support.nameCaller(caller),
    approve: () => support.approve(),
    deny: () => support.deny(),
    'answer-pc-check': (answer) => live.answerPcCheck(answer),
    disconnect: () => support.disconnect(),
    report: () => support.report(),
    pause: () => live.pause(),
    unpause: () => live.unpause(),
    'set-auto-pause': (on) => presentation.setAutoPause(on),
    'answer-words': (answer) => live.answerWords(answer),
    'answer-others': (answer) => live.answerOthers(answer),
    'answer-still': (answer) => live.answerStill(answer),
    'go-on': () => live.goOn(),
    'show-window': () => {
      windows.show()
      return done
    },
    'update-now': () => updates.now(),
    'update-later': () => updates.later(),
    restart: () => journey.move({ type: 'restarted' }),
    quit: () => {
      windows.quit()
      return done
    },
    receipts: () => keeping.receipts(),
    'save-receipt': ({ record, format }) => papers.saveReceipt(record, format),
    stored: () => keeping.stored(),
    forget: (what) => keeping.forget(what),
    about: () => windows.about(),
    'paper-view': () => windows.paper.view(),
    'paper-ready': () => {
      windows.paper.ready()
      return done
    },
    'link-signal': (said) => support.linkSignal(said),
    'link-opened': (said) => support.linkOpened(said),
    'link-message': (said) => support.linkMessage(said),
    'link-lost': (said) => support.linkLost(said),
    'link-closed': () => support.linkClosed(),
    'stream-started': (said) => support.stream((stream) => stream.started(said)),
    'stream-held': (said) => support.stream((stream) => stream.held(said)),
    'stream-failed': (said) => support.stream((stream) => stream.failed(said)),
    'stream-seen': (said) => support.stream((stream) => stream.seen(said)),
    'stream-limited': (limit) => support.limited(limit),
    'bar-view': () => windows.barView(),
    'move-bar': (edge) => windows.moveBar(edge),
  }
}
