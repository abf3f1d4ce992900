import { safeStorage } from 'electron'
import { log } from './log'

/** Keeps a secret where only this user of this PC can read it: keychain, DPAPI, or a Linux secret service. */
export type Vault = {
  /** Only after the app is ready. May ask the user to unlock a keyring. */
  available(): Promise<boolean>
  /** @throws where it is not available */
  seal(text: string): Promise<Buffer>
  /** @throws where it was sealed elsewhere, by another user, or is damaged */
  open(sealed: Buffer): Promise<string>
}

/** What Chromium puts before anything that it seals on Linux with a password that stands in its source code. */
const openSecret = 'v10'

/** Only the newer Electrons have it. Named here, because the typings of the legacy channel do not know it. */
type AsyncStorage = {
  isAsyncEncryptionAvailable(): Promise<boolean>
  encryptStringAsync(text: string): Promise<Buffer>
  decryptStringAsync(sealed: Buffer): Promise<{ readonly result: string }>
}

/** The newer Electrons seal asynchronously, and the newest no other way; what the older ones sealed they can open. */
type Storage = Pick<
  Electron.SafeStorage,
  'isEncryptionAvailable' | 'encryptString' | 'decryptString' | 'getSelectedStorageBackend'
> &
  Partial<AsyncStorage>

export function createVault(
  storage: Storage = safeStorage,
  platform: NodeJS.Platform = process.platform,
): Vault {
  const hasKey = async () =>
    storage.isAsyncEncryptionAvailable === undefined
      ? storage.isEncryptionAvailable()
      : storage.isAsyncEncryptionAvailable()
  const seal = async (text: string) =>
    storage.encryptStringAsync === undefined ? storage.encryptString(text) : storage.encryptStringAsync(text)
  return {
    async available() {
      try {
        if (!(await hasKey())) return false
        if (platform !== 'linux') return true
        // Where Linux has no secret service Chromium may still seal, with a key that everybody knows. Its own name for
        // that is one sign, what it puts before the sealed bytes the other: the asynchronous way has no name for it.
        const backend = storage.getSelectedStorageBackend()
        const known = storage.encryptStringAsync === undefined && ['basic_text', 'unknown'].includes(backend)
        return !known && (await seal('?')).toString('latin1', 0, openSecret.length) !== openSecret
      } catch (error) {
        log('vault', 'the key store cannot be used', error)
        return false
      }
    },
    seal,
    open: async (sealed) =>
      storage.decryptStringAsync === undefined
        ? storage.decryptString(sealed)
        : (await storage.decryptStringAsync(sealed)).result,
  }
}
