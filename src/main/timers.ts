/** Timers by name, of which each runs once at a time; after `stop` none does any more. */
export function createTimers<Name extends string>() {
  const running = new Map<Name, NodeJS.Timeout>()
  let stopped = false
  const clear = (name: Name) => clearTimeout(running.get(name))
  return {
    /** Instead of one with the same name that has not run yet. */
    after(name: Name, ms: number, then: () => void): void {
      clear(name)
      if (!stopped) running.set(name, setTimeout(then, ms))
    },
    clear,
    stop(): void {
      stopped = true
      for (const timer of running.values()) clearTimeout(timer)
    },
  }
}
