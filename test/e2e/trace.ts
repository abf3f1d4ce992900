import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../../scripts/setup/command'

/** What the system saw a program and all its children do: every call of theirs passes the kernel. */
export type Trace = {
  /** To be started in the program's place. */
  readonly executable: string
  /** Where anything was sent to or connected with, but for what never leaves the machine (see `LOCAL`). */
  destinations(): Promise<string[]>
  /** Every path that was opened for writing, made, linked or renamed, whether or not it was allowed. */
  written(): Promise<string[]>
  /** How much was seen so far. */
  now(): Promise<number>
  /** What came after that. */
  since(moment: number): Promise<Seen>
  remove(): Promise<void>
}

/** Every path once, whether or not it was there. */
export type Seen = {
  /** Programs that were started. */
  readonly started: string[]
  /** Files and folders that were opened, and links that were followed. */
  readonly opened: string[]
}

const SENDING = ['connect', 'sendto', 'sendmsg', 'sendmmsg']
const OPENING = ['open', 'openat', 'openat2', 'creat']
const STARTING = ['execve']
const FOLLOWING = ['readlink', 'readlinkat']
const MAKING = [
  'mkdir',
  'mkdirat',
  'rename',
  'renameat',
  'renameat2',
  'link',
  'linkat',
  'symlink',
  'symlinkat',
]

/** Sockets of the display, the key store and the kernel's news; not of one who would ask the network for us. */
const LOCAL = /sa_family=AF_(UNIX(?!.*resolve)|NETLINK)/

/** Null where this machine does not let one program watch another. */
export async function traced(program: string): Promise<Trace | null> {
  if (process.platform !== 'linux' || (await run('strace', ['-qq', '-o', '/dev/null', 'true'])).status !== 0)
    return null
  const folder = await mkdtemp(join(tmpdir(), 'sobani-trace-'))
  const executable = join(folder, 'traced')
  const log = join(folder, 'log')
  const words = ['-D', '-f', '-qq', '--seccomp-bpf', '-s', '300', '-o', log]
  const watched = `--trace=${[...SENDING, ...OPENING, ...MAKING, ...STARTING, ...FOLLOWING].join()}`
  // Watched from beside: the program keeps its own number and its own end.
  await writeFile(executable, `#!/bin/sh\nexec strace ${words.join(' ')} ${watched} '${program}' "$@"\n`, {
    mode: 0o700,
  })
  /** Each call once, as it begins: "1234 connect(5, {sa_family=AF_UNIX, ..." */
  const callsOf = async (names: readonly string[]): Promise<string[]> => {
    const lines = (await readFile(log, 'utf8')).split('\n')
    return lines.filter((line) => names.includes(/^\d+ +(\w+)\(/.exec(line)?.[1] ?? ''))
  }
  return {
    executable,
    async destinations() {
      const calls = await callsOf(SENDING)
      return calls.filter((line) => line.includes('sa_family=') && !LOCAL.test(line))
    },
    async written() {
      const opened = (await callsOf(OPENING)).filter((line) => /O_(WRONLY|RDWR|CREAT)|creat\(/.test(line))
      const paths = [...opened, ...(await callsOf(MAKING))].map((line) => {
        // Of two names (rename, link) the second is what is made.
        const names = [...line.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, name]) => name ?? line)
        return names.at(-1) ?? line
      })
      return [...new Set(paths)].sort()
    },
    now: async () => (await readFile(log, 'utf8')).length,
    async since(moment) {
      const lines = (await readFile(log, 'utf8')).slice(moment).split('\n')
      const pathsOf = (names: readonly string[]) => {
        const calls = lines.filter((line) => names.includes(/^\d+ +(\w+)\(/.exec(line)?.[1] ?? ''))
        return [...new Set(calls.map((line) => /"((?:[^"\\]|\\.)*)"/.exec(line)?.[1] ?? line))].sort()
      }
      return { started: pathsOf(STARTING), opened: pathsOf([...OPENING, ...FOLLOWING]) }
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
