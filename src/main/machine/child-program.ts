import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { childEnvironment, systemRoot } from './surroundings'

const TIME_LIMIT_MS = 4000
const OUTPUT_LIMIT = 1_000_000

/** Hears of a child process by its id; what it gives back is called once that has ended. */
export type Started = (pid: number) => () => void

/**
 * Runs a program to its end and gives what it wrote. No shell and no input; it and whatever it started are ended when
 * they take too long or say too much. An error says which program, and nothing of what it said.
 */
export function runProgram(
  program: string,
  words: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  started: Started,
  limitMs = TIME_LIMIT_MS,
): Promise<string> {
  const windows = process.platform === 'win32'
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, {
      cwd: windows ? join(systemRoot(env), 'System32') : '/',
      env: childEnvironment(process.platform, env),
      stdio: ['ignore', 'pipe', 'ignore'],
      windowsHide: true,
      // A group of its own, which can be ended as a whole.
      detached: !windows,
    })
    const ended = child.pid === undefined ? () => undefined : started(child.pid)
    const settle = (act: () => void) => {
      clearTimeout(timer)
      child.stdout.destroy()
      ended()
      act()
    }
    const giveUp = (why: string) => {
      endTree(child.pid, env)
      settle(() => reject(new Error(`${program} ${why}`)))
    }
    const timer = setTimeout(() => giveUp('took too long'), limitMs)

    const chunks: Buffer[] = []
    let length = 0
    child.stdout.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      length += chunk.length
      if (length > OUTPUT_LIMIT) giveUp('wrote too much')
    })
    child.once('error', () => settle(() => reject(new Error(`${program} could not be started`))))
    child.once('close', (status) =>
      settle(() =>
        status === 0
          ? resolve(decode(Buffer.concat(chunks), windows))
          : reject(new Error(`${program} ended with status ${status}`)),
      ),
    )
  })
}

/** Ends a process and what it started: its group, or on Windows its tree. One that has gone is fine. */
export function endTree(pid: ChildProcess['pid'], env: Readonly<Record<string, string | undefined>>): void {
  if (pid === undefined) return
  if (process.platform === 'win32') {
    const program = join(systemRoot(env), 'System32', 'taskkill.exe')
    const child = spawn(program, ['/T', '/F', '/PID', String(pid)], { stdio: 'ignore', windowsHide: true })
    // Nothing more can be done where even that program is missing.
    child.once('error', () => child.unref())
    return
  }
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (error) {
    // macOS says EPERM, not ESRCH, of a group in which all have ended and nobody has asked how.
    const gone = error instanceof Error && 'code' in error && ['ESRCH', 'EPERM'].includes(String(error.code))
    if (!gone) throw error
  }
}

/** Older programs of a Japanese Windows still write Shift_JIS. */
function decode(bytes: Buffer, windows: boolean): string {
  if (!windows) return new TextDecoder().decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return new TextDecoder('shift_jis').decode(bytes)
  }
}
