import { expect, test, vi } from 'vitest'
import { createVault } from '../../src/main/vault'
import { quietLog } from './quiet'

vi.mock('electron', () => ({ safeStorage: {} }))
const { lines } = quietLog()

type Backend = ReturnType<Electron.SafeStorage['getSelectedStorageBackend']>

/** Sealing as Electron 33 does it, with what Chromium puts before the sealed bytes. */
const older = (prefix: string, backend: Backend) => ({
  isEncryptionAvailable: () => true,
  encryptString: (text: string) => Buffer.from(`${prefix}${text}`),
  decryptString: (sealed: Buffer) => sealed.toString().slice(prefix.length),
  getSelectedStorageBackend: () => backend,
})
/** The same in the newest: the old calls are gone. */
const newer = (prefix: string) => {
  const gone = () => {
    throw new Error('gone')
  }
  const { encryptString, decryptString } = older(prefix, 'unknown')
  return {
    isEncryptionAvailable: gone,
    encryptString: gone,
    decryptString: gone,
    getSelectedStorageBackend: (): Backend => 'unknown',
    isAsyncEncryptionAvailable: async () => true,
    encryptStringAsync: async (text: string) => encryptString(text),
    decryptStringAsync: async (sealed: Buffer) => ({ result: decryptString(sealed), shouldReEncrypt: false }),
  }
}

test.each([
  ['older', older('v11', 'gnome_libsecret')],
  ['newer', newer('v12')],
])('what was sealed is opened, by an %s Electron', async (_name, storage) => {
  const vault = createVault(storage, 'linux')
  expect(await vault.available()).toBe(true)
  const sealed = await vault.seal('a secret')
  expect(await vault.open(sealed)).toBe('a secret')
})

test.each([
  ['by its name', older('v11', 'basic_text')],
  ['before the app is ready', older('v11', 'unknown')],
  ['by what it seals', older('v10', 'gnome_libsecret')],
  ['by what a newer Electron seals', newer('v10')],
])('on Linux a key that everybody knows is no key store: told %s', async (_name, storage) => {
  expect(await createVault(storage, 'linux').available()).toBe(false)
})

test('elsewhere the same sign stands before a key of the system', async () => {
  expect(await createVault(older('v10', 'unknown'), 'win32').available()).toBe(true)
  expect(await createVault(newer('v10'), 'darwin').available()).toBe(true)
})

test('a key store that fails is none, and it is said', async () => {
  const storage = {
    ...older('v11', 'gnome_libsecret'),
    encryptString: () => {
      throw new Error('the keyring was not unlocked')
    },
  }
  expect(await createVault(storage, 'linux').available()).toBe(false)
  expect(lines.join('')).toContain('the key store cannot be used')
  const none = { ...older('v11', 'gnome_libsecret'), isEncryptionAvailable: () => false }
  expect(await createVault(none, 'linux').available()).toBe(false)
})
