import { NodeWebSocket } from 'engine.io-client'
import { io, type Socket } from 'socket.io-client'
import { log } from './log'
import { ChromiumPolling } from './relay-polling'
import { dropRelayConnections } from './relay-session'

/** WebSocket is Node's and goes straight; polling is Chromium's and goes where the system's proxy says. */
export type Way = 'websocket' | 'polling'
export type Standing = { readonly socket: Socket; readonly way: Way }
export type Dial = {
  /** The first connection that stands, whose owner is the caller; null where nothing stood, or it was stopped. */
  readonly stood: Promise<Standing | null>
  /** Gives up what is under way. Idempotent. */
  stop(): void
}

const transports = { websocket: NodeWebSocket, polling: ChromiumPolling } as const
const ways = ['websocket', 'polling'] as const

/** A firewall that swallows what it forbids gives no sign: the other way is tried beside it after a moment. */
const HEAD_START_MS = 1000
const ONCE_LIMIT_MS = 8000
const PAUSE_MS = 500
const pollMs = (turn: number) => (turn % 3 === 2 ? 3500 : 1500)
/**
 * Into a dead network an attempt waits in vain, so the next one does not wait for it. An older WebSocket may still stand up
 * on a slow line; a poll may not, because Chromium would have the next one wait for the same dead connection.
 */
const patience = {
  websocket: { nextMs: () => 750, lifeMs: () => 4000 },
  // Now and then a longer one, for a line so slow that the short ones are never enough.
  polling: { nextMs: pollMs, lifeMs: pollMs },
} as const

/** Tries each way, at most 8 s. */
export function dialOnce(url: string): Dial {
  const until = performance.now() + ONCE_LIMIT_MS
  return race(url, 'websocket', async (way, over) => {
    const tried = () => {
      const failed = (error: unknown) => log('relay', `could not connect by ${way}`, error)
      return attempt(url, way, until - performance.now(), over, failed)
    }
    const socket = await tried()
    // Chromium breaks off what it is asking whenever one of the PC's networks changes: that says nothing of the way.
    if (socket !== null || way !== 'polling' || over.aborted || performance.now() > until) return socket
    return tried()
  })
}

/** Tries until a connection stands or it is stopped. @param first the way that stood last */
export function dialUntil(url: string, first: Way): Dial {
  return race(url, first, async (way, over) => {
    const { nextMs, lifeMs } = patience[way]
    const inTime = new AbortController()
    const stop = AbortSignal.any([over, inTime.signal])
    let found: Socket | null = null
    for (let turn = 0; !stop.aborted; turn++) {
      if (way === 'polling') dropRelayConnections()
      const one = attempt(url, way, lifeMs(turn), stop).then((socket) => {
        if (socket === null) return pause(PAUSE_MS, stop)
        if (stop.aborted) return void socket.disconnect()
        found = socket
        inTime.abort()
        return undefined
      })
      await Promise.race([one, pause(nextMs(turn), stop)])
    }
    return found
  })
}

type Try = (way: Way, over: AbortSignal) => Promise<Socket | null>

/** Both ways, the second one later, or as soon as the first has failed; the first that stands ends the other. */
function race(url: string, first: Way, tried: Try): Dial {
  const over = new AbortController()
  const stood = new Promise<Standing | null>((resolve) => {
    over.signal.addEventListener('abort', () => resolve(null), { once: true })
    const run = async (way: Way) => {
      const socket = await tried(way, over.signal)
      if (socket === null) return
      if (over.signal.aborted) return void socket.disconnect()
      resolve({ socket, way })
      over.abort()
    }
    const second = ways.find((way) => way !== first) ?? first
    const early = run(first)
    const late = Promise.race([early, pause(HEAD_START_MS, over.signal)]).then(() =>
      over.signal.aborted ? undefined : run(second),
    )
    Promise.all([early, late])
      .catch((error: unknown) => log('relay', `could not dial ${new URL(url).protocol}`, error))
      .finally(() => over.abort())
  })
  return { stood, stop: () => over.abort() }
}

/** One connection by one way. @returns null where it did not stand in time, or not before the signal */
function attempt(
  url: string,
  way: Way,
  lifeMs: number,
  over: AbortSignal,
  failed: (error: unknown) => void = () => undefined,
): Promise<Socket | null> {
  return new Promise((resolve) => {
    if (over.aborted) return resolve(null)
    const socket = io(`${url}/agent`, {
      transports: [transports[way]],
      reconnection: false,
      timeout: lifeMs,
      forceNew: true,
    })
    const settle = (stands: boolean) => {
      clearTimeout(timer)
      over.removeEventListener('abort', giveUp)
      socket.off('connect').off('connect_error')
      if (!stands) socket.disconnect()
      resolve(stands ? socket : null)
    }
    const giveUp = () => settle(false)
    const timer = setTimeout(giveUp, lifeMs)
    timer.unref()
    over.addEventListener('abort', giveUp, { once: true })
    socket.once('connect', () => settle(true))
    socket.once('connect_error', (error) => {
      failed(error)
      settle(false)
    })
  })
}

const pause = (ms: number, over: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (over.aborted) return resolve()
    const done = () => {
      clearTimeout(timer)
      over.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    timer.unref()
    over.addEventListener('abort', done, { once: true })
  })
