import type { NetworkReadings, Reach } from './environment'
import type { NetworkRules } from './profile'
import { z } from './zod'

/** What the relay says at /healthz. A page that a café's network puts in the way says something else. */
export const health = z.strictObject({ ok: z.literal(true), version: z.string().max(60) })

/** Addresses to ask for; null = this relay does not offer that way. */
export type Targets = { readonly http: string | null; readonly https: string | null }

type Place = { readonly scheme: 'http' | 'https'; readonly host: string; readonly port: string }

/** Scheme, host and port of a whole address; null for anything with an account, a path before its host, or neither. */
function placeIn(url: string): Place | null {
  const found = /^(https?):\/\/(\[[\da-f:.]+\]|[^\s/:?#@\\[\]]+)(?::(\d+))?(?=[/?#]|$)/i.exec(url)
  const [, scheme, host, port] = found ?? []
  if (scheme === undefined || host === undefined) return null
  return {
    scheme: scheme.toLowerCase() === 'https' ? 'https' : 'http',
    host: host.toLowerCase(),
    port: port ?? '',
  }
}

/**
 * Where the relay is asked for over each protocol. A relay of the development speaks plain HTTP, at its own address
 * only; any other is behind https, and its plain port is tried as the rules name it.
 * @param relay origin, such as "https://support.example.jp"
 */
export function targetsOf(relay: string, rules: NetworkRules): Targets {
  const place = placeIn(relay)
  if (place === null) return { http: null, https: null }
  if (place.scheme === 'http') return { http: `${relay}/healthz`, https: null }
  return {
    http: `http://${place.host}:${rules.httpPort}/healthz`,
    https: `https://${place.host}:${place.port || rules.httpsPort}/healthz`,
  }
}

/** One HTTP answer, as far as it was read; `location` is where it sends the asker on to, if anywhere. */
export type HttpAnswer = { readonly status: number; readonly location: string | null; readonly text: string }

/**
 * Whether our relay answered: by its own word, or, over plain HTTP, by sending the asker to https at the same name.
 * Whoever stands on the way could say as much over plain HTTP; that is why nothing but "reached" follows from it.
 */
export function isRelay(url: string, { status, location, text }: HttpAnswer): boolean {
  if (status >= 300 && status < 400) {
    const [asked, next] = [placeIn(url), placeIn(location ?? '')]
    return asked?.scheme === 'http' && next?.scheme === 'https' && next.host === asked.host
  }
  if (status !== 200) return false
  try {
    return health.safeParse(JSON.parse(text)).success
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}

/** Shorter than any host may be, long enough for those there are. */
const HOST_LIMIT = 90

/** "support.example.jp:443", with the port that the protocol means where none stands. */
function hostAndPort(url: string): string {
  const { scheme, host, port } = placeIn(url) ?? { scheme: 'https', host: '', port: '' }
  return `${shortened(host)}:${port || (scheme === 'https' ? '443' : '80')}`
}

const shortened = (host: string): string =>
  host.length > HOST_LIMIT ? `${host.slice(0, HOST_LIMIT)}…` : host

export const reachedAt = (url: string, ms: number): Reach => ({
  state: 'reached',
  at: `${hostAndPort(url)}, ${Math.max(1, Math.round(ms))} ms`,
})
export const blockedAt = (url: string): Reach => ({ state: 'blocked', at: hostAndPort(url) })
export const notOffered: Reach = { state: 'not-offered', at: '' }

export type ServerAnswer = { readonly url: string; readonly reached: boolean }

/**
 * UDP and TURN out of what the page found. Reached = one server of that kind answered; blocked = all were tried and none
 * did; null = not all are known, and none answered.
 * @param urls of the relay's servers, as in an ICE server; null = the relay did not name them
 * @param answers of the page; null = it did not answer
 */
export function serverReaches(
  urls: readonly string[] | null,
  answers: readonly ServerAnswer[] | null,
): Pick<NetworkReadings, 'udp' | 'turn'> {
  const over = (kind: RegExp): Reach => {
    if (urls === null) return null
    const wanted = urls.filter((url) => kind.test(url))
    const [first] = wanted
    if (first === undefined) return notOffered
    const found = wanted.map((url) => answers?.find((answer) => answer.url === url) ?? null)
    const open = found.find((answer) => answer?.reached === true)
    if (open) return { state: 'reached', at: serverPlace(open.url) }
    return found.includes(null) ? null : { state: 'blocked', at: serverPlace(first) }
  }
  return { udp: over(OVER_UDP), turn: over(ANY_TURN) }
}

/** RFC 7064, 7065: STUN goes over UDP, TURN as well unless it says TCP; "turns" is TLS over TCP. */
const OVER_UDP = /^(stun:|turn:(?!.*[?&]transport=tcp))/i
const ANY_TURN = /^turns?:/i

/** "turn.example.jp:3478" of "turn:turn.example.jp?transport=tcp". */
function serverPlace(url: string): string {
  const [scheme = '', rest = ''] = url.split(/:(.*)/s)
  const place = rest.split('?')[0] ?? ''
  const port = /:\d+$/.test(place) ? '' : /s$/i.test(scheme) ? ':5349' : ':3478'
  return `${shortened(place)}${port}`
}

/**
 * The proxy that is really in the way to the relay: what is set up may leave the relay's address out, and what is not
 * set up by hand may still be found by itself.
 * @param read what the system has set up; null = could not be read
 * @param resolved Chromium's answer for the relay's address ("DIRECT", "PROXY host:port; DIRECT"); null = none came
 * @param asks a proxy asked for a user and a password
 */
export function proxyInTheWay(
  read: NetworkReadings['proxy'],
  resolved: string | null,
  asks: boolean,
): NetworkReadings['proxy'] {
  if (resolved === null && !asks) return read
  const direct = !asks && /^\s*DIRECT\b/i.test(resolved ?? '')
  if (direct) return { kind: 'none', authentication: false }
  const kind = read === null || read.kind === 'none' ? 'automatic' : read.kind
  return { kind, authentication: asks ? true : (read?.authentication ?? null) }
}
