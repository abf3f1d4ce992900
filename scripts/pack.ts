import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from './build'
import { Refusal } from './refusal'
import { ROOT } from './root'
import { run } from './setup/command'
import { ensureElectron } from './setup/electron'

/**
 * `npm run pack`: the agent as a folder that runs without an install, around the same runtime that development uses.
 * Words go on to electron-builder.
 */
export async function main(words: readonly string[]): Promise<number> {
  const runtime = await ensureElectron()
  await build(['agent'])
  const options = [
    '--dir',
    '--publish',
    'never',
    `-c.electronDist=${runtime.dist}`,
    `-c.electronVersion=${runtime.version}`,
  ]
  const outcome = await run(
    process.execPath,
    ['node_modules/electron-builder/cli.js', ...options, ...words],
    {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  )
  if (outcome.status !== 0)
    throw new Refusal('The agent could not be packed: what electron-builder said is above.')
  // The runtime's own stand-in for an app has no business in a customer's folder.
  await rm(join(ROOT, 'dist', 'linux-unpacked', 'resources', 'default_app.asar'), { force: true })
  return 0
}
