import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from '@playwright/test'
import { enter } from '../../scripts/network/inside'
import { type NetworkRelay, startNetworkRelay } from '../../scripts/network/relay'
import { type Services, startServices } from '../../scripts/network/services'
import type { Topology } from '../../scripts/network/topology'
import { type Agent, startAgent } from '../../scripts/play/agent'
import { Customer } from '../../scripts/play/customer'
import { Operator, startBrowser } from '../../scripts/play/operator'
import { findBrowser } from '../../scripts/setup/browser'
import { dataFolder } from '../relay/empty-database'
import { changedProfile } from './service'
import type { World } from './stage'
import { type Names, type Places, watchNames, watchPlaces } from './watched-places'

/** A network with everything real in it: coturn, a relay behind TLS, the agent at the customer, the console at the operator. */
export type NetStage = {
  readonly network: Topology
  readonly services: Services
  readonly agent: Agent
  readonly customer: Customer
  readonly operator: Operator
  /** Where each machine sent packets to, from before its programs were started. */
  readonly sent: { readonly customer: Places; readonly operator: Places }
  /** What the customer's machine looked up. The operator's browser looks up what its maker wishes. */
  readonly names: Names
  relay(): NetworkRelay
  /** Ends the relay at once, or in order; the database stays. */
  stopRelay(how: 'SIGKILL' | 'SIGTERM'): Promise<void>
  /** Starts it again, where it was. */
  startRelay(): Promise<void>
  /** One more console in a browser context of its own, signed in. */
  newOperator(): Promise<Operator>
  close(): Promise<void>
}

export type NetOptions = {
  readonly lay: () => Promise<Topology>
  /** How long the profile has a session wait for an end that was lost. */
  readonly resumeSeconds?: number
  /** The customer's system has the proxy of the network set up. */
  readonly proxied?: boolean
}

/** No single click or look takes longer, so that a test that fails says where. */
const PATIENCE_MS = 15_000

export async function openNetStage(world: World, options: NetOptions): Promise<NetStage> {
  const undo: (() => unknown)[] = []
  const close = async () => {
    for (const one of undo.splice(0).reverse()) await one()
  }
  try {
    return { ...(await open(world, options, undo)), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function open(
  world: World,
  { lay, resumeSeconds = 60, proxied = false }: NetOptions,
  undo: (() => unknown)[],
): Promise<Omit<NetStage, 'close'>> {
  const network = await lay()
  undo.push(() => network.stop())
  const folderOf = async (purpose: string) => {
    const made = await mkdtemp(join(tmpdir(), `sobani-${purpose}-`))
    undo.push(() => remove(made))
    return made
  }
  const [profiles, folder, data] = [
    await folderOf('profiles'),
    await folderOf('customer'),
    await dataFolder(),
  ]
  undo.push(() => remove(data))
  const session = { resumeSeconds, askMinutes: 30, answerMinutes: 5 }
  await writeFile(join(profiles, 'demo.json'), JSON.stringify(await changedProfile({ session })))
  const surroundings = { SOBANI_RELAY_PROFILES: profiles }
  let relay: NetworkRelay = await startNetworkRelay(network, data, surroundings)
  undo.push(() => relay.stop())
  const port = new URL(relay.target).port
  const services = await startServices(network, relay.target)
  undo.push(() => services.stop())
  const sent = {
    customer: await watchPlaces(network.customer),
    operator: await watchPlaces(network.operator),
  }
  const names = await watchNames(network.customer)
  undo.push(() => names.stop())

  const { authority, relayUrl, proxy } = services
  const home = { HOME: authority.home, NODE_EXTRA_CA_CERTS: authority.root }
  const chromium = await enter(network.operator, await findBrowser(), home)
  undo.push(() => chromium.close())
  const browser = await startBrowser(chromium.executable)
  undo.push(() => browser.close())
  const newOperator = () => operatorAt(browser, relayUrl, relay)

  const electron = await enter(network.customer, world.executable, home)
  undo.push(() => electron.close())
  await cp(world.consent, folder, { recursive: true })
  const place = `http://${proxy.place}`
  const [agent, operator] = await Promise.all([
    startAgent({
      executable: electron.executable,
      relay: relayUrl,
      display: world.display?.display ?? null,
      folder,
      ...(proxied ? { env: { http_proxy: place, https_proxy: place } } : {}),
    }).then((started) => {
      undo.push(() => started.stop())
      return started
    }),
    newOperator(),
  ])
  agent.page.setDefaultTimeout(PATIENCE_MS)
  return {
    network,
    services,
    agent,
    customer: new Customer(agent.page),
    operator,
    sent,
    names,
    relay: () => relay,
    async stopRelay(how) {
      relay.child.process.kill(how)
      await relay.child.ended
    },
    async startRelay() {
      relay = await startNetworkRelay(network, data, { ...surroundings, SOBANI_RELAY_PORT: port })
    },
    newOperator,
  }
}

async function operatorAt(browser: Browser, address: string, relay: NetworkRelay): Promise<Operator> {
  const operator = await Operator.at(browser, address)
  operator.page.setDefaultTimeout(PATIENCE_MS)
  await operator.signIn(relay)
  return operator
}

const remove = (folder: string) => rm(folder, { recursive: true, force: true, maxRetries: 5 })
