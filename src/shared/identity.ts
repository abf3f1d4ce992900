import { z } from './zod'

/**
 * A relay's own key, with which it proves whose name it shows a customer. The agent knows the key by policy, or keeps
 * the one of its first session. TLS says which address answered; this says that it is the same relay as before.
 */

/** 32 random bytes of the agent in hex, new for each `join`: a proof that was heard elsewhere is good for nothing. */
export const joinNonce = z.string().regex(/^[0-9a-f]{64}$/)

/**
 * Part of the answer to `join`. `key` is the SPKI of a P-256 key, `signature` ECDSA with SHA-256 (DER) over
 * `identityText`, both in base64. What is no key and no signature is refused where it is verified, by its own name.
 */
export const relayIdentity = z.strictObject({ key: z.string().max(400), signature: z.string().max(200) })
export type RelayIdentity = z.infer<typeof relayIdentity>

export type IdentityClaim = {
  readonly nonce: string
  readonly session: string
  readonly challenge: string
  readonly operator: { readonly name: string; readonly company: string }
}

/**
 * What the relay signs. One text for one claim and no other: the list is JSON, so that nothing in a name can pass for
 * the next field; the first line keeps the signature from being used for anything else.
 */
export const identityText = ({ nonce, session, challenge, operator }: IdentityClaim): string =>
  `sobani operator identity v1\n${JSON.stringify([nonce, session, challenge, operator.name, operator.company])}`
