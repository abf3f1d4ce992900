import { constants, open, readdir, readlink, stat, statfs } from 'node:fs/promises'
import os from 'node:os'
import { dirname, resolve } from 'node:path'
import { runProgram, type Started } from './child-program'
import type { Host } from './host'
import { readerEnvironment } from './surroundings'

const FILE_LIMIT = 1_000_000

/** This very machine. `started` hears of every child process, so that whoever ends this one can end those too. */
export function createHost(started: Started = () => () => undefined): Host {
  const env = readerEnvironment(process.platform, process.env)
  return {
    run: (program, words) => runProgram(program, words, env, started),
    file: readText,
    list: readdir,
    link: async (path) => resolve(dirname(path), await readlink(path)),
    async space(path) {
      const { bavail, blocks, bsize } = await statfs(path)
      return { free: bavail * bsize, total: blocks * bsize }
    },
    device: async (path) => (await stat(path, { bigint: true })).dev,
    processes: readProcesses,
    facts: {
      release: os.release(),
      version: os.version(),
      arch: os.arch(),
      hostname: os.hostname(),
      memory: { total: os.totalmem(), free: os.freemem() },
      cpus: os.cpus().map(({ model, speed }) => ({ model, speed })),
      interfaces: os.networkInterfaces(),
      home: os.homedir(),
      env,
    },
  }
}

/** Each system lists them in its own way, which this package follows. Large, and seldom asked for: loaded late. */
async function readProcesses(): Promise<string[]> {
  const { processes } = await import('systeminformation')
  const names = (await processes()).list.map(({ name }) => name)
  if (names.length === 0) throw new Error('no program is running')
  return names
}

/** Files of the kernel give no size, so it is read until it ends; a pipe or a device never would. */
async function readText(path: string): Promise<string> {
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    if (!(await handle.stat()).isFile()) throw new Error('not a file')
    const buffer = Buffer.alloc(FILE_LIMIT + 1)
    let length = 0
    for (let more = 1; more > 0 && length < buffer.length; length += more)
      more = (await handle.read(buffer, length, buffer.length - length)).bytesRead
    if (length > FILE_LIMIT) throw new Error('the file is too large')
    return textOf(buffer.subarray(0, length))
  } finally {
    await handle.close()
  }
}

const textOf = (bytes: Buffer): string =>
  bytes[0] === 0xff && bytes[1] === 0xfe
    ? bytes.subarray(2).toString('utf16le')
    : new TextDecoder().decode(bytes)
