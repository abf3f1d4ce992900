import type { ErrorCode } from '../../shared/errors'
import type { Inventory } from '../../shared/inventory'
import type { Joined } from '../../shared/journey'
import type { Language } from '../../shared/languages'
import type { IceServer } from '../../shared/protocol'
import type { RelayLink } from '../relay-link'

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
  code: string,
  agent: { readonly version: string; readonly language: Language },
  now: () => string,
): Promise<CodeResult> {
  const reply = await relay.join(code, agent.version, agent.language)
  if (!reply.ok) return { ok: false, error: reply.error }
  const { session, operator, iceServers } = reply
  return { ok: true, joined: { session, operator, joinedAt: now() }, iceServers }
}
