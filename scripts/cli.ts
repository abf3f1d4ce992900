import { Refusal } from './refusal'

/** Every command of `npm start`, `npm test` and `npm run ...`; each file exports `main(words)` and gives an exit status. */
const COMMANDS = {
  start: () => import('./start'),
  test: () => import('./test'),
  check: () => import('./check'),
  build: () => import('./build'),
  relay: () => import('./relay'),
  pack: () => import('./pack'),
  dist: () => import('./dist'),
  'dist-check': () => import('./dist-check'),
  profiles: () => import('./profiles'),
  receipt: () => import('./receipt'),
  updates: () => import('./updates'),
  policy: () => import('./policy'),
  licences: () => import('./licences'),
  audit: () => import('./audit'),
  'bench-inventory': () => import('./bench-inventory'),
  'bench-stream': () => import('./bench-stream'),
} as const satisfies Record<string, () => Promise<{ main(words: readonly string[]): Promise<number> }>>

// `npm start -- --demo` names no command: start is the default.
const [first = 'start', ...rest] = process.argv.slice(2)
const [name, words] = first.startsWith('-') ? ['start', [first, ...rest]] : [first, rest]

try {
  if (!Object.hasOwn(COMMANDS, name))
    throw new Refusal(`There is no command "${name}": use ${Object.keys(COMMANDS).join(', ')}.`)
  const command = await COMMANDS[name as keyof typeof COMMANDS]()
  process.exitCode = await command.main(words)
} catch (error) {
  if (!(error instanceof Refusal)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
