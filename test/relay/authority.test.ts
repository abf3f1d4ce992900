import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Authority, isDeviceKey, openAuthority } from '../../src/relay/authority'
import { newKeys } from './device'

const folders: string[] = []
let now = Date.parse('2026-11-22T03:04:05.678Z')
const clock = () => now
let folder: string
let authority: Authority

const newFolder = async () => {
  const made = await mkdtemp(join(tmpdir(), 'sobani-authority-'))
  folders.push(made)
  return made
}
beforeAll(async () => {
  folder = await newFolder()
  authority = await openAuthority(folder, clock)
})
afterAll(async () => {
  for (const made of folders) await rm(made, { recursive: true, force: true })
})
const root = async (of = folder) => new X509Certificate(await readFile(join(of, 'authority.pem'), 'utf8'))

test('a device certificate holds the key, a random number and nothing else, for two years', async () => {
  const keys = newKeys()
  const pem = await authority.issue(keys.publicKey)
  const certificate = new X509Certificate(pem)
  const id = certificate.serialNumber.toLowerCase()
  expect(id).toMatch(/^[4-7][0-9a-f]{31}$/)
  expect(certificate.publicKey.equals(keys.publicKey)).toBe(true)
  expect(certificate.subject).toBe(`CN=Sobani device ${id}`)
  expect(certificate.issuer).toBe('CN=Sobani relay')
  expect(certificate.ca).toBe(false)
  expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2'])
  expect(certificate.subjectAltName).toBeUndefined()
  expect([certificate.validFrom, certificate.validTo].map((text) => new Date(text).toISOString())).toEqual([
    '2026-11-22T03:04:05.000Z',
    '2028-11-21T03:04:05.000Z',
  ])
  expect(certificate.verify((await root()).publicKey)).toBe(true)
  expect(authority.read(pem)).toMatchObject({ id, fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) })
  expect(new X509Certificate(await authority.issue(keys.publicKey)).serialNumber).not.toBe(
    certificate.serialNumber,
  )
})

test('the authority is made once, for ten years, in a file that nobody else reads', async () => {
  const certificate = await root()
  expect([certificate.ca, certificate.subject]).toEqual([true, 'CN=Sobani relay'])
  expect(new Date(certificate.validTo).toISOString()).toBe('2036-11-19T03:04:05.000Z')
  if (process.platform !== 'win32')
    expect((await stat(join(folder, 'authority.pem'))).mode & 0o777).toBe(0o600)
  const pem = await authority.issue(newKeys().publicKey)
  const again = await openAuthority(folder, clock)
  expect(again.read(pem)).not.toBeNull()
  expect((await root()).fingerprint256).toBe(certificate.fingerprint256)
})

test('certificates of others, out of time, or that are none are not its own', async () => {
  const pem = await authority.issue(newKeys().publicKey)
  const other = await openAuthority(await newFolder(), clock)
  expect(other.read(pem)).toBeNull()
  expect(authority.read((await root()).toString())).toBeNull()
  expect(authority.read('-----BEGIN CERTIFICATE-----')).toBeNull()
  const bytes = Buffer.from(new X509Certificate(pem).raw)
  bytes.writeUInt8(bytes.readUInt8(20) ^ 1, 20)
  expect(
    authority.read(`-----BEGIN CERTIFICATE-----\n${bytes.toString('base64')}\n-----END CERTIFICATE-----`),
  ).toBeNull()

  const issued = now
  now = issued - 60_000
  expect(authority.read(pem)).toBeNull()
  now = issued + 2 * 365 * 24 * 3_600_000 - 1000
  expect(authority.read(pem)).not.toBeNull()
  now += 1000
  expect(authority.read(pem)).toBeNull()
  now = issued
})

test('no certificate outlives the authority, and nothing is its own after that', async () => {
  const begun = now
  now = begun + 9 * 365 * 24 * 3_600_000
  const pem = await authority.issue(newKeys().publicKey)
  expect(new X509Certificate(pem).validTo).toBe((await root()).validTo)
  now = begun + 10 * 365 * 24 * 3_600_000
  expect(authority.read(pem)).toBeNull()
  now = begun
})

test('only P-256 is a key for a device', () => {
  expect(isDeviceKey(newKeys().publicKey)).toBe(true)
  expect(isDeviceKey(generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).publicKey)).toBe(false)
  expect(isDeviceKey(generateKeyPairSync('ed25519').publicKey)).toBe(false)
})

test('a damaged file is said so, and never replaced', async () => {
  const [damaged, mixed] = [await newFolder(), await newFolder()]
  await writeFile(join(damaged, 'authority.pem'), 'damaged')
  await expect(openAuthority(damaged, clock)).rejects.toThrow(RangeError)
  expect(await readFile(join(damaged, 'authority.pem'), 'utf8')).toBe('damaged')

  const key = newKeys().privateKey.export({ type: 'pkcs8', format: 'pem' })
  await writeFile(join(mixed, 'authority.pem'), `${key}${(await root()).toString()}`)
  await expect(openAuthority(mixed, clock)).rejects.toThrow('authority.pem should be the key and certificate')
})
