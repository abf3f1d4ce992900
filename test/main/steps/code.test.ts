import { describe, expect, it, vi } from 'vitest'
import type { RelayLink } from '../../../src/main/relay-link'
import { enterCode } from '../../../src/main/steps/code'
import type { JoinReply } from '../../../src/shared/protocol'

const inventory = { items: [{ id: 'os' as const, value: 'Windows 11' }], refused: [] }
const request = {
  code: '012345',
  records: [],
  agent: { version: '0.1.0', language: 'ja' },
  resumeSeconds: 120,
} as const
const relayThat = (reply: JoinReply) => {
  const join = vi.fn<RelayLink['join']>(async () => reply)
  const rest = { signal: vi.fn(), progress: vi.fn(), device: vi.fn(), reconnectNow: vi.fn(), leave: vi.fn() }
  return { join, ...rest } satisfies RelayLink
}
const enter = (relay: RelayLink) => enterCode(inventory, relay, request, () => '2026-11-01T00:00:00.000Z')

describe('the code', () => {
  const good: JoinReply = {
    ok: true,
    session: 'session-1',
    operator: { name: '佐藤', company: 'みらいネット' },
    challenge: 'c4'.repeat(32),
    iceServers: [{ urls: ['turn:a'] }],
    resume: 'r'.repeat(43),
  }

  it('goes to the relay as it was typed, and nothing of the inventory with it', async () => {
    const relay = relayThat(good)
    await enter(relay)
    expect(relay.join.mock.calls).toEqual([[request]])
    expect(relay.signal).not.toHaveBeenCalled()
    expect(relay.progress).not.toHaveBeenCalled()
  })

  it('gives the evidence: the session, the operator by the relay’s record, the time', async () => {
    expect(await enter(relayThat(good))).toEqual({
      ok: true,
      joined: {
        session: 'session-1',
        operator: good.operator,
        challenge: good.challenge,
        joinedAt: '2026-11-01T00:00:00.000Z',
      },
      iceServers: good.iceServers,
    })
  })

  it('that the relay refuses gives the name of the refusal and no evidence', async () => {
    for (const error of ['code-unknown', 'code-expired', 'code-used', 'relay-unreachable'] as const)
      expect(await enter(relayThat({ ok: false, error, field: 'code' }))).toEqual({ ok: false, error })
  })
})
