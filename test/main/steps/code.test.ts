import { describe, expect, it, vi } from 'vitest'
import type { IdentityCheck } from '../../../src/main/identity'
import type { RelayLink } from '../../../src/main/relay-link'
import { enterCode } from '../../../src/main/steps/code'
import type { JoinReply } from '../../../src/shared/protocol'
import { heard } from '../leaving'

const inventory = { items: [{ id: 'os' as const, value: 'Windows 11' }], refused: [] }
const request = {
  code: '012345',
  records: [],
  agent: { version: '0.1.0', channel: 'current', language: 'ja' },
  resumeSeconds: 120,
} as const
const relayKey = '1d'.repeat(32)
const good = {
  ok: true,
  session: 'session-1',
  operator: { name: '佐藤', company: 'みらいネット' },
  challenge: 'c4'.repeat(32),
  iceServers: [{ urls: ['turn:a'] }],
  resume: 'r'.repeat(43),
  identity: { key: 'a2V5', signature: 'c2ln' },
} satisfies JoinReply

const relayThat = (reply: JoinReply) => ({
  join: vi.fn<RelayLink['join']>(async () => reply),
  leave: vi.fn<RelayLink['leave']>(() => heard(true)),
})
const trusting = () => vi.fn<IdentityCheck>(async () => ({ ok: true, relayKey }))
const enter = (relay: ReturnType<typeof relayThat>, identity: IdentityCheck = trusting()) => {
  const onLeaving = vi.fn<(left: Promise<unknown>) => void>()
  const now = () => '2026-11-01T00:00:00.000Z'
  return { onLeaving, result: enterCode(inventory, { relay, identity, now, onLeaving }, request) }
}

describe('the code', () => {
  it('goes to the relay as it was typed, with a nonce, and nothing of the inventory', async () => {
    const relay = relayThat(good)
    await enter(relay).result
    const nonce = expect.stringMatching(/^[0-9a-f]{64}$/)
    expect(relay.join.mock.calls).toEqual([[{ ...request, nonce }]])
    await enter(relay).result
    const nonces = relay.join.mock.calls.map(([asked]) => asked.nonce)
    expect(new Set(nonces).size).toBe(2)
    expect(relay.leave).not.toHaveBeenCalled()
  })

  it('gives the evidence: the session, the operator whom the relay’s key proved, the time', async () => {
    const identity = trusting()
    const relay = relayThat(good)
    expect(await enter(relay, identity).result).toEqual({
      ok: true,
      joined: {
        session: 'session-1',
        operator: good.operator,
        relayKey,
        challenge: good.challenge,
        joinedAt: '2026-11-01T00:00:00.000Z',
      },
      iceServers: good.iceServers,
    })
    const { session, challenge, operator } = good
    const nonce = relay.join.mock.calls[0]?.[0].nonce
    expect(identity.mock.calls).toEqual([[{ nonce, session, challenge, operator }, good.identity]])
  })

  it.each(['relay-unproven', 'relay-key-changed', 'relay-forgotten', 'not-kept'] as const)(
    'that leads to a relay which is %s gives no evidence, and the session is left',
    async (error) => {
      const relay = relayThat(good)
      const { result, onLeaving } = enter(relay, async () => ({ ok: false, error }))
      expect(await result).toEqual({ ok: false, error })
      expect(relay.leave.mock.calls).toEqual([['failed', []]])
      expect(onLeaving).toHaveBeenCalledOnce()
    },
  )

  it('leaves a session whose relay could not even be looked up, too', async () => {
    const relay = relayThat(good)
    const { result } = enter(relay, () => Promise.reject(new Error('disk')))
    await expect(result).rejects.toThrow('disk')
    expect(relay.leave.mock.calls).toEqual([['failed', []]])
  })

  it('asks what an answer without any proof is worth', async () => {
    const { identity: _, ...bare } = good
    const identity = trusting()
    await enter(relayThat(bare), identity).result
    expect(identity.mock.calls[0]?.[1]).toBeNull()
  })

  it('that the relay refuses gives the name of the refusal and no evidence', async () => {
    for (const error of ['code-unknown', 'code-expired', 'code-used', 'relay-unreachable'] as const) {
      const identity = trusting()
      const refused = enter(relayThat({ ok: false, error, field: 'code' }), identity)
      expect(await refused.result).toEqual({ ok: false, error })
      expect(identity).not.toHaveBeenCalled()
    }
  })
})
