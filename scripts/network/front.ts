import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { createServer } from 'node:tls'

/** What stands before a relay on the internet: TLS, below HTTP, so that sockets that are upgraded pass as they are. */
export type Front = {
  /** The one that was asked for, or the free one that was found. */
  readonly port: number
  /** Ends every connection that stands; new ones are taken. */
  dropAll(): void
  close(): Promise<void>
}

export type FrontOptions = {
  readonly address: string
  /** 0 = any free one. */
  readonly port: number
  /** Where the relay listens, for example "http://127.0.0.1:8470". */
  readonly target: string
  readonly certificate: { readonly key: string; readonly cert: string }
}

export async function startFront({ address, port, target, certificate }: FrontOptions): Promise<Front> {
  const { hostname, port: targetPort } = new URL(target)
  const sockets = new Set<Socket>()
  const { key, cert } = certificate
  const server = createServer({ key, cert, noDelay: true }, (socket) => {
    const onward = connect({ port: Number(targetPort), host: hostname, noDelay: true })
    for (const end of [socket, onward]) {
      sockets.add(end)
      end.on('error', () => end.destroy())
      end.on('close', () => {
        socket.destroy()
        onward.destroy()
        sockets.delete(end)
      })
    }
    socket.pipe(onward).pipe(socket)
  })
  server.listen(port, address)
  await once(server, 'listening')
  const dropAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    dropAll,
    async close() {
      const closed = new Promise<void>((done) => server.close(() => done()))
      dropAll()
      await closed
    },
  }
}
