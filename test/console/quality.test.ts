import { describe, expect, it } from 'vitest'
import { isQuiet, type Measured, measure, type Sample } from '../../src/console/quality'
import { sampleOf } from '../../src/console/quality-stats'

const sample: Sample = {
  at: 10_000,
  framesDecoded: 100,
  bytesReceived: 1_000_000,
  packetsReceived: 1_000,
  packetsLost: 10,
  jitterBufferDelay: 4,
  jitterBufferEmitted: 100,
  totalDecodeTime: 1,
  width: 1920,
  height: 1080,
  codec: 'VP9',
  roundTrip: 0.08,
  path: 'direct',
}
const start = measure(null, sample)
const later = (change: Partial<Sample>, before: Measured = start) =>
  measure(before, { ...before.last, at: before.last.at + 1_000, ...change })

describe('measure', () => {
  it('has nothing to tell of a second that was not seen', () => {
    expect(start.quality).toMatchObject({ rate: 0, latencyMs: null, lossPercent: null, roundTripMs: 80 })
  })

  it('tells of the last second only', () => {
    const { quality } = later({
      framesDecoded: 130,
      bytesReceived: 1_250_000,
      packetsReceived: 1_198,
      packetsLost: 12,
      jitterBufferDelay: 4.9,
      jitterBufferEmitted: 130,
      totalDecodeTime: 1.15,
    })
    expect(quality).toMatchObject({ rate: 30, mbits: 2, latencyMs: 75, lossPercent: 1, quietSeconds: 0 })
  })

  it('divides by the time that really went by', () => {
    expect(later({ at: 12_000, framesDecoded: 120, packetsReceived: 1_001 }).quality.rate).toBe(10)
  })

  it('takes a packet that came after all for no gain', () => {
    expect(later({ packetsReceived: 1_100, packetsLost: 7 }).quality.lossPercent).toBe(0)
  })

  it('keeps the delay it knew while no frame comes', () => {
    const moving = later({ framesDecoded: 101, packetsReceived: 1_001, jitterBufferEmitted: 101 })
    expect(moving.quality.latencyMs).toBe(40)
    expect(later({}, moving).quality.latencyMs).toBe(40)
  })

  it('starts again where the counts do: a new connection', () => {
    expect(later({ packetsReceived: 3, framesDecoded: 1 }).quality).toMatchObject({ rate: 0, mbits: 0 })
  })

  it('calls it quiet after five seconds without a packet, and not where a few still come', () => {
    let now = start
    for (let second = 0; second < 5; second += 1) {
      expect(isQuiet(now.quality)).toBe(false)
      now = later({}, now)
    }
    expect(isQuiet(now.quality)).toBe(true)
    expect(isQuiet(later({ packetsReceived: 1_001 }, now).quality)).toBe(false)
    expect(isQuiet(null)).toBe(false)
  })
})

describe('sampleOf', () => {
  const report = (local: object, remote: object) =>
    new Map<string, unknown>([
      ['T1', { type: 'transport', selectedCandidatePairId: 'P1' }],
      [
        'P1',
        { type: 'candidate-pair', localCandidateId: 'L', remoteCandidateId: 'R', currentRoundTripTime: 0.02 },
      ],
      ['L', { type: 'local-candidate', ...local }],
      ['R', { type: 'remote-candidate', ...remote }],
      ['C', { type: 'codec', mimeType: 'video/AV1' }],
      [
        'I',
        {
          type: 'inbound-rtp',
          kind: 'video',
          timestamp: 5_000,
          codecId: 'C',
          framesDecoded: 3,
          frameWidth: 640,
          frameHeight: 480,
          packetsReceived: 9,
          packetsLost: 1,
        },
      ],
    ])
  const host = { candidateType: 'host' }

  it('reads what the browser tells, and nothing for what it leaves out', () => {
    expect(sampleOf(report(host, host))).toMatchObject({
      at: 5_000,
      framesDecoded: 3,
      width: 640,
      codec: 'AV1',
      roundTrip: 0.02,
      path: 'direct',
      totalDecodeTime: 0,
    })
  })

  it.each([
    [host, { candidateType: 'srflx' }, 'direct'],
    [{ candidateType: 'relay', relayProtocol: 'udp' }, host, 'relay-udp'],
    [{ candidateType: 'relay', relayProtocol: 'tcp' }, host, 'relay-tcp'],
    [{ candidateType: 'relay', relayProtocol: 'tls' }, { candidateType: 'relay' }, 'relay-tls'],
    [{ candidateType: 'relay' }, host, 'relay'],
    [host, { candidateType: 'relay' }, 'relay'],
    // As Chromium makes them for the first component of a network.
    [host, { candidateType: 'relay', priority: 41_885_439 }, 'relay-udp'],
    [host, { candidateType: 'relay', priority: 25_108_223 }, 'relay-tcp'],
    [host, { candidateType: 'relay', priority: 8_331_007 }, 'relay-tls'],
    [host, { candidateType: 'relay', priority: 1_677_721_855 }, 'relay'],
    [host, { candidateType: 'host', priority: 41_885_439 }, 'direct'],
    [
      { candidateType: 'relay', relayProtocol: 'tcp' },
      { candidateType: 'relay', priority: 8_331_007 },
      'relay-tls',
    ],
    [
      { candidateType: 'relay', relayProtocol: 'tcp' },
      { candidateType: 'relay', priority: 41_885_439 },
      'relay-tcp',
    ],
    [{ candidateType: 'relay', relayProtocol: 'udp' }, { candidateType: 'relay' }, 'relay-udp'],
  ])('tells the path of %j and %j', (local, remote, path) => {
    expect(sampleOf(report(local, remote))?.path).toBe(path)
  })

  it('has nothing to say before a picture comes', () => {
    const none = report(host, host)
    none.delete('I')
    expect(sampleOf(none)).toBeNull()
    const noPath = report(host, host)
    noPath.delete('T1')
    expect(sampleOf(noPath)).toMatchObject({ path: null, roundTrip: null })
  })
})
