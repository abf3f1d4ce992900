import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { line, type Topology } from '../../scripts/network/topology'
import { reasonToSkip } from './ground'
import { echo, fetchFrom, startEnd } from './measure'

const PORT = 5201
const BYTES = 1_000_000

describe.skipIf(reasonToSkip() !== null)(
  'a line of 40 ms, 10 Mbit/s and a loss of 20 %',
  { timeout: 30_000 },
  () => {
    let topology: Topology
    let end: Awaited<ReturnType<typeof startEnd>>
    const relay = () => topology.servers.relay
    beforeAll(async () => {
      topology = await line(40, 10, 0.2)
      end = await startEnd(relay(), PORT, BYTES)
    }, 30_000)
    afterAll(async () => {
      end?.stop()
      await topology?.stop()
    })

    it('delays and loses each way', async () => {
      const { sent, back, median } = await echo(topology.customer, relay(), PORT, 200)
      expect(median).toBeGreaterThanOrEqual(79)
      expect(median).toBeLessThan(160)
      // 0.8 of 0.8 come back: 128 of 200, by chance a few more or less.
      expect(back).toBeGreaterThan(sent * 0.45)
      expect(back).toBeLessThan(sent * 0.83)
    })

    it('brings no more than its rate', async () => {
      await topology.link?.change({ up: { delayMs: 5, mbit: 10 }, down: { delayMs: 5, mbit: 10 } })
      const { bytes, mbit } = await fetchFrom(topology.customer, relay(), PORT)
      expect(bytes).toBe(BYTES)
      expect(mbit).toBeLessThan(10)
      expect(mbit).toBeGreaterThan(4)
    })

    it('is cut and restored in its middle', async () => {
      await topology.link?.cut()
      expect((await echo(topology.customer, relay(), PORT, 10)).back).toBe(0)
      await topology.link?.restore()
      expect((await echo(topology.customer, relay(), PORT, 10)).back).toBe(10)
      const counts = await topology.link?.counts()
      expect(counts?.up.lost).toBeGreaterThanOrEqual(10)
    })
  },
)
