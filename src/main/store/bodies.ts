import type { KeptReceipt } from '../../shared/ipc'
import type { Acceptance } from '../../shared/receipt'
import { acceptanceBody, receiptBody } from '../../shared/record-bodies'
import type { ChainRecord, ExportedReceipt } from '../../shared/records'

/** Null where it is none, or its body was deleted. */
export function acceptanceIn({ header, body }: ChainRecord): Acceptance | null {
  const parsed = header.kind === 'acceptance' ? acceptanceBody.safeParse(body) : null
  return parsed?.success === true ? parsed.data.acceptance : null
}

export function receiptIn({ header, body }: ChainRecord): KeptReceipt | null {
  const parsed = header.kind === 'receipt' ? receiptBody.safeParse(body) : null
  return parsed?.success === true ? { record: header, receipt: parsed.data.receipt } : null
}

/** The whole chain's headers; of the bodies only the receipt's own and those of what it says was agreed to. */
export function exportOf(records: readonly ChainRecord[], kept: KeptReceipt): ExportedReceipt {
  const own = new Set([kept.record.id, ...kept.receipt.documents.map(({ record }) => record)])
  return {
    format: 'sobani-receipt',
    v: 1,
    receipt: kept.record.id,
    records: records.map(({ header, body }) => ({ header, body: own.has(header.id) ? body : null })),
  }
}
