import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RelayEvents, RelayLink } from '../../src/main/relay-link'
import { Breach } from '../../src/shared/errors'
import type { ItemId } from '../../src/shared/inventory'
import type { PcCheckResult } from '../../src/shared/pc-check'
import type { Signal } from '../../src/shared/protocol'
import { PC_CHECKS, ROUTER_SHOWINGS } from '../../src/shared/receipt'
import { environment, joined } from './evidence'
import { heard } from './leaving'
import { quietLog } from './quiet'
import { type Changes, type Stage, stage } from './stage'

const { openRelayLink } = vi.hoisted(() => ({
  openRelayLink: vi.fn<(url: string, events: RelayEvents) => RelayLink>(),
}))
vi.mock('../../src/main/relay-link', () => ({ openRelayLink }))
vi.mock('electron', () => import('./electron'))

const key = (byte: string) => Array(32).fill(byte).join(':')
const description = (byte: string) => `v=0\r\nm=application 9 a b\r\na=fingerprint:sha-256 ${key(byte)}\r\n`
const offer: Signal = { type: 'offer', sdp: description('0A') }
const answer: Signal = { type: 'answer', sdp: description('0C') }
const say = (message: object) => JSON.stringify({ v: 1, ...message })
const done = { ok: true }
const late = { ok: false, error: 'message-late' }
const typed = { model: 'WX-1', account: 'user-7', password: 'himitsu' }
const result: PcCheckResult = {
  checkedAt: '2026-11-01T00:03:30.000Z',
  areas: [{ id: 'firewall', state: 'good', finding: 'firewall-on', details: [] }],
}

const logged = quietLog()
let events: RelayEvents
let deviceError: 'certificate-refused' | 'certificate-revoked'
let told: { leave: unknown[]; device: unknown[] }
beforeEach(() => {
  told = { leave: [], device: [] }
  deviceError = 'certificate-revoked'
  openRelayLink.mockReset()
  openRelayLink.mockImplementation((_url, given) => {
    events = given
    return {
      join: async () => ({
        ok: true,
        session: joined.session,
        operator: joined.operator,
        challenge: joined.challenge,
        iceServers: [],
        resume: 'r'.repeat(43),
      }),
      signal: () => undefined,
      progress: () => undefined,
      device: async (proof) => {
        told.device.push(proof)
        return { ok: false, error: deviceError }
      },
      reconnectNow: () => undefined,
      leave: (reason, records) => {
        told.leave.push([reason, records.map(({ kind }) => kind)])
        return heard(true)
      },
    } satisfies RelayLink
  })
})
const stages: Stage[] = []
afterEach(() => {
  for (const at of stages.splice(0)) at.support.end('customer')
})

async function toCode(items: readonly ItemId[], changed: Changes = {}): Promise<Stage> {
  const at = stage(changed)
  stages.push(at)
  await at.preparation.acceptDocuments([])
  await vi.waitFor(() => expect(at.screen()).toMatchObject({ name: 'environment', verdict: 'pass' }))
  at.preparation.confirmEnvironment()
  for (const id of items) await at.preparation.switchItem({ id, on: true })
  if (items.includes('router')) at.preparation.typeRouter(typed)
  at.preparation.agreeInventory()
  await vi.dynamicImportSettled()
  return at
}

async function toLive(items: readonly ItemId[], changed: Changes = {}): Promise<Stage> {
  const at = await toCode(items, changed)
  await at.support.enterCode('012345')
  at.support.linkSignal({ link: 1, signal: offer })
  events.onSignal(1, answer)
  at.support.linkOpened({ link: 1 })
  hear(at, { type: 'nonce', nonce: 'b2'.repeat(32) })
  at.support.nameCaller('customer')
  at.support.approve()
  return at
}
const hear = (at: Stage, message: object) => at.support.linkMessage({ link: 1, text: say(message) })
const last = (at: Stage) => at.sent().at(-1)

