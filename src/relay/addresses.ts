import { createHmac, randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { normalizeIP } from '@fastify/rate-limit'

/** Who is calling, as a key for counting and for the log: the same caller gives the same key until the relay restarts. */
export type Addresses = { keyOf(request: IncomingMessage): string }

/**
 * @param trustProxy true behind exactly one proxy. Its entry is the last of X-Forwarded-For; those before it are the
 *   caller's own words, and counting by them would let everyone choose a new address for every guess
 */
export function createAddresses(trustProxy: boolean): Addresses {
  const salt = randomBytes(32)
  return {
    keyOf(request) {
      const forwarded = trustProxy ? lastOf(request.headers['x-forwarded-for']) : undefined
      const address = forwarded ?? request.socket.remoteAddress ?? ''
      // One home has a whole /64 of IPv6: counted as one.
      const place = normalizeIP(address, 64)
      return createHmac('sha256', salt).update(place).digest('base64url').slice(0, 12)
    },
  }
}

const lastOf = (header: string | string[] | undefined): string | undefined => {
  const last = [header ?? []].flat().join(',').split(',').at(-1)?.trim()
  return last === '' ? undefined : last
}
