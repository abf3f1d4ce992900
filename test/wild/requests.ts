import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import fc from 'fast-check'
import type { Route } from '../../src/relay/server'
import { certificateBody, signInBody } from '../../src/shared/protocol'
import { user } from '../relay/stage'
import { mutated, oddValue, valuesOf } from './values'

/** One request, to the letter. */
export type Asked = {
  readonly method: string
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: string | Buffer
}

/** @returns null where it was hung up on, or where Node's own client refuses to send it */
export const ask = (address: string, { method, path, headers, body }: Asked) =>
  new Promise<{ status: number; type: string; body: string } | null>((resolve) => {
    const { hostname, port } = new URL(address)
    try {
      const sent = request({ hostname, port, method, path, headers, agent: false }, (response) => {
        const type = String(response.headers['content-type'] ?? '')
        text(response).then(
          (said) => resolve({ status: response.statusCode ?? 0, type, body: said }),
          () => resolve(null),
        )
      })
      // Hung up on, which is an answer as well.
      sent.on('error', () => resolve(null))
      sent.setTimeout(30_000, () => sent.destroy())
      sent.end(body)
    } catch {
      // Node's own client refuses to send it.
      resolve(null)
    }
  })

export const visible = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((at) => String.fromCharCode(at)),
  maxLength: 40,
})
const segment = fc.oneof(
  visible,
  fc.webPath(),
  fc.constantFrom(
    '..',
    '%2e%2e',
    '%00',
    '..%2f',
    '__proto__',
    'current',
    'legacy',
    'default',
    'a'.repeat(64),
    '%',
    '*',
    'x'.repeat(3000),
  ),
)
const addressOf = fc.ipV4()

/** Of every route there is: its path with anything in its holes, and paths that are near it. */
export const askedOf = (routes: () => readonly Route[]): fc.Arbitrary<Asked> =>
  fc.nat().chain((at) => {
    const all = routes()
    const route = all[at % all.length]
    const bodies = fc.oneof(
      mutated(valuesOf(signInBody)).map((value) => JSON.stringify(value) ?? ''),
      mutated(valuesOf(certificateBody)).map((value) => JSON.stringify(value) ?? ''),
      oddValue.map((value) => JSON.stringify(value) ?? ''),
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
      fc.constant(JSON.stringify({ user, password: 'wrong' })),
    )
    const path = fc.array(segment, { minLength: 3, maxLength: 3 }).map((parts) => {
      const filled = [...parts]
      return (route?.url ?? '/').replaceAll(/:\w+|\*/g, () => filled.pop() ?? '')
    })
    return fc.record({
      method: fc.oneof(
        { weight: 4, arbitrary: fc.constant(route?.method ?? 'GET') },
        {
          weight: 1,
          arbitrary: fc.constantFrom(
            'GET',
            'HEAD',
            'POST',
            'PUT',
            'DELETE',
            'PATCH',
            'OPTIONS',
            'TRACE',
            'PROPFIND',
          ),
        },
      ),
      path: fc
        .tuple(
          path,
          fc.oneof(
            fc.constant(''),
            fc.webQueryParameters().map((words) => `?${words}`),
            visible.map((words) => `?${words}`),
          ),
        )
        .map(([start, query]) => `/${`${start}${query}`.replace(/^\/+/, '')}`),
      headers: fc
        .record(
          {
            'x-forwarded-for': addressOf,
            cookie: fc.oneof(
              fc.constant('session'),
              visible,
              visible.map((word) => `sobani=${word}`),
            ),
            origin: fc.oneof(fc.constant('own'), fc.constantFrom('null', 'https://evil.example'), visible),
            'sec-fetch-site': fc.constantFrom('same-origin', 'cross-site', 'none', 'x'),
            'content-type': fc.oneof(
              { weight: 3, arbitrary: fc.constant('application/json') },
              { weight: 1, arbitrary: visible },
            ),
            'accept-language': visible,
            'user-agent': visible,
            range: fc.constantFrom('bytes=0-', 'bytes=-1', 'bytes=5-1', 'bytes=0-0,2-3', 'x'),
            'if-none-match': visible,
            'if-range': visible,
            'x-http-method-override': fc.constantFrom('DELETE'),
            'content-encoding': fc.constantFrom('gzip', 'identity', 'x'),
            expect: fc.constantFrom('100-continue', 'x'),
          },
          { requiredKeys: ['x-forwarded-for'] },
        )
        .map((headers) => headers as Record<string, string>),
      body: bodies,
    })
  })
