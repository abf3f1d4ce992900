import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { copyFile, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type Artefact, type ArtefactList, artefactList } from '../../src/shared/artefacts'
import type { Channel } from '../../src/shared/built-for'
import { Refusal, reason } from '../refusal'
import { LIST, measure, nameOf } from './artefacts'

const FEED = /^latest(-mac|-linux)?\.yml$/
/** What an update feed may point at, so also what a roll-back goes to. */
const UPDATES: readonly Artefact['kind'][] = ['nsis', 'zip']
const EARLIER = 24

export interface Published {
  list: ArtefactList
  feeds: string[]
  /** Feeds without a signature beside them: they stay here, or they would replace one that agents believe. */
  unsigned: string[]
}

/**
 * Fills `<downloads>/<channel>/` while a relay serves it. Each file is written beside its place and gets its name once it
 * is whole: packages first, then feeds (the signature before the feed), the list last. Packages of the same version that
 * came from another machine stay in the list, and so do earlier ones that an update feed may go back to.
 * @param from the channel's folder of `npm run dist`
 * @throws Refusal where a name would get other bytes than it was published with
 */
export async function publish(from: string, downloads: string, channel: Channel): Promise<Published> {
  const made = await readList(join(from, LIST))
  if (made === null) throw new Refusal(`There is nothing to publish in ${from}: run "npm run dist" first.`)
  if (made.channel !== channel) throw new Refusal(`${join(from, LIST)} is of the ${made.channel} channel.`)
  const folder = join(downloads, channel)
  await mkdir(folder, { recursive: true })
  await removeLeftovers(folder)
  for (const artefact of made.artefacts) await place(join(from, artefact.file), folder, artefact)
  const feeds = (await readdir(from)).filter((name) => FEED.test(name)).sort()
  const signed: string[] = []
  for (const feed of feeds) {
    const signature = await readFile(join(from, `${feed}.sig`)).catch(absent)
    if (signature === null) continue
    await replace(join(folder, `${feed}.sig`), signature)
    await replace(join(folder, feed), await readFile(join(from, feed)))
    signed.push(feed)
  }
  const list = artefactList.parse({ ...made, artefacts: await together(folder, made) })
  await replace(join(folder, LIST), `${JSON.stringify(list, null, 2)}\n`)
  return { list, feeds: signed, unsigned: feeds.filter((feed) => !signed.includes(feed)) }
}

/** What was published before and still belongs there, after what is published now. */
async function together(folder: string, made: ArtefactList): Promise<Artefact[]> {
  const before = await readList(join(folder, LIST))
  const others = (before?.artefacts ?? []).filter(
    ({ file }) => !made.artefacts.some((artefact) => artefact.file === file),
  )
  const sameVersion = others.filter(({ file }) => nameOf(file)?.version === made.version)
  const earlier = others
    .filter((artefact) => !sameVersion.includes(artefact) && UPDATES.includes(artefact.kind))
    .slice(0, EARLIER)
    .map((artefact): Artefact => ({ ...artefact, audience: 'update' }))
  return [...made.artefacts, ...sameVersion, ...earlier]
}

async function place(source: string, folder: string, { file, sha256 }: Artefact): Promise<void> {
  const made = await measureOf(source)
  if (made?.sha256 !== sha256)
    throw new Refusal(`${source} is not what was listed when it was packed: run "npm run dist" again.`)
  const target = join(folder, file)
  const there = await measureOf(target)
  if (there?.sha256 === sha256) return
  if (there !== null)
    throw new Refusal(
      `${target} was published with other content. What is under a name never changes: raise the version in package.json and pack again.`,
    )
  const beside = besides(target)
  try {
    await copyFile(source, beside, constants.COPYFILE_FICLONE)
    await flush(beside)
    await rename(beside, target)
  } finally {
    await rm(beside, { force: true })
  }
}

async function replace(target: string, content: string | Buffer): Promise<void> {
  const beside = besides(target)
  try {
    await writeFile(beside, content)
    await flush(beside)
    await rename(beside, target)
  } finally {
    await rm(beside, { force: true })
  }
}

/** A name with a dot in front is no package: the relay does not serve it. */
const besides = (target: string): string =>
  join(target, '..', `.${basename(target)}.${randomBytes(4).toString('hex')}.part`)

/** A name must never stand for bytes that a power cut could still take. */
async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder))
    if (/^\..+\.part$/.test(name)) await rm(join(folder, name), { force: true })
}

async function readList(file: string): Promise<ArtefactList | null> {
  const text = await readFile(file, 'utf8').catch(absent)
  if (text === null) return null
  try {
    return artefactList.parse(JSON.parse(text))
  } catch (error) {
    throw new Refusal(`${file} is no list of packages: ${reason(error)}`)
  }
}

const measureOf = (file: string) => measure(file).catch(absent)

function absent(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
  throw error
}
