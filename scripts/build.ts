import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isProgram, writeWhatIsInside } from './bundle/write'
import { Refusal } from './refusal'
import { ROOT } from './root'
import { run } from './setup/command'

interface Target {
  name: string
  /** Files and folders that go into it, from the root. */
  inputs: readonly string[]
  /** What must be there afterwards. */
  outputs: readonly string[]
  /** The words after `node`. */
  words: readonly string[]
}

// The agent must also run on the oldest Electron we serve, so it is built for that one and not for the newest.
const OLDEST_ELECTRON = '32'
const EVERYWHERE = [
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
  'assets',
  'profiles',
  'src/shared',
  'scripts/bundle',
]
const VITE = 'node_modules/vite/bin/vite.js'

const TARGETS: readonly Target[] = [
  {
    name: 'agent',
    inputs: [
      ...EVERYWHERE,
      'electron.vite.config.ts',
      'src/main',
      'src/preload',
      'src/renderer',
      'src/peer',
      'src/ui',
    ],
    outputs: [
      'out/main/index.cjs',
      'out/main/reader.cjs',
      'out/preload/index.cjs',
      'out/renderer/index.html',
      'out/licences.json',
      'out/sbom/agent.cdx.json',
      'out/sbom/agent-legacy.cdx.json',
    ],
    words: ['node_modules/electron-vite/bin/electron-vite.js', 'build'],
  },
  {
    name: 'console',
    inputs: [...EVERYWHERE, 'vite.console.config.ts', 'src/console', 'src/peer', 'src/ui'],
    outputs: ['out/console/index.html', 'out/console/licences.txt', 'out/sbom/console.cdx.json'],
    words: [VITE, 'build', '--config', 'vite.console.config.ts'],
  },
  {
    name: 'relay',
    inputs: [...EVERYWHERE, 'vite.relay.config.ts', 'src/relay'],
    outputs: ['out/relay/index.js', 'out/sbom/relay.cdx.json'],
    words: [VITE, 'build', '--config', 'vite.relay.config.ts'],
  },
]

export async function main(): Promise<number> {
  await build()
  return 0
}

/** Builds those of the named programs whose inputs have changed since they were last built. */
export async function build(names: readonly string[] = TARGETS.map(({ name }) => name)): Promise<void> {
  const chosen = TARGETS.filter(({ name }) => names.includes(name))
  const results = await Promise.allSettled(chosen.map(buildIfStale))
  for (const result of results) if (result.status === 'rejected') throw result.reason
}

async function buildIfStale(target: Target): Promise<void> {
  const stamp = join(ROOT, 'out', `.${target.name}-built`)
  const wanted = await fingerprint(target)
  const built = await readFile(stamp, 'utf8').catch(() => '')
  if (built === wanted && target.outputs.every((path) => existsSync(join(ROOT, path)))) return

  await rm(stamp, { force: true })
  const started = performance.now()
  const outcome = await run(process.execPath, target.words, {
    cwd: ROOT,
    env: { ...process.env, ELECTRON_MAJOR_VER: OLDEST_ELECTRON, NO_COLOR: '1' },
  })
  if (outcome.status === 0 && isProgram(target.name)) await writeWhatIsInside(target.name, ROOT)
  const missing = target.outputs.find((path) => !existsSync(join(ROOT, path)))
  if (outcome.status !== 0 || missing) {
    process.stderr.write(`${outcome.stdout}${outcome.stderr}\n`)
    const why = outcome.status === 0 ? `${missing} was not written` : 'its output is above'
    throw new Refusal(
      `The ${target.name} could not be built (${why}): correct the fault and run the command again.`,
    )
  }
  await mkdir(join(ROOT, 'out'), { recursive: true })
  await writeFile(stamp, wanted)
  process.stderr.write(`${target.name}  built (${((performance.now() - started) / 1000).toFixed(1)} s)\n`)
}

/** A hash over the contents of all inputs: dates change with every checkout, contents do not. */
async function fingerprint(target: Target): Promise<string> {
  const hash = createHash('sha256').update(target.words.join(' '))
  for (const input of target.inputs) await hashInto(hash, input)
  return hash.digest('hex')
}

async function hashInto(hash: ReturnType<typeof createHash>, path: string): Promise<void> {
  const entries = await readdir(join(ROOT, path), { withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => error,
  )
  if (Array.isArray(entries)) {
    const names = entries.map(({ name }) => name).sort()
    for (const name of names) await hashInto(hash, `${path}/${name}`)
  } else if (entries.code === 'ENOTDIR') {
    hash.update(`${path}\0`).update(await readFile(join(ROOT, path)))
  } else if (entries.code !== 'ENOENT') throw entries
}
