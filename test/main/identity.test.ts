import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { describe, expect, it, vi } from 'vitest'
import { createIdentityCheck } from '../../src/main/identity'
import { createRelayPins } from '../../src/main/relay-pins'
import type { Store } from '../../src/main/store'
import { type IdentityClaim, identityText, type RelayIdentity } from '../../src/shared/identity'
import { quietLog } from './quiet'
import { both, stage } from './store-stage'

vi.mock('electron', () => import('./electron'))
vi.mock('electron-store', () => import('./electron-store'))

const on = stage()
const logged = quietLog()
const RELAY = 'https://support.example.jp'
const claim: IdentityClaim = {
  nonce: '7a'.repeat(32),
  session: 'session-1',
  challenge: 'c4'.repeat(32),
  operator: { name: '佐藤', company: 'みらいネット' },
}

/** A relay with a key of its own. */
function newRelay(namedCurve = 'prime256v1') {
  const keys = generateKeyPairSync('ec', { namedCurve })
  const spki = keys.publicKey.export({ type: 'spki', format: 'der' })
  const prove = (of: IdentityClaim): RelayIdentity => ({
    key: spki.toString('base64'),
    signature: sign('sha256', Buffer.from(identityText(of)), keys.privateKey).toString('base64'),
  })
  return { fingerprint: createHash('sha256').update(spki).digest('hex'), prove }
}
const relay = newRelay()
const other = newRelay()

const agreed = async (): Promise<Store> => {
  const store = await on.reopened()
  await store.keepAcceptances(both())
  return store
}
const by = (store: Store, allowed: readonly string[] | null = null, origin: string | null = RELAY) =>
  createIdentityCheck(origin, allowed, createRelayPins(store))
const good = { ok: true, relayKey: relay.fingerprint }
const changed = { ok: false, error: 'relay-key-changed' }
const unproven = { ok: false, error: 'relay-unproven' }
const forgotten = { ok: false, error: 'relay-forgotten' }

describe('a proof', () => {
  it.each([
    ['another nonce', { ...claim, nonce: '00'.repeat(32) }],
    ['another session', { ...claim, session: 'session-2' }],
    ['another challenge', { ...claim, challenge: '00'.repeat(32) }],
    ['another name', { ...claim, operator: { ...claim.operator, name: '鈴木' } }],
    ['another company', { ...claim, operator: { ...claim.operator, company: 'ほかの会社' } }],
  ])('for %s proves nothing', async (_what, signed) => {
    expect(await by(await agreed())(claim, relay.prove(signed))).toEqual(unproven)
    expect(on.files()['sobani.json']).toBeUndefined()
  })

  it.each([
    ['that is missing', null],
    ['without a key', { ...relay.prove(claim), key: '' }],
    ['with a key that is none', { ...relay.prove(claim), key: 'bm90IGEga2V5' }],
    ['with somebody else’s key', { ...relay.prove(claim), key: other.prove(claim).key }],
    ['without a signature', { ...relay.prove(claim), signature: '' }],
    ['with a signature that is none', { ...relay.prove(claim), signature: '!!!' }],
    ['of another curve', newRelay('secp384r1').prove(claim)],
  ])('%s is refused, also where its key would be good', async (_what, shown) => {
    const store = await agreed()
    expect(await by(store)(claim, shown)).toEqual(unproven)
    expect(await by(store, [relay.fingerprint, other.fingerprint])(claim, shown)).toEqual(unproven)
  })
})

