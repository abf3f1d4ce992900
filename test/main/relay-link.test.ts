import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server, type Socket } from 'socket.io'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openRelayLink, type RelayEvents } from '../../src/main/relay-link'
import type { JoinReply } from '../../src/shared/protocol'
import { quietLog } from './quiet'

vi.mock('electron', () => import('./electron'))

const good: JoinReply = {
  ok: true,
  session: 'session-1',
  operator: { name: '佐藤', company: 'みらいネット' },
  challenge: 'c4'.repeat(32),
  iceServers: [],
}

/** A relay of flesh and blood that answers as it is told. */
let io: Server
const record = { id: 'e1'.repeat(16), kind: 'acceptance', hash: 'f1'.repeat(32) } as const
const request = {
  code: '012345',
  records: [record],
  agent: { version: '0.1.0', language: 'ja' },
} as const
let url: string
let reply: unknown
let heard: unknown[]
let socket: Socket | undefined
const realFetch = globalThis.fetch

quietLog()
beforeEach(async () => {
  reply = good
  heard = []
  const http = createServer()
  io = new Server(http)
  io.of('/agent').on('connection', (one) => {
    socket = one
    one.on('message', (message: unknown, answer?: (reply: unknown) => void) => {
      heard.push(message)
      answer?.(reply)
    })
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
})
afterEach(async () => {
  globalThis.fetch = realFetch
  await io.close()
})

function opened(at = url) {
  const log: string[] = []
  const events: RelayEvents = {
    onSignal: (signal) => log.push(`signal ${signal.type}`),
    onEnded: (reason) => log.push(`ended ${reason}`),
    onBreach: (error, field) => log.push(`breach ${error} ${field ?? ''}`.trim()),
  }
  return { link: openRelayLink(at, events), log }
}
async function joined() {
  const stage = opened()
  await stage.link.join(request)
  return stage
}
const say = async (message: unknown): Promise<unknown> =>
  socket?.timeout(1000).emitWithAck('message', message)
const seen = (log: string[], ...lines: string[]) =>
  vi.waitFor(() => expect(log).toEqual(lines), { interval: 2 })

describe('the link to the relay', () => {
  it('gives the code and hands back the relay’s record', async () => {
    const { link } = opened()
    expect(await link.join(request)).toEqual(good)
    expect(heard).toEqual([
      { v: 1, type: 'join', code: '012345', agentVersion: '0.1.0', language: 'ja', records: [record] },
    ])
    void link.leave('customer', [])
  })

  it('hands back a refusal by its name, and closes', async () => {
    reply = { ok: false, error: 'code-used' }
    const { link, log } = opened()
    expect(await link.join(request)).toEqual({ ok: false, error: 'code-used' })
    await vi.waitFor(() => expect(socket?.connected).toBe(false))
    expect(log).toEqual([])
  })

  it('takes no answer on trust', async () => {
    for (const wrong of [
      undefined,
      {},
      { ...good, operator: { name: '' } },
      { ...good, relay: 'https://a' },
    ]) {
      reply = wrong
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
    expect(await say({ v: 1, type: 'signal', signal })).toEqual({ ok: true })
    expect(await say({ v: 1, type: 'ended', reason: 'operator-gone' })).toEqual({ ok: true })
    expect(log).toEqual(['signal answer', 'ended operator-gone'])
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
    expect(await say(message)).toMatchObject({ ok: false, error: line.split(' ')[1] })
    expect(log).toEqual([line])
    void link.leave('failed', [])
  })

  it('ends where a message of ours is refused, but not where it was only late', async () => {
    const { link, log } = await joined()
    reply = { ok: false, error: 'message-late' }
    link.progress('approved')
    await vi.waitFor(() => expect(heard).toHaveLength(2), { interval: 2 })
    reply = { ok: false, error: 'message-malformed', field: 'signal' }
    link.signal({ type: 'offer', sdp: 'v=0' })
    await seen(log, 'breach message-malformed signal')
    void link.leave('failed', [])
  })

  it('knows at once when the relay is lost', async () => {
    const { log } = await joined()
    socket?.conn.close()
    await seen(log, 'ended relay-lost')
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
    reply = { ok: true, device }
    expect(await link.device(proof)).toEqual({ ok: true, device })
    expect(heard.at(-1)).toEqual({ v: 1, type: 'device', ...proof })
    reply = { ok: false, error: 'certificate-revoked' }
    expect(await link.device(proof)).toEqual(reply)
    reply = { ok: true, device: { ...device, address: 'a' } }
    expect(await link.device(proof)).toMatchObject({ ok: false, error: 'message-malformed' })
    await link.leave('customer', [])
  })

  it('leaves with a reason, once, and hears nothing after', async () => {
    const { link, log } = await joined()
    reply = { ok: true }
    const told = link.leave('customer', [record])
    expect(await link.leave('timeout', [])).toBe(false)
    expect(await told).toBe(true)
    await vi.waitFor(() => expect(socket?.connected).toBe(false), { interval: 2 })
    expect(heard.slice(1)).toEqual([{ v: 1, type: 'leave', reason: 'customer', records: [record] }])
    expect(log).toEqual([])
  })

  it('leaves in a moment, even where nobody answers any more', async () => {
    const { link } = await joined()
    socket?.removeAllListeners('message')
    const from = performance.now()
    expect(await link.leave('customer', [])).toBe(false)
    await vi.waitFor(() => expect(socket?.connected).toBe(false), { interval: 2 })
    // Ten times what it may wait, and far less than any answer would be waited for.
    expect(performance.now() - from).toBeLessThan(2500)
  })
})
