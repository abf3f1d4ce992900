import { once } from 'node:events'
import { createServer, request } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'

/** An HTTP proxy as companies have them: plain requests are passed on, for all else it opens tunnels. */
export type ConnectProxy = {
  /** "198.18.7.4:3128", for `--proxy-server`. */
  readonly place: string
  /** What it was asked for, in order: "GET http://…" and "CONNECT host:port". */
  readonly asked: readonly string[]
  /** Ends every tunnel that stands, as a proxy does that is started anew. */
  dropAll(): void
  close(): Promise<void>
}

export type ConnectProxyOptions = {
  readonly address: string
  readonly port: number
  /** The names it knows; it asks no name server for these. */
  readonly hosts?: Readonly<Record<string, string>>
}

export async function startConnectProxy(options: ConnectProxyOptions): Promise<ConnectProxy> {
  const { address, port, hosts = {} } = options
  const asked: string[] = []
  const sockets = new Set<Socket>()
  const placeOf = (hostname: string) => hosts[hostname] ?? hostname
  const server = createServer((incoming, answer) => {
    asked.push(`${incoming.method} ${incoming.url}`)
    if (incoming.url === undefined || !URL.canParse(incoming.url)) {
      answer.writeHead(400).end()
      return
    }
    const { hostname, port, pathname, search } = new URL(incoming.url)
    const { method = 'GET', headers } = incoming
    const target = { host: placeOf(hostname), port: port || 80, path: pathname + search, method, headers }
    const onward = request(target, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers)
      reply.pipe(answer)
    })
    onward.on('error', () => answer.destroy())
    incoming.pipe(onward)
  })
  server.on('connect', ({ url }, socket: Socket) => {
    asked.push(`CONNECT ${url}`)
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    const { hostname, port } = new URL(`http://${url}`)
    const onward = connect(Number(port || 80), placeOf(hostname), () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      onward.pipe(socket).pipe(onward)
    })
    onward.setNoDelay(true)
    socket.setNoDelay(true)
    onward.on('error', () => socket.destroy())
    socket.on('close', () => {
      sockets.delete(socket)
      onward.destroy()
    })
  })
  server.listen(port, address)
  await once(server, 'listening')
  const dropAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    place: `${address}:${(server.address() as AddressInfo).port}`,
    asked,
    dropAll,
    async close() {
      dropAll()
      server.closeAllConnections()
      await new Promise<void>((closed) => server.close(() => closed()))
    },
  }
}
