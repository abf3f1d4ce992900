import { join } from 'node:path'
import { utilityProcess } from 'electron'
import { readerEnvironment } from '../machine/surroundings'
import type { ForkReader } from './reader-process'

/** Starts readers as Electron's utility processes, with only those of the customer's variables that they need. */
export const forkUtilityProcess = (root: string): ForkReader => {
  return () => {
    const child = utilityProcess.fork(join(root, 'out', 'main', 'reader.cjs'), [], {
      serviceName: 'Sobani Reader',
      env: readerEnvironment(process.platform, process.env),
      stdio: 'ignore',
    })
    return {
      send: (request) => child.postMessage(request),
      onMessage: (listener) => child.on('message', listener),
      onExit: (listener) => child.once('exit', listener),
      kill() {
        const { pid } = child
        // Its own `kill` only asks on Unix, and a process that hangs does not hear it.
        if (pid === undefined || process.platform === 'win32') child.kill()
        else killNow(pid)
      },
    }
  }
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
