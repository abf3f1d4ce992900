import type { Channel } from '../../shared/built-for'
import { FEED_LIMIT, SIGNATURE_LIMIT, type UpdateFeed } from '../../shared/update-feed'
import { compareVersions } from '../../shared/versions'
import { type FeedFault, readFeed } from './feed'
import { type Fetch, fetchBytes } from './fetching'
import type { UpdateMemory } from './memory'

/** A feed that may be followed. */
export type Latest = {
  readonly feed: UpdateFeed
  /** Also to an earlier version. */
  readonly mayGoBack: boolean
  /** The version that runs is older than the feed's oldest that may hold a session. */
  readonly required: boolean
}

export class FeedRefused extends Error {
  override readonly name = 'FeedRefused'
  constructor(readonly why: FeedFault | 'replayed') {
    super(why)
  }
}

export type FeedSource = {
  /**
   * @param name such as "latest.yml"
   * @throws FeedRefused where it is not to be trusted; another error where it cannot be had, or was stopped
   */
  latest(name: string, stopped: AbortSignal): Promise<Latest>
}

export type SourceParts = {
  readonly fetch: Fetch
  /** Ends in a slash. */
  readonly base: URL
  readonly key: string
  readonly channel: Channel
  readonly running: string
  readonly memory: Pick<UpdateMemory, 'meet'>
}

/** The feed of this build's channel: fetched, its signature checked with the key built in, then channel, then sequence. */
export function createFeedSource({ fetch, base, key, channel, running, memory }: SourceParts): FeedSource {
  return {
    async latest(name, stopped) {
      const url = new URL(name, base).href
      const bytes = await fetchBytes(fetch, url, FEED_LIMIT, stopped)
      const signature = await fetchBytes(fetch, `${url}.sig`, SIGNATURE_LIMIT, stopped)
      // From here on something is written.
      stopped.throwIfAborted()
      const read = readFeed(bytes, Buffer.from(signature).toString('latin1'), { key, channel })
      if (!read.ok) throw new FeedRefused(read.why)
      const { version, sobani } = read.feed
      const met = await memory.meet({ sequence: sobani.sequence, version }, running)
      if (met === 'replayed') throw new FeedRefused('replayed')
      const { minimumVersion } = sobani
      return {
        feed: read.feed,
        mayGoBack: met.mayGoBack,
        required: minimumVersion !== null && compareVersions(running, minimumVersion) < 0,
      }
    },
  }
}

/** @param relay its origin */
export const feedBase = (relay: string, channel: Channel): URL => new URL(`/downloads/${channel}/`, relay)
