import { constants } from 'node:fs'
import { type FileHandle, open, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { type Artefact, type ArtefactList, artefactList } from '../../shared/artefacts'
import { type Channel, channels } from '../../shared/built-for'
import { describeError, type Log } from '../log'

/** One thing that can be downloaded: where it stands, what it is, and of which version. */
export type Offer = Artefact & { readonly channel: Channel; readonly version: string }

/** An open file of the folder; whoever gets it closes it. `size` in bytes, `changedAt` in milliseconds since 1970. */
export type Opened = { readonly handle: FileHandle; readonly size: number; readonly changedAt: number }

/** The folder of the downloads as it is at this moment: what is put there is seen without a restart. */
export type Shelf = {
  /** Every artefact of every channel whose file is there in the size that the list says. Never rejects. */
  offers(): Promise<readonly Offer[]>
  /** The listed artefact of this name with its file, or null. Never rejects. */
  artefact(channel: Channel, name: string): Promise<{ offer: Offer; file: Opened } | null>
  /** The text of an update feed or of its signature, or null. Never rejects. */
  feed(channel: Channel, name: FeedName): Promise<{ bytes: Buffer; changedAt: number } | null>
}

const feeds = ['latest.yml', 'latest-mac.yml', 'latest-linux.yml'] as const
export type FeedName = (typeof feeds)[number] | `${(typeof feeds)[number]}.sig`
export const feedNames: readonly FeedName[] = feeds.flatMap((name) => [name, `${name}.sig`] as const)

const LIST = 'artefacts.json'
/** Bytes of a list or a feed; both are read whole. */
const MOST_BYTES = 200_000
/** What opening says of a file that is not there, or that is a link: nothing to report. */
const absent: readonly unknown[] = ['ENOENT', 'ENOTDIR', 'ELOOP']

type Read = { readonly stamp: string; readonly list: ArtefactList | null }

/** @param folder may be absent: then nothing is offered */
export function createShelf(folder: string, log: Log): Shelf {
  const lists = new Map<Channel, Read>()
  /** What was said already, so that each fault stands in the log once. */
  const said = new Set<string>()
  const complain = (about: string, details: object, sentence: string) => {
    if (said.has(about)) return
    // A folder that breaks in ever new ways must not fill the memory.
    if (said.size > 1000) said.clear()
    said.add(about)
    log.error({ where: 'downloads', ...details }, sentence)
  }

  /** A regular file that really stands at this place: no link leads out of the folder, or to a hidden file in it. */
  const openFile = async (channel: Channel, name: string): Promise<Opened | null> => {
    let handle: FileHandle | null = null
    try {
      const path = join(await realpath(folder), channel, name)
      if ((await realpath(path)) !== path) return null
      // Without waiting: a named pipe would hold whoever opens it until somebody writes.
      handle = await open(
        path,
        constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0),
      )
      const info = await handle.stat()
      if (info.isFile()) return { handle, size: info.size, changedAt: info.mtimeMs }
      await handle.close()
      return null
    } catch (error) {
      await handle?.close()
      if (!absent.includes((error as NodeJS.ErrnoException).code))
        complain(`open ${channel}/${name}`, { channel, file: name, ...describeError(error) }, 'file not read')
      return null
    }
  }

  const readWhole = async ({ handle, size }: Opened): Promise<Buffer | null> =>
    size > MOST_BYTES ? null : handle.readFile()

  const listOf = async (channel: Channel): Promise<ArtefactList | null> => {
    const file = await openFile(channel, LIST)
    if (file === null) {
      lists.delete(channel)
      return null
    }
    try {
      const stamp = `${file.changedAt} ${file.size}`
      const kept = lists.get(channel)
      if (kept?.stamp === stamp) return kept.list
      const list = readList(await readWhole(file), channel)
      if (list === null)
        complain(`list ${channel} ${stamp}`, { channel, file: LIST }, 'list of the downloads not readable')
      lists.set(channel, { stamp, list })
      return list
    } catch (error) {
      complain(`list ${channel}`, { channel, file: LIST, ...describeError(error) }, 'list not read')
      return null
    } finally {
      await file.handle.close()
    }
  }

  const openListed = async (channel: Channel, list: ArtefactList, listed: Artefact) => {
    const file = await openFile(channel, listed.file)
    if (file?.size === listed.size) return { offer: { ...listed, channel, version: list.version }, file }
    await file?.handle.close()
    const found = file === null ? 'no file' : `${file.size} bytes`
    complain(
      `${channel}/${listed.file} ${listed.size} ${found}`,
      { channel, file: listed.file, listed: listed.size, found },
      'artefact not as listed, it is not offered',
    )
    return null
  }

  return {
    async offers() {
      const found: Offer[] = []
      for (const channel of channels) {
        const list = await listOf(channel)
        for (const listed of list?.artefacts ?? []) {
          const good = list === null ? null : await openListed(channel, list, listed)
          await good?.file.handle.close()
          if (good !== null) found.push(good.offer)
        }
      }
      return found
    },
    async artefact(channel, name) {
      const list = await listOf(channel)
      const listed = list?.artefacts.find(({ file }) => file === name)
      return list === null || listed === undefined ? null : openListed(channel, list, listed)
    },
    async feed(channel, name) {
      const file = await openFile(channel, name)
      if (file === null) return null
      try {
        const bytes = await readWhole(file)
        if (bytes === null) complain(`feed ${channel}/${name}`, { channel, file: name }, 'feed too large')
        return bytes === null ? null : { bytes, changedAt: file.changedAt }
      } catch (error) {
        complain(`feed ${channel}/${name}`, { channel, file: name, ...describeError(error) }, 'feed not read')
        return null
      } finally {
        await file.handle.close()
      }
    },
  }
}

/** Null for what is no list of this channel, and for one that names a file twice. */
function readList(bytes: Buffer | null, channel: Channel): ArtefactList | null {
  try {
    const list = artefactList.parse(JSON.parse(bytes?.toString('utf8') ?? ''))
    const names = new Set(list.artefacts.map(({ file }) => file.toLowerCase()))
    return list.channel === channel && names.size === list.artefacts.length ? list : null
  } catch {
    // Half written, or not ours: said by the caller.
    return null
  }
}