describe('the key of the first session', () => {
  it('is remembered for its relay, over a restart, and no other is good from then on', async () => {
    const store = await agreed()
    expect(await by(store)(claim, relay.prove(claim))).toEqual(good)
    const again = await on.reopened()
    expect(await by(again)(claim, relay.prove(claim))).toEqual(good)
    expect(await by(again)(claim, other.prove(claim))).toEqual(changed)
    // Refusing changes nothing: the first one stays the good one.
    expect(await by(again)(claim, relay.prove(claim))).toEqual(good)
  })

  it('says nothing of a relay at another address, and that one is remembered beside it', async () => {
    const store = await agreed()
    await by(store)(claim, relay.prove(claim))
    const elsewhere = by(store, null, 'https://other.example.jp')
    expect(await elsewhere(claim, other.prove(claim))).toMatchObject({ ok: true })
    expect(await elsewhere(claim, relay.prove(claim))).toEqual(changed)
    expect(await by(store)(claim, relay.prove(claim))).toEqual(good)
  })

  it('is forgotten with everything, and with nothing less', async () => {
    const store = await agreed()
    await by(store)(claim, relay.prove(claim))
    for (const what of ['settings', 'profile', 'certificate', 'receipts'] as const) await store.forget(what)
    expect(await by(store)(claim, other.prove(claim))).toEqual(changed)
    expect(await store.stored()).toContainEqual(expect.objectContaining({ id: 'relay-keys', count: 1 }))
    await store.forget('everything')
    expect(on.files()).toEqual({})
    await store.keepAcceptances(both())
    expect(await by(store)(claim, other.prove(claim))).toMatchObject({ ok: true })
  })

  it('that cannot be written lets nobody be shown', async () => {
    const store = await agreed()
    const full = { ...store, keepText: () => Promise.reject(new Error('disk full')) }
    expect(await by(full)(claim, relay.prove(claim))).toEqual({ ok: false, error: 'not-kept' })
    expect(logged.lines.join('\n')).not.toContain(claim.operator.name)
  })

  it('that is there and cannot be read is not taken for a first time', async () => {
    const store = await agreed()
    await store.keepText('relay-keys', '{"https://support.example.jp":"no fingerprint"}')
    expect(await by(store)(claim, other.prove(claim))).toEqual(forgotten)
    const busy = { ...store, relayKeys: () => Promise.reject(new Error('EBUSY')) }
    expect(await by(busy)(claim, other.prove(claim))).toEqual(forgotten)
  })

  it('in a file that may not be looked into is not taken for a first time either', async () => {
    await agreed()
    // A folder in the file's place cannot be read by anybody, root included.
    mkdirSync(on.path('sobani.json'))
    expect(await by(await on.reopened())(claim, relay.prove(claim))).toEqual(forgotten)
  })

  it.each([
    ['of which half is gone', (text: string) => text.slice(0, -20)],
    [
      'in which it is no text any more',
      (text: string) => text.replace(/"relay-keys": .*/, '"relay-keys": 1'),
    ],
  ])('in a file %s is not taken for a first time, until the customer deletes it', async (_what, damage) => {
    await by(await agreed())(claim, relay.prove(claim))
    writeFileSync(on.path('sobani.json'), damage(on.files()['sobani.json'] ?? ''))
    const store = await on.reopened()
    expect(await by(store)(claim, other.prove(claim))).toEqual(forgotten)
    // Nor at the start after, when the file is whole again for another reason.
    await store.keepPreferences({ language: 'en', textSize: 100, autoPause: true })
    expect(await by(await on.reopened())(claim, other.prove(claim))).toEqual(forgotten)
    await store.forget('everything')
    await store.keepAcceptances(both())
    expect(await by(store)(claim, other.prove(claim))).toMatchObject({ ok: true })
  })
})

describe('a list of keys', () => {
  it('is all that counts: what is in it is good, and nothing is remembered', async () => {
    const store = await agreed()
    const check = by(store, ['00'.repeat(32), relay.fingerprint])
    expect(await check(claim, relay.prove(claim))).toEqual(good)
    expect(await check(claim, other.prove(claim))).toEqual(changed)
    expect(await store.relayKeys()).toBeNull()
  })

  it('that is empty lets no relay through', async () => {
    expect(await by(await agreed(), [])(claim, relay.prove(claim))).toEqual(changed)
  })

  it('solves a change of the key that is known', async () => {
    const store = await agreed()
    await by(store)(claim, relay.prove(claim))
    const check = by(store, [other.fingerprint])
    expect(await check(claim, other.prove(claim))).toMatchObject({ ok: true })
    expect(await check(claim, relay.prove(claim))).toEqual(changed)
  })
})
