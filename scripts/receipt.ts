import { readFile } from 'node:fs/promises'
import { recordReply } from '../src/shared/protocol'
import { headerHash } from '../src/shared/record-hash'
import { chainRecord, type RecordHeader } from '../src/shared/records'
import { receiptFile } from './receipt-file'
import { Refusal, reason } from './refusal'
import { named } from './root'

const USE = 'Use: npm run receipt -- verify FILE [--relay URL]'
const ANSWER_MS = 10_000

/** Says of one record what the relay knows of it; null where it was never told. */
export type AskRelay = (hash: string) => Promise<{ readonly kind: string; readonly toldAt: string } | null>

/** `npm run receipt -- verify FILE [--relay URL]`: whether a receipt, or a whole chain of records, is as it was made. */
export async function main(words: readonly string[]): Promise<number> {
  const { file, relay } = readWords(words)
  const text = await readFile(named(file), 'utf8').catch((error: unknown) => {
    throw new Refusal(`${file} cannot be read: ${reason(error)}`)
  })
  const { lines, holds } = await verifyReceipt(text, relay === null ? null : askRelay(relay))
  process.stdout.write(`${lines.join('\n')}\n`)
  return holds ? 0 : 1
}

/** @param ask null where no relay is asked */
export async function verifyReceipt(
  text: string,
  ask: AskRelay | null,
): Promise<{ readonly lines: string[]; readonly holds: boolean }> {
  const file = receiptFile(text)
  if (ask === null || file.records.length === 0) return { lines: file.lines, holds: file.holds }
  const told = await toldLines(file.records, file.receipt, ask)
  return { lines: [...file.lines, '', ...told.lines], holds: file.holds && told.agrees }
}

/** Only of records whose hash is their own: another one would say nothing about them. */
async function toldLines(records: readonly unknown[], receipt: string | null, ask: AskRelay) {
  const headers = records.flatMap((record): RecordHeader[] => {
    const parsed = chainRecord.safeParse(record)
    return parsed.success && headerHash(parsed.data.header) === parsed.data.header.hash
      ? [parsed.data.header]
      : []
  })
  const lines = ['What the relay was told:']
  let agrees = true
  for (const { seq, kind, id, hash } of headers) {
    const known = await ask(hash)
    if (known === null) {
      // A record may not be told yet. But a receipt that was made anew shows here and nowhere else, so whoever asks of it
      // is not told that all is well.
      if (id === receipt) agrees = false
      lines.push(`  record ${seq} (${kind}): nothing. It was altered, or the agent has not told it yet.`)
    } else if (known.kind === kind)
      lines.push(`  record ${seq} (${kind}): told at ${known.toldAt}; it is the same now.`)
    else {
      agrees = false
      lines.push(
        `  record ${seq} (${kind}): told at ${known.toldAt}, but as a record of another kind (${known.kind}).`,
      )
    }
  }
  if (headers.length < records.length)
    lines.push(`  Not asked for ${records.length - headers.length}: their check value is not their own.`)
  return { lines, agrees }
}

function readWords(words: readonly string[]): { file: string; relay: URL | null } {
  const [command, file, option, url, ...rest] = words
  const isUse =
    command === 'verify' &&
    file !== undefined &&
    !file.startsWith('-') &&
    rest.length === 0 &&
    (option === undefined || (option === '--relay' && url !== undefined))
  if (!isUse) throw new Refusal(USE)
  if (url === undefined) return { file, relay: null }
  const relay = URL.canParse(url) ? new URL(url) : null
  if (relay === null || !/^https?:$/.test(relay.protocol))
    throw new Refusal(`${url} is no address of a relay, such as https://support.example.jp`)
  return { file, relay }
}

const askRelay =
  (relay: URL): AskRelay =>
  async (hash) => {
    const reply = await fetch(new URL(`/api/records/${hash}`, relay), {
      signal: AbortSignal.timeout(ANSWER_MS),
    })
      .then((answer) => answer.json())
      .catch((error: unknown) => {
        throw new Refusal(`The relay at ${relay.origin} did not answer: ${reason(error)}`)
      })
    const parsed = recordReply.safeParse(reply)
    if (!parsed.success) throw new Refusal(`What answered at ${relay.origin} is no relay of this version.`)
    if (parsed.data.ok) return { kind: parsed.data.kind, toldAt: parsed.data.toldAt }
    if (parsed.data.error === 'record-unknown') return null
    throw new Refusal(`The relay at ${relay.origin} refused to say: ${parsed.data.error}`)
  }
