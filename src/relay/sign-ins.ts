import { z } from '../shared/zod'
import { type Clock, hour, minute } from './clock'
import type { Store } from './store'
import { hashToken, newToken } from './tokens'

/** Longest time from sign-in to sign-in, and longest time without doing anything. */
export const signInLimit = 12 * hour
const idleLimit = hour

/** Evidence: this cookie belongs to an enabled operator who signed in and was seen lately. */
export type SignIn = {
  readonly tokenHash: string
  readonly operator: { readonly id: string; readonly name: string; readonly company: string }
}

const signInRow = z.object({ id: z.string(), name: z.string(), company: z.string(), seen_at: z.date() })

export type SignIns = {
  /** @returns the token for the cookie; it is kept nowhere else, the database has only its hash */
  open(operatorId: string): Promise<string>
  find(token: string): Promise<SignIn | null>
  /** As `find`, by the hash, and without counting as being there. */
  isValid(tokenHash: string): Promise<boolean>
  /** Counts as being there: an operator in a long session clicks nowhere. */
  touch(tokenHash: string): Promise<void>
  close(tokenHash: string): Promise<void>
  prune(): Promise<void>
}

export function createSignIns(store: Store, clock: Clock): SignIns {
  const bounds = () => [new Date(clock() - signInLimit), new Date(clock() - idleLimit)] as const
  const lookUp = async (tokenHash: string) => {
    const rows = await store.query(
      `select o.id, o.name, o.company, s.seen_at from sign_ins s join operators o on o.id = s.operator_id
       where s.token_hash = $1 and s.created_at > $2 and s.seen_at > $3 and o.disabled_at is null`,
      [tokenHash, ...bounds()],
      signInRow,
    )
    return rows[0] ?? null
  }
  const touch = async (tokenHash: string) => {
    await store.run('update sign_ins set seen_at = $2 where token_hash = $1', [tokenHash, new Date(clock())])
  }
  return {
    async open(operatorId) {
      const token = newToken()
      const now = new Date(clock())
      await store.run(
        'insert into sign_ins (token_hash, operator_id, created_at, seen_at) values ($1, $2, $3, $4)',
        [hashToken(token), operatorId, now, now],
      )
      return token
    },
    async find(token) {
      const tokenHash = hashToken(token)
      const row = await lookUp(tokenHash)
      if (row === null) return null
      // Written at most once a minute: every request would otherwise be a write.
      if (row.seen_at.getTime() < clock() - minute) await touch(tokenHash)
      return { tokenHash, operator: { id: row.id, name: row.name, company: row.company } }
    },
    isValid: async (tokenHash) => (await lookUp(tokenHash)) !== null,
    touch,
    async close(tokenHash) {
      await store.run('delete from sign_ins where token_hash = $1', [tokenHash])
    },
    async prune() {
      await store.run('delete from sign_ins where created_at <= $1 or seen_at <= $2', [...bounds()])
    },
  }
}
