/** What one look at the connection's figures says. Counts are since the connection began; times in seconds. */
export type Sample = {
  /** When it was taken, in milliseconds of any one clock. */
  readonly at: number
  readonly framesDecoded: number
  readonly bytesReceived: number
  readonly packetsReceived: number
  readonly packetsLost: number
  readonly jitterBufferDelay: number
  readonly jitterBufferEmitted: number
  readonly totalDecodeTime: number
  readonly width: number
  readonly height: number
  /** As in "video/VP9"; null while no frame came. */
  readonly codec: string | null
  /** Of the pair of addresses in use; null while there is none. */
  readonly roundTrip: number | null
  readonly path: Path | null
}

/** The way between the two ends; `relay`: through one whose protocol is not known. */
export type Path = 'direct' | 'relay-udp' | 'relay-tcp' | 'relay-tls' | 'relay'

/** The last second in figures. Null = not known (yet). */
export type Quality = {
  /** From the sender's network to this screen: half the round trip, the wait in the buffer, and decoding. */
  readonly latencyMs: number | null
  readonly roundTripMs: number | null
  readonly rate: number
  readonly width: number
  readonly height: number
  readonly mbits: number
  /** 0 to 100. */
  readonly lossPercent: number | null
  readonly codec: string | null
  readonly path: Path | null
  /** How long no packet of the picture has come. */
  readonly quietSeconds: number
}

export type Measured = { readonly last: Sample; readonly quality: Quality }

/** One more sample. A first one, or one of a new connection (whose counts start again), has no second to tell of yet. */
export function measure(before: Measured | null, sample: Sample): Measured {
  const last = before?.last
  if (last === undefined || sample.packetsReceived < last.packetsReceived || sample.at <= last.at)
    return { last: sample, quality: still(sample, before?.quality.quietSeconds ?? 0) }
  const seconds = (sample.at - last.at) / 1_000
  const came = sample.packetsReceived - last.packetsReceived
  // A packet that was taken for lost may still come: then fewer are lost than before.
  const lost = Math.max(0, sample.packetsLost - last.packetsLost)
  const inBuffer = mean(
    sample.jitterBufferDelay - last.jitterBufferDelay,
    sample.jitterBufferEmitted - last.jitterBufferEmitted,
  )
  const decoding = mean(
    sample.totalDecodeTime - last.totalDecodeTime,
    sample.framesDecoded - last.framesDecoded,
  )
  return {
    last: sample,
    quality: {
      ...still(sample, came > 0 ? 0 : (before?.quality.quietSeconds ?? 0) + seconds),
      latencyMs:
        sample.roundTrip === null || inBuffer === null
          ? (before?.quality.latencyMs ?? null)
          : Math.round((sample.roundTrip / 2 + inBuffer + (decoding ?? 0)) * 1_000),
      rate: Math.round((sample.framesDecoded - last.framesDecoded) / seconds),
      mbits: Math.max(0, ((sample.bytesReceived - last.bytesReceived) * 8) / seconds / 1e6),
      lossPercent: came + lost === 0 ? null : (lost / (came + lost)) * 100,
    },
  }
}

const still = (sample: Sample, quietSeconds: number): Quality => ({
  latencyMs: null,
  roundTripMs: sample.roundTrip === null ? null : Math.round(sample.roundTrip * 1_000),
  rate: 0,
  width: sample.width,
  height: sample.height,
  mbits: 0,
  lossPercent: null,
  codec: sample.codec,
  path: sample.path,
  quietSeconds,
})

const mean = (sum: number, count: number): number | null => (count > 0 ? sum / count : null)

/** Longer than the longest rest of a screen on which nothing moves: such a one still sends a few frames a second. */
export const isQuiet = (quality: Quality | null): boolean => quality !== null && quality.quietSeconds >= 5
