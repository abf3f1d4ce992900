import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { access, constants, mkdir, unlink } from 'node:fs/promises'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'

/** Answers one line with one line. */
export type Answer = (line: string) => Promise<string>

export type Folder = {
  /** From now on other processes are answered; until then they wait. */
  answer(how: Answer): void
  /** Idempotent. */
  release(): Promise<void>
}

/** Level by level: Node's own recursive mkdir never ends under /proc, which answers "no such file" to every try. */
async function makeFolder(folder: string): Promise<void> {
  if (existsSync(folder)) return
  await makeFolder(dirname(folder))
  await mkdir(folder, { mode: 0o700 })
}

/** A socket path is at most 108 characters on Linux and 104 on macOS, the closing zero included. */
const longestPath = 100

/**
 * The embedded database takes one process at a time and does not check. So whoever uses the folder listens on a socket
 * in it: a second process finds the folder taken, and asks the first instead of touching the files. Only who may read
 * the folder reaches the socket; it is never on the network.
 *
 * @returns null where another process has the folder
 * @throws RangeError where the folder cannot be written, or its path is too long
 */
export async function takeFolder(folder: string): Promise<Folder | null> {
  const path = socketPath(folder)
  try {
    await makeFolder(folder)
    await access(folder, constants.W_OK)
  } catch (cause) {
    throw new RangeError(`SOBANI_RELAY_DATA should be a folder that can be written, and ${folder} is not.`, {
      cause,
    })
  }
  const server = (await listen(path)) ?? (await listenAgain(path))
  if (server === null) return null
  const asking = new Set<Socket>()
  let hand: (how: Answer) => void
  const ready = new Promise<Answer>((resolve) => {
    hand = resolve
  })
  server.on('connection', (socket) => {
    asking.add(socket)
    // A caller that hangs up before its answer needs none.
    socket.on('error', () => socket.destroy()).on('close', () => asking.delete(socket))
    createInterface({ input: socket }).once('line', async (line) => {
      const how = await ready
      socket.end(`${await how(line)}\n`)
    })
  })
  return {
    answer: (how) => hand(how),
    release: () =>
      new Promise((done) => {
        server.close(() => done())
        for (const socket of asking) socket.end()
      }),
  }
}

/** Asks the process that has the folder. @returns null where there is none, or it hung up */
export function askOwner(folder: string, line: string): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect(socketPath(folder))
    socket.once('connect', () => socket.write(`${line}\n`))
    socket.once('error', () => resolve(null))
    socket.once('close', () => resolve(null))
    createInterface({ input: socket })
      .on('error', () => resolve(null))
      .once('line', (answer) => {
        resolve(answer)
        socket.end()
      })
  })
}

function listen(path: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
    )
    server.listen(path, () => resolve(server))
  })
}

/** A process that was killed leaves its socket behind: nobody answers there, and the name can be taken over. */
async function listenAgain(path: string): Promise<Server | null> {
  if (await isAnswered(path)) return null
  await unlink(path)
  return listen(path)
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

function socketPath(folder: string): string {
  if (process.platform === 'win32')
    return `\\\\.\\pipe\\sobani-relay-${createHash('sha256').update(folder).digest('hex').slice(0, 32)}`
  const path = join(folder, 'relay.sock')
  if (path.length > longestPath)
    throw new RangeError(
      `SOBANI_RELAY_DATA should be a shorter path, of at most ${longestPath - 11} characters.`,
    )
  return path
}
