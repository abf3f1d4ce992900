import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { auditReport, exceptions, judge } from './audit/judge'
import { build } from './build'
import { readLock } from './bundle/lock'
import { programs } from './bundle/shipped'
import { shippedByAll } from './licences'
import { Refusal } from './refusal'
import { ROOT } from './root'
import { run } from './setup/command'
import { findNpm } from './setup/npm'

export const EXCEPTIONS = 'docs/audit-exceptions.json'

/** `npm run audit`: the known faults of everything that ships, the packages inside our bundles included. */
export async function main(words: readonly string[]): Promise<number> {
  if (words.length > 0) throw new Refusal('Use: npm run audit')
  const npm = findNpm()
  if (npm === null) throw new Refusal('npm was not found beside this Node: start this by "npm run audit".')
  await build()
  const lock = readLock()
  const shipped = await shippedByAll(lock, ROOT)
  const places = programs.flatMap((program) => shipped[program].map(({ place }) => place))
  // Electron is no part of a bundle, and ships whole.
  const ships = new Set([...places, 'node_modules/electron', 'node_modules/electron-legacy'])
  // The bundled packages are for development only in the eyes of npm, so all of them are asked for.
  const outcome = await run(process.execPath, [npm, 'audit', '--json'], { cwd: ROOT })
  const report = readReport(outcome.stdout)
  const excepted = exceptions.parse(JSON.parse(await readFile(join(ROOT, EXCEPTIONS), 'utf8')))
  const faults = judge(report, ships, excepted, new Date().toISOString().slice(0, 10))
  for (const fault of faults) process.stderr.write(`${fault}\n`)
  if (faults.length === 0) process.stdout.write(`${ships.size} packages ship, none with a known fault.\n`)
  return faults.length === 0 ? 0 : 1
}

/**
 * What npm wrote on stdout.
 * @throws Refusal where the registry answered no audit: that is never taken for "no faults"
 */
export function readReport(stdout: string) {
  const parsed = auditReport.safeParse(jsonOf(stdout))
  if (parsed.success) return parsed.data
  throw new Refusal(
    'The npm registry in use answers no audit: run "npm run audit" where "npm config get registry" is one that does.',
  )
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
