import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextRecord, type Verified, verifyChain } from '../../src/shared/record-chain'
import { bodyHash, canonicalJson, headerHash, NO_RECORD } from '../../src/shared/record-hash'
import { type ChainRecord, chainRecord, type RecordHeader } from '../../src/shared/records'

const json = fc.jsonValue({ maxDepth: 3 })
const id = (seq: number) => seq.toString(16).padStart(32, '0')

function chainOf(bodies: readonly unknown[]): ChainRecord[] {
  const records: ChainRecord[] = []
  for (const [place, body] of bodies.entries())
    records.push(
      nextRecord(records.at(-1)?.header ?? null, {
        kind: place % 3 === 0 ? 'acceptance' : 'receipt',
        id: id(place + 1),
        at: new Date(Date.UTC(2026, 10, 1, 9, place)).toISOString(),
        body,
      }),
    )
  return records
}

const bodies = fc.array(
  json.filter((body) => body !== null),
  { minLength: 2, maxLength: 9 },
)
const chains = bodies.map(chainOf)
/** A chain of at least three records and a place in it that is neither first nor last. */
const inner = fc
  .array(json, { minLength: 4, maxLength: 9 })
  .map(chainOf)
  .chain((records) => fc.tuple(fc.constant(records), fc.integer({ min: 1, max: records.length - 2 })))

const at = <T>(list: readonly T[], place: number): T => {
  const value = list[place]
  if (value === undefined) throw new RangeError(`nothing at ${place}`)
  return value
}
const faultsOf = (verified: Verified) => (verified.ok ? [] : verified.faults)
const named = (records: readonly unknown[]) =>
  faultsOf(verifyChain(records)).map(({ place, seq, fault }) => ({ place, seq, fault }))
const rehashed = (header: RecordHeader): RecordHeader => ({ ...header, hash: headerHash(header) })

describe('canonical JSON', () => {
  it('is JSON, and one text for one value whatever the order of its keys', () => {
    const shuffled = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(shuffled)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([key, one]) => [key, shuffled(one)]),
            )
          : value
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
        expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value))
      }),
    )
  })

  it('has sorted keys and no white space', () => {
    expect(canonicalJson({ b: [1, ' ', null], a: { d: true, c: '"' } })).toBe(
      '{"a":{"c":"\\"","d":true},"b":[1," ",null]}',
    )
  })

  it.each([
    undefined,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1n,
    () => 1,
    Symbol('a'),
    new Date(0),
    new Map(),
  ])('does not say %s', (value) => {
    for (const one of [value, [value], { a: value }]) expect(() => canonicalJson(one)).toThrow(TypeError)
  })

  it('is what a body is hashed by', () => {
    // Of "{}", by any other SHA-256.
    expect(bodyHash({})).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a')
  })
})

describe('a chain', () => {
  it('verifies as it was made, and after a file', () => {
    fc.assert(
      fc.property(chains, (records) => {
        expect(verifyChain(records)).toEqual({ ok: true, records: records.length, missing: 0 })
        expect(verifyChain(JSON.parse(JSON.stringify(records))).ok).toBe(true)
        for (const record of records) expect(chainRecord.parse(record)).toEqual(record)
      }),
    )
  })

  it('is numbered from 1 and begins with no record', () => {
    const records = chainOf(['a', 'b', 'c'])
    expect(records.map(({ header }) => header.seq)).toEqual([1, 2, 3])
    expect(records.map(({ header }) => header.prev)).toEqual([
      NO_RECORD,
      ...records.slice(0, 2).map(({ header }) => header.hash),
    ])
    expect(verifyChain([])).toEqual({ ok: true, records: 0, missing: 0 })
  })

  it('does not need its bodies, and says how many are not there', () => {
    fc.assert(
      fc.property(chains, fc.infiniteStream(fc.boolean()), (records, without) => {
        const left = records.map((record) => (without.next().value ? { ...record, body: null } : record))
        const missing = left.filter(({ body }) => body === null).length
        expect(verifyChain(left)).toEqual({ ok: true, records: records.length, missing })
      }),
    )
  })
})

