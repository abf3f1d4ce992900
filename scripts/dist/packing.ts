import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Arch, build, Platform } from 'electron-builder'
import type { BuiltFor } from '../../src/shared/built-for'
import { Refusal, reason } from '../refusal'
import { ROOT } from '../root'
import { configuration, type Electron } from './config'
import type { Processor, System } from './wish'

const PLATFORMS: Readonly<Record<System, Platform>> = {
  win: Platform.WINDOWS,
  mac: Platform.MAC,
  linux: Platform.LINUX,
}
const ARCHES: Readonly<Record<Processor, Arch>> = { x64: Arch.x64, arm64: Arch.arm64, ia32: Arch.ia32 }

export interface Packing {
  builtFor: BuiltFor
  electron: Electron
  /** Kinds that electron-builder makes, by system. */
  targets: ReadonlyMap<System, readonly string[]>
  processors: readonly Processor[]
  output: string
}

/**
 * Runs electron-builder. What the build is for goes into the archive, where the signature covers it.
 * @throws Refusal where electron-builder fails; what it said is on the screen
 */
export async function packages({ builtFor, electron, targets, processors, output }: Packing): Promise<void> {
  const stage = await mkdtemp(join(tmpdir(), 'sobani-dist-'))
  try {
    await writeFile(join(stage, 'built-for.json'), `${JSON.stringify(builtFor, null, 2)}\n`)
    const { channel, relay } = builtFor
    const wanted = new Map(
      [...targets].map(([system, kinds]) => [
        PLATFORMS[system],
        new Map(processors.map((processor) => [ARCHES[processor], [...kinds]])),
      ]),
    )
    await build({
      projectDir: ROOT,
      config: await configuration({ channel, relay, electron, output, stage }),
      targets: wanted,
      publish: 'never',
    })
  } catch (error) {
    throw faultOf(error)
  } finally {
    await rm(stage, { recursive: true, force: true })
  }
}

const NETWORK =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|getaddrinfo|fetch failed|socket hang up/

/** Its programs (makensis, WiX, 7-Zip and others) are fetched when they are first needed. */
function faultOf(error: unknown): Error {
  const said =
    `${reason(error)} ${error instanceof Error && 'code' in error ? String(error.code) : ''}`.trim()
  if (NETWORK.test(said))
    return new Refusal(
      `electron-builder's own programs cannot be fetched (${said}). They come from the releases of github.com/electron-userland/electron-builder-binaries; where that cannot be reached, set ELECTRON_BUILDER_BINARIES_MIRROR to a mirror, or ELECTRON_BUILDER_CACHE to a cache that has them, and run the command again.`,
    )
  return new Refusal(`The packages could not be made (${said}): what electron-builder said is above.`)
}
