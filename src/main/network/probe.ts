import { setMaxListeners } from 'node:events'
import type { NetworkReadings, Reach } from '../../shared/environment'
import {
  blockedAt,
  type HttpAnswer,
  isRelay,
  notOffered,
  proxyInTheWay,
  reachedAt,
  type ServerAnswer,
  serverReaches,
  targetsOf,
} from '../../shared/network'
import type { NetworkRules } from '../../shared/profile'
import { log } from '../log'

/** Of the whole probe: everything runs at the same time. */
export const PROBE_LIMIT_MS = 6000

/** `answer` is null where nobody answered; `asksProxy` = a proxy wanted a user and a password first. */
export type Asked = { readonly answer: HttpAnswer | null; readonly asksProxy: boolean }

/** How the ways are tried. Each may reject, which counts as "not open"; each gives up when the signal says so. */
export type ProbeParts = {
  /** Before anything is tried: the proxy as it is set up now. */
  readonly prepare: () => Promise<unknown>
  /** GET, without cookies; a redirect is answered, not followed. */
  readonly ask: (url: string, over: AbortSignal) => Promise<Asked>
  /** Chromium's word for the proxy of an address, such as "DIRECT". */
  readonly resolveProxy: (url: string) => Promise<string>
  /** Opens and closes one signalling connection. @returns whether it stood */
  readonly openSocket: (
    transport: 'websocket' | 'polling',
    relay: string,
    over: AbortSignal,
  ) => Promise<boolean>
  /** Addresses of the servers that a picture may go through; null where the relay did not say. */
  readonly servers: () => Promise<readonly string[] | null>
  /** Has the page try them; null where it did not answer. */
  readonly tryServers: (urls: readonly string[], over: AbortSignal) => Promise<readonly ServerAnswer[] | null>
}

/**
 * Tries every way to the relay at the same time. Never rejects. Nothing about the customer is sent.
 * @param relay origin; null = none is set, then no way can be tried
 * @param proxy what the system has set up
 */
export async function probeNetwork(
  relay: string | null,
  rules: NetworkRules,
  proxy: NetworkReadings['proxy'],
  parts: ProbeParts,
  limitMs = PROBE_LIMIT_MS,
): Promise<NetworkReadings> {
  if (relay === null)
    return { proxy, http: null, https: null, websocket: null, polling: null, udp: null, turn: null }
  const over = AbortSignal.timeout(limitMs)
  // Every way waits for it: together more than Node takes for a leak.
  setMaxListeners(0, over)
  const targets = targetsOf(relay, rules)
  await settled('the proxy', over, null, parts.prepare)
  const [http, https, websocket, polling, servers, resolved] = await Promise.all([
    tryHealth(targets.http, parts, over),
    tryHealth(targets.https, parts, over),
    trySocket('websocket', relay, parts, over),
    trySocket('polling', relay, parts, over),
    tryServers(parts, over),
    settled('the proxy', over, null, () => parts.resolveProxy(relay)),
  ])
  return {
    proxy: proxyInTheWay(proxy, resolved, http.asksProxy || https.asksProxy),
    http: http.reach,
    https: https.reach,
    websocket,
    polling,
    ...servers,
  }
}

async function tryHealth(
  url: string | null,
  parts: ProbeParts,
  over: AbortSignal,
): Promise<{ reach: Reach; asksProxy: boolean }> {
  if (url === null) return { reach: notOffered, asksProxy: false }
  const from = performance.now()
  const nothing = { answer: null, asksProxy: false }
  const { answer, asksProxy } = await settled('an address', over, nothing, () => parts.ask(url, over))
  const reached = answer !== null && isRelay(url, answer)
  return { reach: reached ? reachedAt(url, performance.now() - from) : blockedAt(url), asksProxy }
}

async function trySocket(
  transport: 'websocket' | 'polling',
  relay: string,
  parts: ProbeParts,
  over: AbortSignal,
): Promise<Reach> {
  const from = performance.now()
  const opened = await settled(transport, over, false, () => parts.openSocket(transport, relay, over))
  return opened ? reachedAt(relay, performance.now() - from) : blockedAt(relay)
}

async function tryServers(
  parts: ProbeParts,
  over: AbortSignal,
): Promise<Pick<NetworkReadings, 'udp' | 'turn'>> {
  const urls = await settled('the list of servers', over, null, parts.servers)
  const wanted = urls ?? []
  const answers =
    wanted.length === 0
      ? null
      : await settled('the servers', over, null, () => parts.tryServers(wanted, over))
  return serverReaches(urls, answers)
}

/** What the work gives, or `otherwise` where it fails or the time is over. */
async function settled<T>(what: string, over: AbortSignal, otherwise: T, work: () => Promise<T>): Promise<T> {
  try {
    if (over.aborted) return otherwise
    return await Promise.race([work(), aborted(over, otherwise)])
  } catch (error) {
    log('network', `${what} could not be tried`, error)
    return otherwise
  }
}

const aborted = <T>(over: AbortSignal, value: T): Promise<T> =>
  new Promise((resolve) => over.addEventListener('abort', () => resolve(value), { once: true }))
