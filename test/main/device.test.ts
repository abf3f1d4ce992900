import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { createDevice } from '../../src/main/device'
import { createRelayHttp, type RelayHttp } from '../../src/main/relay-http'
import type { Store } from '../../src/main/store'
import { refuse } from '../../src/shared/errors'
import { askForCertificate, spkiOf } from '../relay/device'
import { connect, joining, openStage, type Stage } from '../relay/stage'
import { quietLog } from './quiet'
import { createTestVault } from './vault'

// Node's own fetch in place of Chromium's, which sends the same.
vi.mock('electron', () => import('./electron'))
const { lines } = quietLog()
const wanted = () => true

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
}, 30_000)
beforeEach(() => stage.later(61 * 60_000))
afterAll(() => stage.close())

/** The one text of the agent's store that this is about. */
function createTexts(): Pick<Store, 'readText' | 'keepText' | 'forget'> & { kept: string | null } {
  return {
    kept: null,
    async readText() {
      return this.kept
    },
    async keepText(_name, text) {
      this.kept = text
    },
    async forget() {
      this.kept = null
    },
  }
}

/** A PC with an agent, and how often the relay was asked. */
function newPc(change: Partial<RelayHttp> = {}) {
  const http = { ...createRelayHttp(stage.address), ...change }
  const post = vi.fn(http.post)
  const [store, vault] = [createTexts(), createTestVault()]
  let ahead = 0
  const restart = (url = http.url) =>
    createDevice({
      store,
      vault,
      http: { ...http, url, post: post as RelayHttp['post'] },
      clock: () => stage.now() + ahead,
    })
  return {
    store,
    vault,
    post,
    restart,
    device: restart(),
    later: (ms: number) => {
      ahead += ms
    },
  }
}
const change = (text: string | null, key: string, value: unknown) =>
  JSON.stringify({ ...JSON.parse(text ?? ''), [key]: value })

test('nothing is made, asked for or kept before it is asked for', async () => {
  const { device, store, vault, post } = newPc()
  expect(await device.prove('a-session', '0'.repeat(64))).toBeNull()
  expect([store.kept, vault.sealed, post.mock.calls.length]).toEqual([null, 0, 0])
})

test('a certificate is made once, and its key stands nowhere in the clear', async () => {
  const { device, restart, store, post } = newPc()
  const made = await Promise.all([device.certificate(wanted), device.certificate(wanted)])
  expect(made[0]).toEqual({ ok: true, id: expect.stringMatching(/^[0-9a-f]{32}$/) })
  expect(made[1]).toEqual(made[0])
  expect(await restart().certificate(wanted)).toEqual(made[0])
  expect(post).toHaveBeenCalledTimes(1)

  const kept = JSON.parse(store.kept ?? '') as Record<string, string>
  expect(Object.keys(kept)).toEqual(['v', 'relay', 'certificate', 'key'])
  // How a P-256 key begins in PKCS#8: the name of the curve.
  const clear = Buffer.from('06082a8648ce3d030107', 'hex')
  const key = Buffer.from(kept.key ?? '', 'base64')
  expect(key.includes(clear) || Buffer.from(key.toString(), 'base64').includes(clear)).toBe(false)
})

test('a certificate that the customer thought better of is not asked for, and one that is on its way is not kept', async () => {
  const before = newPc()
  expect(await before.device.certificate(() => false)).toEqual(refuse('message-late'))
  expect([before.post.mock.calls.length, before.store.kept]).toEqual([0, null])

  const meanwhile = newPc()
  const untilAsked = () => meanwhile.post.mock.calls.length === 0
  expect(await meanwhile.device.certificate(untilAsked)).toEqual(refuse('message-late'))
  expect(meanwhile.store.kept).toBeNull()
})

