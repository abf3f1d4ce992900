import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { z } from '../shared/zod'
import { migrate } from './migrations'
import { makeDatabase } from './new-database'

export type Value = string | number | boolean | Date | null

/**
 * The database, as the rest of the relay sees it: plain PostgreSQL, parameters as `$1`, and no row that was not
 * checked. Embedded here; a PostgreSQL server would fit behind the same four functions.
 */
export type Store = {
  /** Rows in the shape of `row`. @throws ZodError where a row is not */
  query<Row>(sql: string, params: readonly Value[], row: z.ZodType<Row>): Promise<Row[]>
  /** @returns how many rows were changed */
  run(sql: string, params: readonly Value[]): Promise<number>
  /** Several statements without parameters, all or none. */
  script(sql: string): Promise<void>
  close(): Promise<void>
}

/**
 * Opens the database in a folder (made where missing) and brings it up to date. One process at a time: see
 * data-folder.ts. The first creation takes seconds, an opening after that about half of one.
 */
export async function openStore(folder: string): Promise<Store> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const dataDir = join(folder, 'database')
  if (!existsSync(dataDir)) await makeDatabase(dataDir)
  const database = await PGlite.create({ dataDir })
  const store: Store = {
    async query(sql, params, row) {
      const result = await database.query(sql, [...params])
      return result.rows.map((raw) => row.parse(raw))
    },
    async run(sql, params) {
      const result = await database.query(sql, [...params])
      return result.affectedRows ?? 0
    },
    async script(sql) {
      await database.transaction((transaction) => transaction.exec(sql))
    },
    async close() {
      if (!database.closed) await database.close()
    },
  }
  await migrate(store)
  return store
}
