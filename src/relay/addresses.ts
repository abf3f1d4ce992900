import { createHmac, randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { normalizeIP } from '@fastify/rate-limit'

/** Who is calling, as a key for counting and for the log: the same caller gives the same key until the relay restarts. */
export type Addresses = {
  keyOf(request: IncomingMessage): string
  /** Of whoever connected, before anything was said. */
  keyOfSocket(socket: Pick<Socket, 'remoteAddress'>): string
}

/**
 * @param trustProxy true behind exactly one proxy. Its entry is the last of X-Forwarded-For; those before it are the
 *   caller's own words, and counting by them would let everyone choose a new address for every guess
 */
export function createAddresses(trustProxy: boolean): Addresses {
  const salt = randomBytes(32)
  // One home has a whole /64 of IPv6: counted as one.
  const keyOf = (address: string) =>
    createHmac('sha256', salt).update(normalizeIP(address, 64)).digest('base64url').slice(0, 12)
  return {
    keyOf(request) {
      const forwarded = trustProxy ? lastOf(request.headers['x-forwarded-for']) : undefined
      return keyOf(forwarded ?? request.socket.remoteAddress ?? '')
    },
    keyOfSocket: ({ remoteAddress }) => keyOf(remoteAddress ?? ''),
  }
}

const lastOf = (header: string | string[] | undefined): string | undefined => {
  const last = [header ?? []].flat().join(',').split(',').at(-1)?.trim()
  return last === '' ? undefined : last
}
