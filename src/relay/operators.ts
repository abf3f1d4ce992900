import { randomUUID } from 'node:crypto'
import { operatorRecord } from '../shared/protocol'
import { z } from '../shared/zod'
import type { Clock } from './clock'
import type { Store } from './store'

export const roles = ['operator', 'administrator'] as const

/** What the command line says of a new operator. `password` is a hash (passwords.ts), never the password. */
export const newOperator = z.strictObject({
  user: z.string().regex(/^[A-Za-z0-9._-]{1,60}$/),
  name: operatorRecord.shape.name,
  company: operatorRecord.shape.company,
  role: z.enum(roles),
  password: z.string().startsWith('scrypt$').max(300),
})
export type NewOperator = z.infer<typeof newOperator>

const operatorRow = z.object({
  id: z.string(),
  user_name: z.string(),
  name: z.string(),
  company: z.string(),
  role: z.enum(roles),
  password: z.string(),
  try_out: z.boolean(),
  disabled_at: z.date().nullable(),
})
export type Operator = z.infer<typeof operatorRow>

const columns = 'id, user_name, name, company, role, password, try_out, disabled_at'
const idRow = z.object({ id: z.string() })

export type Operators = {
  /** @returns the new id, or null where the user name is taken */
  add(operator: NewOperator, tryOut?: boolean): Promise<string | null>
  /** @returns the id, or null where there is no such enabled operator */
  disable(user: string): Promise<string | null>
  /** Gives the try-out operator a new password and lets it in again; never touches a real one. */
  renewTryOut(user: string, password: string): Promise<string | null>
  /** A try-out account must not outlive the try-out: a relay that serves in earnest shuts it out. */
  disableTryOut(): Promise<void>
  /** Enabled operators only. */
  byUser(user: string): Promise<Operator | null>
  byId(id: string): Promise<Operator | null>
  list(): Promise<Operator[]>
}

export function createOperators(store: Store, clock: Clock): Operators {
  const one = async (where: string, value: string) =>
    (await store.query(`select ${columns} from operators where ${where} = $1`, [value], operatorRow))[0] ??
    null
  const idOf = async (sql: string, params: readonly (string | Date)[]) =>
    (await store.query(sql, params, idRow))[0]?.id ?? null
  const enabled = (operator: Operator | null) => (operator?.disabled_at === null ? operator : null)
  return {
    async add(operator, tryOut = false) {
      const { user, name, company, role, password } = operator
      const rows = await store.query(
        `insert into operators (id, user_name, name, company, role, password, try_out, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (user_name) do nothing returning id`,
        [randomUUID(), user, name, company, role, password, tryOut, new Date(clock())],
        idRow,
      )
      return rows[0]?.id ?? null
    },
    async disable(user) {
      const id = await idOf(
        'update operators set disabled_at = $2 where user_name = $1 and disabled_at is null returning id',
        [user, new Date(clock())],
      )
      if (id !== null) await store.run('delete from sign_ins where operator_id = $1', [id])
      return id
    },
    async renewTryOut(user, password) {
      const id = await idOf(
        `update operators set password = $2, disabled_at = null where user_name = $1 and try_out returning id`,
        [user, password],
      )
      if (id !== null) await store.run('delete from sign_ins where operator_id = $1', [id])
      return id
    },
    async disableTryOut() {
      await store.run('update operators set disabled_at = $1 where try_out and disabled_at is null', [
        new Date(clock()),
      ])
      await store.run(
        'delete from sign_ins where operator_id in (select id from operators where try_out)',
        [],
      )
    },
    byUser: async (user) => enabled(await one('user_name', user)),
    byId: async (id) => enabled(await one('id', id)),
    list: () => store.query(`select ${columns} from operators order by user_name`, [], operatorRow),
  }
}