describe('one altered record is found, and no other looks altered', () => {
  it('by any single byte', () => {
    fc.assert(
      fc.property(
        chains,
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 32, max: 126 }),
        (records, anyPlace, anyByte, byte) => {
          const place = anyPlace % records.length
          const bytes = Buffer.from(JSON.stringify(at(records, place)))
          bytes[anyByte % bytes.length] = byte
          const changed = read(bytes.toString())
          if (changed === undefined || sameValue(changed, at(records, place))) return
          const faults = named(records.with(place, changed as ChainRecord))
          // A byte that turns one key into another can leave a record without a body, or with two of something.
          expect([...new Set(faults.map((fault) => fault.place))]).toEqual([place])
          expect(faults).toHaveLength(1)
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('by every byte of a header and a body, one after the other', () => {
    const records = chainOf([{ a: 1 }, { text: 'そばに', n: [1, 2] }, { b: 2 }])
    const text = JSON.stringify(records[1])
    for (const [index, letter] of [...text].entries())
      for (const other of ['0', '7', 'e', '"'].filter((one) => one !== letter)) {
        const changed = read([...text].with(index, other).join(''))
        if (changed === undefined || sameValue(changed, records[1])) continue
        const faults = named(records.with(1, changed as ChainRecord))
        expect([index, other, faults.map(({ place }) => place)]).toEqual([index, other, [1]])
      }
  })

  const header: Record<string, Partial<RecordHeader>> = {
    number: { seq: 7 },
    kind: { kind: 'acceptance' },
    id: { id: 'f'.repeat(32) },
    time: { at: '2026-11-02T00:00:00.000Z' },
    'hash of the body': { body: 'a'.repeat(64) },
    'hash of the one before': { prev: 'b'.repeat(64) },
    'own hash': { hash: 'c'.repeat(64) },
  }
  it.each(Object.entries(header))('by its %s', (_name, change) => {
    const records = chainOf([1, 2, 3, 4, 5])
    for (const place of [1, 4]) {
      const record = at(records, place)
      const changed = { ...record, header: { ...record.header, ...change } }
      expect(named(records.with(place, changed))).toEqual([
        { place, seq: changed.header.seq, fault: 'header-altered' },
      ])
    }
  })

  it('by its body', () => {
    fc.assert(
      fc.property(inner, json, ([records, place], body) => {
        fc.pre(body !== null && at(records, place).body !== null)
        fc.pre(!sameValue(body, at(records, place).body))
        expect(named(records.with(place, { ...at(records, place), body }))).toEqual([
          { place, seq: place + 1, fault: 'body-altered' },
        ])
      }),
    )
  })

  it('by header and body together: both are said', () => {
    const records = chainOf([1, 2, 3])
    const record = at(records, 1)
    const changed = { header: { ...record.header, at: '2026-11-02T00:00:00.000Z' }, body: 9 }
    expect(named(records.with(1, changed)).map(({ place, fault }) => [place, fault])).toEqual([
      [1, 'header-altered'],
      [1, 'body-altered'],
    ])
  })

  it('by being no record any more', () => {
    const records: unknown[] = chainOf([1, 2, 3])
    for (const wrong of [null, 'x', {}, { header: null, body: 1 }, { header: {}, body: 1 }])
      expect(named(records.with(1, wrong))).toEqual([{ place: 1, seq: null, fault: 'malformed' }])
  })

  it('by content and hashes made anew, as long as one record stands after it', () => {
    fc.assert(
      fc.property(inner, json, ([records, place], body) => {
        fc.pre(!sameValue(body, at(records, place).body))
        const { header } = at(records, place)
        const forged = { header: rehashed({ ...header, body: bodyHash(body) }), body }
        expect(named(records.with(place, forged))).toEqual([{ place, seq: place + 1, fault: 'replaced' }])
      }),
    )
  })
})

describe('the order', () => {
  it('shows what was removed', () => {
    fc.assert(
      fc.property(inner, fc.nat(), ([records, place], any) => {
        const count = 1 + (any % (records.length - 1 - place))
        const faults = faultsOf(verifyChain(records.toSpliced(place, count)))
        expect(faults).toEqual([
          { place, seq: place + 1, id: null, fault: 'removed', through: place + count },
        ])
      }),
    )
  })

  it('shows that the first is gone', () => {
    expect(named(chainOf([1, 2, 3]).slice(1))).toEqual([{ place: 0, seq: 1, fault: 'removed' }])
  })

  it('shows what was inserted, a copy or a forgery with the hash of the one before', () => {
    fc.assert(
      fc.property(inner, fc.boolean(), ([records, place], copy) => {
        const { header } = at(records, place - 1)
        const forged = nextRecord(header, { kind: 'receipt', id: id(99), at: header.at, body: 'forged' })
        const inserted = copy ? at(records, place) : forged
        const faults = named(records.toSpliced(place, 0, inserted))
        expect(faults.map(({ seq, fault }) => ({ seq, fault }))).toEqual([
          { seq: place + 1, fault: 'inserted' },
        ])
        if (!copy) expect(faults[0]?.place).toBe(place)
      }),
    )
  })

  it('shows what is of another chain', () => {
    const foreign = at(chainOf(Array.from({ length: 40 }, (_, place) => `other ${place}`)), 30)
    expect(named(chainOf([1, 2, 3, 4]).toSpliced(2, 0, foreign))).toEqual([
      { place: 2, seq: 31, fault: 'inserted' },
    ])
  })

  it('shows the one that was moved, and none of those it passed', () => {
    fc.assert(
      fc.property(fc.array(json, { minLength: 4, maxLength: 9 }), fc.nat(), fc.nat(), (values, a, b) => {
        const records = chainOf(values)
        const from = a % records.length
        const to = b % records.length
        fc.pre(Math.abs(from - to) > 1)
        const moved = records.toSpliced(from, 1).toSpliced(to, 0, at(records, from))
        expect(named(moved)).toEqual([{ place: to, seq: from + 1, fault: 'out-of-order' }])
      }),
    )
  })

  it('shows two that changed places as one that was moved', () => {
    const [a, b, c, d] = chainOf([1, 2, 3, 4])
    const faults = named([a, c, b, d])
    expect(faults.map(({ fault }) => fault)).toEqual(['out-of-order'])
    expect([2, 3]).toContain(faults[0]?.seq)
  })

  it('is not confused by several changes in one chain', () => {
    const records: unknown[] = chainOf([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    const third = at(chainOf([0, 1, 2]), 2)
    const changed = records
      .with(2, { ...third, body: 'x' })
      .with(5, {})
      .toSpliced(8, 1)
    expect(named(changed)).toEqual([
      { place: 2, seq: 3, fault: 'body-altered' },
      { place: 5, seq: null, fault: 'malformed' },
      { place: 8, seq: 9, fault: 'removed' },
    ])
  })

  it('cannot show what only the relay can: that the last records are gone, or were made anew', () => {
    const records = chainOf([1, 2, 3])
    const { header } = at(records, 2)
    const anew = { header: rehashed({ ...header, body: bodyHash('x') }), body: 'x' }
    expect([verifyChain(records.slice(0, 2)).ok, verifyChain(records.with(2, anew)).ok]).toEqual([true, true])
  })
})

function read(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // No JSON any more: no program reads such a file as a chain.
    return undefined
  }
}

function sameValue(a: unknown, b: unknown): boolean {
  try {
    return canonicalJson(a) === canonicalJson(b)
  } catch {
    return false
  }
}
