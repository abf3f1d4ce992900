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

/** Records that can be read: the chain's own, or those of one that was set aside. */
export type Chain = {
  readonly records: readonly ChainRecord[]
  /** Whether a record is what it was made as. */
  readonly isWhole: (record: ChainRecord) => boolean
}

export type ChainStore = ReturnType<typeof createChain>

/** The chain in memory and its file. Everything that changes it first changes memory, then writes the whole file. */
export function createChain(folder: string, now: () => Date) {
  const path = join(folder, NAME)
  let records: readonly ChainRecord[] = []
  let untold: readonly string[] = []
  let opened: Promise<void> | null = null
  let isOpen = false
  let damaged = false
  let isKept = false
  let writing: Promise<void> = Promise.resolve()

  const text = () => JSON.stringify({ format: 'sobani-records', v: 1, records, untold })

  /** A chain that cannot be trusted is not gone on with: the customer is asked again, and a new one begins. */
  async function read(): Promise<void> {
    try {
      const file = await readIfThere(path)
      const found = file === null ? null : chainFile.safeParse(jsonOf(file))
      if (found?.success === true && verifyChain(found.data.records).ok) ({ records, untold } = found.data)
      else damaged = found !== null
    } catch (error) {
      log('store', 'the records could not be read', error)
      damaged = true
    }
    isOpen = true
    isKept = records.length > 0
    if (damaged)
      await removeFromTheWay().catch((error: unknown) => log('store', 'could not set aside', error))
  }

  /** Before anything is written in its place; never deleted. */
  async function removeFromTheWay(): Promise<void> {
    log('store', 'the records are damaged and are set aside')
    await setAside(path, now())
    damaged = false
  }

  const open = (): Promise<void> => {
    opened ??= read()
    return opened
  }

  /** One write after the other, each of what stands then. */
  function write(): Promise<void> {
    const written = writing.then(async () => {
      if (damaged) await removeFromTheWay()
      const some = records.length > 0
      await (some ? writeWhole(path, text()) : removeFile(path))
      isKept = some
    })
    writing = written.catch(() => undefined)
    return written
  }

  function append(kind: RecordHeader['kind'], body: object): ChainRecord {
    if (!isOpen) throw new Error('the records were not read yet')
    const id = randomBytes(16).toString('hex')
    const salted = { salt: randomBytes(32).toString('hex'), ...body }
    const last = records.at(-1)?.header ?? null
    const record = nextRecord(last, { kind, id, at: now().toISOString(), body: salted })
    records = [...records, record]
    untold = [...untold, id]
    return record
  }

  return {
    open,
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

    dropBodies(drop: (record: ChainRecord) => boolean): void {
      records = records.map((record) => (drop(record) ? { ...record, body: null } : record))
    },

    told(ids: ReadonlySet<string>): void {
      untold = untold.filter((id) => !ids.has(id))
    },

    /** Chains that were set aside, as far as they can be read, oldest first, with their size on the disk. */
    async aside(): Promise<Array<Chain & { readonly bytes: number }>> {
      const files = await asideOf(path)
      return Promise.all(
        files.map(async (file) => ({ ...readAside(await readIfThere(file)), bytes: await sizeOf(file) })),
      )
    },

    async forgetAside(): Promise<void> {
      for (const file of await asideOf(path)) await removeFile(file)
    },

    async forgetAll(): Promise<void> {
      records = []
      untold = []
      await write()
    },

    bytes: () => sizeOf(path),
  }
}

const NOTHING = { records: [], isWhole: () => false } satisfies Chain

function readAside(file: string | null): Chain {
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
