import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Namespace } from './namespace'

/** A program to give to Playwright as `executablePath`, which runs inside a namespace. */
export type Inside = {
  readonly executable: string
  /** After the program has ended. May be called again. */
  close(): Promise<void>
}

/**
 * Playwright's Electron runs inside, and its driver outside. The driver talks to two WebSockets on the program's own
 * loopback, which is the namespace's; both get fixed ports here, where what comes is handed on into the namespace.
 * Chromium is driven through pipes, which know no network: for it the ports do nothing. One program at a time.
 * @param executable of Electron or Chromium
 * @param env variables that should differ inside, such as HOME for an authority of ours
 */
export async function enter(
  namespace: Namespace,
  executable: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Inside> {
  const folder = await mkdtemp(join(tmpdir(), 'sobani-inside-'))
  const doors = [await openDoor(namespace), await openDoor(namespace)]
  const [inspector, devtools] = doors.map(({ port }) => port)
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`)
  const script = `#!/bin/sh
for word do
  shift
  case $word in
    --inspect=0) word=--inspect=${inspector} ;;
    --remote-debugging-port=0) word=--remote-debugging-port=${devtools} ;;
  esac
  set -- "$@" "$word"
done
exec ${[...namespace.words, 'env', ...variables, executable].map(quoted).join(' ')} "$@"
`
  const path = join(folder, 'program')
  await writeFile(path, script)
  await chmod(path, 0o755)
  return {
    executable: path,
    async close() {
      for (const door of doors) door.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const quoted = (word: string) => `'${word.replaceAll("'", "'\\''")}'`

/** A port of our loopback that leads to the same one of the namespace's. */
async function openDoor(namespace: Namespace): Promise<{ readonly port: number; close(): void }> {
  const undo = new Set<() => void>()
  const server: Server = createServer((socket) => {
    const { port } = server.address() as AddressInfo
    const child = namespace.start('door', 'socat', ['-', `TCP4:127.0.0.1:${port}`], {
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    const { stdin, stdout } = child.process
    if (!stdin || !stdout) throw new Error('the door has no pipes')
    const end = () => {
      socket.destroy()
      void child.stop()
    }
    undo.add(end)
    void child.ended.then(() => {
      undo.delete(end)
      socket.destroy()
    })
    for (const part of [socket, stdin, stdout]) part.on('error', end)
    socket.on('close', end)
    socket.pipe(stdin)
    stdout.pipe(socket)
  })
  server.unref()
  await new Promise<void>((ready, refuse) => {
    server.once('error', refuse)
    server.listen(0, '127.0.0.1', ready)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      for (const end of undo) end()
      server.close()
    },
  }
}
