import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { add, readPlaywright, readVitest, tallyLine } from '../../scripts/tally'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sobani-tally-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function report(content: unknown): Promise<string> {
  const file = join(folder, 'report.json')
  await writeFile(file, JSON.stringify(content))
  return file
}

test('the last line names skipped tests only if there are any', () => {
  const tally = add({ passed: 3, failed: 0, skipped: 0 }, { passed: 4, failed: 1, skipped: 0 })
  expect(tallyLine(tally)).toBe('7 passed, 1 failed')
  expect(tallyLine({ ...tally, skipped: 2 })).toBe('7 passed, 1 failed, 2 skipped')
})

test('a unit test file that cannot be loaded counts as failed though no test failed', async () => {
  const counts = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 0 }
  expect(await readVitest(await report(counts), 0)).toEqual({ passed: 5, failed: 0, skipped: 1 })
  expect(await readVitest(await report(counts), 1)).toEqual({ passed: 5, failed: 1, skipped: 1 })
})

test('a flaky end-to-end test has failed, and so has a run without a report', async () => {
  const stats = { expected: 2, unexpected: 1, flaky: 1, skipped: 0 }
  expect(await readPlaywright(await report({ stats }), 1)).toEqual({ passed: 2, failed: 2, skipped: 0 })
  expect(await readPlaywright(join(folder, 'missing.json'), 1)).toEqual({ passed: 0, failed: 1, skipped: 0 })
})
