import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { copyFile, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { load } from 'js-yaml'
import { type Artefact, type ArtefactList, artefactList } from '../../src/shared/artefacts'
import type { Channel } from '../../src/shared/built-for'
import { z } from '../../src/shared/zod'
import { Refusal, reason } from '../refusal'
import { LIST, measure } from './artefacts'

const FEED = /^latest.*\.yml$/
const feed = z.object({ version: z.string() })

/**
 * Brings packages into `<downloads>/<channel>/` while a relay serves it. Each file is written beside its place and gets its
 * name once it is whole, the list last. Packages of the same version that came from another machine stay in the list.
 * Feeds are not brought: they are signed, by `npm run updates -- publish`, which brings packages as well.
 * @param from the channel's folder of `npm run dist`
 * @throws Refusal where a name would get other bytes than it was published with, and where a feed would lose its packages
 */
export async function publish(from: string, downloads: string, channel: Channel): Promise<ArtefactList> {
  const made = await readList(join(from, LIST))
  if (made === null) throw new Refusal(`There is nothing to publish in ${from}: run "npm run dist" first.`)
  if (made.channel !== channel) throw new Refusal(`${join(from, LIST)} is of the ${made.channel} channel.`)
  const folder = join(downloads, channel)
  await mkdir(folder, { recursive: true })
  await refuseForFeeds(folder, made)
  await removeLeftovers(folder)
  for (const artefact of made.artefacts) await place(join(from, artefact.file), folder, artefact)
  const list = artefactList.parse({ ...made, artefacts: await together(folder, made) })
  await replace(join(folder, LIST), `${JSON.stringify(list, null, 2)}\n`)
  return list
}

/** The relay serves what is in the list: agents that hold a feed of another version could fetch nothing any more. */
async function refuseForFeeds(folder: string, { version, channel }: ArtefactList): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!FEED.test(name)) continue
    const read = feed.safeParse(load(await readFile(join(folder, name), 'utf8')))
    if (read.data?.version === version) continue
    throw new Refusal(
      `${join(folder, name)} offers ${read.data?.version ?? 'something else'} to installed agents: use "npm run updates -- publish --channel ${channel}", which brings packages and feeds together.`,
    )
  }
}

/** What another machine made of the same version still belongs there. */
async function together(folder: string, made: ArtefactList): Promise<Artefact[]> {
  const before = await readList(join(folder, LIST))
  if (before?.version !== made.version) return made.artefacts
  const isNew = (file: string) => !made.artefacts.some((artefact) => artefact.file === file)
  return [...made.artefacts, ...before.artefacts.filter(({ file }) => isNew(file))]
}

/**
 * Brings one package to its place, whole or not at all; one that lies there already is left alone.
 * @throws Refusal where its name stands for other bytes there, or it is not what was listed
 */
export async function place(source: string, folder: string, { file, sha256 }: Artefact): Promise<void> {
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