describe('the router', () => {
  it('goes out only when the operator asks, and the customer sees it from that moment', async () => {
    const at = await toLive(['os', 'router'])
    expect(JSON.stringify(at.commands)).not.toContain('himitsu')
    expect(at.screen()).toMatchObject({ routerShown: false, routerShownAt: null })
    hear(at, { type: 'router-ask' })
    expect(last(at)).toEqual({ v: 1, type: 'router', router: typed })
    expect(at.screen()).toMatchObject({ routerShown: true })
    hear(at, { type: 'router-hidden' })
    // However short it was: that it was shown goes on standing there.
    expect(at.screen()).toMatchObject({ routerShown: false, routerShownAt: expect.any(String) })
    hear(at, { type: 'router-ask' })
    at.support.disconnect()
    expect(at.receipts[0]?.routerShown).toHaveLength(2)
  })

  it('is hidden with the link that brought it, and may be asked for on the next', async () => {
    const at = await toLive(['router'])
    hear(at, { type: 'router-ask' })
    at.support.linkLost({ link: 1 })
    at.support.linkSignal({ link: 2, signal: offer })
    events.onSignal(2, answer)
    at.support.linkOpened({ link: 2 })
    expect(at.screen()).toMatchObject({ contact: 'standing', routerShown: false })
    at.support.linkMessage({ link: 2, text: say({ type: 'router-ask' }) })
    expect(at.screen()).toMatchObject({ name: 'live', routerShown: true })
  })

  it('stands nowhere but in memory, and not there after the end', async () => {
    const at = await toLive(['router'])
    hear(at, { type: 'router-ask' })
    at.support.disconnect()
    const kept = JSON.stringify([at.receipts, at.views, logged.lines])
    for (const secret of Object.values(typed)) expect(kept).not.toContain(secret)
    expect(at.receipts[0]?.sent.items).toEqual([{ id: 'router', value: '••••••••' }])
    expect(at.preparation.inventory.router()).toBeNull()
  })

  it('is shown no more often than a receipt can say: whoever goes on asking ends the session', async () => {
    const at = await toLive(['router'])
    for (let time = 0; time < ROUTER_SHOWINGS; time++) {
      hear(at, { type: 'router-ask' })
      hear(at, { type: 'router-hidden' })
    }
    expect(() => hear(at, { type: 'router-ask' })).toThrow(Breach)
    at.support.end('failed')
    expect(at.receipts[0]?.routerShown).toHaveLength(ROUTER_SHOWINGS)
  })

  it('that was not typed, or not agreed to, cannot be asked for', async () => {
    const at = await toLive(['os'])
    expect(() => hear(at, { type: 'router-ask' })).toThrow(Breach)
  })

  it('cannot be asked for before the approval', async () => {
    const at = await toCode(['router'])
    await at.support.enterCode('012345')
    at.support.linkSignal({ link: 1, signal: offer })
    events.onSignal(1, answer)
    at.support.linkOpened({ link: 1 })
    expect(() => hear(at, { type: 'router-ask' })).toThrow(Breach)
    expect(JSON.stringify(at.commands)).not.toContain('himitsu')
  })
})

describe('the PC check', () => {
  it('reads nothing until the customer grants it, and then tells both sides', async () => {
    const checkPc = vi.fn(async () => result)
    const at = await toLive(['os'], { checkPc })
    hear(at, { type: 'pc-check-ask' })
    expect(at.log).toContain('attention')
    expect(at.screen()).toMatchObject({ pcCheck: { answer: null, result: null } })
    expect(checkPc).not.toHaveBeenCalled()
    expect(await at.live.answerPcCheck({ granted: true })).toEqual(done)
    expect(last(at)).toEqual({ v: 1, type: 'pc-check', result })
    expect(at.screen()).toMatchObject({ pcCheck: { answer: 'granted', result } })
    at.support.disconnect()
    expect(at.receipts[0]?.pcChecks).toMatchObject([{ answer: 'granted', result }])
  })

  it('refused reads nothing at all', async () => {
    const checkPc = vi.fn(async () => result)
    const at = await toLive(['os'], { checkPc })
    hear(at, { type: 'pc-check-ask' })
    expect(await at.live.answerPcCheck({ granted: false })).toEqual(done)
    expect(checkPc).not.toHaveBeenCalled()
    expect(last(at)).toEqual({ v: 1, type: 'pc-check-refused' })
    expect(await at.live.answerPcCheck({ granted: true })).toEqual(late)
    at.support.disconnect()
    expect(at.receipts[0]?.pcChecks).toMatchObject([{ answer: 'refused', result: null }])
  })

  it('that is finished after the end goes nowhere', async () => {
    let finish: (value: PcCheckResult) => void = () => undefined
    const at = await toLive(['os'], { checkPc: () => new Promise((resolve) => (finish = resolve)) })
    hear(at, { type: 'pc-check-ask' })
    const answered = at.live.answerPcCheck({ granted: true })
    at.support.disconnect()
    const sent = at.sent().length
    finish(result)
    expect(await answered).toEqual(late)
    expect(at.sent()).toHaveLength(sent)
  })

  it('cannot be asked twice at once, and nobody can answer what was not asked', async () => {
    const at = await toLive(['os'])
    expect(await at.live.answerPcCheck({ granted: true })).toEqual(late)
    hear(at, { type: 'pc-check-ask' })
    expect(() => hear(at, { type: 'pc-check-ask' })).toThrow(Breach)
  })

  it('is asked no more often than a receipt can say', async () => {
    const at = await toLive(['os'])
    for (let time = 0; time < PC_CHECKS; time++) {
      hear(at, { type: 'pc-check-ask' })
      await at.live.answerPcCheck({ granted: false })
    }
    expect(() => hear(at, { type: 'pc-check-ask' })).toThrow(Breach)
    at.support.end('failed')
    expect(at.receipts[0]?.pcChecks).toHaveLength(PC_CHECKS)
  })

  it('of a service that has none is refused without a question', async () => {
    const at = await toLive(['os'], { pcCheckAreas: [] })
    hear(at, { type: 'pc-check-ask' })
    expect(last(at)).toEqual({ v: 1, type: 'pc-check-refused' })
    expect(at.screen()).toMatchObject({ pcCheck: null })
    expect(at.log).not.toContain('attention')
  })
})

