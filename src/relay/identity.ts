import { createHash, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type IdentityClaim, identityText, type RelayIdentity } from '../shared/identity'
import { keepIdentity, readIdentity } from './identity-file'

/** The relay's own name towards agents: one key for as long as the data folder lives. */
export type Identity = {
  /** SHA-256 of the public key (SPKI) in 64 small hex digits, as policies and agents know it. */
  readonly fingerprint: string
  /** Made just now in a folder that was in use before: agents that remember another key refuse this relay from now on. */
  readonly isReplaced: boolean
  prove(claim: IdentityClaim): RelayIdentity
}

/** Reads the relay's identity key, or makes it at the first start. @throws RangeError where it is damaged */
export async function openIdentity(folder: string): Promise<Identity> {
  const kept = await readIdentity(folder)
  const wasInUse = existsSync(join(folder, 'authority.pem'))
  const key =
    kept ?? (await keepIdentity(folder, generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey))
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' })
  return {
    fingerprint: createHash('sha256').update(spki).digest('hex'),
    isReplaced: kept === null && wasInUse,
    prove: (claim) => ({
      key: spki.toString('base64'),
      signature: sign('sha256', Buffer.from(identityText(claim)), key).toString('base64'),
    }),
  }
}
