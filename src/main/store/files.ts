import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const isCode = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof Error && 'code' in error && codes.some((code) => error.code === code)

/** On Windows a virus scanner may hold a file for a moment: tried again for about a second. */
async function patiently<Result>(act: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await act()
    } catch (error) {
      if (attempt === 10 || !isCode(error, 'EPERM', 'EACCES', 'EBUSY')) throw error
      await wait(attempt * 20)
    }
  }
}

/**
 * Null where there is no such file.
 * @throws where it is there and cannot be read
 */
export async function readIfThere(path: string): Promise<string | null> {
  try {
    return await patiently(() => readFile(path, 'utf8'))
  } catch (error) {
    if (isCode(error, 'ENOENT', 'ENOTDIR')) return null
    throw error
  }
}

export async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if (isCode(error, 'ENOENT', 'ENOTDIR')) return 0
    throw error
  }
}

/** Nothing where there is no such folder. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort()
  } catch (error) {
    if (isCode(error, 'ENOENT', 'ENOTDIR')) return []
    throw error
  }
}

/** Beside the file, with a name of its own: what a crash leaves is written over by the next, and goes with the file. */
const draftOf = (path: string): string => `${path}.new`

/**
 * Whole or not at all: a power cut leaves the old file or the new one. One write of a path at a time.
 * @throws where it cannot be written; the old file stands
 */
export async function writeWhole(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const draft = draftOf(path)
  try {
    const file = await open(draft, 'w', 0o600)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await patiently(() => rename(draft, path))
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
  await syncFolder(dirname(path))
}

/** The new name is in the folder, and a folder has to be written down too. Windows opens none. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** Gives a file that cannot be trusted another name, in which nobody takes it for the good one; nothing is lost. */
export async function setAside(path: string, now: Date): Promise<void> {
  const time = now.toISOString().replaceAll(/[:.]/g, '-')
  await patiently(() => rename(path, `${path}.${time}.broken`))
}

/** What was set aside of a file, oldest first. */
export async function asideOf(path: string): Promise<string[]> {
  const names = await namesIn(dirname(path))
  return names
    .filter((name) => name.startsWith(`${basename(path)}.`) && name.endsWith('.broken'))
    .map((name) => join(dirname(path), name))
}

/**
 * The draft first: whoever is told that it failed still has the file.
 * @throws where it is there and cannot be removed
 */
export async function removeFile(path: string): Promise<void> {
  // Only with `recursive` is it tried again.
  for (const one of [draftOf(path), path]) await rm(one, { recursive: true, force: true, maxRetries: 5 })
}
