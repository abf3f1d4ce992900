import type { BarView, CallInput, Outcome, PaperView } from '../shared/ipc'
import type { Handlers } from './ipc'
import type { Journey } from './journey'
import type { Keeping } from './keeping'
import type { Papers } from './papers'
import type { Preparation } from './preparation'
import type { Presentation } from './presentation'
import type { Support } from './support'

export type Rooms = {
  readonly journey: Journey
  readonly presentation: Presentation
  readonly preparation: Preparation
  readonly support: Support
  readonly keeping: Keeping
  readonly papers: Papers
  readonly network: {
    readonly answered: (answers: CallInput<'network-probed'>) => Outcome
    readonly pageReady: () => void
  }
}

export type Windows = {
  readonly barView: () => BarView
  readonly paper: { readonly view: () => PaperView; readonly ready: () => void }
  readonly quit: () => void
}

const done = { ok: true } as const

/** The whole table: each wish of a page goes to the one who decides it. */
export function handlersOf(rooms: Rooms, windows: Windows): Handlers {
  const { journey, presentation, preparation, support, keeping, papers, network } = rooms
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
    'enter-code': (code) => support.enterCode(code),
    'name-caller': (caller) => support.nameCaller(caller),
    approve: () => support.approve(),
    deny: () => support.deny(),
    'answer-pc-check': (answer) => support.answerPcCheck(answer),
    disconnect: () => support.disconnect(),
    restart: () => journey.move({ type: 'restarted' }),
    quit: () => {
      windows.quit()
      return done
    },
    receipts: () => keeping.receipts(),
    'save-receipt': ({ record, format }) => papers.saveReceipt(record, format),
    stored: () => keeping.stored(),
    forget: (what) => keeping.forget(what),
    'paper-view': () => windows.paper.view(),
    'paper-ready': () => {
      windows.paper.ready()
      return done
    },
    'link-signal': (signal) => support.linkSignal(signal),
    'link-opened': () => support.linkOpened(),
    'link-message': (text) => support.linkMessage(text),
    'link-closed': () => support.linkClosed(),
    'stream-started': () => support.streamStarted(),
    'stream-failed': () => support.streamFailed(),
    'bar-view': () => windows.barView(),
  }
}
