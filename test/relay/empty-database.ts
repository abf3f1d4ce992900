import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, open, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { makeDatabase } from '../../src/relay/new-database'

/** An empty database costs seconds to make: it is made once for one version of PGlite, and copied. */
export async function dataFolder(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  const modules = entry.slice(0, entry.lastIndexOf(join('@electric-sql', 'pglite')))
  const made = Math.floor((await stat(entry)).mtimeMs)
  const template = join(modules, '.cache', 'sobani', `empty-database-${made}`)
  await makeOnce(template)
  const folder = await mkdtemp(join(tmpdir(), 'sobani-relay-'))
  await cp(template, join(folder, 'database'), { recursive: true })
  return folder
}

/** Test files run side by side: the first makes it, the others wait. */
async function makeOnce(template: string): Promise<void> {
  await mkdir(dirname(template), { recursive: true })
  const lock = `${template}.lock`
  while (!existsSync(template)) {
    const mine = await open(lock, 'wx').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
      return null
    })
    if (mine === null) {
      const since = await stat(lock).then(
        ({ mtimeMs }) => mtimeMs,
        () => Date.now(),
      )
      if (Date.now() - since > 60_000) await rm(lock, { force: true })
      await pause(50)
      continue
    }
    await mine.close()
    try {
      if (!existsSync(template)) await makeDatabase(template)
    } finally {
      await rm(lock, { force: true })
    }
  }
}
