import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Vault } from '../../src/main/vault'

/** A key store as a PC has one: what one seals no other can open. */
export function createTestVault(): Vault & { locked: boolean; sealed: number } {
  const key = randomBytes(32)
  const vault: ReturnType<typeof createTestVault> = {
    /** As long as the user does not unlock the keyring. */
    locked: false,
    sealed: 0,
    available: async () => !vault.locked,
    async seal(text: string) {
      vault.sealed += 1
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const body = Buffer.concat([cipher.update(text), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body])
    },
    async open(sealed: Buffer) {
      const cipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12))
      cipher.setAuthTag(sealed.subarray(12, 28))
      return `${cipher.update(sealed.subarray(28), undefined, 'utf8')}${cipher.final('utf8')}`
    },
  }
  return vault
}
