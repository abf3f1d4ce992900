import { describe, expect, it } from 'vitest'
import { Shaper } from '../../scripts/network/shaper'

const packet = (bytes = 1250) => Buffer.alloc(bytes)

describe('one direction of a line', () => {
  it('without values passes everything at once', () => {
    const line = new Shaper({})
    for (let n = 0; n < 3; n += 1) line.take(packet(), 100)
    expect(line.next()).toBe(100)
    expect(line.give(100)).toHaveLength(3)
    expect(line.next()).toBeNull()
    expect(line.counts).toEqual({ passed: 3, bytes: 3750, dropped: 0, lost: 0 })
  })

  it('delays, and takes the time that its rate needs for each packet', () => {
    // 10,000 bits at 10 Mbit/s are one millisecond.
    const line = new Shaper({ delayMs: 40, mbit: 10 })
    line.take(packet(), 0)
    line.take(packet(), 0)
    expect(line.give(40.9)).toHaveLength(0)
    expect(line.give(41)).toHaveLength(1)
    expect(line.next()).toBe(42)
    line.take(packet(), 500)
    expect(line.give(540)).toHaveLength(1)
    expect(line.give(541)).toHaveLength(1)
  })

  it('drops what comes while more waits than the queue may hold', () => {
    const line = new Shaper({ mbit: 10, queueMs: 5 })
    for (let n = 0; n < 20; n += 1) line.take(packet(), 0)
    expect(line.give(1000)).toHaveLength(6)
    expect(line.counts.dropped).toBe(14)
  })

  it('loses by chance, and what is lost has used the line', () => {
    const chances = [0.5, 0.004, 0.5]
    const line = new Shaper({ mbit: 10, loss: 0.005 }, () => chances.shift() ?? 1)
    for (let n = 0; n < 3; n += 1) line.take(packet(), 0)
    expect(line.give(1)).toHaveLength(1)
    expect(line.next()).toBe(3)
    expect(line.counts.lost).toBe(1)
  })

  it('keeps the order when the delay is made shorter', () => {
    const line = new Shaper({ delayMs: 50 })
    line.take(Buffer.from('a'), 0)
    line.change({})
    line.take(Buffer.from('b'), 10)
    expect(line.next()).toBe(50)
    expect(line.give(50).map(String)).toEqual(['a', 'b'])
  })

  it('while it is cut loses what is on it and what comes', () => {
    const line = new Shaper({ delayMs: 50 })
    line.take(packet(), 0)
    line.cut(true)
    line.take(packet(), 1)
    expect(line.give(1000)).toEqual([])
    line.cut(false)
    line.take(packet(), 1000)
    expect(line.give(1050)).toHaveLength(1)
    expect(line.counts).toMatchObject({ passed: 1, lost: 2 })
  })
})
