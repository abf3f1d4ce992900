import { give, type Laid, layNetwork, route, SERVER_NAMES, type Servers } from './lay'
import type { BothWays, Link } from './link'
import { must, type Namespace, setRules } from './namespace'
import type { LineOptions } from './shaper'

/**
 * A customer and an operator, each on a machine of his own behind a gateway, and this machine as the internet between
 * them: what listens on `servers` is reached from both, as far as the customer's gateway lets it.
 */
export type Topology = {
  /** Where the customer's agent runs. */
  readonly customer: Namespace
  /** Where the operator's browser runs. */
  readonly operator: Namespace
  /** Addresses of this machine for the relay's front, coturn (two), and the customer's proxy. */
  readonly servers: Servers
  /** How they are called inside the two namespaces. */
  readonly names: typeof SERVER_NAMES
  /** Of the two machines, as they are now. */
  readonly addresses: () => { readonly customer: string; readonly operator: string }
  /** The customer's line, only where one was asked for. */
  readonly link: Link | null
  /** From now on nothing reaches the customer and nothing comes from him; nobody is told. */
  cut(): Promise<void>
  restore(): Promise<void>
  /** The customer's machine loses its address and has another. @returns the new one */
  changeAddress(): Promise<string>
  /** Ends all that runs inside and removes everything. May be called again. */
  stop(): Promise<void>
}

export type TopologyOptions = {
  /** The customer's line, the same both ways or each for itself; by default a cable. */
  readonly line?: LineOptions | BothWays
}

type Gate = {
  /** nftables lines for what the customer's gateway forwards. */
  readonly customer?: readonly string[]
  readonly nat?: boolean
}

/** Where the proxy of `proxyOnly` listens. */
export const PROXY_PORT = 3128

/** Everything passes, and both ends see each other. */
export const open = (options: TopologyOptions = {}): Promise<Topology> => lay({}, options)

/** The customer reaches TCP 443 of this machine, and nothing else. */
export const only443 = (options: TopologyOptions = {}): Promise<Topology> =>
  lay(
    { customer: [ANSWERS, 'iifname "lan0" oifname "wan0" ip daddr $servers tcp dport 443 accept', 'drop'] },
    options,
  )

/** No UDP to or from the customer. */
export const udpDropped = (options: TopologyOptions = {}): Promise<Topology> =>
  lay({ customer: ['meta l4proto udp drop'] }, options)

/** Both behind a NAT that takes another random port for each far end: only a relayed path works. */
export const symmetricNat = (options: TopologyOptions = {}): Promise<Topology> => lay({ nat: true }, options)

/** A line with limits, the same both ways; nothing is filtered. */
export const line = (delayMs: number, mbit: number, loss: number, queueMs = 100): Promise<Topology> =>
  lay({}, { line: { delayMs, mbit, loss, queueMs } })

/** The customer reaches the proxy's address, TCP port PROXY_PORT, and nothing else; `startConnectProxy` is for there. */
export const proxyOnly = (options: TopologyOptions = {}): Promise<Topology> =>
  lay(
    {
      customer: [
        ANSWERS,
        `iifname "lan0" oifname "wan0" ip daddr $proxy tcp dport ${PROXY_PORT} accept`,
        'drop',
      ],
    },
    options,
  )

const ANSWERS = 'ct state established,related accept'

async function lay({ customer = [], nat = false }: Gate, { line }: TopologyOptions): Promise<Topology> {
  const laid = await layNetwork(line === undefined ? null : 'up' in line ? line : { up: line, down: line })
  try {
    const { servers, gateways } = laid
    const inwards = nat ? [ANSWERS, 'iifname "wan0" drop'] : []
    const rules = [...customer, ...inwards].map((rule) =>
      rule
        .replace('$servers', `{ ${servers.relay}, ${servers.turn}, ${servers.turnSecond} }`)
        .replace('$proxy', servers.proxy),
    )
    await setRules(gateways.customer, tableOf(rules, nat))
    await setRules(gateways.operator, tableOf(inwards, nat))
  } catch (error) {
    await laid.stop()
    throw error
  }
  return topologyOf(laid, nat)
}

const chain = (name: string, hook: string, rules: readonly string[]): string =>
  `chain ${name} {\n${[`type ${hook}`, ...rules].join('\n')}\n}\n`

const tableOf = (rules: readonly string[], nat: boolean): string =>
  `table inet sobani {\n${[
    // First, so that it also holds what the rules below let pass.
    chain('cut', 'filter hook forward priority -10', []),
    chain('forward', 'filter hook forward priority 0', rules),
    nat
      ? chain('nat', 'nat hook postrouting priority 100', ['oifname "wan0" masquerade random,fully-random'])
      : '',
  ].join('')}}\n`

function topologyOf(laid: Laid, nat: boolean): Topology {
  const { customer, operator, servers, link, gateways, addresses: known } = laid
  let moved = false
  const place = () => known.customer[moved ? 1 : 0]
  return {
    customer,
    operator,
    servers,
    names: SERVER_NAMES,
    link,
    addresses: () => ({ customer: place(), operator: known.operator }),
    cut: () => setRules(gateways.customer, 'flush chain inet sobani cut\nadd rule inet sobani cut drop\n'),
    restore: () => setRules(gateways.customer, 'flush chain inet sobani cut\n'),
    async changeAddress() {
      const now = moved ? 0 : 1
      moved = !moved
      if (nat) {
        // A provider that gives another address: the NAT forgets what it had.
        await must('ip', '-n', gateways.customer.name, 'addr', 'flush', 'dev', 'wan0', 'scope', 'global')
        await give(gateways.customer, 'wan0', known.customerWan[now], 28)
        await route(gateways.customer, 'default', known.customerCore)
      }
      await must('ip', '-n', customer.name, 'addr', 'flush', 'dev', 'lan0', 'scope', 'global')
      await give(customer, 'lan0', known.customer[now], 28)
      await route(customer, 'default', known.customerGateway)
      return place()
    },
    stop: laid.stop,
  }
}
