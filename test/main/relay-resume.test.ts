import type { AddressInfo } from 'node:net'
import { createServer, connect as dial, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { refuseWebSockets } from '../e2e/fronts'
import { quietLog } from './quiet'
import { byType, good, noAnswer, openLink, openRelay, record, request, type ToldRelay } from './told-relay'

vi.mock('electron', () => import('./electron'))

const servers = [{ urls: ['turn:turn.example:443'] }]
const back = { ok: true, iceServers: servers, present: true }
const resume = { v: 1, type: 'resume', session: good.session, token: good.resume }
const device = {
  id: '0a'.repeat(16),
  state: 'new',
  firstSeenAt: '2026-11-01T00:00:00.000Z',
  lastSeenAt: null,
  sessionsThisMonth: 1,
}
const proof = { certificate: '-----BEGIN CERTIFICATE-----', signature: 'c2ln' }
const usual = { join: good, resume: back, device: { ok: true, device } }

let relay: ToldRelay

quietLog()
beforeEach(async () => {
  relay = await openRelay()
  relay.reply = byType(usual)
})
afterEach(() => relay.close())

const leaving: (() => unknown)[] = []
afterEach(async () => {
  for (const undo of leaving.splice(0)) await undo()
})
async function joined(at = relay.url) {
  const stage = openLink(at)
  expect(await stage.link.join(request)).toEqual(good)
  leaving.push(() => stage.link.leave('customer', []).soon)
  return stage
}
const seen = (log: string[], ...lines: string[]) =>
  vi.waitFor(() => expect(log).toEqual(lines), { interval: 5, timeout: 5000 })
const heard = (...types: string[]) =>
  vi.waitFor(() => expect(relay.heard.map((message) => (message as { type: string }).type)).toEqual(types), {
    interval: 5,
    timeout: 5000,
  })

describe('a lost connection to the relay', () => {
  it('ends nothing: the session is come back to, with fresh servers', async () => {
    const { link, log } = await joined()
    relay.drop()
    await seen(log, 'lost', 'back 1 true')
    expect(relay.heard[1]).toEqual(resume)
    link.signal(2, { type: 'offer', sdp: 'v=0' })
    await heard('join', 'resume', 'signal')
    await relay.say({ v: 1, type: 'peer', present: false })
    expect(log.at(-1)).toBe('peer false')
  })

  it('is made again as often as it takes: nobody there, nobody let in, not let back, no answer', async () => {
    const { log } = await joined()
    await relay.vanish()
    await seen(log, 'lost')
    await new Promise((done) => setTimeout(done, 900))
    relay.taking = false
    await relay.returns()
    await new Promise((done) => setTimeout(done, 700))
    const refusals: unknown[] = [{ ok: false, error: 'busy' }, { strange: true }, back]
    relay.reply = byType({
      ...usual,
      get resume() {
        return refusals.shift()
      },
    })
    relay.taking = true
    await seen(log, 'lost', 'back 1 true')
    await heard('join', 'resume', 'resume', 'resume')
  })

  it('is noticed where nothing is closed and nothing comes through', async () => {
    const hole = await openHole(relay.url)
    leaving.push(() => hole.close())
    const { log } = await joined(hole.url)
    hole.swallow = true
    await seen(log, 'lost')
    hole.swallow = false
    await seen(log, 'lost', 'back 1 true')
  })

  it('is made anew at once when told to, however well it stands', async () => {
    const { link, log } = await joined()
    link.reconnectNow()
    expect(log).toEqual(['lost'])
    await seen(log, 'lost', 'back 1 true')
    await vi.waitFor(() => expect(relay.ways).toHaveLength(2))
    // In the middle of coming back, too.
    link.reconnectNow()
    link.reconnectNow()
    await seen(log, 'lost', 'back 1 true', 'lost', 'back 1 true')
  })

  it('ends where the relay knows no session any more', async () => {
    const { link, log } = await joined()
    relay.reply = byType({ ...usual, resume: { ok: false, error: 'session-over' } })
    relay.drop()
    await seen(log, 'lost', 'ended operator-gone')
    await vi.waitFor(() => expect(relay.socket?.connected).toBe(false), { interval: 5 })
    expect(await link.leave('operator-gone', []).soon).toBe(false)
    link.signal(3, { type: 'offer', sdp: 'v=0' })
    await heard('join', 'resume')
  })

  it('ends with the relay’s own reason where that came first', async () => {
    const { log } = await joined()
    relay.reply = (message: { readonly type: string }) => {
      if (message.type !== 'resume') return { ok: true }
      relay.socket?.emit('message', { v: 1, type: 'ended', reason: 'operator' })
      return { ok: false, error: 'session-over' }
    }
    relay.drop()
    await seen(log, 'lost', 'ended operator')
    await vi.waitFor(() => expect(relay.socket?.connected).toBe(false), { interval: 5 })
    expect(log).toEqual(['lost', 'ended operator'])
  })

  it('is come back to by long polling where that is the way', async () => {
    const front = await refuseWebSockets(relay.url)
    leaving.push(() => front.close())
    const { log } = await joined(front.address)
    front.asked.splice(0)
    relay.drop()
    await seen(log, 'lost', 'back 1 true')
    expect(relay.ways).toEqual(['polling', 'polling'])
    expect(front.asked[0]).toBe('polling')
  })
})

describe('while the relay is away', () => {
  it('signals are dropped, and progress is said again until it was acknowledged', async () => {
    const { link, log } = await joined()
    relay.reply = byType({ ...usual, progress: noAnswer })
    link.progress('approved')
    await heard('join', 'progress')
    await relay.vanish()
    await seen(log, 'lost')
    link.signal(1, { type: 'offer', sdp: 'v=0' })
    link.progress('live')
    relay.reply = byType(usual)
    relay.heard.splice(0)
    await relay.returns()
    await heard('resume', 'progress', 'progress')
    expect(relay.heard.slice(1)).toMatchObject([{ step: 'approved' }, { step: 'live' }])
    relay.drop()
    await seen(log, 'lost', 'back 1 true', 'lost', 'back 1 true')
    expect(relay.heard.slice(3)).toEqual([resume])
  })

  it('a device waits, and is proven after the return; a refusal is a value', async () => {
    const { link, log } = await joined()
    relay.reply = byType({ ...usual, device: noAnswer })
    const unanswered = link.device(proof)
    await heard('join', 'device')
    relay.reply = byType(usual)
    relay.drop()
    expect(await unanswered).toEqual({ ok: true, device })
    await relay.vanish()
    await seen(log, 'lost', 'back 1 true', 'lost')
    const waiting = link.device(proof)
    relay.reply = byType({ ...usual, device: { ok: false, error: 'certificate-revoked' } })
    await relay.returns()
    expect(await waiting).toEqual({ ok: false, error: 'certificate-revoked' })
  })

  it('the last word waits in the background, and nobody for it', async () => {
    const { link, log } = await joined()
    await relay.vanish()
    await seen(log, 'lost')
    const from = performance.now()
    expect(await link.leave('customer', [record]).soon).toBe(false)
    expect(performance.now() - from).toBeLessThan(1000)
    expect(await link.leave('timeout', []).soon).toBe(false)
    await relay.returns()
    await heard('join', 'resume', 'leave')
    expect(relay.heard.at(-1)).toEqual({ v: 1, type: 'leave', reason: 'customer', records: [record] })
    await vi.waitFor(() => expect(relay.socket?.connected).toBe(false), { interval: 5 })
    expect(log).toEqual(['lost'])
  })

  it('the last word is said again where its connection broke under it', async () => {
    const { link, log } = await joined()
    relay.reply = byType({ ...usual, leave: noAnswer })
    const left = link.leave('refused', []).soon
    await heard('join', 'leave')
    relay.reply = byType(usual)
    relay.drop()
    await heard('join', 'leave', 'resume', 'leave')
    await left
    await vi.waitFor(() => expect(relay.socket?.connected).toBe(false), { interval: 5 })
    expect(log).toEqual([])
  })
})

describe('before a session', () => {
  it('nothing is come back to', async () => {
    relay.reply = noAnswer
    const { link, log } = openLink(relay.url)
    const reply = link.join(request)
    await heard('join')
    relay.drop()
    expect(await reply).toEqual({ ok: false, error: 'relay-unreachable' })
    link.reconnectNow()
    await new Promise((done) => setTimeout(done, 700))
    expect([relay.ways, log]).toEqual([['websocket'], []])
  })

  it('a network that swallows WebSockets without a sign is joined through by long polling', async () => {
    const hole = await openHole(relay.url, (head) => /upgrade: websocket/i.test(head))
    leaving.push(() => hole.close())
    hole.swallow = true
    const { log } = await joined(hole.url)
    expect([relay.ways, log]).toEqual([['polling'], []])
  })
})

/**
 * A way to the relay that can go dead: connections stay open, and nothing comes through, new ones included.
 * @param chosen by what a connection says first; everybody where it is left out
 */
async function openHole(url: string, chosen: (head: string) => boolean = () => true) {
  const { hostname, port } = new URL(url)
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    const onward = dial(Number(port), hostname)
    let first: string | null = null
    for (const [from, to] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      sockets.add(from)
      from.on('error', () => from.destroy())
      from.on('close', () => to.destroy())
      from.on('data', (part) => {
        if (from === socket) first ??= part.toString('latin1')
        if (!(hole.swallow && chosen(first ?? ''))) to.write(part)
      })
    }
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const hole = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    swallow: false,
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
  return hole
}
