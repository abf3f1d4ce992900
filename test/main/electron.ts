import type { DesktopCapturerSource, Display, IpcMain, IpcMainInvokeEvent, Session } from 'electron'

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

/** A monitor of 1920 x 1080; what else is asked of one is given by name. */
export const displayOf = (id: number, changed: Partial<Display> = {}): Display =>
  ({
    id,
    label: `Monitor ${id}`,
    bounds: { x: 0, y: 0, width: 1920, height: 1080 },
    size: { width: 1920, height: 1080 },
    scaleFactor: 1,
    rotation: 0,
    ...changed,
  }) as Display

const heardOfDisplays = new Map<string, Set<() => void>>()
export const screen = {
  /** The first one is the primary display. */
  displays: [displayOf(7)],
  cursor: { x: 0, y: 0 },
  getPrimaryDisplay: () => screen.displays[0],
  getAllDisplays: () => screen.displays,
  getCursorScreenPoint: () => screen.cursor,
  on(name: string, listener: () => void) {
    heardOfDisplays.set(name, (heardOfDisplays.get(name) ?? new Set()).add(listener))
  },
  off(name: string, listener: () => void) {
    heardOfDisplays.get(name)?.delete(listener)
  },
  /** From now on there are these, and the system says so. */
  change(name: 'display-added' | 'display-removed' | 'display-metrics-changed', displays: Display[]) {
    screen.displays = displays
    for (const listener of heardOfDisplays.get(name) ?? []) listener()
  },
  listeners: () => [...heardOfDisplays.values()].reduce((sum, { size }) => sum + size, 0),
}

/** `idle` in whole seconds. */
export const powerMonitor = { idle: 60, getSystemIdleTime: () => powerMonitor.idle }

export const desktopCapturer = {
  sources: [] as Partial<DesktopCapturerSource>[] | Error,
  asked: 0,
  getSources: async () => {
    desktopCapturer.asked += 1
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
  readonly download: (event: { preventDefault: () => void }) => void
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
    on: (_name: 'will-download', handler: unknown) => keep('download')(handler),
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