describe('the device', () => {
  const proof = { certificate: '-----BEGIN CERTIFICATE-----', signature: 'c2ln' }

  it('is proven after the approval, for this session, and a relay that refuses it ends nothing', async () => {
    const prove = vi.fn(async () => proof)
    const at = await toLive(['certificate'], { prove })
    await vi.waitFor(() => expect(told.device).toEqual([proof]))
    expect(prove).toHaveBeenCalledExactlyOnceWith(joined.session, joined.challenge)
    expect(at.screen().name).toBe('live')
  })

  it('is made anew where the relay no longer knows its own certificate, and only there', async () => {
    const revoked = await toLive(['certificate'], { prove: async () => proof })
    await vi.waitFor(() => expect(told.device).toHaveLength(1))
    expect(revoked.log).not.toContain('certificate discarded')
    deviceError = 'certificate-refused'
    const unknown = await toLive(['certificate'], { prove: async () => proof })
    await vi.waitFor(() => expect(unknown.log).toContain('certificate discarded'))
  })

  it('is not proven where its id was refused, or could not be had', async () => {
    const prove = vi.fn(async () => proof)
    await toLive(['os'], { prove })
    await toLive(['certificate'], {
      prove,
      certificate: async () => ({ ok: false, error: 'key-store-missing' }),
    })
    expect(prove).not.toHaveBeenCalled()
  })
})

describe('the desk', () => {
  it('that is closed takes no code, and tells nobody', async () => {
    const at = await toCode(['os'])
    at.setDesk({ open: false, opensAt: '2026-11-24T00:00:00.000Z' })
    expect(await at.support.enterCode('012345')).toEqual({ ok: false, error: 'desk-closed' })
    expect(openRelayLink).not.toHaveBeenCalled()
    expect(at.views.at(-1)?.screen).toMatchObject({ name: 'code', desk: { open: false } })
    at.setDesk({ open: true })
    expect(await at.support.enterCode('012345')).toEqual(done)
  })
})

describe('a code', () => {
  it('that cannot even be asked about leaves the way open to try again', async () => {
    const at = await toCode(['os'])
    openRelayLink.mockImplementationOnce(() => {
      throw new Error('no socket')
    })
    await at.support.enterCode('012345')
    expect(at.screen()).toMatchObject({ name: 'code', state: 'ready', error: 'internal' })
  })
})

describe('the end', () => {
  it('is settled once the receipt is on the disk and the relay was told', async () => {
    const at = await toLive(['os'])
    await vi.waitFor(() => expect(at.support.settling()).toBeNull())
    let write: () => void = () => undefined
    at.store.keepReceipt = ((keep) => (receipt) => ({
      ...keep(receipt),
      written: new Promise<void>((resolve) => (write = resolve)),
    }))(at.store.keepReceipt)
    at.support.disconnect()
    const settling = at.support.settling()
    await vi.waitFor(() => expect(at.anchored).toHaveLength(2))
    expect(at.support.settling()).not.toBeNull()
    write()
    await settling
    expect(at.support.settling()).toBeNull()
  })
})

describe('the records', () => {
  it('that the relay has not confirmed go with the code, and the receipt with the end', async () => {
    const at = await toLive(['os'])
    expect(at.anchored).toEqual([['e1'.repeat(16)]])
    at.support.disconnect()
    expect(told.leave).toEqual([['customer', ['receipt']]])
    await vi.waitFor(() => expect(at.anchored).toEqual([['e1'.repeat(16)], ['e2'.repeat(16)]]))
  })
})

