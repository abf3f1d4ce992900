import type { ErrorCode } from '../shared/errors'
import type { ConsoleReason } from '../shared/protocol'

/**
 * Why a session is over. `refused` is set where a message or a picture broke the agreed order or shape: the name of the
 * refusal and the field, never the value.
 */
export type Ending = {
  readonly reason: ConsoleReason
  /** Who knows already: whoever said it need not be told. */
  readonly by: 'here' | 'agent' | 'relay'
  readonly refused: { readonly error: ErrorCode; readonly field: string } | null
}

export const endedBy = (reason: ConsoleReason, by: Ending['by'] = 'here'): Ending => ({
  reason,
  by,
  refused: null,
})

export const breached = (error: ErrorCode, field: string): Ending => ({
  reason: 'failed',
  by: 'here',
  refused: { error, field },
})
