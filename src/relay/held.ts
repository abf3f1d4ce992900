/** How many of one thing each caller holds at this moment, by a salted address. */
export type Held = {
  of(key: string): number
  /** Takes one more. @returns how many that makes */
  take(key: string): number
  free(key: string): void
}

export function createHeld(): Held {
  const held = new Map<string, number>()
  const of = (key: string) => held.get(key) ?? 0
  return {
    of,
    take(key) {
      held.set(key, of(key) + 1)
      return of(key)
    },
    free(key) {
      const left = of(key) - 1
      if (left > 0) held.set(key, left)
      else held.delete(key)
    },
  }
}
