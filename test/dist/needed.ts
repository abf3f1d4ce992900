import { programInPath } from '../../scripts/setup/program'

/**
 * Whether a program is missing that `npm test` and `npm run dist:check` install; a run without it says so, because a
 * skipped test looks much like one that passed.
 */
export async function lacks(...programs: readonly string[]): Promise<boolean> {
  const found = await Promise.all(programs.map(programInPath))
  const missing = programs.filter((_, at) => found[at] === undefined)
  if (missing.length === 0) return false
  process.stderr.write(
    `Tests are skipped for want of ${missing.join(', ')}: npm run dist:check installs them.\n`,
  )
  return true
}
