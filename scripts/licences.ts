import { build } from './build'
import { isAllowed } from './bundle/licence-rules'
import { type Lock, readLock } from './bundle/lock'
import { type Program, programs, type Shipped, shippedWith } from './bundle/shipped'
import { staleFiles, writeFiles } from './policy'
import { Refusal } from './refusal'
import { ROOT } from './root'

export const PAGE = 'docs/third-party.md'
type ShippedBy = { readonly [P in Program]: readonly Shipped[] }

/** `npm run licences`: builds all and writes the list of what ships. `-- check`: says whether it is up to date and allowed. */
export async function main(words: readonly string[]): Promise<number> {
  const [command, ...more] = words
  if (more.length > 0 || (command !== undefined && command !== 'check'))
    throw new Refusal('Use: npm run licences [-- check]')
  await build()
  const lock = readLock()
  const shipped = await shippedByAll(lock, ROOT)
  const forbidden = notAllowed(shipped)
  for (const line of forbidden) process.stderr.write(`${line}\n`)
  const files = { [PAGE]: thirdParty(shipped, lock) }
  const stale = await staleFiles(ROOT, files)
  if (command === 'check') {
    for (const path of stale) process.stderr.write(`${path} is not up to date: run "npm run licences".\n`)
    if (stale.length + forbidden.length === 0) process.stdout.write(`${PAGE} is up to date.\n`)
    return stale.length + forbidden.length === 0 ? 0 : 1
  }
  await writeFiles(ROOT, files)
  process.stdout.write(stale.length === 0 ? 'Nothing had changed.\n' : `${PAGE}\n`)
  return forbidden.length === 0 ? 0 : 1
}

/** Everything must have been built. */
export async function shippedByAll(lock: Lock, root: string): Promise<ShippedBy> {
  const [agent, console, relay] = await Promise.all(
    programs.map((program) => shippedWith(program, lock, root)),
  )
  return { agent: agent ?? [], console: console ?? [], relay: relay ?? [] }
}

/** One sentence for each package that must not ship as it is. */
export const notAllowed = (shipped: ShippedBy): string[] =>
  programs.flatMap((program) =>
    shipped[program]
      .filter(({ licence }) => !isAllowed(licence))
      .map(
        ({ name, version, licence }) =>
          `${name} ${version} ships with the ${program}, and its licence (${licence || 'none named'}) is not in scripts/bundle/licence-rules.ts.`,
      ),
  )

/** docs/third-party.md. Electron stands in it by what package.json asks for. */
export function thirdParty(shipped: ShippedBy, lock: Lock): string {
  const all = new Map(
    programs.flatMap((program) =>
      shipped[program].map((one) => [`${one.name} ${one.version}`, one] as const),
    ),
  )
  const rows = [...all.values()].sort((a, b) =>
    `${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1,
  )
  const mark = (program: Program, one: Shipped): string =>
    shipped[program].some(({ name, version }) => name === one.name && version === one.version) ? '✓' : ''
  const electron = (['electron', 'electron-legacy'] as const).map(
    (place) => `| Electron | ${lock.packages[`node_modules/${place}`]?.version} | MIT | ✓ | | |`,
  )
  return [
    '# 第三者のソフトウェア / Third-party software',
    '配布物に入っている、ほかの人たちが作ったソフトウェアの一覧です。`npm run licences` が、実際に作った結果から書きます。手で直さないでください。ライセンスの全文は、エージェントでは「このソフトについて」の画面、コンソールでは `licences.txt`、リレーでは `node_modules` の各フォルダーにあります。Electron と、その中の Chromium のライセンスは、プログラムと同じフォルダー（macOS ではアプリの中の `Contents/Resources`）の `LICENSE.electron.txt` と `LICENSES.chromium.html` です。',
    'What others made and what ships with ours. `npm run licences` writes it from what was really built: do not edit it by hand. The texts of the licences are on the "About" screen of the agent, in `licences.txt` of the console and in each folder of the relay’s `node_modules`. Those of Electron and of the Chromium inside stand beside the program (on macOS in `Contents/Resources` of the app): `LICENSE.electron.txt` and `LICENSES.chromium.html`. The same list for machines is `out/sbom/*.cdx.json` (CycloneDX).',
    [
      '| package | version | licence | agent | console | relay |',
      '| --- | --- | --- | --- | --- | --- |',
      ...electron,
      ...rows.map(
        (one) =>
          `| ${one.name} | ${one.version} | ${one.licence} | ${programs.map((program) => mark(program, one)).join(' | ')} |`,
      ),
    ].join('\n'),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n')
}
