import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { profileReply } from '../../src/shared/protocol'
import { askForCertificate, newKeys, spkiOf } from './device'
import { openStage, type Stage } from './stage'

let stage: Stage
const urls = ['stun:stun.example.jp', 'turn:turn.example.jp?transport=udp', 'turns:turn.example.jp']

beforeAll(async () => {
  stage = await openStage({
    SOBANI_RELAY_PROFILE: 'demo',
    SOBANI_RELAY_TURN_URLS: urls.join(', '),
    SOBANI_RELAY_TURN_SECRET: 'a-secret-of-the-servers-between',
  })
})
beforeEach(() => stage.later(61 * 60_000))
afterAll(() => stage.close())

const get = async (path: string) => {
  const response = await fetch(`${stage.address}${path}`)
  return [response.status, await response.json()] as const
}
const ask = async (body: unknown, headers: Record<string, string> = {}) => {
  const response = await askForCertificate(stage.address, body, headers)
  return [response.status, await response.json()] as const
}

test('everyone may read a profile, with the relay’s own time', async () => {
  const [status, reply] = await get('/api/profiles/kct')
  expect([status, reply.profile.id]).toEqual([200, 'kct'])
  expect(profileReply.parse(reply)).toEqual(reply)
  expect(Math.abs(Date.parse(reply.now) - stage.now())).toBeLessThan(4000)
})

test('who asks for no name in particular gets the profile that the relay was set to', async () => {
  expect((await get('/api/profiles/default'))[1]).toMatchObject({ ok: true, profile: { id: 'demo' } })
})

test('a profile that is not there is unknown, whatever it is called', async () => {
  for (const id of ['nobody', '..%2f..%2fpackage', 'constructor', '__proto__', '%e3%81%9d'])
    expect(await get(`/api/profiles/${id}`)).toEqual([404, { ok: false, error: 'profile-unknown' }])
})

test('the servers that a picture may go through are named without their credentials', async () => {
  const [status, reply] = await get('/api/network')
  expect([status, reply]).toEqual([200, { ok: true, urls }])
})

test('an agent is issued a certificate for its key, and the audit says only that', async () => {
  const keys = newKeys()
  const [status, reply] = await ask({ publicKey: spkiOf(keys) })
  expect(status).toBe(200)
  expect(new X509Certificate(reply.certificate).publicKey.equals(keys.publicKey)).toBe(true)
  // As Chromium's network sends it for a program, and for a window of ours.
  for (const headers of [{ 'sec-fetch-site': 'none' }, { origin: 'null' }])
    expect((await ask({ publicKey: spkiOf(keys) }, headers))[0]).toBe(200)
  const row = (await stage.relay.services.audit.list()).find(({ event }) => event === 'certificate-issued')
  expect(row).toMatchObject({ operator_id: null, session: null, reason: null, device: null })
  expect(await stage.relay.services.devices.list()).toEqual([])
})

test('no web page is issued one, not even our own', async () => {
  const publicKey = spkiOf(newKeys())
  for (const headers of [
    { origin: stage.address },
    { origin: 'https://evil.example' },
    { 'sec-fetch-site': 'same-origin' },
    { origin: 'null', 'sec-fetch-site': 'cross-site' },
  ])
    expect(await ask({ publicKey }, headers)).toEqual([
      403,
      { ok: false, error: 'sender-unknown', field: 'origin' },
    ])
})

test('what is no key of the agreed kind is refused by name', async () => {
  const malformed = [400, { ok: false, error: 'message-malformed', field: 'publicKey' }]
  const other = generateKeyPairSync('ec', { namedCurve: 'secp384r1' })
  const secret = newKeys().privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64')
  for (const publicKey of ['AAAA', '?', '', spkiOf(other), secret, 1])
    expect(await ask({ publicKey })).toEqual(malformed)
  expect(await ask({ publicKey: spkiOf(newKeys()), name: 'x' })).toMatchObject([400, { field: 'name' }])
  expect(await ask({ publicKey: 'A'.repeat(2000) })).toEqual([413, { ok: false, error: 'message-too-large' }])
})

test('a hundred an hour for one address', async () => {
  const publicKey = spkiOf(newKeys())
  const asked = await Promise.all(Array.from({ length: 105 }, () => ask({ publicKey })))
  const count = (status: number) => asked.filter(([one]) => one === status).length
  expect([count(200), count(429)]).toEqual([100, 5])
  stage.later(60 * 60_000 + 1)
  expect((await ask({ publicKey }))[0]).toBe(200)
})
