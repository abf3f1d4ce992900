import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Language } from './languages'
import { wordList } from './word-list'

/**
 * Three words that customer and operator compare aloud. They derive from both DTLS fingerprints, so they differ when
 * anyone stands between the two (source of the idea: the short authentication string of ZRTP, RFC 6189, 4.1).
 *
 * Three words are 24 bits, few enough to search: someone in the middle could make keys until both sides showed the
 * same. Hence the commitment: the agent fixes its nonce (`commit`) before it sees the console's, and reveals it
 * after. Whoever stands between must choose blindly, once: a chance of 1 in 16,777,216, seen by both on a miss.
 */
export type Ends = {
  /** `a=fingerprint` values (SHA-256, 32 bytes as colon-separated hex) of the two DTLS certificates. */
  readonly agentFingerprint: string
  readonly consoleFingerprint: string
  /** 32 random bytes each, as 64 lower-case hex digits. */
  readonly agentNonce: string
  readonly consoleNonce: string
}

export const commit = (nonce: string): string =>
  bytesToHex(sha256(join('sobani commitment 1', hexToBytes(nonce))))

/** The three places in the word list, 0 to 255. */
export function verificationPlaces(ends: Ends): readonly number[] {
  const digest = sha256(
    join(
      'sobani words 1',
      fingerprintBytes(ends.agentFingerprint),
      fingerprintBytes(ends.consoleFingerprint),
      hexToBytes(ends.agentNonce),
      hexToBytes(ends.consoleNonce),
    ),
  )
  return [...digest.slice(0, 3)]
}

export const verificationWords = (places: readonly number[], language: Language): string[] =>
  places.map((place) => {
    const pair = wordList[place]
    if (pair === undefined) throw new RangeError(`no word at place ${place}`)
    return language === 'ja' ? pair[0] : pair[1]
  })

/**
 * The one SHA-256 fingerprint of a session description, in upper case. Every line that calls itself one is looked at:
 * what this reads can never be less than what the browser reads.
 * @throws RangeError where there is none, or where two lines disagree: then no words can vouch for the connection
 */
export function fingerprintOf(sdp: string): string {
  const lines = [...sdp.matchAll(/^a=fingerprint(.*)$/gim)]
  const found = new Set(lines.map((line) => line[1]?.trim().toUpperCase()))
  const [only] = found
  if (found.size !== 1 || only === undefined || !/^:SHA-256 ([0-9A-F]{2}:){31}[0-9A-F]{2}$/.test(only))
    throw new RangeError(`a description must carry one SHA-256 fingerprint, this one has ${found.size}`)
  return only.slice(':SHA-256 '.length)
}

const fingerprintBytes = (fingerprint: string): Uint8Array => hexToBytes(fingerprint.replaceAll(':', ''))

/** Every part has a fixed length but the label, which is one of two constants: no two inputs run into each other. */
function join(label: string, ...parts: readonly Uint8Array[]): Uint8Array {
  const all = [utf8ToBytes(label), ...parts]
  const bytes = new Uint8Array(all.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of all) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
