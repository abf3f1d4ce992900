import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { Refusal } from '../refusal'
import { type Outcome, run } from './command'
import { programInPath } from './program'
import { beginStep, type Step } from './progress'

const LISTS = '/var/lib/apt/lists'
const DAY = 24 * 60 * 60 * 1000
// Progress gets a descriptor of its own. It cannot be 1, which apt closes for the scripts of packages, and it is opened
// here because sudo passes none on but the first three.
const SPLIT = 'exec "$@" 3>&1 >&2'
const OPTIONS = '-y -qq -o APT::Status-Fd=3 -o DPkg::Lock::Timeout=120 -o Acquire::Retries=2'.split(' ')

/** Services that must not start by themselves: a program wanted for tests serves nobody else. */
export interface Quiet {
  system: readonly string[]
  /** Those that start with a user's desktop. */
  user: readonly string[]
}

/**
 * Installs Debian packages with progress: as root directly, otherwise through sudo, otherwise it says what to run.
 * @param quiet the services of these packages that are kept from starting
 */
export async function installPackages(
  names: readonly string[],
  quiet: Quiet = { system: [], user: [] },
): Promise<void> {
  const prefix = await rightPrefix(names)
  if (existsSync('/run/systemd/system')) {
    if (quiet.system.length > 0) await keepStopped(prefix, ['mask', ...quiet.system])
    if (quiet.user.length > 0) await keepStopped(prefix, ['--global', 'mask', ...quiet.user])
  }
  if (await listsAreOld()) await aptGet(prefix, ['update'], 'System packages: lists')
  const known = await knownNames(names)
  await aptGet(prefix, ['install', '--no-install-recommends', ...known], 'System packages')
}

/** The words before `apt-get` that give the right to install; refuses with the command for an administrator. */
async function rightPrefix(names: readonly string[]): Promise<string[]> {
  const wish = `apt-get install -y --no-install-recommends ${names.join(' ')}`
  if (process.getuid?.() === 0) return []
  if (await programInPath('sudo')) {
    const free = (await run('sudo', ['-n', 'true'])).status === 0
    if (!free && process.stdin.isTTY) {
      process.stderr.write(
        `These system packages are missing: ${names.join(' ')}. sudo asks for the right to install them.\n`,
      )
    }
    if (free || process.stdin.isTTY) return ['sudo']
  }
  throw new Refusal(
    `System packages are missing and there is no right to install them: have an administrator run "${wish}", then run the command again.`,
  )
}

/** A masked service is passed over by the scripts of its own package. */
async function keepStopped(prefix: readonly string[], mask: readonly string[]): Promise<void> {
  const wish = ['systemctl', ...mask]
  const [command = '', ...words] = [...prefix, ...wish]
  const outcome = await run(command, words)
  if (outcome.status !== 0)
    throw new Refusal(
      `A service could not be kept from starting by itself (${outcome.stderr.trim()}): run "${wish.join(' ')}" as root, then run the command again.`,
    )
}

async function listsAreOld(): Promise<boolean> {
  const files = await readdir(LISTS).catch(() => [])
  if (!files.some((name) => name.includes('_Packages'))) return true
  // Lists keep the date of their server; the folder for parts is touched by every update.
  const touched = await stat(`${LISTS}/partial`).catch(() => undefined)
  return touched === undefined || Date.now() - touched.mtimeMs > DAY
}

/** For each name the one apt has: since the 64-bit time change some libraries are called `...t64`. */
async function knownNames(names: readonly string[]): Promise<string[]> {
  const both = names.flatMap((name) => [name, `${name}t64`])
  const { stdout } = await run('apt-cache', ['show', '--no-all-versions', ...both])
  const known = new Set(
    stdout
      .split('\n')
      .flatMap((line) => (line.startsWith('Package: ') ? [line.slice('Package: '.length)] : [])),
  )
  return names.map((name) => (known.has(`${name}t64`) ? `${name}t64` : name))
}

/** Runs apt-get and shows its progress. What an earlier, interrupted install left unfinished is finished first. */
async function aptGet(prefix: readonly string[], words: readonly string[], name: string): Promise<void> {
  const settings = ['env', 'DEBIAN_FRONTEND=noninteractive', 'LC_ALL=C.UTF-8']
  const right = [...prefix, ...settings, 'sh', '-c', SPLIT, 'sh']
  let outcome = await withProgress([...right, 'apt-get', ...OPTIONS, ...words], name)
  if (outcome.status !== 0 && outcome.stderr.includes('dpkg --configure -a')) {
    await withProgress([...right, 'dpkg', '--configure', '-a'], 'System packages: repair')
    outcome = await withProgress([...right, 'apt-get', ...OPTIONS, ...words], name)
  }
  if (outcome.status !== 0) throw new Refusal(sentenceFor(outcome.stderr))
}

async function withProgress(words: readonly string[], name: string): Promise<Outcome> {
  const [command = '', ...args] = words
  // sudo reads the password from the terminal.
  const child = spawn(command, args, { stdio: ['inherit', 'pipe', 'pipe'] })
  const steps = new Phases(name)
  createInterface({ input: child.stdout }).on('line', (line) => steps.take(line))
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  steps.end(status === 0)
  return { status, stdout: '', stderr }
}

function sentenceFor(complaint: string): string {
  // A container without /dev/pts makes apt complain of its log, which stops nothing.
  const faults = complaint
    .split('\n')
    .filter((line) => line.startsWith('E: ') && !line.includes('Can not write log'))
  const fault = faults[0]?.slice('E: '.length) ?? 'apt-get was stopped'
  if (/Failed to fetch|resolve|connect|Unable to locate|no installation candidate/i.test(complaint)) {
    return `The system packages could not be fetched (${fault}): check the network and the apt sources, then run the command again.`
  }
  return `The system packages could not be installed (${fault}): run "apt-get -f install" as root, then run the command again.`
}

/** apt's progress: `dlstatus:<n>:<percent>:<text>` while it downloads, `pmstatus:<package>:<percent>:<text>` while it installs. */
export function parseStatus(line: string): { phase: 'download' | 'install'; share: number } | undefined {
  const match = /^(dl|pm)status:[^:]*(?::[a-z0-9]+)?:(\d+(?:\.\d+)?):/.exec(line)
  if (!match) return undefined
  return { phase: match[1] === 'dl' ? 'download' : 'install', share: Number(match[2]) / 100 }
}

/** Shows one step for each phase apt goes through. */
class Phases {
  #phase = ''
  #step: Step | undefined
  constructor(readonly name: string) {}

  take(line: string): void {
    const status = parseStatus(line)
    if (!status) return
    if (status.phase !== this.#phase) {
      this.#step?.done()
      this.#phase = status.phase
      this.#step = beginStep(`${this.name}: ${status.phase}`)
    }
    this.#step?.at(status.share)
  }

  end(well: boolean): void {
    if (well) this.#step?.done()
    else this.#step?.stop()
  }
}
