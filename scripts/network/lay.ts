import { run } from '../setup/command'
import { type BothWays, type Link, startLink } from './link'
import { addNamespace, must, type Namespace, removeAbandoned } from './namespace'

// customer -- customer's gateway -- core -- operator's gateway -- operator
//                                     |
//                    this machine (relay, coturn, proxy: four addresses)
//
// Every network has a /24 of 198.18.0.0/15, which nobody uses but for tests, so that several can stand side by side.

/** Addresses of this machine in the network, for what stands on the internet. */
export type Servers = {
  readonly relay: string
  readonly turn: string
  readonly turnSecond: string
  readonly proxy: string
}

/** How all of them are called inside. */
export const SERVER_NAMES = {
  relay: 'relay.sobani.test',
  turn: 'turn.sobani.test',
  turnSecond: 'turn-2.sobani.test',
  proxy: 'proxy.sobani.test',
} as const satisfies Readonly<Record<keyof Servers, string>>

export type Laid = {
  /** From 1 to 254: which of the networks that stand side by side. */
  readonly slot: number
  readonly servers: Servers
  readonly customer: Namespace
  readonly operator: Namespace
  readonly gateways: { readonly customer: Namespace; readonly operator: Namespace }
  /** The customer's line, where one was asked for. */
  readonly link: Link | null
  readonly addresses: Addresses
  stop(): Promise<void>
}

export type Addresses = {
  readonly customer: readonly [string, string]
  readonly customerGateway: string
  readonly operator: string
  readonly customerWan: readonly [string, string]
  readonly customerCore: string
}

const TRIES = 20
const forwarding = (namespace: Namespace) =>
  namespace.run('sh', '-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward')

/** @param ways what the customer's line does; null: a cable without any limit */
export async function layNetwork(ways: BothWays | null): Promise<Laid> {
  await removeAbandoned()
  const undo: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const close of undo.splice(0).reverse()) await close()
  }
  try {
    return { ...(await lay(ways, undo)), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function lay(ways: BothWays | null, undo: (() => Promise<unknown>)[]): Promise<Omit<Laid, 'stop'>> {
  const slot = await claimSlot(undo)
  const at = (last: number) => `198.18.${slot}.${last}`
  const servers = { relay: at(1), turn: at(2), turnSecond: at(3), proxy: at(4) }
  const hosts = {
    [SERVER_NAMES.relay]: servers.relay,
    [SERVER_NAMES.turn]: servers.turn,
    [SERVER_NAMES.turnSecond]: servers.turnSecond,
    [SERVER_NAMES.proxy]: servers.proxy,
  }
  const add = async (role: string) => {
    const made = await addNamespace(String(slot), role, hosts)
    undo.push(() => made.remove())
    return made
  }
  const [core, customerGate, operatorGate, customer, operator] = [
    await add('core'),
    await add('gate-c'),
    await add('gate-o'),
    await add('customer'),
    await add('operator'),
  ]
  for (const router of [core, customerGate, operatorGate]) await forwarding(router)

  const ours = deviceOf(slot)
  await must('ip', 'link', 'set', `${ours}p`, 'netns', core.name, 'name', 'root0')
  for (const address of Object.values(servers)) await must('ip', 'addr', 'add', `${address}/27`, 'dev', ours)
  await must('ip', 'link', 'set', ours, 'up')
  await give(core, 'root0', at(30), 27)
  await must('ip', 'route', 'add', `198.18.${slot}.0/24`, 'via', at(30), 'dev', ours)

  await wire(slot, core, 'customer0', customerGate, 'wan0')
  await give(core, 'customer0', at(33), 28)
  await give(customerGate, 'wan0', at(34), 28)
  await wire(slot, core, 'operator0', operatorGate, 'wan0')
  await give(core, 'operator0', at(49), 28)
  await give(operatorGate, 'wan0', at(50), 28)

  const end = { device: 'lan0' }
  let link: Link | null = null
  if (ways === null) await wire(slot, customer, 'lan0', customerGate, 'lan0')
  else {
    const laid = await startLink(
      `${slot}`,
      { namespace: customer, ...end },
      { namespace: customerGate, ...end },
      ways,
    )
    undo.push(() => laid.stop())
    link = laid
  }
  await give(customer, 'lan0', at(66), 28)
  await give(customerGate, 'lan0', at(65), 28)
  await wire(slot, operator, 'lan0', operatorGate, 'lan0')
  await give(operator, 'lan0', at(82), 28)
  await give(operatorGate, 'lan0', at(81), 28)

  await route(customer, 'default', at(65))
  await route(operator, 'default', at(81))
  await route(customerGate, 'default', at(33))
  await route(operatorGate, 'default', at(49))
  await route(core, `${at(64)}/28`, at(34))
  await route(core, `${at(80)}/28`, at(50))
  return {
    slot,
    servers,
    customer,
    operator,
    gateways: { customer: customerGate, operator: operatorGate },
    link,
    addresses: {
      customer: [at(66), at(67)],
      customerGateway: at(65),
      operator: at(82),
      customerWan: [at(34), at(35)],
      customerCore: at(33),
    },
  }
}

const deviceOf = (slot: number) => `sobani${slot}`

/** Whoever makes the device of a slot has it: there cannot be two of one name. */
async function claimSlot(undo: (() => Promise<unknown>)[]): Promise<number> {
  let fault = ''
  for (let tries = 0; tries < TRIES; tries += 1) {
    const slot = 1 + Math.floor(Math.random() * 254)
    const name = deviceOf(slot)
    const words = ['link', 'add', name, 'type', 'veth', 'peer', 'name', `${name}p`]
    const outcome = await run('ip', words)
    if (outcome.status === 0) {
      // It goes with the namespace that has its other end, unless that was never made.
      undo.push(() => run('ip', ['link', 'del', name]))
      return slot
    }
    fault = outcome.stderr.trim()
  }
  throw new Error(`no network could be laid: ${fault}`)
}

async function wire(slot: number, near: Namespace, nearName: string, far: Namespace, farName: string) {
  const [one, two] = [`sobw${slot}a`, `sobw${slot}b`]
  await must('ip', 'link', 'add', one, 'type', 'veth', 'peer', 'name', two)
  await must('ip', 'link', 'set', one, 'netns', near.name, 'name', nearName)
  await must('ip', 'link', 'set', two, 'netns', far.name, 'name', farName)
}

export async function give(namespace: Namespace, device: string, address: string, bits: number) {
  await must('ip', '-n', namespace.name, 'addr', 'add', `${address}/${bits}`, 'dev', device)
  await must('ip', '-n', namespace.name, 'link', 'set', device, 'up')
}

export const route = (namespace: Namespace, target: string, via: string) =>
  must('ip', '-n', namespace.name, 'route', 'replace', target, 'via', via)
