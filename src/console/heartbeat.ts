import { ALIVE_MS, SILENCE_MS } from '../shared/peer-protocol'

export type Heartbeat = {
  /** The other end said something, whatever it was. */
  heard(): void
  /** Idempotent. */
  stop(): void
}

/** Says `alive` in time, and tells each time when the other end has been silent for too long. */
export function startHeartbeat(say: () => void, onSilence: () => void): Heartbeat {
  let last = performance.now()
  let silent = false
  const beat = setInterval(say, ALIVE_MS)
  const watch = setInterval(() => {
    if (silent || performance.now() - last < SILENCE_MS) return
    silent = true
    onSilence()
  }, 250)
  return {
    heard: () => {
      last = performance.now()
      silent = false
    },
    stop: () => {
      clearInterval(beat)
      clearInterval(watch)
    },
  }
}
