import { type BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron'
import { Breach } from '../shared/errors'
import {
  type CallInput,
  type CallName,
  type CallOutput,
  calls,
  type Outcome,
  type Page,
  type Push,
  type PushName,
  pushes,
} from '../shared/ipc'
import { log } from './log'
import { pageUrl } from './windows/page'

export type Handlers = {
  readonly [N in CallName]: (input: CallInput<N>) => CallOutput<N> | Promise<CallOutput<N>>
}

/** One of main's windows and the page it holds. */
export type Owned = { readonly page: Page; readonly window: BrowserWindow }

const isCall = (name: unknown): name is CallName => typeof name === 'string' && Object.hasOwn(calls, name)

/**
 * Answers the whole table: right sender, parsed in, parsed out, once for all. A breach is answered by its name and told
 * to `onBreach`; the page learns no more than that.
 */
export function answer(
  handlers: Handlers,
  owner: (contentsId: number) => Owned | null,
  onBreach: (breach: Breach) => void,
): void {
  ipcMain.handle('call', async (event, name: unknown, input: unknown) => {
    try {
      if (!isCall(name)) throw new Breach('message-unknown', 'no such call')
      checkSender(event, owner(event.sender.id), name)
      const parsed = calls[name].input.safeParse(input)
      if (!parsed.success) throw new Breach('message-malformed', name)
      // The table pairs each handler with its own input, which a union of all calls can no longer express.
      const handle = handlers[name] as (input: unknown) => unknown
      return calls[name].output.parse(await handle(parsed.data))
    } catch (error) {
      const breach = error instanceof Breach ? error : new Breach('internal', 'handler failed')
      log('ipc', breach.message, error)
      onBreach(breach)
      return { ok: false, error: breach.code } satisfies Outcome
    }
  })
}

/** The page must be the one that the window was made for, in its top frame: a frame or a strayed page has no say. */
function checkSender(event: IpcMainInvokeEvent, owned: Owned | null, name: CallName): void {
  const from: readonly Page[] = calls[name].from
  const frame = event.senderFrame
  const right =
    owned !== null &&
    from.includes(owned.page) &&
    frame !== null &&
    frame === event.sender.mainFrame &&
    frame.url.split('#')[0] === pageUrl(owned.page)
  if (!right) throw new Breach('sender-unknown', name)
}

/** Sends one push, parsed out like everything else; a window that is gone misses it. */
export function push<N extends PushName>(window: BrowserWindow | null, name: N, value: Push<N>): void {
  if (window === null || window.isDestroyed() || window.webContents.isCrashed()) return
  window.webContents.send('push', name, pushes[name].parse(value))
}
