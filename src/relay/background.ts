import { describeError, type Log } from './log'

/** Work that nobody waits for (an audit row after a hang-up): failures are logged, and closing waits for the rest. */
export type Background = {
  run(where: string, task: () => Promise<unknown>): void
  settled(): Promise<void>
}

export function createBackground(log: Log): Background {
  const running = new Set<Promise<void>>()
  return {
    run(where, task) {
      const work = task()
        .then(() => undefined)
        .catch((error: unknown) => log.error({ where, ...describeError(error) }, 'background work failed'))
        .finally(() => running.delete(work))
      running.add(work)
    },
    async settled() {
      while (running.size > 0) await Promise.all(running)
    },
  }
}
