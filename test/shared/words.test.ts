import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wordList } from '../../src/shared/word-list'
import {
  commit,
  type Ends,
  fingerprintOf,
  verificationPlaces,
  verificationWords,
} from '../../src/shared/words'

const colons = (hex: string) => hex.toUpperCase().match(/../g)?.join(':') ?? ''
const hex64 = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('hex'))
const fingerprint = hex64.map(colons)

const ends: Ends = {
  agentFingerprint: colons('0a'.repeat(32)),
  consoleFingerprint: colons('0c'.repeat(32)),
  agentNonce: 'a1'.repeat(32),
  consoleNonce: 'b2'.repeat(32),
}

/** The same by Node's own SHA-256, written from the protocol and not from the code. */
function expected(of: Ends): number[] {
  const bytes = (text: string) => Buffer.from(text.replaceAll(':', ''), 'hex')
  const hash = createHash('sha256')
    .update('sobani words 1', 'utf8')
    .update(bytes(of.agentFingerprint))
    .update(bytes(of.consoleFingerprint))
    .update(bytes(of.agentNonce))
    .update(bytes(of.consoleNonce))
  return [...hash.digest().subarray(0, 3)]
}

describe('the verification words', () => {
  it('are the ones that version 1 of the protocol has always made', () => {
    expect(verificationPlaces(ends)).toEqual([191, 177, 131])
    expect(verificationWords(verificationPlaces(ends), 'ja')).toEqual(['ピラミッド', 'パラソル', 'つくえ'])
    expect(verificationWords(verificationPlaces(ends), 'en')).toEqual(['pyramid', 'parasol', 'desk'])
  })

  it('are the first three bytes of a SHA-256 over both fingerprints and both nonces', () => {
    fc.assert(
      fc.property(fingerprint, fingerprint, hex64, hex64, (a, b, c, d) => {
        const of = { agentFingerprint: a, consoleFingerprint: b, agentNonce: c, consoleNonce: d }
        expect(verificationPlaces(of)).toEqual(expected(of))
      }),
    )
  })

  const others: Record<string, Partial<Ends>> = {
    'another key of the agent': { agentFingerprint: colons(`${'0a'.repeat(31)}0b`) },
    'another key of the console': { consoleFingerprint: colons(`${'0c'.repeat(31)}0d`) },
    'another nonce of the agent': { agentNonce: `${'a1'.repeat(31)}a2` },
    'another nonce of the console': { consoleNonce: `${'b2'.repeat(31)}b3` },
    'swapped keys': {
      agentFingerprint: ends.consoleFingerprint,
      consoleFingerprint: ends.agentFingerprint,
    },
    'swapped nonces': { agentNonce: ends.consoleNonce, consoleNonce: ends.agentNonce },
  }
  it.each(Object.entries(others))('differ with %s', (_name, other) => {
    expect(verificationPlaces({ ...ends, ...other })).not.toEqual(verificationPlaces(ends))
  })

  it('are the same however a fingerprint is cased', () => {
    const lower = { ...ends, agentFingerprint: ends.agentFingerprint.toLowerCase() }
    expect(verificationPlaces(lower)).toEqual(verificationPlaces(ends))
  })

  it('exist for every place, and for none beyond', () => {
    for (let place = 0; place < 256; place++)
      expect([verificationWords([place], 'ja')[0], verificationWords([place], 'en')[0]]).toEqual(
        wordList[place],
      )
    expect(() => verificationWords([256], 'ja')).toThrow(RangeError)
    expect(() => verificationWords([-1], 'en')).toThrow(RangeError)
  })
})

describe('the commitment', () => {
  it('is a SHA-256 over its own label and the nonce', () => {
    fc.assert(
      fc.property(hex64, (nonce) => {
        const hash = createHash('sha256').update('sobani commitment 1').update(Buffer.from(nonce, 'hex'))
        expect(commit(nonce)).toBe(hash.digest('hex'))
      }),
    )
  })

  it('tells one nonce from another', () => {
    expect(commit(ends.agentNonce)).not.toBe(commit(ends.consoleNonce))
  })
})

const one = colons('1f'.repeat(32))
const two = colons('2e'.repeat(32))
const head = ['v=0', 'o=- 4611731400430051336 2 IN IP4 127.0.0.1', 's=-', 't=0 0', 'a=group:BUNDLE 0']
const media = [
  'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
  'c=IN IP4 0.0.0.0',
  'a=ice-ufrag:4Zw1',
  'a=ice-pwd:2/1muCWoOi3uLifh0NuRHlqw',
  'a=ice-options:trickle',
]
const tail = ['a=setup:actpass', 'a=mid:0', 'a=sctp-port:5000', 'a=max-message-size:262144']
const sdp = (session: readonly string[], inMedia: readonly string[]) =>
  [...head, ...session, ...media, ...inMedia, ...tail, ''].join('\r\n')
const line = (value: string, kind = 'sha-256') => `a=fingerprint:${kind} ${value}`

describe('the fingerprint of a description', () => {
  it('is read from the media level, where Chromium writes it', () => {
    expect(fingerprintOf(sdp([], [line(one)]))).toBe(one)
  })

  it('is read from the session level, where Firefox writes it', () => {
    expect(fingerprintOf(sdp([line(one)], []))).toBe(one)
  })

  it('may stand on both levels, if it is the same', () => {
    expect(fingerprintOf(sdp([line(one)], [line(one.toLowerCase(), 'SHA-256')]))).toBe(one)
  })

  it('is read where lines end without a carriage return', () => {
    expect(fingerprintOf(sdp([], [line(one)]).replaceAll('\r', ''))).toBe(one)
  })

  const refused: Record<string, string> = {
    'there is none': sdp([], []),
    'two differ': sdp([line(one)], [line(two)]),
    'it is only SHA-1': sdp([], [line(colons('1f'.repeat(20)), 'sha-1')]),
    'a second one is of another kind': sdp([line(one)], [line(colons('1f'.repeat(64)), 'sha-512')]),
    'it is a byte short': sdp([], [line(colons('1f'.repeat(31)))]),
    'it is a byte long': sdp([], [line(colons('1f'.repeat(33)))]),
    'it is not hex': sdp([], [line(one.replace('1F', 'XY'))]),
    'it only stands inside another line': sdp([], [`a=note ${line(one)}`]),
    'the text is empty': '',
  }
  it.each(Object.entries(refused))('is refused where %s', (_name, text) => {
    expect(() => fingerprintOf(text)).toThrow(RangeError)
  })

  it('is not read in one way by us and in another by the browser: odd lines are refused, not skipped', () => {
    for (const odd of [`${line(two)} ${one}`, `a=fingerprint:sha-256  ${two}`, 'a=fingerprint:sha-256'])
      expect(() => fingerprintOf(sdp([line(one)], [odd]))).toThrow(RangeError)
  })
})
