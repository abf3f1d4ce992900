import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { downloadArtifact } from '@electron/get'
import type { Channel } from '../../src/shared/built-for'
import { z } from '../../src/shared/zod'
import { Refusal, reason } from '../refusal'
import { ROOT } from '../root'
import { ensureElectron } from '../setup/electron'
import { beginStep } from '../setup/progress'
import type { Electron } from './config'
import type { Processor, System } from './wish'

const require = createRequire(import.meta.url)
const PLATFORMS: Readonly<Record<System, string>> = { win: 'win32', mac: 'darwin', linux: 'linux' }
const PACKAGES: Readonly<Record<Channel, 'electron' | 'electron-legacy'>> = {
  current: 'electron',
  legacy: 'electron-legacy',
}
// Some networks drop packets to the release site without a word.
const STALL = 20_000

const manifest = z.object({
  devDependencies: z.object({ electron: z.string(), 'electron-legacy': z.string() }),
})
const checksums = z.record(z.string(), z.string())

/** The version of Electron that a channel is built on: package.json names both. */
export async function electronVersion(channel: Channel): Promise<string> {
  const { devDependencies } = manifest.parse(JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')))
  const version = /(\d+\.\d+\.\d+)$/.exec(devDependencies[PACKAGES[channel]])
  if (version?.[1] === undefined) throw new Error(`package.json names no exact Electron for ${channel}`)
  return version[1]
}

/**
 * The Electron of a channel for every system and processor wanted. Each zip is compared with the checksums that came with
 * the npm package, whose own hash is in package-lock.json: a release site that was taken over is found out.
 * Linux packages are for development: they take the runtime that is here where the release site cannot be reached.
 * @throws Refusal where the release site, its mirror or the cache does not have one
 */
export async function electronFor(
  channel: Channel,
  systems: readonly System[],
  processors: readonly Processor[],
): Promise<Electron> {
  const version = await electronVersion(channel)
  const onlyLinux = systems.every((system) => system === 'linux')
  // A runtime that somebody names is meant; nothing but development may be packed around it.
  if (onlyLinux && process.env.ELECTRON_OVERRIDE_DIST_PATH) return stranger(channel, version, processors)
  const zips = new Map<string, string>()
  for (const system of systems)
    for (const processor of processors) {
      const zip = await download(channel, version, PLATFORMS[system], processor)
      if (typeof zip === 'string') zips.set(`${PLATFORMS[system]}-${processor}`, zip)
      else if (onlyLinux) return stranger(channel, version, processors)
      else throw unreachable(version, `${PLATFORMS[system]}-${processor}`, zip.why)
    }
  return {
    version,
    dist: (system, processor) => {
      const zip = zips.get(`${system}-${processor}`)
      if (zip === undefined) throw new Error(`no Electron was fetched for ${system}-${processor}`)
      return zip
    },
  }
}

/** The runtime that development uses, said aloud where it is not the channel's own. */
async function stranger(
  channel: Channel,
  version: string,
  processors: readonly Processor[],
): Promise<Electron> {
  const other = processors.find((processor) => processor !== process.arch)
  if (other !== undefined)
    throw new Refusal(`There is no Electron for ${other} here: pack on a machine of that processor.`)
  const runtime = await ensureElectron()
  if (runtime.version !== version)
    process.stderr.write(
      `The ${channel} channel is built on Electron ${version}; this package is around ${runtime.version}, for development and tests. Hand it to nobody.\n`,
    )
  return { version: runtime.version, dist: runtime.dist }
}

async function download(
  channel: Channel,
  version: string,
  platform: string,
  arch: string,
): Promise<string | { why: string }> {
  const folder = dirname(require.resolve(`${PACKAGES[channel]}/package.json`))
  const known = checksums.parse(JSON.parse(await readFile(join(folder, 'checksums.json'), 'utf8')))
  if (known[`electron-v${version}-${platform}-${arch}.zip`] === undefined)
    throw new Refusal(`Electron ${version} has no build for ${platform} ${arch}.`)
  const step = beginStep(`Electron ${version} ${platform} ${arch}`)
  const abort = new AbortController()
  let stalled = setTimeout(() => abort.abort(), STALL)
  try {
    const zip = await downloadArtifact({
      version,
      artifactName: 'electron',
      platform,
      arch,
      checksums: known,
      downloadOptions: {
        quiet: true,
        signal: abort.signal,
        getProgressCallback: async ({ percent }: { percent: number }) => {
          step.at(percent)
          clearTimeout(stalled)
          stalled = setTimeout(() => abort.abort(), STALL)
        },
      },
    })
    step.done()
    return zip
  } catch (error) {
    step.done('cannot be fetched from here')
    return { why: reason(error) }
  } finally {
    clearTimeout(stalled)
  }
}

function unreachable(version: string, build: string, why: string): Refusal {
  return new Refusal(
    `Electron ${version} for ${build} cannot be fetched (${why}). It comes from the releases of github.com/electron/electron; where that cannot be reached, set ELECTRON_MIRROR to a mirror, or put electron-v${version}-${build}.zip into Electron's download cache (electron_config_cache), and run the command again.`,
  )
}
