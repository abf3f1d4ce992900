/** Where progress is written: the part of a stream that is used, so that a test can pass its own. */
export interface ProgressOutput {
  write(text: string): unknown
  readonly isTTY?: boolean | undefined
}

export interface Step {
  /** The share done, 0 to 1. */
  at(share: number): void
  /** Ends the step; what is given stands after its name, for example "33.2.1". */
  done(result?: string): void
  /** Ends the line of a step that failed; the sentence follows from elsewhere. Does nothing after `done`. */
  stop(): void
}

/**
 * Names a step and the share of it that is done. A terminal gets one line that is rewritten; a log file gets a line
 * at every full tenth, because rewritten lines make logs unreadable. Goes to stderr: stdout belongs to results.
 */
export function beginStep(name: string, output: ProgressOutput = process.stderr): Step {
  const started = performance.now()
  let shown = -1
  let ended = false
  if (output.isTTY) output.write(`\r\x1b[K${name} ...`)
  else output.write(`${name} ...\n`)

  return {
    at(share) {
      if (ended) return
      const percent = Math.floor(Math.min(1, Math.max(0, share)) * 100)
      const next = output.isTTY ? percent : percent - (percent % 10)
      if (next <= shown) return
      shown = next
      output.write(output.isTTY ? `\r\x1b[K${name}  ${next} %` : `${name}  ${next} %\n`)
    },
    done(result) {
      if (ended) return
      ended = true
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      output.write(`${output.isTTY ? '\r\x1b[K' : ''}${name}  ${result ?? 'done'} (${seconds} s)\n`)
    },
    stop() {
      if (ended) return
      ended = true
      if (output.isTTY) output.write('\n')
    },
  }
}
