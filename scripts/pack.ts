import { join } from 'node:path'
import { build } from './build'
import { packages } from './dist/packing'
import { Refusal } from './refusal'
import { ROOT } from './root'
import { ensureElectron } from './setup/electron'

/**
 * `npm run pack`: the agent as a folder that runs without an install, around the same runtime that development uses, for no
 * relay: a package under development listens to its environment.
 */
export async function main(words: readonly string[]): Promise<number> {
  if (words.length > 0) throw new Refusal('npm run pack takes no words: packages are made by "npm run dist".')
  const system = ({ linux: 'linux', darwin: 'mac', win32: 'win' } as const)[process.platform as 'linux']
  const processor = process.arch === 'arm64' ? 'arm64' : 'x64'
  const electron = await ensureElectron()
  await build(['agent'])
  await packages({
    builtFor: { v: 1, channel: 'current', relay: null, profile: 'default', relayKeys: [], updateKey: null },
    electron,
    targets: new Map([[system, ['dir']]]),
    processors: [processor],
    output: join(ROOT, 'dist'),
  })
  return 0
}
