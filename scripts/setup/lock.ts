import { readFile, rm, writeFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { isAlive } from './cache'

/**
 * Runs `work` while holding a lock file, so that two installs at once do not both download. `waiting` is called once if
 * somebody else holds it.
 */
export async function withLock<T>(file: string, work: () => Promise<T>, waiting: () => void): Promise<T> {
  let unlock = await takeLock(file)
  if (!unlock) waiting()
  while (!unlock) {
    await delay(300)
    unlock = await takeLock(file)
  }
  try {
    return await work()
  } finally {
    await unlock()
  }
}

/**
 * Takes a lock file that holds the id of this process; gives the undo, or undefined if a living process holds it. A
 * lock whose process is gone is taken over.
 */
export async function takeLock(file: string): Promise<(() => Promise<void>) | undefined> {
  for (let tries = 0; tries < 2; tries += 1) {
    try {
      await writeFile(file, String(process.pid), { flag: 'wx' })
      return () => rm(file, { force: true })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
    // 0: just made and not yet written, or already gone.
    const holder = Number(await readFile(file, 'utf8').catch(() => '0'))
    if (holder === 0 || isAlive(holder)) return undefined
    await rm(file, { force: true })
  }
  return undefined
}
