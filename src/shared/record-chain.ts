import { bodyHash, headerHash, NO_RECORD } from './record-hash'
import { type Fault, type Found, orderFaults } from './record-order'
import { type ChainRecord, chainRecord, type RecordHeader } from './records'

export type Verified =
  | { readonly ok: true; readonly records: number; readonly missing: number }
  | { readonly ok: false; readonly faults: readonly Fault[] }

/** @param last header of the record before, null for the first; `id` is 32 hex digits, `at` ISO 8601 in UTC */
export function nextRecord(
  last: RecordHeader | null,
  made: Pick<RecordHeader, 'kind' | 'id' | 'at'> & { readonly body: unknown },
): ChainRecord {
  const header = {
    seq: (last?.seq ?? 0) + 1,
    kind: made.kind,
    id: made.id,
    at: made.at,
    body: bodyHash(made.body),
    prev: last?.hash ?? NO_RECORD,
  }
  return { header: { ...header, hash: headerHash(header) }, body: made.body }
}

/**
 * Says exactly which records were altered; a record does not look altered because another was. What no chain can show
 * by itself: that its last records are gone, or that everything from one record to the end was made anew. (The relay,
 * which was told the hashes, can.)
 * @param records as read from a file: each may be anything. A body that is null was left out, and is no fault
 */
export function verifyChain(records: readonly unknown[]): Verified {
  const faults: Fault[] = []
  const found: Found[] = []
  let missing = 0
  records.forEach((value, place) => {
    const parsed = chainRecord.safeParse(value)
    if (!parsed.success || parsed.data.body === undefined) {
      faults.push({ place, seq: null, id: null, fault: 'malformed' })
      return
    }
    const { header, body } = parsed.data
    const computed = headerHash(header)
    const whole = computed === header.hash
    found.push({ place, header, whole, hashes: [header.hash, computed] })
    const named = { place, seq: header.seq, id: header.id }
    if (!whole) faults.push({ ...named, fault: 'header-altered' })
    if (body === null) missing += 1
    else if (isBodyAltered(header, whole, body)) faults.push({ ...named, fault: 'body-altered' })
  })
  const malformed = faults.filter(({ fault }) => fault === 'malformed').map(({ place }) => place)
  faults.push(...orderFaults(found, malformed))
  if (faults.length === 0) return { ok: true, records: records.length, missing }
  return { ok: false, faults: faults.sort((a, b) => a.place - b.place) }
}

function isBodyAltered(header: RecordHeader, whole: boolean, body: unknown): boolean {
  try {
    const computed = bodyHash(body)
    if (computed === header.body) return false
    // Where the header fits the body once its own hash of it is put right, the header was altered there, not the body.
    return whole || headerHash({ ...header, body: computed }) !== header.hash
  } catch (error) {
    if (error instanceof TypeError) return true
    throw error
  }
}
