import { existsSync } from 'node:fs'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Child, startChild } from '../child'
import { isAlive } from '../setup/cache'
import { run } from '../setup/command'

/** One machine of the network: programs inside see its interfaces and nothing else. The files are those of all. */
export type Namespace = {
  readonly name: string
  /** The words before a program that should run inside. */
  readonly words: readonly string[]
  /** Runs a program inside to its end. @returns what it wrote; throws if it fails */
  run(command: string, ...words: string[]): Promise<string>
  /** Starts a program inside; it ends at the latest with the namespace. */
  start(title: string, command: string, words: readonly string[], options?: StartOptions): Child
  /** Ends all that still runs inside and removes it. May be called again. */
  remove(): Promise<void>
}

type StartOptions = Parameters<typeof startChild>[3]

/** Files here lie over those of /etc for what `ip netns exec` starts. */
const OVERLAYS = '/etc/netns'
const NAME = /^sobani-(\d+)-/

/** Runs a program of the system; throws with its own words if it fails. */
export async function must(command: string, ...words: string[]): Promise<string> {
  const { status, stdout, stderr, fault } = await run(command, words)
  if (status === 0) return stdout
  throw new Error(`${command} ${words.join(' ')}: ${fault ?? (stderr.trim() || `status ${status}`)}`)
}

/**
 * @param role what it is in its network, for example "customer"
 * @param hosts the names that are known inside besides "localhost", with their addresses. There is no name server.
 */
export async function addNamespace(
  network: string,
  role: string,
  hosts: Readonly<Record<string, string>> = {},
): Promise<Namespace> {
  const name = `${prefixOf(network)}${role}`
  const words = ['netns', 'exec', name]
  await must('ip', 'netns', 'add', name)
  const overlay = join(OVERLAYS, name)
  await mkdir(overlay, { recursive: true })
  // WebRTC asks for its servers with the dot that ends a full name, which is another name in such a file.
  const known = Object.entries({ localhost: '127.0.0.1', ...hosts })
  const lines = known.map(([host, ip]) => `${ip} ${host} ${host}.\n`)
  await writeFile(join(overlay, 'hosts'), lines.join(''))
  // Nobody answers there, which a program learns at once instead of waiting for a server that cannot be reached.
  await writeFile(join(overlay, 'resolv.conf'), 'nameserver 127.0.0.1\noptions timeout:1 attempts:1\n')
  // IPv6 gives each device an address a second later, which Chromium takes for a change of the network.
  const off = 'for all in /proc/sys/net/ipv6/conf/*/disable_ipv6; do echo 1 > "$all"; done'
  if (existsSync('/proc/sys/net/ipv6')) await must('ip', ...words, 'sh', '-c', off)
  await must('ip', '-n', name, 'link', 'set', 'lo', 'up')
  return {
    name,
    words: ['ip', ...words],
    run: (command, ...rest) => must('ip', ...words, command, ...rest),
    start: (title, command, rest, options = { stdio: 'ignore' }) =>
      startChild(title, 'ip', [...words, command, ...rest], options),
    remove: () => remove(name),
  }
}

const prefixOf = (network: string) => `sobani-${process.pid}-${network}-`

/** Feeds rules to nftables inside. */
export async function setRules(namespace: Namespace, rules: string): Promise<void> {
  const child = namespace.start('nft', 'nft', ['-f', '-'], { stdio: ['pipe', 'ignore', 'pipe'] })
  let complaint = ''
  child.process.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint += text
  })
  child.process.stdin?.end(rules)
  const { status } = await child.ended
  if (status !== 0) throw new Error(`the rules of ${namespace.name} are refused: ${complaint.trim()}`)
}

async function remove(name: string): Promise<void> {
  if (existsSync(join('/run/netns', name))) {
    for (const pid of await inside(name)) end(pid)
    // A program that was ended leaves the namespace a moment later.
    for (let tries = 0; tries < 40 && (await inside(name)).length > 0; tries += 1) await pause(25)
    await must('ip', 'netns', 'del', name)
  }
  await rm(join(OVERLAYS, name), { recursive: true, force: true })
}

const inside = async (name: string): Promise<number[]> =>
  (await run('ip', ['netns', 'pids', name])).stdout.split('\n').filter(Boolean).map(Number)

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** Removes the namespaces of runs that were killed before they could tidy up. */
export async function removeAbandoned(): Promise<void> {
  const names = await readdir('/run/netns').catch(() => [])
  for (const name of names) {
    const pid = NAME.exec(name)?.[1]
    // Two runs may find the same one.
    if (pid !== undefined && !isAlive(Number(pid))) await remove(name).catch(() => undefined)
  }
}
