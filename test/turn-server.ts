import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startChild } from '../scripts/child'

/** A real coturn on this machine's own address: WebRTC asks no server on the loopback. */
export type TurnServer = {
  readonly address: string
  readonly port: number
  stop(): Promise<void>
}

export type TurnOptions = {
  readonly port: number
  /** Of the accounts that run out, as the relay makes them. */
  readonly secret?: string
}

const PATIENCE_MS = 10_000

export async function startTurnServer({ port, secret = 'for tests' }: TurnOptions): Promise<TurnServer> {
  const address = ownAddress()
  const folder = await mkdtemp(join(tmpdir(), 'sobani-turn-'))
  const words = [
    '-n',
    `--listening-ip=${address}`,
    `--relay-ip=${address}`,
    `--listening-port=${port}`,
    '--use-auth-secret',
    `--static-auth-secret=${secret}`,
    '--realm=sobani.example',
    '--no-cli',
    '--no-tls',
    '--no-dtls',
    '--log-file=stdout',
    `--pidfile=${join(folder, 'pid')}`,
    `--userdb=${join(folder, 'accounts')}`,
  ]
  const child = startChild('TURN server', 'turnserver', words, { stdio: 'ignore' })
  const stop = async () => {
    await child.stop()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const gone = child.ended.then(() => Promise.reject(new Error('the TURN server ended by itself')))
    await Promise.race([listening(address, port), gone])
  } catch (error) {
    await stop()
    throw error
  }
  return { address, port, stop }
}

export function ownAddress(): string {
  const own = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ internal, family }) => !internal && family === 'IPv4')
  if (own === undefined) throw new Error('this machine has no address but the loopback')
  return own.address
}

async function listening(address: string, port: number): Promise<void> {
  const until = Date.now() + PATIENCE_MS
  while (!(await takes(address, port))) {
    if (Date.now() > until) throw new Error('the TURN server does not listen')
    await pause(50)
  }
}

const takes = (address: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, address)
    const done = (open: boolean) => {
      socket.destroy()
      resolve(open)
    }
    socket.once('connect', () => done(true))
    socket.once('error', () => done(false))
  })
