import { readFile, rm, writeFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { isAlive } from './cache'

/**
 * Runs `work` while holding a lock file, so that two installs at once do not both download. The file holds the id of
 * the process; a lock whose process is gone is taken over. `waiting` is called once if somebody else holds it.
 */
export async function withLock<T>(
  file: string,
  work: () => Promise<T>,
  waiting: () => void = () => undefined,
): Promise<T> {
  let told = false
  while (!(await take(file))) {
    if (!told) waiting()
    told = true
    await delay(300)
  }
  try {
    return await work()
  } finally {
    await rm(file, { force: true })
  }
}

async function take(file: string): Promise<boolean> {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  const holder = Number(await readFile(file, 'utf8').catch(() => '0'))
  // 0: just made and not yet written, or already gone; the next round sees which.
  if (holder > 0 && holder !== process.pid && !isAlive(holder)) await rm(file, { force: true })
  return false
}
