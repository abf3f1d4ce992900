import { createPublicKey, type KeyObject, sign } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { CORE_SCHEMA, dump } from 'js-yaml'
import { readFeed } from '../../src/main/updates/feed'
import { type ArtefactList, artefactList } from '../../src/shared/artefacts'
import type { Channel } from '../../src/shared/built-for'
import type { UpdateFeed } from '../../src/shared/update-feed'
import { Refusal, reason } from '../refusal'
import { spki } from './key'

/** Feeds of one publication, by file name: all have one version and one sequence. */
export type Feeds = ReadonlyMap<string, UpdateFeed>

export const FEED_NAME = /^latest(-mac|-linux|-linux-arm64)?\.yml$/
const LIST = 'artefacts.json'
/** What was published before, each under its sequence: a way back is made of it. The relay serves no folder. */
const HISTORY = 'history'

/** @throws Refusal where there is none, it is malformed, or of another channel */
export async function readList(folder: string, channel: Channel): Promise<ArtefactList> {
  const path = join(folder, LIST)
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new Refusal(`${path} cannot be read (${reason(error)}): npm run dist writes it.`)
  })
  const read = artefactList.safeParse(jsonOf(text))
  if (!read.success) throw new Refusal(`${path} is no list of packages of this version.`)
  if (read.data.channel !== channel)
    throw new Refusal(`${path} is of the channel ${read.data.channel}, and not of ${channel}.`)
  return read.data
}

/** What is published now; empty where nothing is. @throws Refusal where a feed is not signed with this key */
export async function readFeeds(folder: string, channel: Channel, privateKey: KeyObject): Promise<Feeds> {
  const key = spki(createPublicKey(privateKey))
  const found = new Map<string, UpdateFeed>()
  for (const name of (await namesIn(folder)).filter((one) => FEED_NAME.test(one))) {
    const path = join(folder, name)
    const signature = await readFile(`${path}.sig`, 'utf8').catch(() => '')
    const read = readFeed(await readFile(path), signature, { key, channel })
    if (!read.ok)
      throw new Refusal(`${path} was not published with this key (${read.why}): nothing was changed.`)
    found.set(name, read.feed)
  }
  return found
}

/** What was published before, the newest first. */
export async function readHistory(folder: string): Promise<string[]> {
  const names = (await namesIn(join(folder, HISTORY))).filter((name) => /^\d+$/.test(name))
  return names.sort((a, b) => Number(b) - Number(a)).map((name) => join(folder, HISTORY, name))
}

/** The number of the next publication. @throws Refusal where the wished one is not higher than all before */
export async function nextSequence(folder: string, feeds: Feeds, wished: number | null): Promise<number> {
  const kept = (await readHistory(folder)).map((path) => Number(path.split(/[\\/]/).at(-1)))
  const highest = Math.max(0, ...kept, ...[...feeds.values()].map(({ sobani }) => sobani.sequence))
  if (wished !== null && wished <= highest)
    throw new Refusal(
      `--sequence should be higher than ${highest}, which was published: agents take no feed with a lower one.`,
    )
  return wished ?? highest + 1
}

/**
 * The list first, then the history, the feeds last, each with its signature just before it: who asks meanwhile finds the
 * old publication whole, or a signature that does not fit and comes again.
 */
export async function write(
  folder: string,
  { list, feeds, privateKey }: { list: ArtefactList; feeds: Feeds; privateKey: KeyObject },
): Promise<void> {
  const [first] = feeds.values()
  if (first === undefined) throw new Refusal('There is no package that updates come as.')
  const kept = join(folder, HISTORY, String(first.sobani.sequence))
  await mkdir(kept, { recursive: true })
  const text = `${JSON.stringify(list, null, 2)}\n`
  const signed = [...feeds].map(([name, feed]) => {
    const bytes = Buffer.from(dump(feed, { schema: CORE_SCHEMA, lineWidth: -1, quotingType: "'" }))
    return { name, bytes, signature: `${sign(null, bytes, privateKey).toString('base64')}\n` }
  })
  for (const where of [kept, folder]) {
    await writeWhole(join(where, LIST), text)
    for (const { name, bytes, signature } of signed) {
      await writeWhole(join(where, `${name}.sig`), signature)
      await writeWhole(join(where, name), bytes)
    }
  }
}

/** Whole or not at all. */
export async function writeWhole(path: string, bytes: string | Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const draft = `${path}.new`
  const file = await open(draft, 'w', 0o644)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, path)
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw new Refusal(`${folder} cannot be read: ${reason(error)}`)
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
