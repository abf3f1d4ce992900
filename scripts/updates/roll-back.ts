import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { UpdateFeed } from '../../src/shared/update-feed'
import { Refusal } from '../refusal'
import { readPrivateKey } from './key'
import { measure } from './measure'
import { nextSequence, readFeeds, readHistory, readList, write } from './shelf'
import type { Words } from './words'

/**
 * Offers an earlier version again, under a higher number: installed agents go back to it, and the download page as well.
 * Stage and minimum version are not taken along: who goes back has a reason to take everybody.
 */
export async function rollBack(words: Words): Promise<string[]> {
  const channel = words.channel()
  const folder = join(words.file('to'), channel)
  const version = words.version()
  const privateKey = await readPrivateKey(words.file('key'))
  const before = await readFeeds(folder, channel, privateKey)
  if ([...before.values()].some((feed) => feed.version === version))
    throw new Refusal(`${version} is what is published now.`)
  const kept = await publicationOf(folder, version, async (path) => readFeeds(path, channel, privateKey))
  const sequence = await nextSequence(folder, before, words.sequence())
  const feeds = new Map<string, UpdateFeed>()
  for (const [name, { stagingPercentage: _, ...feed }] of kept.feeds) {
    for (const file of feed.files)
      if ((await measure(join(folder, file.url)))?.sha512 !== file.sha512)
        throw new Refusal(`${file.url} is no longer in ${folder} as it was published: put it back first.`)
    feeds.set(name, { ...feed, sobani: { channel, sequence, minimumVersion: null } })
  }
  const left = [...before.keys()].filter((name) => !feeds.has(name))
  if (left.length > 0)
    throw new Refusal(`${version} was never published for ${left.join(', ')}: nothing was changed.`)
  const list = await readList(kept.path, channel)
  const gone = list.artefacts.find(({ file }) => !existsSync(join(folder, file)))
  if (gone !== undefined) throw new Refusal(`${gone.file} is no longer in ${folder}: put it back first.`)
  await write(folder, { list, feeds, privateKey })
  return [`${version} is offered again, as number ${sequence} of ${channel}.`]
}

/** The newest publication of that version. */
async function publicationOf(
  folder: string,
  version: string,
  read: (path: string) => Promise<ReadonlyMap<string, UpdateFeed>>,
) {
  for (const path of await readHistory(folder)) {
    const feeds = await read(path)
    if ([...feeds.values()].some((feed) => feed.version === version)) return { path, feeds }
  }
  throw new Refusal(`${version} was never published in ${folder}.`)
}
