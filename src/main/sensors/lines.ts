import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { endTree } from '../machine/child-program'
import { childEnvironment, systemRoot } from '../machine/surroundings'

export type Program = {
  /** By absolute path. */
  readonly program: string
  readonly words: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  /** Milliseconds without a line after which it is ended. */
  readonly silent: number
}

const LINE_LIMIT = 200

/**
 * Starts a program that stays, and hears its lines. No shell, no input, a small environment; it and whatever it started
 * are ended when it falls silent or writes what is no line.
 * @returns ends it; `onEnd` is called once, whoever ended it
 */
export function followLines(
  { program, words, env, silent }: Program,
  { onLine, onEnd }: { readonly onLine: (line: string) => void; readonly onEnd: () => void },
): () => void {
  const windows = process.platform === 'win32'
  const child = spawn(program, words, {
    cwd: windows ? join(systemRoot(env), 'System32') : '/',
    env: childEnvironment(process.platform, env),
    stdio: ['ignore', 'pipe', 'ignore'],
    windowsHide: true,
    // A group of its own, which can be ended as a whole.
    detached: !windows,
  })
  let open = true
  let closed = false
  const end = () => {
    if (!open) return
    open = false
    clearTimeout(timer)
    child.stdout.destroy()
    if (!closed) endTree(child.pid, env)
    onEnd()
  }
  const wait = () => setTimeout(end, silent)
  let timer = wait()
  let rest = ''
  child.stdout.setEncoding('latin1').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > LINE_LIMIT) return end()
    if (lines.length === 0) return
    clearTimeout(timer)
    timer = wait()
    for (const line of lines) if (open) onLine(line.trim())
  })
  child.once('error', end)
  child.once('close', () => {
    closed = true
    end()
  })
  return end
}
