import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { quietLog } from './quiet'
import { good, openLink, openRelay, record, request, type ToldRelay } from './told-relay'

vi.mock('electron', () => import('./electron'))

let relay: ToldRelay

quietLog()
beforeEach(async () => {
  relay = await openRelay()
})
afterEach(() => relay.close())

const opened = (at = relay.url) => openLink(at)
async function joined() {
  const stage = opened()
  await stage.link.join(request)
  return stage
}
const seen = (log: string[], ...lines: string[]) =>
  vi.waitFor(() => expect(log).toEqual(lines), { interval: 2 })

describe('the link to the relay', () => {
  it('gives the code and hands back the relay’s record', async () => {
    const { link } = opened()
    expect(await link.join(request)).toEqual(good)
    expect(relay.heard).toEqual([
      {
        v: 1,
        type: 'join',
        code: '012345',
        agentVersion: '0.1.0',
        channel: 'current',
        language: 'ja',
        nonce: request.nonce,
        records: [record],
        resumeSeconds: 120,
      },
    ])
    void link.leave('customer', [])
  })

  it('hands back a refusal by its name, and closes', async () => {
    relay.reply = { ok: false, error: 'code-used' }
    const { link, log } = opened()
    expect(await link.join(request)).toEqual({ ok: false, error: 'code-used' })
    await vi.waitFor(() => expect(relay.socket?.connected).toBe(false))
    expect(log).toEqual([])
  })

  it('takes no answer on trust', async () => {
    for (const wrong of [
      undefined,
      {},
      { ...good, operator: { name: '' } },
      { ...good, relay: 'https://a' },
    ]) {
      relay.reply = wrong
      expect(await opened().link.join(request)).toMatchObject({ ok: false })
    }
  })

  it('says so where nobody answers', async () => {
    const { link } = opened('http://127.0.0.1:9')
    expect(await link.join(request)).toEqual({ ok: false, error: 'relay-unreachable' })
  })

  it('passes on signals and the end, and answers each', async () => {
    const { link, log } = await joined()
    const signal = { type: 'answer', sdp: 'v=0' }
    expect(await relay.say({ v: 1, type: 'signal', link: 7, signal })).toEqual({ ok: true })
    expect(await relay.say({ v: 1, type: 'peer', present: false })).toEqual({ ok: true })
    expect(await relay.say({ v: 1, type: 'ended', reason: 'operator-gone' })).toEqual({ ok: true })
    expect(log).toEqual(['signal 7 answer', 'peer false', 'ended operator-gone'])
    void link.leave('operator-gone', [])
  })

  const breaches: [string, unknown, string][] = [
    ['an unknown type', { v: 1, type: 'click' }, 'breach message-unknown type'],
    ['another version', { v: 2, type: 'ended', reason: 'customer' }, 'breach version-unknown v'],
    [
      'an unknown field',
      { v: 1, type: 'ended', reason: 'customer', more: 1 },
      'breach message-malformed more',
    ],
    ['no message', 'noise', 'breach message-malformed'],
  ]
  it.each(breaches)('refuses %s by name, to the relay and to the journey', async (_name, message, line) => {
    const { link, log } = await joined()
    expect(await relay.say(message)).toMatchObject({ ok: false, error: line.split(' ')[1] })
    expect(log).toEqual([line])
    void link.leave('failed', [])
  })

  it('ends where a message of ours is refused, but not where it was only late', async () => {
    const { link, log } = await joined()
    relay.reply = { ok: false, error: 'message-late' }
    link.progress('approved')
    await vi.waitFor(() => expect(relay.heard).toHaveLength(2), { interval: 2 })
    relay.reply = { ok: false, error: 'message-malformed', field: 'signal' }
    link.signal(2, { type: 'offer', sdp: 'v=0' })
    await seen(log, 'breach message-malformed signal')
    void link.leave('failed', [])
  })

  it('proves a device and hands back what the relay knows of it', async () => {
    const { link } = await joined()
    const device = {
      id: '0a'.repeat(16),
      state: 'new',
      firstSeenAt: '2026-11-01T00:00:00.000Z',
      lastSeenAt: null,
      sessionsThisMonth: 1,
    }
    const proof = { certificate: '-----BEGIN CERTIFICATE-----', signature: 'c2ln' }
    relay.reply = { ok: true, device }
    expect(await link.device(proof)).toEqual({ ok: true, device })
    expect(relay.heard.at(-1)).toEqual({ v: 1, type: 'device', ...proof })
    relay.reply = { ok: false, error: 'certificate-revoked' }
    expect(await link.device(proof)).toEqual(relay.reply)
    relay.reply = { ok: true, device: { ...device, address: 'a' } }
    expect(await link.device(proof)).toMatchObject({ ok: false, error: 'message-malformed' })
    await link.leave('customer', []).soon
  })

  it('leaves with a reason, once, and hears nothing after', async () => {
    const { link, log } = await joined()
    relay.reply = { ok: true }
    const told = link.leave('customer', [record]).soon
    expect(await link.leave('timeout', []).soon).toBe(false)
    expect(await told).toBe(true)
    await vi.waitFor(() => expect(relay.socket?.connected).toBe(false), { interval: 2 })
    expect(relay.heard.slice(1)).toEqual([{ v: 1, type: 'leave', reason: 'customer', records: [record] }])
    expect(log).toEqual([])
  })

  it('leaves in a moment, even where nobody answers any more', async () => {
    const { link } = await joined()
    relay.socket?.removeAllListeners('message')
    const from = performance.now()
    expect(await link.leave('customer', []).soon).toBe(false)
    // Ten times what it may wait, and far less than any answer would be waited for.
    expect(performance.now() - from).toBeLessThan(2500)
  })
})
