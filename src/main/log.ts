// Whoever read this output may be gone (a terminal that was closed); that must not end anybody's session.
process.stderr.on('error', () => undefined)

/**
 * One JSON line on stderr: where, what, and the cause. Nothing about the customer: no values, codes, names or
 * addresses, which is why there is no free-form argument.
 */
export function log(where: string, what: string, cause?: unknown): void {
  const reason = cause instanceof Error ? `${cause.name}: ${saying(cause)}` : undefined
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), where, what, cause: reason })}\n`)
}

/** A file's path has the user's name in it, and what the system says of a file has the path. */
const saying = (cause: Error): string =>
  'path' in cause && 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message
