import { type SpawnOptions, spawn } from 'node:child_process'

export interface Outcome {
  /** The exit status; null when a signal ended it or it could not be started at all. */
  status: number | null
  stdout: string
  stderr: string
  /** Why it could not be started, for example ENOENT. */
  fault?: string
}

/** Runs a program to its end and keeps what it said. Never throws for a program that fails: that is an outcome. */
export function run(command: string, args: readonly string[], options: SpawnOptions = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
    let stdout = ''
    let stderr = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    child.once('error', (error: NodeJS.ErrnoException) => {
      resolve({ status: null, stdout, stderr, fault: error.code ?? error.message })
    })
    child.once('close', (status) => resolve({ status, stdout, stderr }))
  })
}
