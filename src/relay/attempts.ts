import type { Clock } from './clock'

/** Tries of one kind, counted per key (a salted address, a socket) in a window that slides. */
export type Attempts = {
  /**
   * Counts one try. It is counted before the outcome is known, so that a thousand tries at once do not all slip in
   * under the limit; `giveBack` takes it off again when it was a good one.
   * @returns false where the limit is reached; a refused try is not counted
   */
  take(key: string, limit?: number): boolean
  giveBack(key: string): void
  /** Forgets keys whose window has passed. */
  prune(): void
}

/** More keys than this are one attacker with many addresses; the oldest give way so that memory stays bounded. */
const keyCeiling = 50_000

export function createAttempts(limit: number, window: number, clock: Clock): Attempts {
  const taken = new Map<string, number[]>()
  const recent = (key: string) => (taken.get(key) ?? []).filter((at) => at > clock() - window)
  return {
    take(key, most = limit) {
      const times = recent(key)
      const allowed = times.length < most
      if (allowed) times.push(clock())
      // Taken out and put in again, so that the map stays in the order of use.
      taken.delete(key)
      taken.set(key, times)
      const oldest = taken.keys().next()
      if (taken.size > keyCeiling && !oldest.done) taken.delete(oldest.value)
      return allowed
    },
    giveBack(key) {
      taken.get(key)?.pop()
    },
    prune() {
      for (const key of taken.keys()) if (recent(key).length === 0) taken.delete(key)
    },
  }
}
