import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Outcome, run } from '../../scripts/setup/command'

/** Where the marker is, below the root of a volume. */
export const PREFERENCES = 'Library/Preferences/jp.sobani.agent.plist'
export const PROGRAM = 'Applications/Sobani.app/Contents/MacOS/Sobani'

export interface FakeMac {
  root: string
  /** Runs a script of ours as macOS would: the volume is this folder. */
  script(file: string, words: readonly string[]): Promise<Outcome>
  /** Every call of a stand-in, in order: its name and words. */
  calls(): Promise<string[][]>
  /** Puts a program where the agent is and starts it with these words. */
  startAgent(program: string, words: readonly string[]): Promise<ChildProcess>
  remove(): Promise<void>
}

/**
 * A folder that stands for the volume of a Mac. Everything in the scripts is real but two programs of Apple's that exist
 * nowhere else: `plutil` (its -replace, -remove and -convert json, done with the plist package) and `pkgutil` (records only).
 */
export async function fakeMac(): Promise<FakeMac> {
  const home = await mkdtemp(join(tmpdir(), 'sobani-mac-'))
  const root = join(home, 'volume')
  const bin = join(home, 'bin')
  const log = join(home, 'calls.jsonl')
  await mkdir(bin)
  await mkdir(root)
  await writeFile(log, '')
  for (const name of ['plutil', 'pkgutil']) {
    await writeFile(join(bin, name), standIn(name, log))
    await chmod(join(bin, name), 0o755)
  }
  const children: ChildProcess[] = []
  return {
    root,
    script: (file, words) =>
      run('sh', [file, ...words], { env: { PATH: `${bin}:/usr/bin:/bin:/usr/sbin:/sbin` } }),
    calls: async () =>
      (await readFile(log, 'utf8'))
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as string[]),
    async startAgent(program, words) {
      const place = join(root, PROGRAM)
      await mkdir(dirname(place), { recursive: true })
      await copyFile(program, place)
      const child = spawn(place, words, { stdio: ['ignore', 'pipe', 'ignore'] })
      children.push(child)
      return child
    },
    async remove() {
      for (const child of children) child.kill('SIGKILL')
      await rm(home, { recursive: true, force: true })
    },
  }
}

const plist = createRequire(import.meta.url).resolve('plist')

const standIn = (name: string, log: string): string => `#!${process.execPath}
const { appendFileSync, readFileSync, writeFileSync } = require('node:fs')
const [, , ...words] = process.argv
appendFileSync(${JSON.stringify(log)}, JSON.stringify([${JSON.stringify(name)}, ...words]) + '\\n')
if (${JSON.stringify(name)} === 'plutil') {
  const plist = require(${JSON.stringify(plist)})
  const file = words[words.length - 1]
  let list
  try {
    list = plist.parse(readFileSync(file, 'utf8'))
  } catch {
    process.stderr.write(file + ': Property List error\\n')
    process.exit(1)
  }
  if (words[0] === '-replace' && words[2] === '-string') {
    list[words[1]] = words[3]
    writeFileSync(file, plist.build(list))
  } else if (words[0] === '-remove') {
    if (!(words[1] in list)) process.exit(1)
    delete list[words[1]]
    writeFileSync(file, plist.build(list))
  } else if (words.join(' ').startsWith('-convert json -o - ')) process.stdout.write(JSON.stringify(list))
  else process.exit(2)
}
`
