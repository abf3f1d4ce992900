import type { BarView } from '../shared/ipc'
import type { Handlers } from './ipc'
import type { Journey } from './journey'

/** The whole table: each wish of a page goes to the journey, which decides. */
export function handlersOf(
  journey: Journey,
  window: { readonly barView: () => BarView; readonly quit: () => void },
): Handlers {
  return {
    view: () => journey.view,
    'set-language': (language) => journey.setLanguage(language),
    'document-read': (id) => journey.markRead(id),
    'accept-documents': (shown) => journey.acceptDocuments(shown),
    'decline-documents': () => journey.declineDocuments(),
    'check-environment': () => journey.checkEnvironment(),
    'confirm-environment': () => journey.confirmEnvironment(),
    'switch-item': (choice) => journey.switchItem(choice),
    'agree-inventory': () => journey.agreeInventory(),
    'enter-code': (code) => journey.enterCode(code),
    'name-caller': (caller) => journey.nameCaller(caller),
    approve: () => journey.approve(),
    deny: () => journey.deny(),
    disconnect: () => journey.disconnect(),
    restart: () => journey.restart(),
    quit: () => {
      window.quit()
      return { ok: true }
    },
    receipts: () => journey.receipts(),
    'link-signal': (signal) => journey.linkSignal(signal),
    'link-opened': () => journey.linkOpened(),
    'link-message': (text) => journey.linkMessage(text),
    'link-closed': () => journey.linkClosed(),
    'stream-started': () => journey.streamStarted(),
    'stream-failed': () => journey.streamFailed(),
    'bar-view': () => window.barView(),
  }
}
