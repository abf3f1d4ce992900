import type { Counters } from './types'

// Runs before the page's own scripts: keeps hold of the page's connections, so that their counters can be read.

declare global {
  var benchConnections: RTCPeerConnection[] | undefined
}

if (globalThis.benchConnections === undefined) {
  const kept: RTCPeerConnection[] = []
  globalThis.benchConnections = kept
  const Own = globalThis.RTCPeerConnection
  globalThis.RTCPeerConnection = class extends Own {
    constructor(...words: ConstructorParameters<typeof RTCPeerConnection>) {
      super(...words)
      kept.push(this)
    }
  }
}

type Row = Readonly<Record<string, unknown>>

const amount = (row: Row | undefined, name: string): number => Number(row?.[name] ?? 0)

/** Of the last connection that stands. */
export async function readCounters(): Promise<Counters> {
  const connection = globalThis.benchConnections?.findLast((one) => one.connectionState === 'connected')
  if (connection === undefined) throw new Error('no connection stands')
  const rows: Row[] = []
  for (const [, row] of (await connection.getStats()) as unknown as Map<string, Row>) rows.push(row)
  const byId = (id: unknown) => rows.find((row) => row.id === id)
  const video = rows.find((row) => row.type === 'inbound-rtp' && row.kind === 'video')
  const transport = rows.find((row) => row.type === 'transport')
  const pair = byId(transport?.selectedCandidatePairId)
  const [local, remote] = [byId(pair?.localCandidateId), byId(pair?.remoteCandidateId)]
  const turn = local?.relayProtocol === undefined ? '' : ` (${String(local.relayProtocol)})`
  return {
    videoBytes: amount(video, 'bytesReceived') + amount(video, 'headerBytesReceived'),
    allBytes: amount(transport, 'bytesReceived'),
    framesDecoded: amount(video, 'framesDecoded'),
    packetsLost: amount(video, 'packetsLost'),
    jitterBufferDelay: amount(video, 'jitterBufferDelay'),
    jitterBufferEmitted: amount(video, 'jitterBufferEmittedCount'),
    freezes: amount(video, 'freezeCount'),
    codec: byId(video?.codecId)?.mimeType?.toString() ?? null,
    width: amount(video, 'frameWidth'),
    height: amount(video, 'frameHeight'),
    path: `${String(local?.candidateType)}${turn}-${String(remote?.candidateType)}`,
  }
}
