export type Turns = <Result>(task: () => Promise<Result>) => Promise<Result>

/**
 * One task after the other, in the order in which they were asked for; one that fails does not hold up the next.
 * A task that asks for a turn of its own and waits for it would wait for ever.
 */
export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve()
  return (task) => {
    const done = last.then(task)
    last = done.catch(() => undefined)
    return done
  }
}
