import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Caller } from '../../src/shared/callers'
import { joined } from './evidence'
import {
  done,
  endAll,
  lastRelay,
  late,
  relayStands,
  renewWith,
  toApproval,
  toCode,
  toRunning,
} from './live-stage'
import { quietLog } from './quiet'

const { openRelayLink } = vi.hoisted(() => ({ openRelayLink: vi.fn() }))
vi.mock('../../src/main/relay-link', () => ({ openRelayLink }))
vi.mock('electron', () => import('./electron'))

quietLog()
let hear: (was: boolean) => void
beforeEach(() => {
  openRelayLink.mockReset()
  openRelayLink.mockImplementation(
    relayStands(() => {
      const heard = new Promise<boolean>((resolve) => {
        hear = resolve
      })
      return { soon: Promise.resolve(false), heard }
    }),
  )
})
afterEach(endAll)

const left = () => lastRelay().said.filter((one) => one.startsWith('leave'))
const reported = (report: 'telling' | 'told' | 'untold') => ({ name: 'ended', reason: 'reported', report })

async function toNewWords() {
  const at = await toRunning()
  renewWith(at, '0D')
  return at
}

describe('what is suspicious', () => {
  it.each([
    ['the question', toApproval, 'refused'],
    ['the session', toRunning, 'customer'],
    ['a session with new words', toNewWords, 'customer'],
  ] as const)(
    'ends %s at once; the relay hears why, and the operator hears something else',
    async (_at, to, told) => {
      const at = await to()
      expect(at.support.report()).toEqual(done)
      expect(left()).toEqual(['leave reported'])
      expect(at.sent().at(-1)).toEqual({ v: 1, type: 'ended', reason: told })
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
    expect(left()).toEqual([])
  })

  it.each([
    [true, 'told'],
    [false, 'untold'],
  ] as const)('is said to be told only as the relay answers (%s)', async (was, report) => {
    const at = await toRunning()
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
    const at = await toRunning()
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
    expect([left(), at.screen()]).toEqual([
      ['leave scam'],
      expect.objectContaining({ name: 'ended', reason: 'scam', report: 'telling' }),
    ])
    hear(true)
    await vi.waitFor(() => expect(at.screen()).toMatchObject({ reason: 'scam', report: 'told' }))
  })

  it('is nothing that another end says', async () => {
    const at = await toRunning()
    at.support.disconnect()
    expect(at.screen()).toMatchObject({ name: 'ended', reason: 'customer', report: null })
  })
})

describe('a relay that proves nothing', () => {
  it.each(['relay-key-changed', 'relay-unproven'] as const)('shows nobody (%s)', async (error) => {
    const at = await toCode({ identity: async () => ({ ok: false, error }) })
    await at.support.enterCode('012345')
    expect(at.screen()).toMatchObject({ name: 'code', state: 'ready', error, operator: null })
    expect(left()).toEqual(['leave failed'])
    expect(JSON.stringify(at.views)).not.toContain(joined.operator.name)
    // What it was told with the code counts as told to nobody.
    expect([at.anchored, at.receipts, at.commands]).toEqual([[], [], []])
  })

  it('is no reason to stay: what cannot be looked up is left as well', async () => {
    const at = await toCode({ identity: () => Promise.reject(new Error('EBUSY')) })
    await at.support.enterCode('012345')
    expect(at.screen()).toMatchObject({ name: 'code', state: 'ready', error: 'internal', operator: null })
    expect(left()).toEqual(['leave failed'])
  })

  it('is told apart from an operator who leaves meanwhile', async () => {
    let prove: () => void = () => undefined
    const proof = new Promise<{ ok: true; relayKey: string }>((resolve) => {
      prove = () => resolve({ ok: true, relayKey: joined.relayKey })
    })
    const at = await toCode({ identity: () => proof })
    const entered = at.support.enterCode('012345')
    await vi.waitFor(() => expect(openRelayLink).toHaveBeenCalled())
    lastRelay().events.onEnded('operator-gone')
    prove()
    await entered
    expect(at.screen()).toMatchObject({ name: 'ended', reason: 'operator-gone', report: null })
  })
})
