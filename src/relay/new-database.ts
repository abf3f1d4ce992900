import { once } from 'node:events'
import { rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'

// Text, so that it needs no file of its own beside the bundle.
const work = `
  const { workerData } = require('node:worker_threads')
  import(workerData.module).then(async ({ PGlite }) => {
    const database = await PGlite.create({ dataDir: workerData.dataDir })
    await database.close()
  })
`

/**
 * Makes the files of a new database, on a thread of its own: that takes seconds and half a gigabyte, which the thread
 * gives back when it ends and the relay would keep. A making that was cut off leaves only the `.new` folder, which the
 * next one clears away.
 */
export async function makeDatabase(dataDir: string): Promise<void> {
  const unfinished = `${dataDir}.new`
  await rm(unfinished, { recursive: true, force: true })
  const module = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  const worker = new Worker(work, { eval: true, workerData: { module, dataDir: unfinished } })
  const [status] = await once(worker, 'exit')
  if (status !== 0) throw new Error(`the database could not be made (thread ended with ${status})`)
  await rename(unfinished, dataDir)
}
