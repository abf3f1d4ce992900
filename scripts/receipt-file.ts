import { isDeepStrictEqual } from 'node:util'
import type { Receipt } from '../src/shared/receipt'
import { acceptanceBody, receiptBody } from '../src/shared/record-bodies'
import { verifyChain } from '../src/shared/record-chain'
import type { Fault } from '../src/shared/record-order'
import { type ChainRecord, chainRecord, exportedReceipt } from '../src/shared/records'
import { z } from '../src/shared/zod'

/** An exported receipt, or the agent's own file of records; each record may still be anything. */
const anyFile = z.discriminatedUnion('format', [
  z.strictObject({ ...exportedReceipt.shape, records: z.array(z.unknown()).min(1) }),
  z.strictObject({
    format: z.literal('sobani-records'),
    v: z.literal(1),
    records: z.array(z.unknown()),
    untold: z.array(z.string()),
  }),
])

/** What a file says of itself, in sentences for a person, and whether all of it is as it was made. */
export function receiptFile(text: string): {
  readonly lines: string[]
  readonly holds: boolean
  readonly records: readonly unknown[]
  /** Id of the receipt that the file is about; null where it is about all of them. */
  readonly receipt: string | null
} {
  const file = anyFile.safeParse(jsonOf(text))
  if (!file.success)
    return {
      lines: [
        "This is no exported receipt, and no file of the agent's records: nothing in it can be verified.",
      ],
      holds: false,
      records: [],
      receipt: null,
    }
  const { records } = file.data
  const verified = verifyChain(records)
  const faults = verified.ok ? [] : verified.faults
  // What is missing before a record is not that record's fault.
  const own = faults.filter(({ fault }) => fault !== 'removed')
  const faulty = new Set(own.map(({ place }) => place))
  const read = records.map((value) => chainRecord.safeParse(value))
  const whole = read.flatMap((record, place) => (record.success && !faulty.has(place) ? [record.data] : []))
  const receipts = whole.flatMap((record) => {
    const parsed = receiptBody.safeParse(record.body)
    return record.header.kind === 'receipt' && parsed.success
      ? [{ record, receipt: parsed.data.receipt }]
      : []
  })
  const wanted = file.data.format === 'sobani-receipt' ? file.data.receipt : null
  const shown = receipts.filter(({ record }) => wanted === null || record.header.id === wanted)
  const wrong = [
    ...(wanted !== null && shown.length === 0
      ? ['The receipt that this file is about is not in it, or is not as it was made.']
      : []),
    ...shown.flatMap(({ record, receipt }) => strangeDocuments(record, receipt, whole)),
  ]
  const missing = verified.ok ? verified.missing : 0
  const verdict = verified.ok
    ? `The chain holds: ${records.length} records, none altered${missing === 0 ? '' : `; ${missing} without their contents (deleted or left out)`}.`
    : `The chain does not hold: ${faults.length === 1 ? 'one fault' : `${faults.length} faults`} in ${records.length} records.`
  return {
    lines: [
      verdict,
      ...faults.map((fault) => faultLine(fault, read[fault.place]?.data)),
      ...wrong,
      ...shown.flatMap(({ record, receipt }) => ['', ...receiptLines(record, receipt)]),
    ],
    holds: verified.ok && wrong.length === 0,
    records,
    receipt: wanted,
  }
}

const meanings: Readonly<Record<Exclude<Fault['fault'], 'removed' | 'malformed'>, string>> = {
  'header-altered': 'its number, kind, id, time or check values were altered after it was made',
  'body-altered': 'its contents were altered after it was made',
  replaced: 'it was exchanged, check values and all: the next record was made after another one in its place',
  inserted: 'it does not belong to this chain and was put in later',
  'out-of-order': 'it belongs to this chain, but was moved from its place',
}

function faultLine({ place, seq, fault, through }: Fault, record: ChainRecord | undefined): string {
  if (fault === 'malformed')
    return `- Entry ${place + 1} of the file: altered so that it is no record any more.`
  if (fault === 'removed')
    return seq === through
      ? `- Record ${seq}: it was removed.`
      : `- Records ${seq} to ${through}: they were removed.`
  const known =
    record === undefined ? '' : ` (${record.header.kind}, ${record.header.at}, id ${record.header.id})`
  // What it says of itself is not to be trusted then, its number least of all.
  const where = fault === 'header-altered' ? ` (entry ${place + 1} of the file)` : ''
  return `- Record ${seq}${known}: ${meanings[fault]}${where}.`
}

/** The acceptances that a receipt names must be those that stand in the chain. */
function strangeDocuments(record: ChainRecord, receipt: Receipt, whole: readonly ChainRecord[]): string[] {
  return receipt.documents.flatMap(({ acceptance, record: id }) => {
    const named = whole.find(({ header }) => header.id === id && header.kind === 'acceptance')
    const parsed = named === undefined ? null : acceptanceBody.safeParse(named.body)
    const fits =
      named !== undefined &&
      (named.body === null ||
        (parsed?.success === true && isDeepStrictEqual(parsed.data.acceptance, acceptance)))
    return fits
      ? []
      : [
          `- Record ${record.header.seq} names an acceptance of "${acceptance.id}" that is not in the chain like that.`,
        ]
  })
}

function receiptLines({ header }: ChainRecord, receipt: Receipt): string[] {
  const { shown, sent, operator, service } = receipt
  const facts: [string, string][] = [
    ['company', `${service.company.ja} / ${service.company.en}, ${service.phone}`],
    ['operator', `${operator.name} (${operator.company})`],
    ['relay key', receipt.relayKey ?? 'not asked for'],
    ['session', `${receipt.session}, ${receipt.joinedAt} to ${receipt.endedAt}, ended: ${receipt.reason}`],
    ['allowed', receipt.approvedAt ?? 'never'],
    [
      'documents',
      list(
        receipt.documents.map(
          ({ acceptance: { id, version, language, by } }) =>
            `${id} ${version} ${language}${by === undefined ? '' : ` (by the ${by})`}`,
        ),
      ),
    ],
    ['PC', receipt.environment.verdict],
    ['sent', list(sent.items.map(({ id, value }) => `${id} = ${value ?? '(could not be read)'}`))],
    ['not sent', list(sent.refused)],
    ['router', receipt.routerShown.length === 0 ? 'not shown' : `shown at ${list(receipt.routerShown)}`],
    ['PC checks', list(receipt.pcChecks.map(({ askedAt, answer }) => `${askedAt} ${answer ?? 'no answer'}`))],
    ['screen', shown === null ? 'not shown' : `${shown.from} to ${shown.to}`],
    ['controlled', list(receipt.controlled.map(({ from, to }) => `${from} to ${to}`))],
    ['transferred', list(receipt.transferred)],
    ['hash', header.hash],
  ]
  return [
    `Receipt, record ${header.seq} of ${header.at}, id ${header.id}`,
    ...facts.map(([name, value]) => `  ${name.padEnd(11)} ${printable(value)}`),
  ]
}

const list = (values: readonly string[]): string => (values.length === 0 ? 'none' : values.join(', '))

/** A file from elsewhere must not move the cursor or colour the terminal. */
const printable = (text: string): string => text.replaceAll(/\p{C}/gu, '\ufffd')

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Said like every other file that is none of ours.
    return undefined
  }
}
