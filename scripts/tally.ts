import { readFile } from 'node:fs/promises'
import { z } from 'zod'

export interface Tally {
  passed: number
  failed: number
  skipped: number
}

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0 }

export function add(one: Tally, other: Tally): Tally {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  }
}

/** The last line of `npm test`. */
export function tallyLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

const vitest = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
})

const playwright = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
})

/** Reads vitest's JSON report. `status` is its exit status. */
export async function readVitest(file: string, status: number | null): Promise<Tally> {
  const report = await readReport(file, vitest)
  if (!report) return failedAtLeastOnce(NOTHING, status)
  const tally = {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  }
  return failedAtLeastOnce(tally, status)
}

/** Reads Playwright's JSON report. A test that passed only when it was repeated has failed. */
export async function readPlaywright(file: string, status: number | null): Promise<Tally> {
  const report = await readReport(file, playwright)
  if (!report) return failedAtLeastOnce(NOTHING, status)
  const { expected, unexpected, flaky, skipped } = report.stats
  return failedAtLeastOnce({ passed: expected, failed: unexpected + flaky, skipped }, status)
}

/** A file that cannot be loaded fails without a test of its own; the exit status tells. */
function failedAtLeastOnce(tally: Tally, status: number | null): Tally {
  return status === 0 || tally.failed > 0 ? tally : { ...tally, failed: 1 }
}

async function readReport<T>(file: string, schema: z.ZodType<T>): Promise<T | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  return text === undefined ? undefined : schema.parse(JSON.parse(text))
}
