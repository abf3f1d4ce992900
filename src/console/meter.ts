import { type Measured, measure, type Quality } from './quality'
import { sampleOf } from './quality-stats'

const EVERY_MS = 1_000

export type Meter = {
  /** Null while nothing comes. */
  readonly quality: Quality | null
  /** From here on these are the figures of this connection. */
  follow(connection: RTCPeerConnection | null): void
  /** Told after each look. Returns the undo. */
  watch(onLook: () => void): () => void
}

/** Looks at the figures of the connection once a second. */
export function createMeter(): Meter {
  const watchers = new Set<() => void>()
  let connection: RTCPeerConnection | null = null
  let measured: Measured | null = null
  let timer: ReturnType<typeof setInterval> | null = null

  const look = async (of: RTCPeerConnection) => {
    const sample = sampleOf(new Map((await of.getStats()) as unknown as Iterable<[string, unknown]>))
    if (of !== connection) return
    measured = sample === null ? null : measure(measured, sample)
    for (const watcher of watchers) watcher()
  }
  return {
    get quality() {
      return measured?.quality ?? null
    },
    follow(next) {
      if (timer !== null) clearInterval(timer)
      timer = null
      measured = null
      connection = next
      if (next === null) return
      timer = setInterval(() => {
        look(next).catch((error: unknown) => console.warn('meter: no figures', error))
      }, EVERY_MS)
    },
    watch(onLook) {
      watchers.add(onLook)
      return () => watchers.delete(onLook)
    },
  }
}
