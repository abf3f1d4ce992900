import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { channel } from '../../shared/built-for'
import { refuse } from '../../shared/errors'
import { z } from '../../shared/zod'
import type { Addresses } from '../addresses'
import { minute } from '../clock'
import { sendRefusal } from '../refusals'
import { createPlaces, type Patience, usualPatience } from './patience'
import { portionOf, type Representation } from './range'
import { feedNames, type Opened, type Shelf } from './shelf'

/**
 * Requests a minute and address, counted apart from all others: a household, or an office behind one address, fetches in
 * many parts, and must neither be stopped by the general limit nor use it up for the sessions at that address.
 */
const MOST_REQUESTS = 3000

const params = z.object({ channel, file: z.string().max(130) })

/** Nothing here is a page, whatever a file may contain. */
const policy = "default-src 'none';frame-ancestors 'none'"

/**
 * `/downloads/<channel>/<file>`: the artefacts of the lists, the update feeds and their signatures, and nothing else.
 * A name is only ever compared with known ones, so no name leads anywhere.
 */
export function addFileRoutes(
  app: FastifyInstance,
  shelf: Shelf,
  addresses: Addresses,
  patience: Patience = usualPatience,
): void {
  const places = createPlaces(patience)

  /** The open file goes out and is closed, or is closed by the caller where this returns false. */
  const stream = (
    request: FastifyRequest,
    reply: FastifyReply,
    file: Opened,
    first: number,
    last: number,
  ) => {
    const length = last - first + 1
    if (!places.take(addresses.keyOf(request.raw), reply.raw, length)) return false
    const bytes = file.handle.createReadStream({ start: first, end: last, autoClose: true })
    bytes.once('end', () => {
      // It was cut short while it was read: a broken connection says so, a short answer would pass for the file.
      if (bytes.bytesRead !== length) reply.raw.destroy()
    })
    void reply.send(bytes)
    return true
  }

  app.route({
    method: ['GET', 'HEAD'],
    url: '/downloads/:channel/:file',
    exposeHeadRoute: false,
    config: { public: true, rateLimit: { max: MOST_REQUESTS, timeWindow: minute } },
    async handler(request, reply) {
      const asked = params.safeParse(request.params)
      if (!asked.success) return sendRefusal(reply, refuse('message-unknown'))
      const feedName = feedNames.find((name) => name === asked.data.file)
      if (feedName !== undefined) {
        const feed = await shelf.feed(asked.data.channel, feedName)
        if (feed === null) return sendRefusal(reply, refuse('message-unknown'))
        const etag = `"${createHash('sha256').update(feed.bytes).digest('hex')}"`
        const portion = begin(request, reply, { size: feed.bytes.length, etag, changedAt: feed.changedAt })
        reply.header('cache-control', 'no-cache')
        reply.type(
          feedName.endsWith('.sig') ? 'text/plain; charset=utf-8' : 'application/yaml; charset=utf-8',
        )
        if (portion === null || request.method === 'HEAD') return reply.send()
        return reply.send(feed.bytes.subarray(portion.first, portion.last + 1))
      }

      const found = await shelf.artefact(asked.data.channel, asked.data.file)
      if (found === null) return sendRefusal(reply, refuse('message-unknown'))
      const { offer, file } = found
      let handedOn = false
      try {
        const what = { size: file.size, etag: `"${offer.sha256}"`, changedAt: file.changedAt }
        const portion = begin(request, reply, what)
        // A name carries the version, so what is under it never changes.
        reply.header('cache-control', 'public, max-age=31536000, immutable')
        reply.header('content-disposition', `attachment; filename="${offer.file}"`)
        reply.type('application/octet-stream')
        if (portion === null || request.method === 'HEAD') return reply.send()
        handedOn = stream(request, reply, file, portion.first, portion.last)
        if (handedOn) return reply
        for (const name of [
          'cache-control',
          'content-disposition',
          'content-length',
          'content-range',
          'content-type',
          'etag',
          'last-modified',
        ])
          reply.removeHeader(name)
        reply.header('cache-control', 'no-store').header('retry-after', '60')
        return sendRefusal(reply, refuse('too-many-requests'))
      } finally {
        if (!handedOn) await file.handle.close()
      }
    },
  })
}

/** Writes status and headers of the answer. @returns the bytes that go out, or null where none do */
function begin(
  request: FastifyRequest,
  reply: FastifyReply,
  what: Representation,
): { first: number; last: number } | null {
  reply.headers({
    'content-security-policy': policy,
    'accept-ranges': 'bytes',
    etag: what.etag,
    'last-modified': new Date(what.changedAt).toUTCString(),
  })
  const portion = portionOf(request.headers, what)
  reply.code(portion.status)
  if (portion.status === 416) reply.header('content-range', `bytes */${what.size}`)
  if (!('first' in portion)) return null
  if (portion.status === 206)
    reply.header('content-range', `bytes ${portion.first}-${portion.last}/${what.size}`)
  reply.header('content-length', portion.last - portion.first + 1)
  return portion
}
