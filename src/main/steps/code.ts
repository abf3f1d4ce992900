import { randomBytes } from 'node:crypto'
import type { ErrorCode } from '../../shared/errors'
import type { Inventory } from '../../shared/inventory'
import type { Joined } from '../../shared/journey'
import type { IceServer } from '../../shared/protocol'
import type { IdentityCheck } from '../identity'
import type { JoinRequest, RelayLink } from '../relay-link'

export type CodeResult =
  | { readonly ok: true; readonly joined: Joined; readonly iceServers: readonly IceServer[] }
  | { readonly ok: false; readonly error: ErrorCode }

export type CodeParts = {
  readonly relay: Pick<RelayLink, 'join' | 'leave'>
  readonly identity: IdentityCheck
  /** ISO 8601, UTC. */
  readonly now: () => string
  /** A session with a relay that proved nothing is left again. */
  readonly onLeaving: (left: Promise<unknown>) => void
}

/**
 * Gives the relay the six digits. The inventory is the proof that the customer has chosen what may be sent; nothing of
 * it goes to the relay. What comes back is worth nothing until the relay's key has proven it: only then is there a
 * `Joined`, and so an operator to be shown.
 */
export async function enterCode(
  _inventory: Inventory,
  { relay, identity, now, onLeaving }: CodeParts,
  request: Omit<JoinRequest, 'nonce'>,
): Promise<CodeResult> {
  const nonce = randomBytes(32).toString('hex')
  const reply = await relay.join({ ...request, nonce })
  if (!reply.ok) return { ok: false, error: reply.error }
  const { session, operator, challenge, iceServers, identity: shown } = reply
  const leave = () => onLeaving(relay.leave('failed', []).soon)
  const proven = await identity({ nonce, session, challenge, operator }, shown ?? null).catch(
    (error: unknown) => {
      leave()
      throw error
    },
  )
  if (!proven.ok) {
    leave()
    return { ok: false, error: proven.error }
  }
  const { relayKey } = proven
  return { ok: true, joined: { session, operator, relayKey, challenge, joinedAt: now() }, iceServers }
}
