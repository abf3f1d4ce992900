/** Best first: H.264 is sharp at once and costs least; VP9 and AV1 are too slow in software for a moving screen. */
const preferred: readonly string[] = ['video/h264', 'video/vp8', 'video/vp9', 'video/av1']

const rank = (mime: string): number => {
  const at = preferred.indexOf(mime.toLowerCase())
  return at < 0 ? preferred.length : at
}

/** The same codecs, the best for a screen first; the ones that repair others stay behind them all. */
export const inOrder = <T extends { readonly mimeType: string }>(codecs: readonly T[]): T[] =>
  [...codecs].sort((a, b) => rank(a.mimeType) - rank(b.mimeType))

/** Puts the best codec for a screen first in the next offer, for every picture that is sent. */
export function preferCodecs(connection: RTCPeerConnection): void {
  const codecs = RTCRtpSender.getCapabilities('video')?.codecs
  if (codecs === undefined) return
  for (const transceiver of connection.getTransceivers())
    if (transceiver.sender.track?.kind === 'video') transceiver.setCodecPreferences(inOrder(codecs))
}

/**
 * An answer (SDP) that lets the sender start at so many kbit/s and never go below others. Chromium otherwise starts at 300
 * and, with a picture that sends little, never finds out that the line could do more; and where a whole page was more than
 * the line had, it believes for many seconds that there is hardly any. Only the side that sends changes it, in what it
 * received.
 */
export function withRates(sdp: string, startKbps: number, leastKbps: number): string {
  const lines = sdp.split('\r\n')
  const codecs = lines.flatMap((line) => {
    const found = /^a=rtpmap:(\d+) (?:H264|VP8|VP9|AV1)\/90000/i.exec(line)
    return found?.[1] === undefined ? [] : [found[1]]
  })
  const rate = `x-google-start-bitrate=${startKbps};x-google-min-bitrate=${leastKbps}`
  const described = new Set<string>()
  const changed = lines.map((line) => {
    const id = /^a=fmtp:(\d+) /.exec(line)?.[1]
    if (id === undefined || !codecs.includes(id)) return line
    described.add(id)
    return `${line};${rate}`
  })
  return changed
    .flatMap((line) => {
      const id = /^a=rtpmap:(\d+) /.exec(line)?.[1]
      return id !== undefined && codecs.includes(id) && !described.has(id)
        ? [line, `a=fmtp:${id} ${rate}`]
        : [line]
    })
    .join('\r\n')
}