describe('a receipt', () => {
  it('that could not be written is said to be so, while it is still on the screen', async () => {
    const at = await toLive(['os'], { written: () => Promise.reject(new Error('disk full')) })
    at.support.disconnect()
    expect(at.screen()).toMatchObject({ name: 'ended', unwritten: false })
    await at.support.settling()
    expect(at.screen()).toMatchObject({ name: 'ended', unwritten: true })
  })
})

describe('the choice', () => {
  it('may be made anew until a code is asked about, from where it stood', async () => {
    const at = await toCode(['os'])
    expect(at.journey.move({ type: 'reconsidered' })).toEqual(done)
    expect(at.screen()).toMatchObject({ name: 'inventory' })
    await at.preparation.switchItem({ id: 'cpu', on: true })
    at.preparation.agreeInventory()
    expect(at.journey.phase).toMatchObject({ inventory: { items: [{ id: 'os' }, { id: 'cpu' }] } })
  })

  it('does not go on with a certificate that was deleted', async () => {
    const at = await toCode(['os', 'certificate'])
    expect(await at.keeping.forget('certificate')).toEqual(done)
    expect(at.screen()).toMatchObject({ name: 'inventory' })
    at.preparation.agreeInventory()
    expect(at.journey.phase).toMatchObject({ inventory: { items: [{ id: 'os' }] } })
  })
})

describe('what is kept', () => {
  it('is not deleted under a session', async () => {
    const at = await toLive(['os'])
    expect(await at.keeping.forget('everything')).toEqual(late)
    expect(at.forgotten).toEqual([])
  })

  it('is deleted as a whole with the consent: the documents are asked again', async () => {
    const at = await toCode(['router'])
    expect(await at.keeping.forget('everything')).toEqual(done)
    expect([at.forgotten, at.screen().name]).toEqual([['everything'], 'documents'])
    expect(at.preparation.inventory.router()).toBeNull()
  })

  it('is deleted with the consent while the PC is looked at: nothing more is read, and nothing comes of it', async () => {
    let answer: () => void = () => undefined
    const check = vi.fn(async () => environment)
    const at = stage({ check, refresh: () => new Promise((resolve) => (answer = () => resolve(undefined))) })
    await at.preparation.acceptDocuments([])
    expect(await at.keeping.forget('everything')).toEqual(done)
    answer()
    await at.preparation.acceptDocuments([])
    answer()
    await vi.waitFor(() => expect(at.screen()).toMatchObject({ name: 'environment', verdict: 'pass' }))
    expect(check).toHaveBeenCalledOnce()
  })

  it('stays in force as long as it is in use: deleting the desk’s facts opens no desk', async () => {
    const at = await toCode(['os'])
    expect(await at.keeping.forget('profile')).toEqual(done)
    expect(at.profiles.load).not.toHaveBeenCalled()
    expect(await at.keeping.forget('everything')).toEqual(done)
    expect(at.profiles.load).toHaveBeenCalledOnce()
  })

  it('takes the certificate out of the choice with it', async () => {
    const at = stage()
    await at.preparation.acceptDocuments([])
    await vi.waitFor(() => expect(at.screen()).toMatchObject({ name: 'environment', verdict: 'pass' }))
    at.preparation.confirmEnvironment()
    await at.preparation.switchItem({ id: 'certificate', on: true })
    expect(await at.keeping.forget('certificate')).toEqual(done)
    expect(at.preparation.inventory.agree()?.items).toEqual([])
  })

  it('that could not be deleted is said to be there', async () => {
    const at = await toCode(['os'])
    at.store.forget = () => Promise.reject(new Error('busy'))
    expect(await at.keeping.forget('receipts')).toEqual({ ok: false, error: 'not-deleted' })
  })

  it('is deleted in part without leaving the place', async () => {
    const at = await toCode(['os'])
    expect(await at.keeping.forget('receipts')).toEqual(done)
    expect([at.forgotten, at.screen().name]).toEqual([['receipts'], 'code'])
  })
})

describe('an acceptance', () => {
  it('that could not be written down was not given', async () => {
    const at = stage({ keepAcceptances: () => Promise.reject(new Error('disk full')) })
    expect(await at.preparation.acceptDocuments([])).toEqual({ ok: false, error: 'not-kept' })
    expect(at.screen().name).toBe('documents')
  })

  it('is written once, however often the button is pressed, and cannot be declined meanwhile', async () => {
    const at = stage()
    const first = at.preparation.acceptDocuments([])
    expect(await at.preparation.acceptDocuments([])).toEqual(late)
    expect(at.preparation.declineDocuments()).toEqual(late)
    expect(await first).toEqual(done)
    expect(at.kept).toHaveLength(1)
  })
})
