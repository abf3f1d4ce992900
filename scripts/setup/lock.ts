import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { reason } from '../refusal'
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
 * lock whose process is gone is taken over, and so is one that was not touched for a while: after a restart another
 * process may have the same id.
 */
export async function takeLock(file: string): Promise<(() => Promise<void>) | undefined> {
  for (let tries = 0; tries < 2; tries += 1) {
    try {
      await writeFile(file, String(process.pid), { flag: 'wx' })
      return holdLock(file)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
    if (await isHeld(file)) return undefined
    await rm(file, { force: true })
  }
  return undefined
}

const TOUCH = 5_000
const STALE = 30_000

function holdLock(file: string): () => Promise<void> {
  const timer = setInterval(() => {
    utimes(file, new Date(), new Date()).catch((error: unknown) => process.emitWarning(reason(error)))
  }, TOUCH)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await rm(file, { force: true })
  }
}

async function isHeld(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => undefined)
  if (!found || Date.now() - found.mtimeMs > STALE) return false
  // 0: just made and not yet written.
  const holder = Number(await readFile(file, 'utf8').catch(() => '0'))
  return holder === 0 || isAlive(holder)
}
