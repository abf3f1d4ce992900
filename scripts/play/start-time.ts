import { join } from 'node:path'
import { launch } from './launch'
import { memoryOf } from './processes'

/**
 * Milliseconds from starting a bare Electron window, the least that any agent could be, to its line of text on the
 * screen, and its memory in MB: measured through the same driver as the agent, so that both carry the same cost of driving.
 */
export async function bareStart(
  executable: string,
  display: string | null,
): Promise<{ ms: number; memory: number | null }> {
  const from = Date.now()
  const app = await launch({
    executablePath: executable,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--log-level=3',
      join(import.meta.dirname, 'bare'),
    ],
    env: Object.fromEntries(
      Object.entries({ ...process.env, ...(display === null ? {} : { DISPLAY: display }) }).filter(
        (pair): pair is [string, string] => pair[1] !== undefined,
      ),
    ),
  })
  const page = await app.firstWindow()
  await page.locator('main[data-screen=bare]').waitFor()
  const ms = Date.now() - from
  const pid = app.process().pid
  const memory = pid === undefined ? null : await memoryOf(pid)
  await app.close()
  return { ms, memory }
}

/** The middle of an odd number of tries. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (middle === undefined) throw new RangeError('no values')
  return middle
}
