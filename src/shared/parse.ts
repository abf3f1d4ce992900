import { type ErrorCode, type Refusal, refuse } from './errors'
import { z } from './zod'

/** What every message carries. The version stands in each message, so that old and new ends can refuse by name. */
const envelope = z.looseObject({ v: z.unknown(), type: z.unknown() })

export type Parsed<T> = { readonly ok: true; readonly message: T } | Refusal

/**
 * Reads one untrusted message, whole or not at all.
 *
 * @param schema a union of strict objects with `v` and `type`
 * @param version the one version this build speaks
 * @param raw a parsed value, or the text of one
 * @param limit the most characters that are read; longer is refused before it is parsed
 * @returns the message, or the refusal that names what was wrong (never throws)
 */
export function parseMessage<T>(
  schema: z.ZodType<T>,
  version: number,
  raw: unknown,
  limit: number,
): Parsed<T> {
  const value = typeof raw === 'string' ? readText(raw, limit) : raw
  if (value === tooLarge) return refuse('message-too-large')
  const head = envelope.safeParse(value)
  if (!head.success) return refuse('message-malformed')
  if (head.data.v !== version) return refuse('version-unknown', 'v')
  const message = schema.safeParse(value)
  if (message.success) return { ok: true, message: message.data }
  return refuseIssue(message.error)
}

/** Parses a value without an envelope (an HTTP body, a window's call). */
export function parseValue<T>(schema: z.ZodType<T>, raw: unknown): Parsed<T> {
  const value = schema.safeParse(raw)
  return value.success ? { ok: true, message: value.data } : refuseIssue(value.error)
}

function refuseIssue(error: z.ZodError): Refusal {
  const issue = error.issues[0]
  const path = issue?.path.join('.') ?? ''
  const code: ErrorCode =
    issue?.code === 'invalid_union' && path === 'type' ? 'message-unknown' : 'message-malformed'
  const unknownKeys = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 3).join(',') : ''
  const field = [path, unknownKeys].filter(Boolean).join('.')
  return field === '' ? refuse(code) : refuse(code, field.slice(0, 64))
}

const tooLarge = Symbol('too large')

function readText(text: string, limit: number): unknown {
  if (text.length > limit) return tooLarge
  try {
    return JSON.parse(text)
  } catch (error) {
    // Not JSON is one more malformed message: the caller answers it with that name.
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
