import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo, Server, Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { startFront as startTlsFront } from '../../scripts/network/front'

/** Listens on a free loopback port. @returns the address for SOBANI_RELAY */
export function listening(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
  })
}

export type Front = {
  readonly address: string
  /** The transports that were asked for, in order, each request once. */
  readonly asked: string[]
  close(): void
}

/** Asks the relay what one was asked, and answers what it answers. */
export function passOn(relay: string, incoming: IncomingMessage, answer: ServerResponse): void {
  const url = new URL(incoming.url ?? '/', relay)
  const { host: _, ...headers } = incoming.headers
  const onward = request(url, { method: incoming.method ?? 'GET', headers }, (reply) => {
    answer.writeHead(reply.statusCode ?? 502, reply.headers)
    reply.pipe(answer)
  })
  onward.on('error', () => answer.destroy())
  answer.on('close', () => onward.destroy())
  incoming.pipe(onward)
}

/** A proxy as some companies have it: it passes plain HTTP and answers 400 to everyone who wants a WebSocket. */
export const refuseWebSockets = (relay: string): Promise<Front> => startFront(relay, () => true)

/** One that lets neither kind of socket through, but everything else. */
export const refuseSockets = (relay: string): Promise<Front> =>
  startFront(relay, ({ pathname }) => !pathname.startsWith('/socket.io/'))

async function startFront(relay: string, passes: (url: URL) => boolean): Promise<Front> {
  const asked: string[] = []
  const server = createServer((incoming, answer) => {
    const url = new URL(incoming.url ?? '/', relay)
    asked.push(url.searchParams.get('transport') ?? 'none')
    if (passes(url)) passOn(relay, incoming, answer)
    else answer.writeHead(403).end()
  })
  refuseUpgrades(server, () => asked.push('upgrade'))
  const address = await listening(server)
  return {
    address,
    asked,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

function refuseUpgrades(server: Server, refused: () => void = () => undefined): void {
  server.on('upgrade', (_incoming, socket: Socket) => {
    refused()
    socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
  })
}

/** Something on the way that changes what the relay answers below one path, until it is told to let it pass. */
export async function changeAnswers(
  relay: string,
  path: string,
  changed: (body: string) => string,
): Promise<{ readonly address: string; pass(): void; change(): void; close(): void }> {
  let changing = true
  const server = createServer((incoming, answer) => {
    const url = new URL(incoming.url ?? '/', relay)
    const { host: _, ...headers } = incoming.headers
    const onward = request(url, { method: incoming.method ?? 'GET', headers }, (reply) => {
      if (!changing || !url.pathname.startsWith(path)) {
        answer.writeHead(reply.statusCode ?? 502, reply.headers)
        reply.pipe(answer)
        return
      }
      void text(reply).then((body) => {
        answer.writeHead(reply.statusCode ?? 502, { 'content-type': 'application/json' })
        answer.end(changed(body))
      })
    })
    onward.on('error', () => answer.destroy())
    incoming.pipe(onward)
  })
  refuseUpgrades(server)
  const address = await listening(server)
  return {
    address,
    pass() {
      changing = false
    },
    change() {
      changing = true
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** What stands before a relay on the internet: TLS on one port, and plain HTTP that sends everybody there. */
export type SecureFront = {
  /** For SOBANI_RELAY. */
  readonly address: string
  readonly httpPort: number
  readonly httpsPort: number
  close(): void
}

export async function startSecureFront(
  relay: string,
  host: string,
  certificate: { readonly key: string; readonly cert: string },
): Promise<SecureFront> {
  const secure = await startTlsFront({ address: host, port: 0, target: relay, certificate })
  const httpsPort = secure.port
  const address = `https://${host}:${httpsPort}`
  const plain = createServer((incoming, answer) => {
    answer.writeHead(308, { location: `${address}${incoming.url}` }).end()
  })
  await new Promise<void>((ready) => plain.listen(0, host, ready))
  return {
    address,
    httpPort: (plain.address() as AddressInfo).port,
    httpsPort,
    close() {
      void secure.close()
      plain.closeAllConnections()
      plain.close()
    },
  }
}
