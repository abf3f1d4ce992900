import { expect, test } from './stage'

test.skip(process.platform !== 'linux', 'elsewhere the system has a key store by itself')

test('the customers of these tests have a real keyring, and what is sealed outlives a start', async ({
  newCustomer,
}) => {
  const { agent } = await newCustomer()
  const sealed = await agent.app.evaluate(({ safeStorage }) => ({
    backend: safeStorage.getSelectedStorageBackend(),
    bytes: safeStorage.encryptString('a key').toString('base64'),
  }))
  expect(sealed.backend).toBe('gnome_libsecret')
  expect(Buffer.from(sealed.bytes, 'base64').toString('latin1')).toMatch(/^v11(?!.*a key)/s)
  const next = await newCustomer()
  const opened = await next.agent.app.evaluate(
    ({ safeStorage }, bytes) => safeStorage.decryptString(Buffer.from(bytes, 'base64')),
    sealed.bytes,
  )
  expect(opened).toBe('a key')
})

test('a customer without one has none, and nothing is sealed with a key that everybody knows', async ({
  newCustomer,
}) => {
  const { agent } = await newCustomer({ keyring: null })
  expect(await agent.app.evaluate(({ safeStorage }) => safeStorage.isEncryptionAvailable())).toBe(false)
})
