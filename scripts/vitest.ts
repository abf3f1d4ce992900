import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from './root'
import { run } from './setup/command'
import { readVitest, type Tally } from './tally'

/**
 * Runs vitest to its end and counts.
 * @param words more words for it, for example another configuration
 * @param env what its tests find in their environment besides ours
 */
export async function vitest(words: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Tally> {
  const folder = await mkdtemp(join(tmpdir(), 'sobani-check-'))
  try {
    const report = join(folder, 'vitest.json')
    const own = [
      'run',
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ]
    const outcome = await run(process.execPath, ['node_modules/vitest/vitest.mjs', ...own, ...words], {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    return await readVitest(report, outcome.status)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
