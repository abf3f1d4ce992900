import { createServer, type RequestListener, type Server, STATUS_CODES } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { Socket } from 'node:net'
import { refuse } from '../shared/errors'
import type { Addresses } from './addresses'
import { bareHeaders } from './bare-headers'
import { second } from './clock'
import type { Config } from './config'
import { createHeld } from './held'
import { connectionsPerAddress } from './limits'
import type { Log } from './log'
import { type Certificate, openCertificate, tlsRules } from './tls'

export type Listener = {
  readonly scheme: 'http' | 'https'
  /** What Fastify listens with. */
  readonly serverFactory: (answer: RequestListener) => Server
  /** For what cannot be understood as HTTP, or took too long to be said. */
  readonly clientErrorHandler: (error: NodeJS.ErrnoException, socket: Socket) => void
  /** Looks whether certificate and key are others now. */
  renewCertificate(log: Log): void
  /** Warns of a certificate that works and still asks to be looked at. */
  lookAtCertificate(log: Log): void
}

/** Bytes of all headers of one request: a browser's are well under 2 kB, a cookie of ours has 60 bytes. */
const MOST_HEADERS = 8192

/**
 * The door to the network. Whoever connects has to speak up soon and to the end, and one address holds only so many
 * connections, said something or not.
 *
 * @throws RangeError where the certificate or its key are no good
 */
export function createListener(config: Config, addresses: Addresses): Listener {
  const secure = config.publicUrl?.protocol === 'https:'
  const certificate =
    config.tls === null ? null : openCertificate(config.tls, config.publicUrl?.hostname ?? '')
  let renew: ((log: Log) => void) | null = null
  return {
    scheme: certificate === null ? 'http' : 'https',
    serverFactory(answer) {
      const limits = {
        maxHeaderSize: MOST_HEADERS,
        headersTimeout: 10 * second,
        requestTimeout: 15 * second,
        keepAliveTimeout: 65 * second,
        // The limits above are only looked at so often; the usual 30 s would be most of them.
        connectionsCheckingInterval: 2 * second,
        noDelay: true,
      }
      const serveSecurely = (held: Certificate) => {
        const tls = { ...tlsRules, ...held.options(), handshakeTimeout: 10 * second }
        const own = createSecureServer({ ...limits, ...tls }, answer)
        renew = (log) => held.renew(own, log)
        return own
      }
      const server: Server = certificate === null ? createServer(limits, answer) : serveSecurely(certificate)
      // Neither side moved a byte: who does not read what was asked for. Sockets of sessions have their own heartbeat.
      server.setTimeout(70 * second)
      // Behind a proxy every connection is the proxy's, which has limits of its own.
      if (!config.trustProxy) limitConnections(server, addresses)
      return server
    },
    clientErrorHandler(error, socket) {
      if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
      const { status, refusal } = faultOf(error.code)
      const body = JSON.stringify(refusal)
      const headers = {
        ...bareHeaders(secure),
        'content-type': 'application/json; charset=utf-8',
        'content-length': String(Buffer.byteLength(body)),
        connection: 'close',
      }
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
      socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`)
      // Who sends on and on without an end is not waited for.
      setTimeout(() => socket.destroy(), second).unref()
    },
    renewCertificate: (log) => renew?.(log),
    lookAtCertificate: (log) => certificate?.lookAt(log),
  }
}

function faultOf(code: string | undefined) {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return { status: 408, refusal: refuse('message-malformed') }
  if (code === 'HPE_HEADER_OVERFLOW') return { status: 431, refusal: refuse('message-too-large') }
  return { status: 400, refusal: refuse('message-malformed') }
}

function limitConnections(server: Server, addresses: Addresses): void {
  const held = createHeld()
  server.prependListener('connection', (socket: Socket) => {
    const place = addresses.keyOfSocket(socket)
    socket.once('close', () => held.free(place))
    if (held.take(place) > connectionsPerAddress) socket.destroy()
  })
}
