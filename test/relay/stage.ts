import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client'
import { type Config, readConfig } from '../../src/relay/config'
import { hashPassword } from '../../src/relay/passwords'
import { createRelay, type Relay } from '../../src/relay/server'
import { openStore } from '../../src/relay/store'
import { dataFolder } from './empty-database'

/** A real relay on a free port with a real database, whose time a test can move. */
export type Stage = {
  readonly relay: Relay
  readonly config: Config
  readonly address: string
  readonly operator: string
  readonly log: string[]
  /** Moves the relay's clock on. */
  later(ms: number): void
  now(): number
  /** A cookie of the operator, as a good sign-in would set it. */
  signIn(): Promise<string>
  /** Closes the relay and starts another on the same data, at another address. */
  restart(): Promise<void>
  close(): Promise<void>
}

export const user = 'front-desk'
export const password = 'a password for tests'
export const record = { name: '窓口オペレーター', company: 'お試し通信' }

const hash = hashPassword(password)

export async function openStage(env: Record<string, string> = {}): Promise<Stage> {
  const folder = await dataFolder()
  const configured = readConfig({
    SOBANI_RELAY_PORT: '0',
    SOBANI_RELAY_DATA: folder,
    SOBANI_RELAY_CONSOLE: folder,
    SOBANI_RELAY_DOWNLOADS: join(folder, 'downloads'),
    ...env,
  })
  if (!configured.ok) throw new Error(configured.faults.join('\n'))
  const { config } = configured
  const log: string[] = []
  let ahead = 0
  const clock = () => Date.now() + ahead
  const run = async () => {
    const store = await openStore(folder)
    const relay = await createRelay({ config, store, clock, logTo: { write: (line) => void log.push(line) } })
    const close = async () => {
      await relay.close()
      await store.close()
    }
    return { relay, address: await relay.listen(), close }
  }
  let running = await run()
  const operator = await running.relay.services.operators.add({
    user,
    ...record,
    role: 'operator',
    password: await hash,
  })
  if (operator === null) throw new Error('the operator could not be added')
  return {
    get relay() {
      return running.relay
    },
    get address() {
      return running.address
    },
    config,
    operator,
    log,
    later: (ms) => {
      ahead += ms
    },
    now: clock,
    signIn: async () => `sobani=${await running.relay.services.signIns.open(operator)}`,
    async restart() {
      await running.close()
      running = await run()
    },
    async close() {
      await running.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

type Message = Record<string, unknown>
/** For what hangs, in milliseconds: nothing is asserted of how long an answer takes. */
export const PATIENCE = 20_000
export type Reply = { ok: boolean; error?: string; field?: string } & Record<string, unknown>

/** One end of a session as the agent or the console is: a socket, what it was sent, and its questions. */
export type End = {
  readonly socket: Socket
  readonly inbox: Message[]
  readonly refused: Message[]
  /** Asks with an acknowledgement; `v` is filled in. */
  ask(message: Message): Promise<Reply>
  /** Waits for the next message that was not taken yet. */
  next(): Promise<Message>
  closed(): Promise<string>
  close(): void
  /** Cut without a goodbye, as when the process is killed. */
  kill(): void
}

type Options = Partial<ManagerOptions & SocketOptions>

/** Connects, or rejects with the relay's refusal as its message. */
export function connect(address: string, namespace: string, options: Options = {}): Promise<End> {
  const socket = io(`${address}${namespace}`, {
    forceNew: true,
    reconnection: false,
    transports: ['websocket'],
    ...options,
  })
  const inbox: Message[] = []
  const refused: Message[] = []
  let taken = 0
  socket.on('message', (message: Message) => inbox.push(message))
  socket.on('refused', (message: Message) => refused.push(message))
  const over = new Promise<string>((done) => socket.once('disconnect', (reason) => done(reason)))
  const end: End = {
    socket,
    inbox,
    refused,
    ask: (message) => socket.timeout(PATIENCE).emitWithAck('message', { v: 1, ...message }),
    async next() {
      const message = await waitFor(() => inbox[taken], 'a message')
      taken += 1
      return message
    },
    closed: () => over,
    close: () => void socket.disconnect(),
    kill() {
      const { ws } = socket.io.engine.transport as unknown as { ws: { terminate(): void } }
      ws.terminate()
    },
  }
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(end))
    socket.once('connect_error', reject)
  })
}

export async function waitFor<T>(look: () => T | undefined | false, what: string, ms = PATIENCE): Promise<T> {
  const until = Date.now() + ms
  for (;;) {
    const found = look()
    if (found !== undefined && found !== false) return found
    if (Date.now() > until) throw new Error(`waited ${ms} ms for ${what}`)
    await pause(5)
  }
}

/** How long the sessions of these tests wait for an end that was lost. */
export const resumeSeconds = 90

export const offer = { type: 'signal', link: 1, signal: { type: 'offer', sdp: 'v=0' } } as const
export const answer = { type: 'signal', link: 1, signal: { type: 'answer', sdp: 'v=0' } } as const
/** Of the agents of these tests. */
export const nonce = '7a'.repeat(32)
export const joining = (code: unknown, records: readonly object[] = []) => ({
  type: 'join',
  code,
  agentVersion: '0.1.0',
  channel: 'current',
  language: 'ja',
  nonce,
  records,
  resumeSeconds,
})
export const resuming = (session: string, token: string) => ({ type: 'resume', session, token })
export const leaving = (reason: string, records: readonly object[] = []) => ({
  type: 'leave',
  reason,
  records,
})
