import { readerEnvironment, systemRoot } from '../machine/surroundings'
import type { PrivateWatch } from '../sensors'
import { followLines } from './lines'

/** Windows' own: the question of UAC, names and passwords asked for by any program, and signing in. */
const PROMPTS = ['consent', 'CredentialUIBroker', 'LogonUI']

/** After it ended or fell silent. */
const AGAIN_MS = 10_000
/** It says something once a second, and is given a slow start. */
const SILENT_MS = 8000

/**
 * One PowerShell that stays and looks once a second: a program that lists the others (tasklist) asks WMI, and would cost
 * more in a second than sharing a still screen may. It ends with us, even where we are killed.
 */
export const promptsScript = (parent: number): string =>
  [
    "$ErrorActionPreference = 'Stop'",
    `$parent = Get-Process -Id ${parent}`,
    '$session = (Get-Process -Id $PID).SessionId',
    // Of this session only: others have their own, and on a server somebody is always signing in.
    `while (-not $parent.HasExited) { $there = @(Get-Process -Name ${PROMPTS.join(',')} -ErrorAction SilentlyContinue` +
      " | Where-Object { $_.SessionId -eq $session }); if ($there.Count -gt 0) { '1' } else { '0' };" +
      ' Start-Sleep -Seconds 1 }',
  ].join('; ')

export const watchPrompts = (): PrivateWatch => {
  const env = readerEnvironment(process.platform, process.env)
  const program = `${systemRoot(env)}\\System32\\WindowsPowerShell\\v1.0\\powershell.exe`
  const words = ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', promptsScript(process.pid)]
  return watchProgram({ program, words, env, silent: SILENT_MS, again: AGAIN_MS })
}

export type Watched = {
  readonly program: string
  readonly words: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  /** Milliseconds: of silence until it is ended, and until it is started again. */
  readonly silent: number
  readonly again: number
}

/** A program that writes 1 while something is typed and 0 while nothing is, a line each time it looked. */
export const watchProgram =
  ({ again, ...started }: Watched): PrivateWatch =>
  (tell) => {
    let open = true
    let timer: NodeJS.Timeout | undefined
    let end: () => void = () => undefined
    const begin = () => {
      end = followLines(started, {
        onLine: (line) => tell(line === '1' ? true : line === '0' ? false : null),
        onEnd: () => {
          if (!open) return
          tell(null)
          timer = setTimeout(begin, again)
        },
      })
    }
    begin()
    return () => {
      open = false
      clearTimeout(timer)
      end()
    }
  }
