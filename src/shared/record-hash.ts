import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { RecordHeader } from './records'

/** `prev` of the first record. */
export const NO_RECORD = '0'.repeat(64)

/**
 * One text for one value, whatever the order of its keys: sorted keys, no white space, strings and numbers as JSON
 * writes them (the idea is that of RFC 8785).
 * @throws TypeError for anything that JSON cannot say, so that no two values share a text
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value)
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${Array.from(value, canonicalJson).join(',')}]`
  if (!isPlain(value)) throw new TypeError(`${typeof value} is not JSON`)
  const fields = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`)
  return `{${fields.join(',')}}`
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

const hashOf = (value: unknown): string => bytesToHex(sha256(utf8ToBytes(canonicalJson(value))))

/** SHA-256 of the canonical JSON, in hex. @throws TypeError where the body is not JSON */
export const bodyHash = (body: unknown): string => hashOf(body)

/** SHA-256 of the canonical JSON of everything in a header but `hash`, in hex. */
export function headerHash({ seq, kind, id, at, body, prev }: Omit<RecordHeader, 'hash'>): string {
  return hashOf({ seq, kind, id, at, body, prev })
}