test('the relay believes the proof, in the session that it is for', async () => {
  const { device, restart } = newPc()
  const made = await device.certificate(wanted)
  const extraHeaders = { cookie: await stage.signIn(), origin: stage.address }
  const console = await connect(stage.address, '/console', { extraHeaders })
  const agent = await connect(stage.address, '/agent')
  const reply = await agent.ask(joining((await console.ask({ type: 'open' })).code))
  await agent.ask({ type: 'progress', step: 'approved' })
  const proof = await restart().prove(String(reply.session), String(reply.challenge))
  expect(await agent.ask({ type: 'device', ...proof })).toMatchObject({
    ok: true,
    device: { id: made.ok ? made.id : '', state: 'new' },
  })
  console.close()
  agent.close()
})

test.each<[string, (pc: ReturnType<typeof newPc>) => void]>([
  ['has run out', (pc) => pc.later(2 * 365 * 24 * 3_600_000)],
  ['was discarded', (pc) => void pc.device.discard()],
  [
    'is of another relay',
    ({ store }) => {
      store.kept = change(store.kept, 'relay', 'https://elsewhere.example')
    },
  ],
  [
    'is damaged',
    ({ store }) => {
      store.kept = (store.kept ?? '').slice(0, -9)
    },
  ],
  [
    'was sealed for another user',
    ({ store }) => {
      store.kept = change(store.kept, 'key', Buffer.alloc(200, 1).toString('base64'))
    },
  ],
])('a certificate that %s proves nothing, and another takes its place', async (_name, happens) => {
  const pc = newPc()
  const first = await pc.device.certificate(wanted)
  happens(pc)
  expect(await pc.device.prove('a-session', '0'.repeat(64))).toBeNull()
  const second = await pc.device.certificate(wanted)
  expect(second).toMatchObject({ ok: true })
  expect(second).not.toEqual(first)
  expect(lines.join('')).not.toContain('BEGIN')
})

test('a certificate of another key proves nothing', async () => {
  const [mine, other] = [newPc(), newPc()]
  await mine.device.certificate(wanted)
  await other.device.certificate(wanted)
  const { certificate } = JSON.parse(other.store.kept ?? '') as { certificate: string }
  mine.store.kept = change(mine.store.kept, 'certificate', certificate)
  expect(await mine.device.prove('a-session', '0'.repeat(64))).toBeNull()
})

test('without a key store there is none, and the relay is not even asked', async () => {
  const { device, store, vault, post } = newPc()
  vault.locked = true
  expect(await device.certificate(wanted)).toEqual(refuse('key-store-missing'))
  expect([store.kept, post.mock.calls.length]).toEqual([null, 0])
})

test('without a relay, or where it cannot be reached, there is none', async () => {
  expect(await newPc(createRelayHttp(null)).device.certificate(wanted)).toEqual(refuse('relay-not-set'))
  const unreachable = newPc(createRelayHttp('http://127.0.0.1:1'))
  expect(await unreachable.device.certificate(wanted)).toEqual(refuse('relay-unreachable'))
  expect(unreachable.store.kept).toBeNull()
})

test('what the relay refuses is said by its name', async () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  // Until it gives no more to this address, whatever its limit is.
  let status = 200
  for (let n = 0; status === 200 && n < 2000; n++)
    status = (await askForCertificate(stage.address, { publicKey: spkiOf({ publicKey }) })).status
  expect(status).toBe(429)
  const { device, store } = newPc()
  expect(await device.certificate(wanted)).toEqual(refuse('too-many-requests'))
  expect(store.kept).toBeNull()
})

test('a relay that issues for another key, or nonsense, is not believed', async () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const response = await askForCertificate(stage.address, { publicKey: spkiOf({ publicKey }) })
  const { certificate } = (await response.json()) as { certificate: string }
  expect(new X509Certificate(certificate).publicKey.equals(publicKey)).toBe(true)
  for (const pem of [certificate, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----']) {
    const { device, store } = newPc({
      post: async (_path, _body, reply) => reply.parse({ ok: true, certificate: pem }),
    })
    expect(await device.certificate(wanted)).toEqual(refuse('certificate-refused'))
    expect(store.kept).toBeNull()
  }
})

test('where it cannot be kept there is none', async () => {
  const pc = newPc()
  pc.store.keepText = async () => {
    throw new Error('no space left')
  }
  expect(await pc.device.certificate(wanted)).toEqual(refuse('internal'))
  expect(lines.join('')).toContain('no certificate could be made')
})
