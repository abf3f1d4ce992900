import { type Refusal, refuse } from '../shared/errors'
import { parseValue } from '../shared/parse'
import type { z } from '../shared/zod'
import { log } from './log'
import { relaySession } from './relay-session'
import type { RelayRefusal } from './settings'

const LIMIT_MS = 5000
const MOST_BYTES = 256_000

/** The relay's answers outside a session, over Chromium's network: the system's proxy, PAC file and sign-in apply. */
export type RelayHttp = {
  /** The relay's address, null where none was set. */
  readonly url: string | null
  /** What is said where there is none. */
  readonly why: RelayRefusal
  get<T>(path: string, reply: z.ZodType<T>): Promise<T | Refusal>
  post<T>(path: string, body: object, reply: z.ZodType<T>): Promise<T | Refusal>
}

/** @param why what is answered where there is no relay */
export function createRelayHttp(url: string | null, why: RelayRefusal = 'relay-not-set'): RelayHttp {
  const ask = async <T>(path: string, init: RequestInit, reply: z.ZodType<T>): Promise<T | Refusal> => {
    if (url === null) return refuse(why)
    try {
      const answer = await relaySession().fetch(`${url}${path}`, {
        ...init,
        redirect: 'error',
        credentials: 'omit',
        headers: { ...init.headers, 'cache-control': 'no-cache' },
        signal: AbortSignal.timeout(LIMIT_MS),
      })
      const text = await textOf(answer)
      if (text === null) return refuse('message-too-large')
      const parsed = parseValue(reply, JSON.parse(text) as unknown)
      return parsed.ok ? parsed.message : parsed
    } catch (error) {
      // What is no JSON would be quoted: a hotel's page, say.
      const strange = error instanceof SyntaxError
      log('relay', `no answer to ${path.replace(/[^/]{20,}/g, '…')}`, strange ? new Error(error.name) : error)
      return refuse(strange ? 'message-malformed' : 'relay-unreachable')
    }
  }
  return {
    url,
    why,
    get: (path, reply) => ask(path, { method: 'GET' }, reply),
    post: (path, body, reply) =>
      ask(
        path,
        { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
        reply,
      ),
  }
}

/** Null where the answer is larger than any of ours. */
async function textOf(answer: Response): Promise<string | null> {
  const reader = answer.body?.getReader()
  if (reader === undefined) return ''
  const parts: Uint8Array[] = []
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return Buffer.concat(parts).toString('utf8')
    bytes += value.byteLength
    if (bytes > MOST_BYTES) {
      await reader.cancel()
      return null
    }
    parts.push(value)
  }
}
