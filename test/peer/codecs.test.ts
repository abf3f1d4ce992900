import { describe, expect, it } from 'vitest'
import { inOrder, withRates } from '../../src/peer/codecs'

describe('the order of codecs', () => {
  it('puts H.264 first, then VP8, and the ones that repair last', () => {
    const mimes = ['video/rtx', 'video/AV1', 'video/VP9', 'video/VP8', 'video/red', 'video/H264']
    expect(inOrder(mimes.map((mimeType) => ({ mimeType }))).map((one) => one.mimeType)).toEqual([
      'video/H264',
      'video/VP8',
      'video/VP9',
      'video/AV1',
      'video/rtx',
      'video/red',
    ])
  })
})

describe('the start rate and the least one', () => {
  const answer = [
    'v=0',
    'm=video 9 UDP/TLS/RTP/SAVPF 96 97 98 99',
    'a=rtpmap:96 VP8/90000',
    'a=rtpmap:97 rtx/90000',
    'a=fmtp:97 apt=96',
    'a=rtpmap:98 H264/90000',
    'a=fmtp:98 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f',
    'a=rtpmap:99 rtx/90000',
    'a=fmtp:99 apt=98',
    '',
  ]

  it('are said for each codec that has a picture, and for no other', () => {
    const lines = withRates(answer.join('\r\n'), 6_000, 500).split('\r\n')
    expect(lines).toContain('a=fmtp:96 x-google-start-bitrate=6000;x-google-min-bitrate=500')
    expect(lines).toContain(`${answer[6]};x-google-start-bitrate=6000;x-google-min-bitrate=500`)
    expect(lines).toContain('a=fmtp:97 apt=96')
    expect(lines).toContain('a=fmtp:99 apt=98')
    expect(lines).toHaveLength(answer.length + 1)
  })

  it('leave an answer without a picture as it is', () => {
    const sdp = 'v=0\r\nm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n'
    expect(withRates(sdp, 6_000, 500)).toBe(sdp)
  })
})
