import type { IpcMain, IpcMainInvokeEvent, Session } from 'electron'

/** The few parts of Electron that main's tested modules touch. Put in its place by vi.mock('electron', ...). */
type Handler = Parameters<IpcMain['handle']>[1]
const handlers = new Map<string, Handler>()

export const ipcMain = {
  handle: (channel, handler) => {
    handlers.set(channel, handler)
  },
} satisfies Pick<IpcMain, 'handle'>

/** What a page's `ipcRenderer.invoke` would get. */
export async function invoke(
  event: IpcMainInvokeEvent,
  channel: string,
  ...args: unknown[]
): Promise<unknown> {
  const handler = handlers.get(channel)
  if (handler === undefined) throw new Error(`nobody handles ${channel}`)
  return handler(event, ...args)
}

export const app = {
  heard: new Map<string, (...args: never[]) => unknown>(),
  switches: new Set<string>(),
  sandboxed: false,
  on(name: string, listener: (...args: never[]) => unknown) {
    app.heard.set(name, listener)
  },
  enableSandbox() {
    app.sandboxed = true
  },
  commandLine: { hasSwitch: (name: string) => app.switches.has(name) },
}

export const protocol = { registerSchemesAsPrivileged: () => undefined }

const displays = [{ id: 7 }]
export const screen = { getPrimaryDisplay: () => displays[0] }
export const desktopCapturer = {
  sources: [] as { id: string; display_id: string }[] | Error,
  getSources: async () => {
    if (desktopCapturer.sources instanceof Error) throw desktopCapturer.sources
    return desktopCapturer.sources
  },
}

type Handlers = {
  readonly permission: Parameters<Session['setPermissionRequestHandler']>[0]
  readonly check: Parameters<Session['setPermissionCheckHandler']>[0]
  readonly spelling: readonly string[]
  readonly device: Parameters<Session['setDevicePermissionHandler']>[0]
  readonly request: (request: { url: string }, answer: (reply: { cancel: boolean }) => void) => void
  readonly page: (request: Request) => Promise<Response>
  readonly display: NonNullable<Parameters<Session['setDisplayMediaRequestHandler']>[0]>
}

/** A session that keeps every handler it was given. */
export function fakeSession() {
  const kept: Partial<Record<keyof Handlers, unknown>> = {}
  const keep = (name: keyof Handlers) => (handler: unknown) => {
    kept[name] = handler
  }
  const session = {
    setPermissionRequestHandler: keep('permission'),
    setPermissionCheckHandler: keep('check'),
    setDevicePermissionHandler: keep('device'),
    setSpellCheckerLanguages: keep('spelling'),
    setDisplayMediaRequestHandler: keep('display'),
    webRequest: { onBeforeRequest: keep('request') },
    protocol: { handle: (_scheme: string, handler: unknown) => keep('page')(handler) },
  }
  return {
    session: session as unknown as Session,
    handler: <Name extends keyof Handlers>(name: Name): NonNullable<Handlers[Name]> => {
      const handler = kept[name]
      if (handler === undefined) throw new Error(`no handler for ${name}`)
      return handler as NonNullable<Handlers[Name]>
    },
  }
}

/** Node's own fetch here; that of Electron's sessions knows the system's proxy besides. */
export const session = {
  fromPartition: () => ({
    fetch,
    setUserAgent: () => undefined,
    setSpellCheckerLanguages: () => undefined,
    closeAllConnections: async () => undefined,
  }),
}
