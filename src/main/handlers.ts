import type { BarView, PaperView } from '../shared/ipc'
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
}

export type Windows = {
  readonly barView: () => BarView
  readonly paperView: () => PaperView
  readonly paperReady: () => void
  readonly networkProbed: (servers: ReadonlyArray<{ url: string; reached: boolean }>) => void
  readonly quit: () => void
}

const done = { ok: true } as const

/** The whole table: each wish of a page goes to the one who decides it. */
export function handlersOf(rooms: Rooms, windows: Windows): Handlers {
  const { journey, presentation, preparation, support, keeping, papers } = rooms
  return {
    view: () => presentation.view,
    'set-language': (language) => presentation.setLanguage(language),
    'set-text-size': (size) => presentation.setTextSize(size),
    'document-read': (id) => preparation.markRead(id),
    'print-document': (id) => papers.printDocument(id),
    'save-document': (id) => papers.saveDocument(id),
    'accept-documents': (shown) => preparation.acceptDocuments(shown),
    'decline-documents': () => preparation.declineDocuments(),
    'check-environment': () => preparation.checkEnvironment(),
    'network-probed': (servers) => {
      windows.networkProbed(servers)
      return done
    },
    'confirm-environment': () => preparation.confirmEnvironment(),
    'switch-item': (choice) => preparation.switchItem(choice),
    'type-router': (typed) => preparation.typeRouter(typed),
    'agree-inventory': () => preparation.agreeInventory(),
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
    'paper-view': () => windows.paperView(),
    'paper-ready': () => {
      windows.paperReady()
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
