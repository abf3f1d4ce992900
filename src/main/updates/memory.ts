import type { Channel } from '../../shared/built-for'
import { compareVersions } from '../../shared/versions'
import { z } from '../../shared/zod'
import type { Store } from '../store'
import { createTurns } from '../store/turns'

const sequence = z.number().int().nonnegative()

/** Of one channel: 0 = none yet. */
const seen = z.strictObject({
  /** The highest that was met. */
  highest: sequence,
  /** The highest whose version was not lower than what ran here then. */
  onwards: sequence,
})

const remembered = z.strictObject({
  v: z.literal(1),
  current: seen,
  legacy: seen,
  /** The version that the customer has put off, once. */
  postponed: z.string().max(40).nullable(),
})
type Remembered = z.infer<typeof remembered>

const none = { highest: 0, onwards: 0 }
const nothing: Remembered = { v: 1, current: none, legacy: none, postponed: null }

export type Met = { readonly sequence: number; readonly version: string }

export type UpdateMemory = {
  /**
   * Remembers a feed whose signature holds.
   * @returns `replayed` where a later one was seen; else whether it may lead back to an earlier version. A way back is
   *   taken only where the way onwards was seen before: to a fresh installation, an old feed is no order to go back.
   * @throws where it cannot be kept: what is not remembered cannot be told from a repetition
   */
  meet(feed: Met, running: string): Promise<'replayed' | { readonly mayGoBack: boolean }>
  postponed(): Promise<string | null>
  postpone(version: string): Promise<void>
}

export function createUpdateMemory(
  store: Pick<Store, 'readText' | 'keepText'>,
  channel: Channel,
): UpdateMemory {
  const read = async (): Promise<Remembered> => {
    const text = await store.readText('update')
    const parsed = remembered.safeParse(text === null ? null : jsonOf(text))
    return parsed.success ? parsed.data : nothing
  }
  const keep = (changed: Remembered) => store.keepText('update', JSON.stringify(changed))
  // "Later" may be chosen while a look is going on: neither writes back what the other has just changed.
  const inTurn = createTurns()
  return {
    meet: ({ sequence, version }, running) =>
      inTurn(async () => {
        const all = await read()
        const { highest, onwards } = all[channel]
        if (sequence < highest) return 'replayed'
        const isOnwards = compareVersions(version, running) >= 0
        const now = { highest: sequence, onwards: isOnwards ? sequence : onwards }
        if (now.highest !== highest || now.onwards !== onwards) await keep({ ...all, [channel]: now })
        return { mayGoBack: onwards > 0 && sequence > onwards }
      }),
    postponed: async () => (await read()).postponed,
    postpone: (version) => inTurn(async () => keep({ ...(await read()), postponed: version })),
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Somebody wrote into the file: as if nothing was seen yet.
    return null
  }
}
