import { describe, expect, it } from 'vitest'
import { Breach } from '../../src/shared/errors'
import { Fingerprints } from '../../src/shared/fingerprints'

const key = (byte: string) => Array(32).fill(byte).join(':')
const sdp = (byte: string) => `v=0\r\na=fingerprint:sha-256 ${key(byte)}\r\n`

describe('the two certificates of a connection', () => {
  it('are known once both descriptions have passed, each on its own side', () => {
    const fingerprints = new Fingerprints()
    expect(fingerprints.pair).toBeNull()
    fingerprints.note('local', sdp('0A'))
    expect(fingerprints.pair).toBeNull()
    fingerprints.note('remote', sdp('0C'))
    expect(fingerprints.pair).toEqual({ local: key('0A'), remote: key('0C') })
  })

  it('may be named again, but never changed', () => {
    for (const end of ['local', 'remote'] as const) {
      const fingerprints = new Fingerprints()
      fingerprints.note(end, sdp('0A'))
      fingerprints.note(end, sdp('0a'))
      expect(() => fingerprints.note(end, sdp('0B'))).toThrow(Breach)
      expect(() => fingerprints.note(end, sdp('0A'))).not.toThrow()
    }
  })

  it('are refused where a description has none', () => {
    const fingerprints = new Fingerprints()
    expect(() => fingerprints.note('local', 'v=0\r\n')).toThrow(RangeError)
    expect(fingerprints.pair).toBeNull()
  })
})
