import { createServer, type IncomingMessage, request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { listening } from './fronts'

/** An HTTP proxy as companies have them: it passes plain requests on and opens tunnels for the rest. */
export type ProxyServer = {
  /** "127.0.0.1:8080" */
  readonly place: string
  /** What it was asked for, in order: "GET http://…" and "CONNECT host:port". */
  readonly asked: string[]
  close(): void
}

/**
 * @param password where given, everybody is asked for it first
 * @param hosts names that it knows besides those that this machine knows
 */
export async function startProxy(
  password: string | null = null,
  hosts: Readonly<Record<string, string>> = {},
): Promise<ProxyServer> {
  const asked: string[] = []
  const sockets = new Set<Socket>()
  const isAllowed = ({ headers }: IncomingMessage) =>
    password === null ||
    headers['proxy-authorization'] === `Basic ${Buffer.from(`user:${password}`).toString('base64')}`
  const server = createServer((incoming, answer) => {
    asked.push(`${incoming.method} ${incoming.url}`)
    if (!isAllowed(incoming)) {
      answer.writeHead(407, { 'proxy-authenticate': 'Basic realm="office"' }).end()
      return
    }
    const onward = request(incoming.url ?? '', { headers: incoming.headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers)
      reply.pipe(answer)
    })
    onward.on('error', () => answer.destroy())
    incoming.pipe(onward)
  })
  server.on('connect', (incoming, socket: Socket) => {
    asked.push(`CONNECT ${incoming.url}`)
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    if (!isAllowed(incoming)) {
      socket.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="office"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
      )
      return
    }
    const { hostname, port } = new URL(`http://${incoming.url}`)
    const onward = connect(Number(port), hosts[hostname] ?? hostname, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      onward.pipe(socket).pipe(onward)
    })
    onward.on('error', () => socket.destroy())
    socket.on('close', () => onward.destroy())
  })
  const { host } = new URL(await listening(server))
  return {
    place: host,
    asked,
    close() {
      for (const socket of sockets) socket.destroy()
      server.closeAllConnections()
      server.close()
    },
  }
}
