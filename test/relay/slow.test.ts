import { once } from 'node:events'
import { connect as connectTcp, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAddresses } from '../../src/relay/addresses'
import { connectionsPerAddress } from '../../src/relay/limits'
import { connect, openStage, PATIENCE, type Stage } from './stage'

// Who is slow, silent or many is let go; everyone else is served meanwhile.

let stage: Stage
const open = new Set<Socket>()
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => {
  for (const socket of open) socket.destroy()
  await stage.close()
})

async function dial(address = stage.address): Promise<Socket & { said: string; over: Promise<number> }> {
  const { port } = new URL(address)
  const from = performance.now()
  const socket = Object.assign(connectTcp(Number(port), '127.0.0.1'), { said: '', over: Promise.resolve(0) })
  open.add(socket)
  socket.on('error', () => undefined)
  socket.on('data', (data) => {
    socket.said += String(data)
  })
  socket.over = once(socket, 'close').then(() => {
    open.delete(socket)
    return performance.now() - from
  })
  await once(socket, 'connect')
  return socket
}

const isServing = async () => (await fetch(`${stage.address}/healthz`)).status === 200

describe.concurrent('within a limited time', () => {
  test('who says nothing is hung up on', async () => {
    const socket = await dial()
    await socket.over
    expect(socket.said === '' || socket.said.startsWith('HTTP/1.1 408')).toBe(true)
  })

  test('headers that come letter by letter are not waited for', async () => {
    const socket = await dial()
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n')
    const drip = setInterval(() => socket.write('X-A: b\r\n'), 500)
    await socket.over.finally(() => clearInterval(drip))
    expect(socket.said).toMatch(/^HTTP\/1\.1 408 /)
    expect(socket.said).toContain('{"ok":false,"error":"message-malformed"}')
  })

  test('a body that comes letter by letter is not waited for', async () => {
    const socket = await dial()
    socket.write(
      `POST /api/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n`,
    )
    const drip = setInterval(() => socket.write(' '), 500)
    await socket.over.finally(() => clearInterval(drip))
    expect(socket.said.slice(0, 12)).not.toBe('HTTP/1.1 200')
  })

  test('an upgrade to something else than a socket of ours is hung up on', async () => {
    const socket = await dial()
    socket.write('GET /elsewhere HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
    await socket.over
    expect(socket.said).not.toContain('101')
  })

  test('a socket that opens and never says a word is closed', async () => {
    const socket = await dial()
    const key = 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13'
    const upgrade = `Host: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${key}`
    socket.write(`GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n${upgrade}\r\n\r\n`)
    await socket.over
    expect(socket.said).toMatch(/^HTTP\/1\.1 101 /)
  })
})

test('others are served while a hundred are slow', async () => {
  const slow = await Promise.all(Array.from({ length: 100 }, () => dial()))
  for (const socket of slow) socket.write('GET / HTTP/1.1\r\nHost:')
  expect(await isServing()).toBe(true)
  const agent = await connect(stage.address, '/agent')
  expect(await agent.ask({ v: 2, type: 'leave' })).toMatchObject({ error: 'version-unknown' })
  agent.close()
  for (const socket of slow) socket.destroy()
})

/** In portions that the system's own queue of callers holds: beyond it a connection stands on one end only. */
async function dialMany(count: number, address: string) {
  const sockets = []
  while (sockets.length < count) {
    const portion = Math.min(100, count - sockets.length)
    sockets.push(...(await Promise.all(Array.from({ length: portion }, () => dial(address)))))
    await pause(20)
  }
  return sockets
}

test('one address holds only so many connections, silent ones too; who leaves makes room', async () => {
  const own = await openStage()
  const served = () =>
    fetch(`${own.address}/healthz`, { headers: { connection: 'close' } }).then(
      ({ status }) => status,
      () => 'hung up on',
    )
  const sockets = await dialMany(connectionsPerAddress, own.address)
  await expect.poll(served, { timeout: PATIENCE }).toBe('hung up on')
  for (const socket of sockets.slice(0, 50)) socket.destroy()
  await expect.poll(served, { timeout: PATIENCE }).toBe(200)
  for (const socket of sockets) socket.destroy()
  await own.close()
}, 120_000)

test('behind a proxy all connections are the proxy’s, and are not counted', async () => {
  const own = await openStage({ SOBANI_RELAY_TRUST_PROXY: 'true' })
  const sockets = await dialMany(connectionsPerAddress + 5, own.address)
  expect((await fetch(`${own.address}/healthz`)).status).toBe(200)
  for (const socket of sockets) socket.destroy()
  await own.close()
}, 120_000)

test('a connection is counted as the requests on it are', () => {
  const addresses = createAddresses(false)
  const socket = { remoteAddress: '192.0.2.1' }
  const request = { socket, headers: {} } as Parameters<typeof addresses.keyOf>[0]
  expect(addresses.keyOfSocket(socket)).toBe(addresses.keyOf(request))
})

test('requests without an end on one connection are answered in order, and one that reads none is no harm', async () => {
  const socket = await dial()
  socket.pause()
  for (let n = 0; n < 500; n++) socket.write('GET /api/network HTTP/1.1\r\nHost: x\r\n\r\n')
  expect(await isServing()).toBe(true)
  await pause(50)
  expect(await isServing()).toBe(true)
  socket.destroy()
})
