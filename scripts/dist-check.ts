import { build } from './build'
import { stopRequested } from './child'
import { main as pack } from './pack'
import { startDisplay } from './setup/display'
import { ensureElectron, type Runtime } from './setup/electron'
import { ensureSystem } from './setup/system'
import { type Tally, tallyLine } from './tally'
import { vitest } from './vitest'

/**
 * `npm run dist:check`: builds the packages that this machine can build and proves the rest with the programs it has.
 * Words go on to vitest.
 */
export async function main(words: readonly string[]): Promise<number> {
  const isVirtual = process.platform === 'linux'
  // The README's test plays a session and the guide's lays TURN: installing belongs before their limits of time.
  await ensureSystem({ display: isVirtual, browser: true, turn: true, keyring: true, packaging: true })
  const runtime = await ensureElectron()
  await build()
  // The guides' tests start the packed agent.
  if (isVirtual) await pack([])
  const display = isVirtual ? await startDisplay() : null
  const stopRequest = stopRequested()
  try {
    const tally = await packagingTests(runtime, display?.display ?? null, words)
    process.stdout.write(`${tallyLine(tally)}\n`)
    return tally.failed === 0 ? 0 : 1
  } finally {
    stopRequest.undo()
    await display?.stop()
  }
}

/** @param display where its windows may open; null = the desktop that there is */
export function packagingTests(
  runtime: Runtime,
  display: string | null,
  words: readonly string[] = [],
): Promise<Tally> {
  return vitest(['--config', 'vitest.dist.config.ts', ...words], {
    ELECTRON_OVERRIDE_DIST_PATH: runtime.dist,
    ...(display === null ? {} : { DISPLAY: display }),
  })
}
