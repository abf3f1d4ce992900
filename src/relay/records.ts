import { type RecordAnchor, recordAnchor } from '../shared/records'
import { z } from '../shared/zod'
import type { Clock } from './clock'
import type { Store } from './store'

const recordRow = z.object({ kind: recordAnchor.shape.kind, told_at: z.date() })
export type KnownRecord = { readonly kind: RecordAnchor['kind']; readonly toldAt: Date }

/**
 * Anchors of records that stand on customers' PCs: hash, id and kind, so that somebody who has the record can be told
 * that it was the same at that time. What is in it never comes here.
 */
export type Records = {
  /** Once it returns they are kept. One that is known already stays as it was first told. */
  keep(anchors: readonly RecordAnchor[]): Promise<void>
  find(hash: string): Promise<KnownRecord | null>
  /** Forgets those that were told before a time (milliseconds since 1970). */
  prune(before: number): Promise<void>
}

export const createRecords = (store: Store, clock: Clock): Records => ({
  async keep(anchors) {
    for (const { hash, id, kind } of anchors)
      await store.run(
        `insert into records (hash, id, kind, told_at) values ($1, $2, $3, $4)
         on conflict (hash) do nothing`,
        [hash, id, kind, new Date(clock())],
      )
  },
  async find(hash) {
    const [row] = await store.query('select kind, told_at from records where hash = $1', [hash], recordRow)
    return row === undefined ? null : { kind: row.kind, toldAt: row.told_at }
  },
  async prune(before) {
    await store.run('delete from records where told_at < $1', [new Date(before)])
  },
})
