/** Who is so much later than it was set for was asleep, with the whole PC. */
const LATE_MS = 1000

/**
 * Timers by name, of which each runs once at a time; after `stop` none does any more. One that ran out while the PC slept
 * gets its time anew: whoever it waits for slept as well.
 */
export function createTimers<Name extends string>() {
  const running = new Map<Name, NodeJS.Timeout>()
  let stopped = false
  const clear = (name: Name) => clearTimeout(running.get(name))
  /** Instead of one with the same name that has not run yet. */
  const after = (name: Name, ms: number, then: () => void): void => {
    clear(name)
    if (stopped) return
    const due = Date.now() + ms
    const ring = () => (Date.now() - due > LATE_MS ? after(name, ms, then) : then())
    running.set(name, setTimeout(ring, ms))
  }
  return {
    after,
    clear,
    stop(): void {
      stopped = true
      for (const timer of running.values()) clearTimeout(timer)
    },
  }
}
