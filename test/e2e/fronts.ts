import { createServer, request } from 'node:http'
import type { AddressInfo, Server } from 'node:net'

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

/** A proxy as some companies have it: it passes plain HTTP and answers 400 to everyone who wants a WebSocket. */
export async function refuseWebSockets(relay: string): Promise<Front> {
  const asked: string[] = []
  const server = createServer((incoming, answer) => {
    const url = new URL(incoming.url ?? '/', relay)
    asked.push(url.searchParams.get('transport') ?? 'none')
    const { host: _, ...headers } = incoming.headers
    const onward = request(url, { method: incoming.method ?? 'GET', headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers)
      reply.pipe(answer)
    })
    onward.on('error', () => answer.destroy())
    answer.on('close', () => onward.destroy())
    incoming.pipe(onward)
  })
  server.on('upgrade', (_incoming, socket) => {
    asked.push('upgrade')
    socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
  })
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
