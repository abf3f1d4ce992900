import { fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { ForkReader } from '../../../src/main/reader/reader-process'

/** A reader process as a child of Node: everything but how it is started is as in the agent. */
export function forkNode(
  path: string,
  options: { readonly words?: readonly string[]; readonly env?: Record<string, string> } = {},
): ForkReader & { readonly pids: readonly number[] } {
  const pids: number[] = []
  const start: ForkReader = () => {
    const child = fork(path, {
      execArgv: [...(options.words ?? [])],
      env: options.env ?? {},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    if (child.pid !== undefined) pids.push(child.pid)
    return {
      // One that has just ended cannot be told anything more; that it ended is heard by itself.
      send: (request) => child.send(request, () => undefined),
      onMessage: (listener) => child.on('message', listener),
      onExit: (listener) => child.once('exit', listener),
      kill: () => child.kill('SIGKILL'),
    }
  }
  return Object.assign(start, { pids })
}

/** Whether a process still runs; one that has ended and that nobody has collected yet does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    const stat = process.platform === 'linux' ? readFileSync(`/proc/${pid}/stat`, 'utf8') : ''
    return !/\) Z/.test(stat)
  } catch (error) {
    if (error instanceof Error && 'code' in error && ['ESRCH', 'ENOENT'].includes(String(error.code)))
      return false
    throw error
  }
}
