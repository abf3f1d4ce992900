import type { Server as HttpServer, IncomingMessage, ServerResponse } from 'node:http'
import { Server } from 'socket.io'
import { WIRE_LIMIT } from '../shared/protocol'
import type { Addresses } from './addresses'
import { serveAgents } from './agents'
import { bareHeaders } from './bare-headers'
import { second } from './clock'
import { serveConsoles, type Who } from './consoles'
import { createHeld } from './held'
import { socketsPerAddress } from './limits'
import type { Origins } from './origins'
import { dueEnd } from './rooms'
import type { Services } from './services'

/** Who stands at the door: from which address, and is it a page. */
export type Door = { readonly addresses: Addresses; readonly origins: Origins }

/** As far as it is used here; `transport.socket` is there where it is a WebSocket. */
type Connection = {
  readonly request: IncomingMessage
  readonly transport: { readonly socket?: { terminate(): void } }
  once(name: 'close', then: () => void): void
}

export type Sockets = {
  /** Memory only: run it every second. */
  sweepRooms(): void
  /** Looks every page's sign-in up again: run it every minute. */
  sweepSignIns(): Promise<void>
  putOut(chosen: (who: Who) => boolean): void
  /** Closes every connection, waits for what was being handled. Joined sessions wait for the next run. Idempotent. */
  close(): Promise<void>
}

export function attachSockets(http: HttpServer, services: Services, door: Door): Sockets {
  const { clock, config, limits, rooms } = services
  const bare = Object.entries(bareHeaders(config.publicUrl?.protocol === 'https:'))
  const held = createHeld()

  const io = new Server(http, {
    transports: ['websocket', 'polling'],
    serveClient: false,
    perMessageDeflate: false,
    // Beyond this the transport itself hangs up; between WIRE_LIMIT and this the message is refused by name.
    maxHttpBufferSize: WIRE_LIMIT + 8_000,
    // 6.5 s until a silent connection is given up: the other side knows within 10 that nobody is there.
    pingInterval: 2.5 * second,
    pingTimeout: 4 * second,
    connectTimeout: 10 * second,
    allowRequest: (request, answer) => {
      const address = door.addresses.keyOf(request)
      const welcome = held.of(address) < socketsPerAddress && limits.connections.take(address)
      answer(welcome ? null : 'too-many-attempts', welcome)
    },
  })

  // Its own refusals do not pass Fastify.
  io.engine.use((_request: IncomingMessage, response: ServerResponse, next: () => void) => {
    for (const [name, value] of bare) response.setHeader(name, value)
    next()
  })

  io.engine.on('connection', (connection: Connection) => {
    const address = door.addresses.keyOf(connection.request)
    held.take(address)
    connection.once('close', () => {
      // A WebSocket waits half a minute for the other end's farewell: who is silent would hold it that long.
      const { socket } = connection.transport
      setTimeout(() => socket?.terminate(), 2 * second).unref()
      held.free(address)
    })
  })

  // The room that Socket.IO opens by itself; nobody has business there.
  io.use((_socket, next) => next(new Error('sender-unknown')))
  const agents = serveAgents(io.of('/agent'), services, door)
  const consoles = serveConsoles(io.of('/console'), services, door)

  let closing: Promise<void> | null = null
  const close = async () => {
    rooms.close()
    // Disconnecting lets what was sent go out first; closing the engine at once would drop it.
    io.of('/agent').disconnectSockets(true)
    io.of('/console').disconnectSockets(true)
    const until = Date.now() + 1.5 * second
    while (io.engine.clientsCount > 0 && Date.now() < until) await new Promise((done) => setTimeout(done, 20))
    // Whoever still reads an answer, such as a download, would hold the server for as long as that takes.
    const cut = setInterval(() => http.closeAllConnections(), 20)
    await io.close().finally(() => clearInterval(cut))
    await Promise.all([agents.settled(), consoles.settled()])
  }

  return {
    sweepRooms() {
      for (const room of rooms.all()) {
        const reason = dueEnd(room, clock())
        if (reason !== null) rooms.end(room, reason)
      }
      agents.sweep()
    },
    sweepSignIns: () => consoles.sweep(),
    putOut: consoles.putOut,
    close: () => {
      closing ??= close()
      return closing
    },
  }
}
