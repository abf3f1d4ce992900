import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Leaving, RelayEvents, RelayLink } from '../../src/main/relay-link'
import type { Caller } from '../../src/shared/callers'
import type { EndReason, Signal } from '../../src/shared/protocol'
import { joined } from './evidence'
import { quietLog } from './quiet'
import { type Changes, type Stage, stage } from './stage'

const { openRelayLink } = vi.hoisted(() => ({
  openRelayLink: vi.fn<(url: string, events: RelayEvents) => RelayLink>(),
}))
vi.mock('../../src/main/relay-link', () => ({ openRelayLink }))
vi.mock('electron', () => import('./electron'))

const sdp = (byte: string) =>
  `v=0\r\nm=application 9 a b\r\na=fingerprint:sha-256 ${Array(32).fill(byte).join(':')}\r\n`
const offer: Signal = { type: 'offer', sdp: sdp('0A') }
const done = { ok: true }
const late = { ok: false, error: 'message-late' }

quietLog()
let events: RelayEvents
let left: EndReason[]
let hear: (was: boolean) => void
beforeEach(() => {
  left = []
  openRelayLink.mockReset()
  openRelayLink.mockImplementation((_url, given) => {
    events = given
    const { session, operator, challenge } = joined
    return {
      join: async () => ({ ok: true, session, operator, challenge, iceServers: [], resume: 'r'.repeat(43) }),
      signal: () => undefined,
      progress: () => undefined,
      device: async () => ({ ok: false, error: 'message-late' }),
      reconnectNow: () => undefined,
      leave: (reason): Leaving => {
        left.push(reason)
        const heard = new Promise<boolean>((resolve) => {
          hear = resolve
        })
        return { soon: Promise.resolve(false), heard }
      },
    }
  })
})
const stages: Stage[] = []
afterEach(() => {
  for (const at of stages.splice(0)) at.support.end('customer')
})

async function toCode(changed: Changes = {}): Promise<Stage> {
  const at = stage(changed)
  stages.push(at)
  await at.preparation.acceptDocuments([])
  await vi.waitFor(() => expect(at.screen()).toMatchObject({ name: 'environment', verdict: 'pass' }))
  at.preparation.confirmEnvironment()
  await at.preparation.switchItem({ id: 'os', on: true })
  at.preparation.agreeInventory()
  await vi.dynamicImportSettled()
  return at
}
async function toApproval(changed: Changes = {}): Promise<Stage> {
  const at = await toCode(changed)
  await at.support.enterCode('012345')
  at.support.linkSignal({ link: 1, signal: offer })
  events.onSignal(1, { type: 'answer', sdp: sdp('0C') })
  at.support.linkOpened({ link: 1 })
  const nonce = JSON.stringify({ v: 1, type: 'nonce', nonce: 'b2'.repeat(32) })
  at.support.linkMessage({ link: 1, text: nonce })
  return at
}
async function toLive(): Promise<Stage> {
  const at = await toApproval()
  at.support.nameCaller('customer')
  at.support.approve()
  return at
}
const reported = (report: 'telling' | 'told' | 'untold') => ({ name: 'ended', reason: 'reported', report })

describe('what is suspicious', () => {
  it.each([
    ['the question', toApproval],
    ['the session', toLive],
  ] as const)(
    'ends %s at once; the relay hears why, and the operator hears something else',
    async (_at, to) => {
      const at = await to()
      expect(at.support.report()).toEqual(done)
      expect(left).toEqual(['reported'])
      expect(at.sent().at(-1)).toEqual({ v: 1, type: 'ended', reason: 'customer' })
      expect(JSON.stringify(at.commands)).not.toContain('reported')
      expect(at.receipts.map(({ reason }) => reason)).toEqual(['reported'])
      expect(at.screen()).toMatchObject(reported('telling'))
      expect(at.support.report()).toEqual(late)
    },
  )

  it('cannot be reported where nobody is shown', async () => {
    const at = await toCode()
    expect(at.support.report()).toEqual(late)
    await at.support.enterCode('012345')
    expect(at.screen()).toMatchObject({ name: 'code', state: 'joining' })
    expect(at.support.report()).toEqual(late)
    expect(left).toEqual([])
  })

  it.each([
    [true, 'told'],
    [false, 'untold'],
  ] as const)('is said to be told only as the relay answers (%s)', async (was, report) => {
    const at = await toLive()
    at.support.report()
    await vi.waitFor(() => expect(at.anchored).toHaveLength(1))
    expect(at.screen()).toMatchObject(reported('telling'))
    // The program that is quit waits for it.
    const settling = at.support.settling()
    expect(settling).not.toBeNull()
    hear(was)
    await settling
    expect(at.screen()).toMatchObject(reported(report))
    expect(at.support.settling()).toBeNull()
  })

  it('says nothing of a later session', async () => {
    const at = await toLive()
    at.support.report()
    const answer = hear
    at.journey.move({ type: 'restarted' })
    answer(true)
    await at.support.settling()
    expect(at.screen()).toMatchObject({ name: 'environment' })
  })

  it.each(['operator', 'popup'] satisfies Caller[])('is told too where %s made the call', async (caller) => {
    const at = await toApproval()
    at.support.nameCaller(caller)
    expect([left, at.screen()]).toEqual([
      ['scam'],
      expect.objectContaining({ name: 'ended', reason: 'scam', report: 'telling' }),
    ])
    hear(true)
    await vi.waitFor(() => expect(at.screen()).toMatchObject({ reason: 'scam', report: 'told' }))
  })

  it('is nothing that another end says', async () => {
    const at = await toLive()
    at.support.disconnect()
    expect(at.screen()).toMatchObject({ name: 'ended', reason: 'customer', report: null })
  })
})

describe('a relay that proves nothing', () => {
  it.each(['relay-key-changed', 'relay-unproven'] as const)('shows nobody (%s)', async (error) => {
    const at = await toCode({ identity: async () => ({ ok: false, error }) })
    await at.support.enterCode('012345')
    expect(at.screen()).toMatchObject({ name: 'code', state: 'ready', error, operator: null })
    expect(left).toEqual(['failed'])
    expect(JSON.stringify(at.views)).not.toContain(joined.operator.name)
    // What it was told with the code counts as told to nobody.
    expect([at.anchored, at.receipts, at.commands]).toEqual([[], [], []])
  })

  it('is no reason to stay: what cannot be looked up is left as well', async () => {
    const at = await toCode({ identity: () => Promise.reject(new Error('EBUSY')) })
    await at.support.enterCode('012345')
    expect(at.screen()).toMatchObject({ name: 'code', state: 'ready', error: 'internal', operator: null })
    expect(left).toEqual(['failed'])
  })

  it('is told apart from an operator who leaves meanwhile', async () => {
    let prove: () => void = () => undefined
    const proof = new Promise<{ ok: true; relayKey: string }>((resolve) => {
      prove = () => resolve({ ok: true, relayKey: joined.relayKey })
    })
    const at = await toCode({ identity: () => proof })
    const entered = at.support.enterCode('012345')
    await vi.waitFor(() => expect(openRelayLink).toHaveBeenCalled())
    events.onEnded('operator-gone')
    prove()
    await entered
    expect(at.screen()).toMatchObject({ name: 'ended', reason: 'operator-gone', report: null })
  })
})
