/**
 * The closed list of refusals. Every boundary (window, relay, data channel) answers bad input with one of these
 * names; pages turn a name into a sentence, so that no free text ever travels between machines.
 */
export const errorCodes = [
  'version-unknown',
  'message-unknown',
  'message-malformed',
  'message-too-large',
  'message-late',
  'sender-unknown',
  'not-signed-in',
  'sign-in-wrong',
  'too-many-attempts',
  'too-many-requests',
  'busy',
  'code-unknown',
  'code-expired',
  'code-used',
  'agent-too-old',
  'channel-refused',
  'desk-closed',
  'session-over',
  'profile-unknown',
  'certificate-refused',
  'certificate-revoked',
  'record-unknown',
  'key-store-missing',
  'file-not-written',
  'not-kept',
  'not-deleted',
  'not-printed',
  'relay-unreachable',
  'relay-not-set',
  'relay-key-changed',
  'relay-unproven',
  'relay-forgotten',
  'relay-not-allowed',
  'policy-unreadable',
  'internal',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** A refusal: `error` is the name, `field` says what was wrong with it (never the value: it may be personal). */
export type Refusal = { readonly ok: false; readonly error: ErrorCode; readonly field?: string }

export const refuse = (error: ErrorCode, field?: string): Refusal =>
  field === undefined ? { ok: false, error } : { ok: false, error, field }

/** A boundary was broken: wrong sender, wrong shape, impossible order. The journey ends; it is never ignored. */
export class Breach extends Error {
  override readonly name = 'Breach'
  constructor(
    readonly code: ErrorCode,
    detail: string,
  ) {
    super(`${code}: ${detail}`)
  }
}

/** Ends every `switch` over a union: a new member that nobody handled is a type error, and throws if it slips by. */
export function assertNever(value: never): never {
  throw new Breach('message-unknown', `unhandled ${JSON.stringify(value)}`)
}
