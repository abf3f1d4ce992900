import { X509Certificate } from 'node:crypto'
import { certificateId, certificatePem } from '../../shared/device'
import type { StoredThing } from '../../shared/ipc'
import type { ChainRecord } from '../../shared/records'
import { z } from '../../shared/zod'
import { log } from '../log'
import { receiptIn } from './bodies'
import type { ChainStore } from './chain'
import type { DocumentStore } from './documents'
import type { TextStore } from './texts'
import type { UpdateFiles } from './update-files'

/** What is on the disk, each kind once, also those of which there is nothing. Bytes of a file that two share are split. */
export async function storedThings(parts: {
  readonly chain: ChainStore
  readonly documents: DocumentStore
  readonly texts: TextStore
  readonly updates: UpdateFiles
}): Promise<StoredThing[]> {
  const { chain, documents, texts, updates } = parts
  const { records, bytes: chainBytes } = await chain.onDisk()
  const acceptances = records.filter(({ header }) => header.kind === 'acceptance').length
  const aside = await chain.aside()
  const receipts = records.filter(({ header, body }) => header.kind === 'receipt' && body !== null)
  const receiptBytes = receipts.reduce((sum, { body }) => sum + bytesOf(body), 0)
  const [certificate, profile, preferences, relayKeys, update, updateFiles] = await Promise.all([
    texts.stored('certificate'),
    texts.stored('profile'),
    texts.stored('preferences'),
    texts.stored('relay-keys'),
    texts.stored('update'),
    updates.stored(),
  ])
  const unreadBytes = await texts.unreadBytes()
  return [
    {
      id: 'acceptances',
      // A file that cannot be looked into is still one thing that is there.
      count: records.length === 0 && chainBytes > 0 ? 1 : acceptances,
      bytes: Math.max(0, chainBytes - receiptBytes),
      detail: null,
    },
    { id: 'documents', ...(await documents.stored()), detail: null },
    {
      id: 'receipts',
      count: receipts.length + aside.reduce((sum, { records }) => sum + Math.max(1, readable(records)), 0),
      bytes: receiptBytes + aside.reduce((sum, { bytes }) => sum + bytes, 0),
      detail: null,
    },
    { ...textThing('certificate', certificate), detail: certificateIdIn(certificate.text) },
    textThing('profile', profile),
    {
      id: 'settings',
      count: Number(preferences.text !== null || unreadBytes > 0),
      bytes: preferences.bytes + unreadBytes,
      detail: null,
    },
    textThing('relay-keys', relayKeys),
    {
      id: 'updates',
      count: Number(update.text !== null) + updateFiles.count,
      bytes: update.bytes + updateFiles.bytes,
      detail: null,
    },
  ]
}

const textThing = (
  id: StoredThing['id'],
  { text, bytes }: { readonly text: string | null; readonly bytes: number },
): StoredThing => ({ id, count: text === null ? 0 : 1, bytes, detail: null })

const bytesOf = (body: unknown): number => Buffer.byteLength(JSON.stringify(body))
const readable = (records: readonly ChainRecord[]): number =>
  records.filter((record) => receiptIn(record) !== null).length

/** Of the certificate in the kept text (device.ts); the key beside it is sealed. Null where there is none to be read. */
function certificateIdIn(text: string | null): string | null {
  if (text === null) return null
  try {
    const { certificate } = z.object({ certificate: certificatePem }).parse(JSON.parse(text))
    return certificateId.parse(new X509Certificate(certificate).serialNumber.toLowerCase())
  } catch (error) {
    // Only the kind of it: what could not be read is a certificate.
    log('store', 'the kept certificate cannot be read', new Error(error instanceof Error ? error.name : ''))
    return null
  }
}
