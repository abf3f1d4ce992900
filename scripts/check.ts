import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from './root'
import { run } from './setup/command'
import { add, NOTHING, readVitest, type Tally } from './tally'

interface Gate {
  name: string
  /** The words after `node`. */
  words: readonly string[]
}

const TSC = 'node_modules/typescript/bin/tsc'
const GATES: readonly Gate[] = [
  { name: 'types: shared', words: [TSC, '-p', 'src/shared'] },
  { name: 'types: pages', words: [TSC, '-p', 'tsconfig.web.json'] },
  { name: 'types: programs', words: [TSC, '-p', 'tsconfig.node.json'] },
  { name: 'types: tools and tests', words: [TSC, '-p', 'tsconfig.tools.json'] },
  {
    name: 'lint and format',
    words: [
      'node_modules/@biomejs/biome/bin/biome',
      'check',
      '--error-on-warnings',
      '--no-errors-on-unmatched',
    ],
  },
]

/** `npm run check`: types, lint, format and unit tests. */
export async function main(): Promise<number> {
  const tally = await check()
  return tally.failed === 0 ? 0 : 1
}

/** Runs every gate to its end, so that one look shows all that is wrong. A gate counts as one test. */
export async function check(): Promise<Tally> {
  const gates = await Promise.all(GATES.map(pass))
  return [...gates, await unitTests()].reduce(add, NOTHING)
}

async function pass({ name, words }: Gate): Promise<Tally> {
  const started = performance.now()
  const outcome = await run(process.execPath, words, { cwd: ROOT })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  const well = outcome.status === 0
  process.stdout.write(
    `${well ? '' : `${outcome.stdout}${outcome.stderr}`}${name}  ${well ? 'passed' : 'FAILED'} (${seconds} s)\n`,
  )
  return { passed: well ? 1 : 0, failed: well ? 0 : 1, skipped: 0 }
}

async function unitTests(): Promise<Tally> {
  const folder = await mkdtemp(join(tmpdir(), 'sobani-check-'))
  try {
    const report = join(folder, 'vitest.json')
    const words = [
      'run',
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ]
    const outcome = await run(process.execPath, ['node_modules/vitest/vitest.mjs', ...words], {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    return await readVitest(report, outcome.status)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
