import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto'
import type { ErrorCode } from '../shared/errors'
import { type IdentityClaim, identityText, type RelayIdentity } from '../shared/identity'
import { log } from './log'
import type { RelayPins } from './relay-pins'

/** The name is the relay's own; `relayKey` is the SHA-256 of its key (SPKI) in hex. */
export type Proven =
  | { readonly ok: true; readonly relayKey: string }
  | { readonly ok: false; readonly error: Extract<ErrorCode, IdentityFault> }
type IdentityFault = 'relay-unproven' | 'relay-key-changed' | 'relay-forgotten' | 'not-kept'

/**
 * Whether the relay that answered is the one that it should be. There is no way to go on without: a name that nobody
 * vouches for is never shown.
 */
export type IdentityCheck = (claim: IdentityClaim, shown: RelayIdentity | null) => Promise<Proven>

/**
 * @param allowed fingerprints that are good, by policy or by how the program was built: only these, and an empty list
 * is none. Null = the key of the first session with a relay is remembered, and is the only good one from then on.
 */
export function createIdentityCheck(
  relay: string | null,
  allowed: readonly string[] | null,
  pins: RelayPins,
): IdentityCheck {
  return async (claim, shown) => {
    const key = shown === null ? null : keyIn(shown)
    if (shown === null || key === null || !isSigned(claim, shown, key))
      return { ok: false, error: 'relay-unproven' }
    const relayKey = createHash('sha256')
      .update(key.export({ type: 'spki', format: 'der' }))
      .digest('hex')
    if (allowed !== null) {
      if (allowed.includes(relayKey)) return { ok: true, relayKey }
      return { ok: false, error: 'relay-key-changed' }
    }
    if (relay === null) return { ok: false, error: 'relay-unproven' }
    return pinned(relay, relayKey, pins)
  }
}

/** What cannot be looked up is no first time: whoever damages the memory must not be met as if there was none. */
async function pinned(relay: string, relayKey: string, pins: RelayPins): Promise<Proven> {
  let known: string | null
  try {
    known = await pins.of(relay)
  } catch (error) {
    log('store', 'the keys of relays could not be read', error)
    return { ok: false, error: 'relay-forgotten' }
  }
  if (known !== null) {
    return known === relayKey ? { ok: true, relayKey } : { ok: false, error: 'relay-key-changed' }
  }
  try {
    await pins.keep(relay, relayKey)
  } catch (error) {
    log('store', 'the key of the relay could not be kept', error)
    return { ok: false, error: 'not-kept' }
  }
  return { ok: true, relayKey }
}

/** P-256 and nothing else; null for what is no such key. */
function keyIn({ key }: RelayIdentity): KeyObject | null {
  try {
    const read = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' })
    const isOurs = read.asymmetricKeyType === 'ec' && read.asymmetricKeyDetails?.namedCurve === 'prime256v1'
    return isOurs ? read : null
  } catch {
    // Not a key at all: the caller gives it that name.
    return null
  }
}

function isSigned(claim: IdentityClaim, { signature }: RelayIdentity, key: KeyObject): boolean {
  try {
    return verify('sha256', Buffer.from(identityText(claim)), key, Buffer.from(signature, 'base64'))
  } catch {
    // Some runtimes throw at what is no signature; others answer false.
    return false
  }
}
