import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server, type Socket } from 'socket.io'
import { openRelayLink, type RelayEvents } from '../../src/main/relay-link'
import type { JoinReply } from '../../src/shared/protocol'

export const record = { id: 'e1'.repeat(16), kind: 'acceptance', hash: 'f1'.repeat(32) } as const
export const request = {
  code: '012345',
  records: [record],
  agent: { version: '0.1.0', channel: 'current', language: 'ja' },
  nonce: '7a'.repeat(32),
  resumeSeconds: 120,
} as const
export const good: JoinReply & { ok: true } = {
  ok: true,
  session: 'session-1',
  operator: { name: '佐藤', company: 'みらいネット' },
  challenge: 'c4'.repeat(32),
  iceServers: [],
  resume: 'r'.repeat(43),
}

/** A relay of flesh and blood that answers as it is told. */
export type ToldRelay = {
  readonly url: string
  /** The answer to everything; where it is a function, to each message its own. No answer where that gives none. */
  reply: unknown
  /** Every message that was heard, from whichever connection, in order. */
  readonly heard: unknown[]
  /** How each connection came. */
  readonly ways: string[]
  /** Whether any connection is taken. */
  taking: boolean
  /** The newest connection. */
  readonly socket: Socket | undefined
  say(message: unknown): Promise<unknown>
  /** Breaks the newest connection without a word. */
  drop(): void
  /** Nobody listens any more, until it is opened again at the same place. */
  vanish(): Promise<void>
  returns(): Promise<void>
  close(): Promise<void>
}

const types = (message: unknown) => (message as { readonly type: string }).type

export const noAnswer = Symbol('no answer')
/** Answers by the type of the message; `{ ok: true }` to what is not named. */
export const byType = (replies: Readonly<Record<string, unknown>>) => (message: unknown) =>
  types(message) in replies ? replies[types(message)] : { ok: true }

/** @param pingInterval, pingTimeout in ms; far shorter than a real relay's */
export async function openRelay(pingInterval = 300, pingTimeout = 300): Promise<ToldRelay> {
  let socket: Socket | undefined
  let port = 0
  let io: Server
  const listen = async () => {
    const http = createServer()
    io = new Server(http, { pingInterval, pingTimeout, transports: ['websocket', 'polling'] })
    io.of('/agent').use((_one, next) => next(relay.taking ? undefined : new Error('busy')))
    io.of('/agent').on('connection', (one) => {
      socket = one
      relay.ways.push(one.conn.transport.name)
      one.on('message', (message: unknown, answer?: (reply: unknown) => void) => {
        relay.heard.push(message)
        const reply: unknown = typeof relay.reply === 'function' ? relay.reply(message) : relay.reply
        if (reply !== noAnswer) answer?.(reply)
      })
    })
    await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve))
    port = (http.address() as AddressInfo).port
  }
  const relay = {
    url: '',
    reply: good as unknown,
    heard: [] as unknown[],
    ways: [] as string[],
    taking: true,
    get socket() {
      return socket
    },
    say: async (message: unknown): Promise<unknown> => socket?.timeout(1000).emitWithAck('message', message),
    drop: () => socket?.conn.close(),
    vanish: () => io.close(),
    returns: () => listen(),
    close: () => io.close(),
  }
  await listen()
  relay.url = `http://127.0.0.1:${port}`
  return relay
}

/** The link, and what it told, a line each. */
export function openLink(at: string) {
  const log: string[] = []
  const events: RelayEvents = {
    onSignal: (link, signal) => log.push(`signal ${link} ${signal.type}`),
    onEnded: (reason) => log.push(`ended ${reason}`),
    onBreach: (error, field) => log.push(`breach ${error} ${field ?? ''}`.trim()),
    onLost: () => log.push('lost'),
    onBack: ({ iceServers, present }) => log.push(`back ${iceServers.length} ${present}`),
    onPeer: (present) => log.push(`peer ${present}`),
  }
  return { link: openRelayLink(at, events), log }
}
