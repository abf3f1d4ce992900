import { ALIVE_MS, SILENCE_MS } from '../shared/peer-protocol'

export type Heartbeat = {
  /** The other end said something, whatever it was. */
  heard(): void
  /** Idempotent. */
  stop(): void
}

/** Says `alive` in time, and tells once when the other end has been silent for too long. */
export function startHeartbeat(say: () => void, onSilence: () => void): Heartbeat {
  let last = performance.now()
  const beat = setInterval(say, ALIVE_MS)
  const watch = setInterval(() => {
    if (performance.now() - last < SILENCE_MS) return
    stop()
    onSilence()
  }, 500)
  const stop = () => {
    clearInterval(beat)
    clearInterval(watch)
  }
  return {
    heard: () => {
      last = performance.now()
    },
    stop,
  }
}
