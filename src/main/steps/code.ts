import type { ErrorCode } from '../../shared/errors'
import type { Inventory } from '../../shared/inventory'
import type { Joined } from '../../shared/journey'
import type { IceServer } from '../../shared/protocol'
import type { JoinRequest, RelayLink } from '../relay-link'

export type CodeResult =
  | { readonly ok: true; readonly joined: Joined; readonly iceServers: readonly IceServer[] }
  | { readonly ok: false; readonly error: ErrorCode }

/**
 * Gives the relay the six digits. The inventory is the proof that the customer has chosen what may be sent; nothing of
 * it goes to the relay.
 * @param now ISO 8601, UTC
 */
export async function enterCode(
  _inventory: Inventory,
  relay: RelayLink,
  request: JoinRequest,
  now: () => string,
): Promise<CodeResult> {
  const reply = await relay.join(request)
  if (!reply.ok) return { ok: false, error: reply.error }
  const { session, operator, challenge, iceServers } = reply
  return { ok: true, joined: { session, operator, challenge, joinedAt: now() }, iceServers }
}
