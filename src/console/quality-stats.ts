import { z } from '../shared/zod'
import type { Path, Sample } from './quality'

const count = z.number().catch(0)

const video = z.object({
  type: z.literal('inbound-rtp'),
  kind: z.literal('video'),
  timestamp: z.number(),
  codecId: z.string().optional(),
  framesDecoded: count,
  bytesReceived: count,
  packetsReceived: count,
  packetsLost: count,
  jitterBufferDelay: count,
  jitterBufferEmittedCount: count,
  totalDecodeTime: count,
  frameWidth: count,
  frameHeight: count,
})
const transport = z.object({ type: z.literal('transport'), selectedCandidatePairId: z.string() })
const pair = z.object({
  localCandidateId: z.string(),
  remoteCandidateId: z.string(),
  currentRoundTripTime: z.number().optional(),
})
const candidate = z.object({
  candidateType: z.string(),
  relayProtocol: z.string().optional(),
  priority: z.number().optional(),
})
const codec = z.object({ mimeType: z.string() })

/** What a browser's report (`getStats`) says of the picture that comes in; null while none does. */
export function sampleOf(report: ReadonlyMap<string, unknown>): Sample | null {
  const first = <T>(schema: z.ZodType<T>): T | null => {
    for (const entry of report.values()) {
      const parsed = schema.safeParse(entry)
      if (parsed.success) return parsed.data
    }
    return null
  }
  const entry = <T>(schema: z.ZodType<T>, id: string | undefined): T | null =>
    id === undefined ? null : (schema.safeParse(report.get(id)).data ?? null)

  const picture = first(video)
  if (picture === null) return null
  const chosen = entry(pair, first(transport)?.selectedCandidatePairId)
  const mimeType = entry(codec, picture.codecId)?.mimeType
  return {
    at: picture.timestamp,
    framesDecoded: picture.framesDecoded,
    bytesReceived: picture.bytesReceived,
    packetsReceived: picture.packetsReceived,
    packetsLost: picture.packetsLost,
    jitterBufferDelay: picture.jitterBufferDelay,
    jitterBufferEmitted: picture.jitterBufferEmittedCount,
    totalDecodeTime: picture.totalDecodeTime,
    width: picture.frameWidth,
    height: picture.frameHeight,
    codec: mimeType?.replace(/^video\//, '') ?? null,
    roundTrip: chosen?.currentRoundTripTime ?? null,
    path:
      chosen === null
        ? null
        : pathOf(entry(candidate, chosen.localCandidateId), entry(candidate, chosen.remoteCandidateId)),
  }
}

type Candidate = z.infer<typeof candidate> | null

/** How Chromium, which every agent has, ranks its relayed candidates: the upper eight bits of their priority. */
const ranks: readonly (Path | undefined)[] = ['relay-tls', 'relay-tcp', 'relay-udp']

/**
 * Our own relay tells how it is reached; of the other end's, only the priority that it was given tells it. Where both ends
 * come by a relay, the harder way is the one to know.
 */
function pathOf(local: Candidate, remote: Candidate): Path | null {
  if (local === null || remote === null) return null
  const ways: Path[] = []
  if (local.candidateType === 'relay')
    ways.push(ranks.find((way) => way === `relay-${local.relayProtocol}`) ?? 'relay')
  if (remote.candidateType === 'relay')
    ways.push(ranks[remote.priority === undefined ? -1 : remote.priority >>> 24] ?? 'relay')
  if (ways.length === 0) return 'direct'
  return ranks.find((way) => way !== undefined && ways.includes(way)) ?? 'relay'
}
