import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { nextRecord, verifyChain } from '../../shared/record-chain'
import { type ChainRecord, chainRecord, type RecordHeader } from '../../shared/records'
import { z } from '../../shared/zod'
import { log } from '../log'
import { asideOf, readIfThere, removeFile, setAside, sizeOf, writeWhole } from './files'

const NAME = 'records.json'

/** `untold`: ids of records whose hash the relay has not confirmed. */
const chainFile = z.strictObject({
  format: z.literal('sobani-records'),
  v: z.literal(1),
  records: z.array(chainRecord),
  untold: z.array(chainRecord.shape.header.shape.id),
})

/** Records as far as they can be read, also of a file that cannot be trusted as a whole. */
export type Chain = {
  readonly records: readonly ChainRecord[]
  /** Whether a record is what it was made as. */
  readonly isWhole: (record: ChainRecord) => boolean
}

export type ChainStore = ReturnType<typeof createChain>

/**
 * The chain in memory and its file. Records are added in memory, then the whole file is written; what is deleted goes
 * from the file first. Whatever waits is called one after the other (turns.ts).
 */
export function createChain(folder: string, now: () => Date) {
  const path = join(folder, NAME)
  let records: readonly ChainRecord[] = []
  let untold: readonly string[] = []
  /** `unread`: whether there is a chain, and what is in it, is not known; `damaged`: still in the way of a new one. */
  let state: 'closed' | 'unread' | 'damaged' | 'open' = 'closed'
  let isKept = false

  const textOf = (all: readonly ChainRecord[]) =>
    JSON.stringify({ format: 'sobani-records', v: 1, records: all, untold })

  /**
   * A chain that cannot be trusted is not gone on with: the customer is asked again, and a new one begins.
   * @throws where it cannot be read: nothing is said of it then, and it stays where it is
   */
  async function read(): Promise<void> {
    const file = await readIfThere(path)
    const found = file === null ? null : chainFile.safeParse(jsonOf(file))
    const isGood = found?.success === true && verifyChain(found.data.records).ok
    if (isGood) ({ records, untold } = found.data)
    isKept = records.length > 0
    state = isGood || found === null ? 'open' : 'damaged'
    if (state === 'damaged')
      await removeFromTheWay().catch((error: unknown) => log('store', 'could not set aside', error))
  }

  /** Before anything is written in its place; never deleted. */
  async function removeFromTheWay(): Promise<void> {
    log('store', 'the records are damaged and are set aside')
    await setAside(path, now())
    state = 'open'
  }

  /** Where it cannot be read there is no consent: the agent starts and asks again. */
  async function open(): Promise<void> {
    if (state !== 'closed') return
    try {
      await read()
    } catch (error) {
      log('store', 'the records could not be read', error)
      state = 'unread'
    }
  }

  /**
   * Before anything is changed: what could not be read at first is read now, and gone on with.
   * @throws where it still cannot be: a file that nobody looked into is not written over
   */
  async function ready(): Promise<void> {
    if (state === 'unread') await read()
    if (state === 'damaged') await removeFromTheWay()
  }

  async function writeRecords(all: readonly ChainRecord[]): Promise<void> {
    if (all.length === 0) return
    await writeWhole(path, textOf(all))
    isKept = true
  }

  async function write(): Promise<void> {
    await ready()
    await writeRecords(records)
  }

  function append(kind: RecordHeader['kind'], body: object): ChainRecord {
    if (state === 'closed' || state === 'unread') throw new Error('the records were not read yet')
    const id = randomBytes(16).toString('hex')
    const salted = { salt: randomBytes(32).toString('hex'), ...body }
    const last = records.at(-1)?.header ?? null
    const record = nextRecord(last, { kind, id, at: now().toISOString(), body: salted })
    records = [...records, record]
    untold = [...untold, id]
    return record
  }

  const without = (dropped: ReadonlySet<ChainRecord>) =>
    records.map((record) => (dropped.has(record) ? { ...record, body: null } : record))

  return {
    open,
    ready,
    write,
    append,
    records: () => records,
    untold: () => untold,
    /** Something was agreed to, and it is on the disk. */
    isKept: () => isKept,

    /** Takes back what could not be written; a record that others were built on stays. */
    takeBack(made: readonly ChainRecord[]): void {
      if (records.slice(-made.length).every((record, place) => record === made[place]))
        records = records.slice(0, -made.length)
      const ids = new Set(records.map(({ header }) => header.id))
      untold = untold.filter((id) => ids.has(id))
    },

    dropBodies(dropped: ReadonlySet<ChainRecord>): void {
      records = without(dropped)
    },

    /** @throws where it cannot be written: then they are still there */
    async forgetBodies(dropped: ReadonlySet<ChainRecord>): Promise<void> {
      await writeRecords(without(dropped))
      records = without(dropped)
    },

    told(ids: ReadonlySet<string>): void {
      untold = untold.filter((id) => !ids.has(id))
    },

    /** What the file says, whatever is in memory. */
    onDisk: () => look(path),

    /** Chains that were set aside, as far as they can be read, oldest first. */
    aside: async () => Promise.all((await asideOf(path)).map(look)),

    async forgetAside(): Promise<void> {
      for (const file of await asideOf(path)) await removeFile(file)
    },

    /** @throws where the file cannot be removed: then all of it is still there */
    async forgetAll(): Promise<void> {
      await removeFile(path)
      records = []
      untold = []
      isKept = false
      state = 'open'
    },
  }
}

const NOTHING = { records: [], isWhole: () => false } satisfies Chain

/** As far as it can be read, with its size on the disk. */
async function look(path: string): Promise<Chain & { readonly bytes: number }> {
  const bytes = await sizeOf(path)
  try {
    return { ...readLeniently(await readIfThere(path)), bytes }
  } catch (error) {
    log('store', 'records could not be looked into', error)
    return { ...NOTHING, bytes }
  }
}

function readLeniently(file: string | null): Chain {
  const found = z.object({ records: z.array(z.unknown()) }).safeParse(file === null ? null : jsonOf(file))
  if (!found.success) return NOTHING
  const verified = verifyChain(found.data.records)
  const faulty = new Set(verified.ok ? [] : verified.faults.filter(isOwnFault).map(({ place }) => place))
  const read = found.data.records.map((value) => chainRecord.safeParse(value))
  const records = read.flatMap((record) => (record.success ? [record.data] : []))
  const whole = new Set(
    read.flatMap((record, place) => (record.success && !faulty.has(place) ? [record.data] : [])),
  )
  return { records, isWhole: (record) => whole.has(record) }
}

/** What is missing before a record is not that record's fault. */
const isOwnFault = ({ fault }: { readonly fault: string }): boolean =>
  fault !== 'removed' && fault !== 'out-of-order'

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not JSON is one of the ways to be damaged: the schema refuses it.
    return undefined
  }
}
