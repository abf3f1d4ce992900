import { createHash, createPublicKey, verify } from 'node:crypto'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { parseCommand } from '../../src/relay/command-line'
import { openIdentity } from '../../src/relay/identity'
import { operate } from '../../src/relay/operate'
import { type IdentityClaim, identityText, type RelayIdentity } from '../../src/shared/identity'
import { newKeys } from './device'
import { dataFolder } from './empty-database'
import { gather } from './sessions'
import { joining, nonce, openStage, record, type Stage } from './stage'

let stage: Stage
const folders: string[] = []
const newFolder = async () => {
  const made = await mkdtemp(join(tmpdir(), 'sobani-identity-'))
  folders.push(made)
  return made
}
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => {
  await stage.close()
  for (const made of folders) await rm(made, { recursive: true, force: true })
})
const { openAgent, openConsole, part } = gather(() => stage)

const claim: IdentityClaim = { nonce, session: 's', challenge: 'c', operator: { name: 'n', company: 'c' } }
const keyOf = ({ key }: RelayIdentity) =>
  createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' })
const isSigned = (of: IdentityClaim, shown: RelayIdentity) =>
  verify('sha256', Buffer.from(identityText(of)), keyOf(shown), Buffer.from(shown.signature, 'base64'))
const fingerprintOf = ({ key }: RelayIdentity) =>
  createHash('sha256').update(Buffer.from(key, 'base64')).digest('hex')

/** One join by an agent with this nonce: the claim that the relay made, and its proof. */
async function joined(nonce: string) {
  const [console, agent] = await Promise.all([openConsole(await stage.signIn()), openAgent()])
  const { code } = await console.ask({ type: 'open' })
  const reply = await agent.ask({ ...joining(code), nonce })
  const { session, challenge, operator } = reply as unknown as IdentityClaim
  part()
  return { claim: { nonce, session, challenge, operator }, shown: reply.identity as RelayIdentity }
}

test('the answer to a join proves the name of the operator’s account, for this join only', async () => {
  const one = await joined(nonce)
  expect(one.claim.operator).toEqual(record)
  expect(isSigned(one.claim, one.shown)).toBe(true)
  for (const other of [
    { ...one.claim, nonce: '00'.repeat(32) },
    { ...one.claim, session: 'another' },
    { ...one.claim, challenge: '00'.repeat(32) },
    { ...one.claim, operator: { ...record, name: '別の人' } },
    { ...one.claim, operator: { ...record, company: '別の会社' } },
  ])
    expect(isSigned(other, one.shown)).toBe(false)

  const two = await joined('8b'.repeat(32))
  expect(isSigned(two.claim, two.shown)).toBe(true)
  expect(two.shown.key).toBe(one.shown.key)
  expect(two.shown.signature).not.toBe(one.shown.signature)
  expect(isSigned({ ...two.claim, nonce }, two.shown)).toBe(false)
})

test('the key outlives the relay', async () => {
  const before = await joined(nonce)
  await stage.restart()
  const after = await joined(nonce)
  expect(after.shown.key).toBe(before.shown.key)
  expect(fingerprintOf(after.shown)).toBe(stage.relay.services.identity.fingerprint)
  expect(stage.log.filter((line) => line.includes('identity'))).toEqual([])
})

test('a join without a nonce, or with half of one, is refused', async () => {
  const agent = await openAgent()
  for (const wrong of [undefined, '7a'.repeat(31), 7])
    expect(await agent.ask({ ...joining('000000'), nonce: wrong })).toMatchObject({
      error: 'message-malformed',
      field: 'nonce',
    })
  part()
})

test('the key is made once, is not that of the authority, and nobody else reads it', async () => {
  const folder = await newFolder()
  const first = await openIdentity(folder)
  expect(first.fingerprint).toMatch(/^[0-9a-f]{64}$/)
  expect(first.fingerprint).toBe(fingerprintOf(first.prove(claim)))
  const again = await openIdentity(folder)
  expect([again.fingerprint, first.isReplaced, again.isReplaced]).toEqual([first.fingerprint, false, false])
  if (process.platform !== 'win32')
    expect((await stat(join(folder, 'identity.pem'))).mode & 0o777).toBe(0o600)
  const authority = createPublicKey(await readFile(join(stage.config.data, 'authority.pem'), 'utf8'))
  expect(authority.equals(keyOf(stage.relay.services.identity.prove(claim)))).toBe(false)
})

test('a key that is lost from a folder in use is said to be another one now', async () => {
  await rm(join(stage.config.data, 'identity.pem'))
  await stage.restart()
  const line = stage.log.find((one) => one.includes('a new identity key was made'))
  expect(JSON.parse(line ?? '{}')).toMatchObject({
    level: 'warn',
    identity: stage.relay.services.identity.fingerprint,
  })
})

test('a file that is no such key keeps the relay from starting: it must not become another by itself', async () => {
  const folder = await newFolder()
  const rsa = '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n'
  for (const text of ['', 'not a key', rsa, newKeys().publicKey.export({ type: 'spki', format: 'pem' })]) {
    await writeFile(join(folder, 'identity.pem'), text)
    await expect(openIdentity(folder)).rejects.toThrow(RangeError)
    expect(await readFile(join(folder, 'identity.pem'), 'utf8')).toBe(text)
  }
})

test('the fingerprint can be had before the first start, and is that of every start after', async () => {
  const data = await dataFolder()
  folders.push(data)
  const said: string[] = []
  const out = vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line))
  try {
    for (let times = 0; times < 2; times++)
      expect(await operate({ name: 'identity' }, { ...stage.config, data })).toBe(0)
    expect(await operate({ name: 'report-list', since: null }, { ...stage.config, data })).toBe(0)
  } finally {
    out.mockRestore()
  }
  const { fingerprint, isReplaced } = await openIdentity(data)
  expect([said, isReplaced]).toEqual([[fingerprint, fingerprint], false])
})

test('the commands are two words and one', () => {
  expect(parseCommand(['identity'])).toEqual({ name: 'identity' })
  expect(parseCommand(['identity', '--new'])).toBeNull()
  expect(parseCommand(['report', 'list'])).toEqual({ name: 'report-list', since: null })
  expect(parseCommand(['report', 'list', '--since', '2026-01-01T00:00:00Z'])).toEqual({
    name: 'report-list',
    since: '2026-01-01T00:00:00Z',
  })
  expect(parseCommand(['report'])).toBeNull()
})
