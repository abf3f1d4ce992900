import type { FastifyBaseLogger, FastifyServerOptions } from 'fastify'

export type Log = Pick<FastifyBaseLogger, 'info' | 'warn' | 'error' | 'fatal'>

/** One JSON object per line on stderr: stdout is for the events another program reads. No host name, no process id. */
export const logOptions = (
  stream: { write(line: string): void } = process.stderr,
): NonNullable<FastifyServerOptions['logger']> => ({
  stream,
  // Good news is in the audit; on this stream every line asks to be read.
  level: 'warn',
  base: null,
  timestamp: () => `,"time":"${new Date().toISOString()}"`,
  formatters: { level: (label: string) => ({ level: label }) },
})

/**
 * What went wrong and why, and nothing else. The usual way of logging an error writes out all it carries, and a
 * database error carries the values of the query: codes, names, hashes.
 */
export function describeError(error: unknown): { what: string; cause?: string; at?: string } {
  if (!(error instanceof Error)) return { what: typeof error }
  const at = error.stack
    ?.split('\n')
    .find((line) => line.startsWith('    at '))
    ?.trim()
  return {
    what: `${error.name}: ${error.message}`,
    ...(error.cause instanceof Error && { cause: `${error.cause.name}: ${error.cause.message}` }),
    ...(at !== undefined && { at }),
  }
}
