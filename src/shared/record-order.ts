import { headerHash, NO_RECORD } from './record-hash'
import type { RecordHeader } from './records'

/**
 * What is wrong with one record:
 * - `malformed`: it is no record any more; `header-altered`, `body-altered`: it was changed after it was made;
 * - `replaced`: whole in itself, but not the record that the next one was built on;
 * - `inserted`: it does not belong here; `out-of-order`: it does, at another place;
 * - `removed`: records `seq` to `through` are missing before this place.
 */
export type Fault = {
  /** Index in what was handed in. */
  readonly place: number
  readonly seq: number | null
  readonly id: string | null
  readonly fault:
    | 'malformed'
    | 'header-altered'
    | 'body-altered'
    | 'replaced'
    | 'inserted'
    | 'out-of-order'
    | 'removed'
  /** Only where records were removed: the last of them. */
  readonly through?: number
}

/** One record as it was found. `whole`: header and hash belong together. */
export type Found = {
  readonly place: number
  readonly header: RecordHeader
  readonly whole: boolean
  /** The hash it says, and the one it has: where one of the two was altered, the next record still knows the other. */
  readonly hashes: readonly string[]
}

type Placed = Found & { readonly seq: number }

/** What is wrong between the records: removed, inserted, moved or exchanged ones. `malformed` are places, in order. */
export function orderFaults(found: readonly Found[], malformed: readonly number[]): Fault[] {
  const placed = withNumbers(found)
  const { kept: single, doubles } = withoutDoubles(placed)
  const main = longestRise(single)
  const astray = single.filter((record) => !main.includes(record))
  return [
    ...doubles.map((record) => faultOf(record, 'inserted')),
    ...astray.map((record) => faultOf(record, belongs(record, placed) ? 'out-of-order' : 'inserted')),
    ...gapsAndBreaks(main, new Set(astray.map(({ seq }) => seq)), malformed),
  ]
}

const faultOf = ({ place, seq, header }: Placed, fault: Fault['fault']): Fault => ({
  place,
  seq,
  id: header.id,
  fault,
})

/** A number that was altered is put right where its neighbours tell it, and the hash agrees. */
function withNumbers(found: readonly Found[]): Placed[] {
  const placed: Placed[] = []
  for (const [place, record] of found.entries()) {
    const { header, whole } = record
    const guesses = [(placed.at(-1)?.seq ?? 0) + 1, (found[place + 1]?.header.seq ?? 0) - 1, record.place + 1]
    const right = whole ? undefined : guesses.find((seq) => headerHash({ ...header, seq }) === header.hash)
    placed.push({ ...record, seq: right ?? header.seq })
  }
  return placed
}

const follows = (record: Found, before: Found | undefined): boolean =>
  before === undefined ? record.header.prev === NO_RECORD : before.hashes.includes(record.header.prev)

/** Of several with one number the genuine one is that which later records were built on. */
function withoutDoubles(placed: readonly Placed[]): { kept: Placed[]; doubles: Placed[] } {
  const built = new Set(placed.map(({ header }) => header.prev))
  const score = (record: Placed, place: number) =>
    (record.hashes.some((hash) => built.has(hash)) ? 2 : 0) + (follows(record, placed[place - 1]) ? 1 : 0)
  const best = new Map<number, { record: Placed; score: number }>()
  for (const [place, record] of placed.entries()) {
    const other = best.get(record.seq)
    const own = score(record, place)
    if (other === undefined || own > other.score) best.set(record.seq, { record, score: own })
  }
  const isBest = (record: Placed) => best.get(record.seq)?.record === record
  return { kept: placed.filter(isBest), doubles: placed.filter((record) => !isBest(record)) }
}

/** The most records that stand in rising order: what is left over was moved. (Patience sorting, n log n.) */
function longestRise(records: readonly Placed[]): Placed[] {
  const tails: Placed[] = []
  const before = new Map<Placed, Placed | undefined>()
  for (const record of records) {
    let low = 0
    let high = tails.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((tails[middle]?.seq ?? 0) < record.seq) low = middle + 1
      else high = middle
    }
    before.set(record, tails[low - 1])
    tails[low] = record
  }
  const rise: Placed[] = []
  for (let record = tails.at(-1); record !== undefined; record = before.get(record)) rise.push(record)
  return rise.reverse()
}

/** A record of this chain, though at the wrong place: another knows it, or it knows another. */
function belongs(record: Placed, placed: readonly Placed[]): boolean {
  return placed.some(
    (other) =>
      other !== record &&
      ((other.seq === record.seq + 1 && follows(other, record)) ||
        (other.seq === record.seq - 1 && follows(record, other))),
  )
}

function gapsAndBreaks(
  main: readonly Placed[],
  elsewhere: ReadonlySet<number>,
  malformed: readonly number[],
): Fault[] {
  return main.flatMap((record, index): Fault[] => {
    const before = main[index - 1]
    const from = (before?.seq ?? 0) + 1
    const through = record.seq - 1
    if (through < from) return isBroken(record, before) ? [replacedBy(record, before)] : []
    const unreadable = malformed.filter(
      (place) => place > (before?.place ?? -1) && place < record.place,
    ).length
    const moved = [...elsewhere].filter((seq) => seq >= from && seq <= through).length
    if (through - from + 1 <= unreadable + moved) return []
    return [{ place: record.place, seq: from, id: null, fault: 'removed', through }]
  })
}

/** Where only `prev` of an altered header is wrong, that was said already. */
function isBroken(record: Placed, before: Placed | undefined): boolean {
  if (follows(record, before)) return false
  const prevs = before === undefined ? [NO_RECORD] : before.hashes
  const { header, whole } = record
  return whole || !prevs.some((prev) => headerHash({ ...header, prev }) === header.hash)
}

/** The first record has none before it: there it is itself that is not the first of this chain. */
const replacedBy = (record: Placed, before: Placed | undefined): Fault =>
  faultOf(before ?? record, 'replaced')
