import { type Authority, makeAuthority } from './authority'
import { type ConnectProxy, startConnectProxy } from './connect-proxy'
import { type Front, startFront } from './front'
import { PROXY_PORT, type Topology } from './topology'
import { startTurnServer, type TurnServer, turnAccount } from './turn-server'

/** What stands on the internet of a network, by the names that are known inside it. */
export type Services = {
  /** For SOBANI_RELAY inside, and for the operator's browser. */
  readonly relayUrl: string
  /** HOME of the programs inside: there its certificates are trusted. */
  readonly authority: Authority
  readonly front: Front
  readonly turn: TurnServer
  readonly proxy: ConnectProxy
  /** Of `turn`, by every way, for `iceServers`: UDP and TCP on 3478, TLS on 443. */
  readonly ice: readonly {
    readonly urls: readonly string[]
    readonly username: string
    readonly credential: string
  }[]
  /** May be called again. */
  stop(): Promise<void>
}

/** Of the accounts for coturn, as long as the relay wants it. */
export const TURN_SECRET = 'for-tests-and-benchmarks'

const TURN_PORT = 3478
const TLS_PORT = 443

/** The addresses of a network's coturn, before it runs. */
export const turnUrls = ({ names: { turn } }: Topology): readonly string[] => [
  `turn:${turn}:${TURN_PORT}?transport=udp`,
  `turn:${turn}:${TURN_PORT}?transport=tcp`,
  `turns:${turn}:${TLS_PORT}?transport=tcp`,
]

export const relayUrlOf = ({ names }: Topology): string => `https://${names.relay}`

/**
 * @param target where the relay listens on this machine, for example "http://127.0.0.1:8470"; its front has TLS on 443
 * @param secret of the accounts for coturn
 */
export async function startServices(
  network: Topology,
  target: string,
  secret = TURN_SECRET,
): Promise<Services> {
  const { servers: at, names } = network
  const undo: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const close of undo.splice(0).reverse()) await close()
  }
  try {
    const authority = await makeAuthority(...Object.values(names), ...Object.values(at))
    undo.push(() => authority.close())
    const { key, cert } = authority
    const turn = await startTurnServer({
      port: TURN_PORT,
      secret,
      addresses: [at.turn],
      tls: { port: TLS_PORT, key, cert },
    })
    undo.push(() => turn.stop())
    const hosts = Object.fromEntries(
      (Object.keys(names) as (keyof typeof names)[]).map((one) => [names[one], at[one]]),
    )
    const proxy = await startConnectProxy({ address: at.proxy, port: PROXY_PORT, hosts })
    undo.push(() => proxy.close())
    const front = await startFront({ address: at.relay, port: TLS_PORT, target, certificate: { key, cert } })
    undo.push(() => front.close())
    const ice = [{ urls: turnUrls(network), ...turnAccount(secret) }]
    return { relayUrl: relayUrlOf(network), authority, front, turn, proxy, ice, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
