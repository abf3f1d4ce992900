import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from './build'
import { check } from './check'
import { stopRequested } from './child'
import { packagingTests } from './dist-check'
import { main as pack } from './pack'
import { Refusal } from './refusal'
import { ROOT } from './root'
import { findBrowser } from './setup/browser'
import { run } from './setup/command'
import { startDisplay } from './setup/display'
import { ensureElectron, type Runtime } from './setup/electron'
import { ensureSystem } from './setup/system'
import { add, readPlaywright, type Tally, tallyLine } from './tally'

/** `npm test`: everything, with all it needs installed first. Words go on to Playwright. */
export async function main(words: readonly string[]): Promise<number> {
  const isVirtual = process.platform === 'linux'
  await ensureSystem({
    display: isVirtual,
    browser: true,
    turn: true,
    keyring: true,
    witnesses: true,
    monitors: true,
    packaging: true,
  })
  const chromium = await findBrowser()
  const runtime = await ensureElectron()
  const tally = add(await check(), await endToEnd(words, runtime, chromium, isVirtual))
  process.stdout.write(`${tallyLine(tally)}\n`)
  return tally.failed === 0 ? 0 : 1
}

async function endToEnd(
  words: readonly string[],
  runtime: Runtime,
  chromium: string,
  isVirtual: boolean,
): Promise<Tally> {
  try {
    await build()
    if (isVirtual) await pack([])
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    // What does not build has failed its tests; the line at the end must still come.
    process.stderr.write(`${error.message}\n`)
    return { passed: 0, failed: 1, skipped: 0 }
  }
  const folder = await mkdtemp(join(tmpdir(), 'sobani-test-'))
  const display = isVirtual ? await startDisplay() : null
  // Playwright gets Ctrl-C itself and ends its browsers; we wait for that and then take the display away.
  const stopRequest = stopRequested()
  let isStopping = false
  void stopRequest.promise.then(() => {
    isStopping = true
  })
  try {
    const packaging = await packagingTests(runtime, display?.display ?? null)
    if (isStopping) return packaging
    const report = join(folder, 'playwright.json')
    const outcome = await run(
      process.execPath,
      ['node_modules/@playwright/test/cli.js', 'test', '--pass-with-no-tests', ...words],
      {
        cwd: ROOT,
        stdio: ['ignore', 'inherit', 'inherit'],
        env: {
          ...process.env,
          ...(display ? { DISPLAY: display.display } : {}),
          CHROMIUM_PATH: chromium,
          ELECTRON_OVERRIDE_DIST_PATH: runtime.dist,
          PLAYWRIGHT_JSON_OUTPUT_FILE: report,
        },
      },
    )
    return add(packaging, await readPlaywright(report, outcome.status))
  } finally {
    stopRequest.undo()
    await display?.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
