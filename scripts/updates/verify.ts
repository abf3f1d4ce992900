import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { readFeed } from '../../src/main/updates/feed'
import { channels } from '../../src/shared/built-for'
import { Refusal, reason } from '../refusal'
import { readPublicKey } from './key'
import { measure } from './measure'
import type { Words } from './words'

const faults = {
  'key-unusable': 'the key cannot be used',
  'signature-wrong': 'it is not signed with this key, or was changed since',
  'feed-malformed': 'it is signed, and is no update feed',
  'channel-other': 'it is of no channel',
} as const

/** Reads a feed with the agent's own eyes, and looks at the files beside it. */
export async function verify(words: Words): Promise<string[]> {
  const path = words.subject()
  const key = await readPublicKey(words.file('key'))
  const read = async (file: string) =>
    readFile(file).catch((error: unknown) => {
      throw new Refusal(`${file} cannot be read: ${reason(error)}`)
    })
  const [bytes, signature] = [await read(path), (await read(`${path}.sig`)).toString('latin1')]
  const tried = channels.map((channel) => readFeed(bytes, signature, { key, channel }))
  const good = tried.find((one) => one.ok)
  if (good === undefined || !good.ok) {
    const [first] = tried
    throw new Refusal(`${path} is not good: ${first === undefined || first.ok ? '' : faults[first.why]}.`)
  }
  const { version, files, stagingPercentage, sobani } = good.feed
  const lines = [
    `${path}: good. ${version}, number ${sobani.sequence} of ${sobani.channel}, ${stagingPercentage ?? 100} % of the installations, ${
      sobani.minimumVersion === null ? 'no oldest version' : `no session below ${sobani.minimumVersion}`
    }.`,
  ]
  for (const { url, sha512 } of files) {
    const measured = await measure(join(dirname(path), url))
    if (measured !== null && measured.sha512 !== sha512)
      throw new Refusal(`${url} is not the file that ${path} speaks of.`)
    lines.push(`  ${url}  ${measured === null ? 'not here' : 'as it says'}`)
  }
  return lines
}
