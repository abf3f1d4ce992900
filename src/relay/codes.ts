import { randomInt } from 'node:crypto'
import { type ErrorCode, type Refusal, refuse } from '../shared/errors'
import { z } from '../shared/zod'
import { type Clock, hour, minute } from './clock'
import type { Store } from './store'

/** How long a code is remembered after it ran out, so that used and expired can be told from never given. */
const remembered = 24 * hour

export type OpenCode = { readonly code: string; readonly expiresAt: number }
export type TakenCode = { readonly ok: true; readonly session: string; readonly operator: string }

const codeRow = z.object({ code: z.string() })
const takenRow = z.object({ session: z.string(), operator_id: z.string() })
const stateRow = z.object({ used_at: z.date().nullable() })
const countRow = z.object({ open: z.coerce.number() })

export type Codes = {
  open(session: string, operatorId: string): Promise<OpenCode>
  /** Uses a code up, once: of two at the same moment one gets it and the other is told `code-used`. */
  take(code: string): Promise<TakenCode | Refusal>
  void(session: string): Promise<void>
  countOpen(): Promise<number>
  prune(): Promise<void>
}

export function createCodes(store: Store, clock: Clock, codeMinutes: number): Codes {
  const insert = async (session: string, operatorId: string, now: number, expiresAt: number) => {
    const rows = await store.query(
      `insert into codes (code, session, operator_id, opened_at, expires_at)
       values ($1, $2, $3, $4, $5) on conflict (code) do nothing returning code`,
      [sixDigits(), session, operatorId, new Date(now), new Date(expiresAt)],
      codeRow,
    )
    return rows[0]?.code
  }
  const stateOf = async (code: string): Promise<ErrorCode> => {
    const [row] = await store.query(
      'select used_at from codes where code = $1 and expires_at > $2',
      [code, new Date(clock() - remembered)],
      stateRow,
    )
    if (row === undefined) return 'code-unknown'
    return row.used_at === null ? 'code-expired' : 'code-used'
  }
  const prune = async () => {
    await store.run('delete from codes where expires_at <= $1', [new Date(clock() - remembered)])
  }
  return {
    async open(session, operatorId) {
      await prune()
      const now = clock()
      const expiresAt = now + codeMinutes * minute
      // A remembered code stands in the way of a new one that is equal. Even with half of all codes remembered (half
      // a million sessions a day) thirty draws fail once in 10^9.
      for (let draw = 0; draw < 30; draw++) {
        const code = await insert(session, operatorId, now, expiresAt)
        if (code !== undefined) return { code, expiresAt }
      }
      throw new Error('no free code after 30 draws')
    },
    async take(code) {
      const now = new Date(clock())
      const [row] = await store.query(
        `update codes set used_at = $2
         where code = $1 and used_at is null and voided_at is null and expires_at > $2
         returning session, operator_id`,
        [code, now],
        takenRow,
      )
      if (row === undefined) return refuse(await stateOf(code), 'code')
      return { ok: true, session: row.session, operator: row.operator_id }
    },
    async void(session) {
      await store.run(
        'update codes set voided_at = $2 where session = $1 and used_at is null and voided_at is null',
        [session, new Date(clock())],
      )
    },
    async countOpen() {
      const [row] = await store.query(
        'select count(*) as open from codes where used_at is null and voided_at is null and expires_at > $1',
        [new Date(clock())],
        countRow,
      )
      return row?.open ?? 0
    },
    prune,
  }
}

const sixDigits = (): string => String(randomInt(1_000_000)).padStart(6, '0')
