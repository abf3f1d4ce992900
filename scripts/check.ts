import { ROOT } from './root'
import { run } from './setup/command'
import { add, NOTHING, type Tally } from './tally'
import { vitest } from './vitest'

interface Gate {
  name: string
  /** The words after `node`. */
  words: readonly string[]
}

const GATES: readonly Gate[] = [
  typesOf('shared', 'src/shared'),
  typesOf('pages', 'tsconfig.web.json'),
  typesOf('programs', 'tsconfig.node.json'),
  typesOf('tools and tests', 'tsconfig.tools.json'),
  // The agent runs on two Electrons (docs/builds.md) and must compile against both.
  typesOf('legacy channel', 'tsconfig.legacy.json'),
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

/**
 * Runs every gate to its end, so that one look shows all that is wrong. A gate counts as one test. The gates run beside
 * the unit tests, which wait for sockets and processes half of their time.
 */
export async function check(): Promise<Tally> {
  const tallies = await Promise.all([...GATES.map(pass), vitest()])
  return tallies.reduce(add, NOTHING)
}

/** A check of types that remembers what it has checked before. */
function typesOf(name: string, project: string): Gate {
  const memory = `out/.types-${name.replaceAll(' ', '-')}.tsbuildinfo`
  const words = [
    'node_modules/typescript/bin/tsc',
    '-p',
    project,
    '--incremental',
    '--tsBuildInfoFile',
    memory,
  ]
  return { name: `types: ${name}`, words }
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
