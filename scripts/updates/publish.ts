import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Artefact, ArtefactList } from '../../src/shared/artefacts'
import type { UpdateFeed } from '../../src/shared/update-feed'
import { compareVersions } from '../../src/shared/versions'
import { place } from '../dist/publishing'
import { Refusal } from '../refusal'
import { builtFeed } from './built-feed'
import { readPrivateKey } from './key'
import { measure } from './measure'
import { FEED_NAME, type Feeds, nextSequence, readFeeds, readList, write } from './shelf'
import type { Words } from './words'

/** Copies a built channel into the downloads and offers it to the agents that are installed. */
export async function publish(words: Words): Promise<string[]> {
  const channel = words.channel()
  const from = words.file('from')
  const to = join(words.file('to'), channel)
  const [stage, minimum] = [words.stage(), words.minimum()]
  const privateKey = await readPrivateKey(words.file('key'))
  const list = await readList(from, channel)
  const { version } = list
  if (minimum !== null && compareVersions(minimum, version) > 0)
    throw new Refusal(
      `--minimum ${minimum} is newer than ${version}, which is published: nobody could follow it.`,
    )
  const before = await readFeeds(to, channel, privateKey)
  const latest = [...before.values()]
    .map((feed) => feed.version)
    .sort(compareVersions)
    .at(-1)
  if (latest !== undefined && compareVersions(version, latest) < 0)
    throw new Refusal(`${version} is older than ${latest}, which is published: use roll-back to go back.`)
  const sequence = await nextSequence(to, before, words.sequence())

  const files = await checked(from, list)
  const feeds = new Map<string, UpdateFeed>()
  for (const [name, artefacts] of groups(list)) {
    feeds.set(name, {
      version,
      files: artefacts.map(({ file }) => files.get(file)).filter((file) => file !== undefined),
      releaseDate: list.builtAt,
      ...(stage === null ? {} : { stagingPercentage: stage }),
      ...(await builtFeed(join(from, name), version, files)),
      sobani: { channel, sequence, minimumVersion: minimum },
    })
  }
  if (feeds.size === 0)
    throw new Refusal(
      `${from} has no package that updates come as: an .exe, a .zip for macOS or an .AppImage.`,
    )
  refuseLeftBehind(before, feeds)
  await mkdir(to, { recursive: true })
  for (const artefact of list.artefacts) await place(join(from, artefact.file), to, artefact)
  await write(to, { list, feeds, privateKey })
  return [
    `${version} is published as number ${sequence} of ${channel}${stage === null ? '' : ` to ${stage} % of the installations`}${minimum === null ? '' : `; no session below ${minimum}`}:`,
    ...[...feeds].map(([name, feed]) => `  ${name}  ${feed.files.map(({ url }) => url).join(', ')}`),
  ]
}

/** Which feed an installation of that kind asks for, as electron-updater names them. MSI and PKG follow the same. */
function groups({ artefacts }: ArtefactList): Map<string, Artefact[]> {
  const found = new Map<string, Artefact[]>()
  for (const artefact of artefacts) {
    const name = feedOf(artefact)
    if (name !== null) found.set(name, [...(found.get(name) ?? []), artefact])
  }
  return found
}

function feedOf({ kind, system, processor }: Artefact): string | null {
  if (kind === 'nsis') return 'latest.yml'
  if (kind === 'zip' && system === 'macos') return 'latest-mac.yml'
  if (kind === 'appimage') return processor === 'x64' ? 'latest-linux.yml' : `latest-linux-${processor}.yml`
  return null
}

type Measured = ReadonlyMap<string, UpdateFeed['files'][number]>

/** @throws Refusal where a file is missing or is not what the list says */
async function checked(from: string, { artefacts }: ArtefactList): Promise<Measured> {
  const found = new Map<string, UpdateFeed['files'][number]>()
  for (const { file, size, sha256 } of artefacts) {
    const measured = await measure(join(from, file))
    if (measured === null) throw new Refusal(`${file} is in the list and not in ${from}.`)
    if (measured.size !== size || measured.sha256 !== sha256)
      throw new Refusal(`${file} is not what the list says: build again.`)
    found.set(file, { url: file, sha512: measured.sha512, size })
  }
  return found
}

/** A system that had updates and is not built this time would stay at its feed, with a lower sequence than the rest. */
function refuseLeftBehind(before: Feeds, feeds: Feeds): void {
  const left = [...before.keys()].filter((name) => FEED_NAME.test(name) && !feeds.has(name))
  if (left.length > 0)
    throw new Refusal(
      `${left.join(', ')} was published before and has no package now: build all systems first.`,
    )
}
