import { constants } from 'node:fs'
import { access, chmod, mkdir, readdir, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { Refusal, reason } from '../refusal'

// Root prepares the runtime where an ordinary user can run it too: the security tests need such a user, because
// Chromium refuses its sandbox to root.
export const SHARED_CACHE = '/var/cache/sobani'

/** The folder for what is fetched once and kept between clones. */
export function cacheFolder(): string {
  const { SOBANI_CACHE, XDG_CACHE_HOME, LOCALAPPDATA } = process.env
  if (SOBANI_CACHE) return SOBANI_CACHE
  if (process.platform === 'win32') return join(LOCALAPPDATA ?? homedir(), 'sobani', 'cache')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'sobani')
  if (process.platform === 'linux' && process.getuid?.() === 0) return SHARED_CACHE
  return join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'sobani')
}

/** Makes the cache folder, readable by everyone, and says in one sentence when there is no right to. */
export async function openCache(folder = cacheFolder()): Promise<string> {
  try {
    await mkdir(folder, { recursive: true })
    // A strict umask must not hide root's runtime from the ordinary user who runs the tests.
    if (process.getuid?.() === 0) await chmod(folder, 0o755)
    await access(folder, constants.W_OK)
  } catch (error) {
    throw new Refusal(
      `The cache folder ${folder} cannot be written (${reason(error)}): set SOBANI_CACHE to a folder of yours and try again.`,
    )
  }
  return folder
}

const TEMPORARY = /^\.preparing-(\d+)-/

/** The name of a temporary folder of this process inside the cache, for `mkdtemp`. */
export function temporaryPrefix(cache: string): string {
  return join(cache, `.preparing-${process.pid}-`)
}

/** Removes what earlier tries left when they were interrupted; folders of processes that still live stay. */
export async function removeLeftovers(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    const pid = TEMPORARY.exec(name)?.[1]
    if (pid !== undefined && !isAlive(Number(pid)))
      await rm(join(cache, name), { recursive: true, force: true })
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
