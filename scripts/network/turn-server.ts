import type { SpawnOptions } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startChild } from '../child'
import { run } from '../setup/command'
import type { Namespace } from './namespace'

/** A real coturn. By default on this machine's own address: WebRTC asks no server on the loopback. */
export type TurnServer = {
  /** The first one. */
  readonly address: string
  /** Of UDP and TCP. */
  readonly port: number
  /** What it said so far: who came by which way, and what was refused. */
  log(): string
  stop(): Promise<void>
}

export type TurnOptions = {
  readonly port: number
  /** Of the accounts that run out, as the relay makes them. */
  readonly secret?: string
  /** Where it listens and relays; all of them on the same ports. */
  readonly addresses?: readonly string[]
  /** TURN over TLS besides (PEM). */
  readonly tls?: { readonly port: number; readonly key: string; readonly cert: string }
  /** Where it runs, if not here. */
  readonly namespace?: Namespace
  /** More words for coturn, such as `--denied-peer-ip=…`. */
  readonly words?: readonly string[]
}

const PATIENCE_MS = 10_000

export async function startTurnServer(options: TurnOptions): Promise<TurnServer> {
  const { port, secret = 'for tests', addresses = [ownAddress()], tls, namespace } = options
  const [address = ''] = addresses
  const folder = await mkdtemp(join(tmpdir(), 'sobani-turn-'))
  const at = (name: string) => join(folder, name)
  if (tls !== undefined) {
    await writeFile(at('key.pem'), tls.key, { mode: 0o600 })
    await writeFile(at('cert.pem'), tls.cert)
  }
  const words = [
    '-n',
    ...addresses.flatMap((one) => [`--listening-ip=${one}`, `--relay-ip=${one}`]),
    `--listening-port=${port}`,
    '--use-auth-secret',
    `--static-auth-secret=${secret}`,
    '--realm=sobani.example',
    '--no-cli',
    ...(tls === undefined
      ? ['--no-tls']
      : [`--tls-listening-port=${tls.port}`, `--cert=${at('cert.pem')}`, `--pkey=${at('key.pem')}`]),
    '--no-dtls',
    '--log-file=stdout',
    '--verbose',
    `--pidfile=${at('pid')}`,
    `--userdb=${at('accounts')}`,
    ...(options.words ?? []),
  ]
  const settings: SpawnOptions = { stdio: ['ignore', 'pipe', 'ignore'] }
  const child =
    namespace === undefined
      ? startChild('TURN server', 'turnserver', words, settings)
      : namespace.start('TURN server', 'turnserver', words, settings)
  let log = ''
  child.process.stdout?.setEncoding('utf8').on('data', (text: string) => {
    log += text
  })
  const stop = async () => {
    await child.stop()
    await rm(folder, { recursive: true, force: true })
  }
  const ports = tls === undefined ? [port] : [port, tls.port]
  try {
    const gone = child.ended.then(() => Promise.reject(new Error('the TURN server ended by itself')))
    const all = addresses.flatMap((one) => ports.map((number) => listening(one, number, namespace)))
    await Promise.race([Promise.all(all), gone])
  } catch (error) {
    await stop()
    throw error
  }
  return { address, port, log: () => log, stop }
}

/** An account as the relay makes them: coturn's shared secret signs when it runs out. */
export function turnAccount(secret = 'for tests', id = 'test', seconds = 600) {
  const username = `${Math.floor(Date.now() / 1000) + seconds}:${id}`
  return { username, credential: createHmac('sha1', secret).update(username).digest('base64') }
}

export function ownAddress(): string {
  const own = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ internal, family }) => !internal && family === 'IPv4')
  if (own === undefined) throw new Error('this machine has no address but the loopback')
  return own.address
}

async function listening(address: string, port: number, namespace: Namespace | undefined): Promise<void> {
  const until = Date.now() + PATIENCE_MS
  while (!(await takes(address, port, namespace))) {
    if (Date.now() > until) throw new Error('the TURN server does not listen')
    await pause(50)
  }
}

async function takes(address: string, port: number, namespace: Namespace | undefined): Promise<boolean> {
  if (namespace !== undefined) {
    const [command = '', ...words] = namespace.words
    const look = [...words, 'socat', '-u', '/dev/null', `TCP4:${address}:${port}`]
    return (await run(command, look)).status === 0
  }
  return new Promise((resolve) => {
    const socket = connect(port, address)
    const done = (open: boolean) => {
      socket.destroy()
      resolve(open)
    }
    socket.once('connect', () => done(true))
    socket.once('error', () => done(false))
  })
}
