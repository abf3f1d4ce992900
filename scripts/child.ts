import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { Refusal } from './refusal'

export interface Ending {
  status: number | null
  signal: NodeJS.Signals | null
}

export interface Child {
  process: ChildProcess
  /** Resolves once it has ended, however that came. */
  ended: Promise<Ending>
  /** Whether it ends because we asked it to. */
  isStopping(): boolean
  /** Asks it to end, and after a while insists. May be called again, and after it has ended. */
  stop(): Promise<void>
}

const PATIENCE = 5_000

/** Starts a program that we want to end in order. `name` says for people what it is. */
export function startChild(
  name: string,
  command: string,
  args: readonly string[],
  options: SpawnOptions,
): Child {
  const child = spawn(command, args, options)
  // Should we end without stop(), nothing is left behind.
  const endWithUs = () => child.kill('SIGTERM')
  process.once('exit', endWithUs)
  child.once('close', () => process.off('exit', endWithUs))
  const ended = new Promise<Ending>((resolve, reject) => {
    child.once('error', (error) =>
      reject(new Refusal(`The ${name} could not be started (${error.message}): run the command again.`)),
    )
    child.once('close', (status, signal) => resolve({ status, signal }))
  })
  let stopping = false
  return {
    process: child,
    ended,
    isStopping: () => stopping,
    async stop() {
      stopping = true
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      const inTime = await Promise.race([ended.then(() => true), delay(PATIENCE, false, { ref: false })])
      if (!inTime) child.kill('SIGKILL')
      await ended
    },
  }
}

/** Says in words how a program ended. */
export function describeEnding({ status, signal }: Ending): string {
  return signal ? `by ${signal}` : `with status ${status}`
}

/** Resolves when somebody wants us to end: Ctrl-C, a closed terminal, a service manager. */
export function stopRequested(): { promise: Promise<void>; undo: () => void } {
  const signals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP']
  let act: () => void = () => undefined
  const promise = new Promise<void>((resolve) => {
    act = resolve
  })
  for (const signal of signals) process.on(signal, act)
  return {
    promise,
    undo: () => {
      for (const signal of signals) process.off(signal, act)
    },
  }
}
