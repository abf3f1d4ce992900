import { describe, expect, it } from 'vitest'
import { startConnectProxy } from '../../scripts/network/connect-proxy'
import {
  only443,
  open,
  PROXY_PORT,
  proxyOnly,
  symmetricNat,
  type Topology,
  udpDropped,
} from '../../scripts/network/topology'
import { reasonToSkip } from './ground'
import { echo, fetchFrom, startEnd } from './measure'

const PORT = 5202
const BYTES = 1000
const UDP = 5

/** Lays it, with ends that answer on this machine, and tells which of them the customer reaches. */
async function within(
  make: () => Promise<Topology>,
  ports: readonly number[],
  look: (topology: Topology, ends: Awaited<ReturnType<typeof startEnd>>[]) => Promise<void>,
) {
  const topology = await make()
  const undo: (() => void)[] = []
  try {
    const ends = []
    for (const port of ports) {
      const end = await startEnd(topology.servers.relay, port, BYTES)
      undo.push(() => end.stop())
      ends.push(end)
    }
    await look(topology, ends)
  } finally {
    for (const stop of undo) stop()
    await topology.stop()
  }
}

const udp = async ({ customer, servers }: Topology, port: number) =>
  (await echo(customer, servers.relay, port, UDP)).back
const tcp = async ({ customer, servers }: Topology, port: number) =>
  (await fetchFrom(customer, servers.relay, port)).bytes

describe.skipIf(reasonToSkip() !== null).concurrent('a network', { timeout: 30_000 }, () => {
  it('that is open passes everything, until it is cut and once it is restored', () =>
    within(open, [PORT], async (topology, [end]) => {
      const { operator, servers } = topology
      expect(await udp(topology, PORT)).toBe(UDP)
      expect(await tcp(topology, PORT)).toBe(BYTES)
      expect((await fetchFrom(operator, servers.relay, PORT)).bytes).toBe(BYTES)
      // No address was changed on the way.
      expect([...(end?.seen ?? [])][0]).toContain(`${topology.addresses().customer}:`)

      await topology.cut()
      expect(await udp(topology, PORT)).toBe(0)
      expect((await fetchFrom(operator, servers.relay, PORT)).bytes).toBe(BYTES)
      await topology.restore()
      expect(await udp(topology, PORT)).toBe(UDP)
    }))

  it('gives its customer another address', () =>
    within(open, [PORT], async (topology, [end]) => {
      const before = topology.addresses().customer
      const after = await topology.changeAddress()
      expect(after).not.toBe(before)
      expect(topology.addresses().customer).toBe(after)
      expect(await udp(topology, PORT)).toBe(UDP)
      expect([...(end?.seen ?? [])].map((who) => who.split(':')[0])).toEqual([after])
    }))

  it('of port 443 alone passes TCP there and nothing else', () =>
    within(only443, [443, PORT], async (topology) => {
      expect(await tcp(topology, 443)).toBe(BYTES)
      expect(await Promise.all([tcp(topology, PORT), udp(topology, 443), udp(topology, PORT)])).toEqual([
        0, 0, 0,
      ])
    }))

  it('without UDP passes TCP on every port', () =>
    within(udpDropped, [PORT], async (topology) => {
      expect(await tcp(topology, PORT)).toBe(BYTES)
      expect(await udp(topology, PORT)).toBe(0)
    }))

  it('behind a symmetric NAT shows each far end another port, and another address after a change', () =>
    within(symmetricNat, [PORT, PORT + 1], async (topology, ends) => {
      // One socket that asks two far ends, as WebRTC asks two servers.
      const ask = () =>
        topology.customer.run(
          process.execPath,
          '-e',
          `const s = require('node:dgram').createSocket('udp4')
          let left = 2
          s.on('message', () => { if (--left === 0) s.close() })
          for (const port of [${PORT}, ${PORT + 1}]) s.send('x', port, '${topology.servers.relay}')
          setTimeout(() => process.exit(), 3000).unref()`,
        )
      await ask()
      const first = ends.map(({ seen }) => [...seen])
      expect(first.map((who) => who.length)).toEqual([1, 1])
      const [one = '', other = ''] = first.flat()
      expect(one.split(':')[0]).toBe(other.split(':')[0])
      expect(one).not.toBe(other)
      expect(one).not.toContain(topology.addresses().customer)

      await topology.changeAddress()
      for (const { seen } of ends) seen.clear()
      await ask()
      const [moved = ''] = ends[0]?.seen ?? []
      expect(moved).not.toBe('')
      expect(moved.split(':')[0]).not.toBe(one.split(':')[0])
    }))

  it('of a proxy alone passes only what the proxy fetches', () =>
    within(proxyOnly, [PORT], async (topology) => {
      const { customer, servers } = topology
      const proxy = await startConnectProxy({ address: servers.proxy, port: PROXY_PORT })
      try {
        const through = `PROXY:${servers.proxy}:${servers.relay}:${PORT},proxyport=${PROXY_PORT}`
        expect(await customer.run('socat', '-u', through, '-')).toHaveLength(BYTES)
        expect(proxy.asked).toEqual([`CONNECT ${servers.relay}:${PORT}`])
        expect(await tcp(topology, PORT)).toBe(0)
        expect(await udp(topology, PORT)).toBe(0)
      } finally {
        await proxy.close()
      }
    }))

  it('is gone when it was stopped, which may be asked for twice', async () => {
    const topology = await open()
    // Something that would stay.
    const child = topology.customer.start('sleeper', 'sleep', ['1000'])
    await topology.stop()
    await topology.stop()
    await expect(topology.customer.run('true')).rejects.toThrow('Cannot open network namespace')
    expect((await child.ended).signal).toBe('SIGKILL')
  })
})
