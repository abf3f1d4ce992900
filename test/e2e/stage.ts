import { spawn } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type Browser, test as base } from '@playwright/test'
import { type Agent, type AgentOptions, startAgent } from '../../scripts/play/agent'
import { Customer } from '../../scripts/play/customer'
import { type Account, Operator, type StorageState, startBrowser } from '../../scripts/play/operator'
import { ROOT } from '../../scripts/root'
import { findBrowser } from '../../scripts/setup/browser'
import { type Display, startDisplay } from '../../scripts/setup/display'
import { ensureElectron } from '../../scripts/setup/electron'
import { type Keyring, startKeyring } from '../../scripts/setup/keyring'
import { startTryOutRelay, type TryOutRelay } from '../../scripts/try-out-relay'
import { dataFolder } from '../relay/empty-database'

/** Where every test plays: real programs, started once for each worker. */
export type World = {
  /** null where there is a real display (Windows, macOS). */
  readonly display: Display | null
  /** Every customer's key store; null where there is a real one. */
  readonly keyring: Keyring | null
  readonly executable: string
  readonly browser: Browser
  readonly relay: Relay
  /** What a browser keeps of an operator who signed in. */
  readonly signedIn: StorageState
  /** What an agent keeps once the documents were agreed to. */
  readonly consent: string
}

export type Relay = TryOutRelay & { readonly data: string; stop(): Promise<void> }

export type CustomerOptions = Partial<AgentOptions> & {
  /** false: a first-time customer, who has not agreed to the documents yet. */
  readonly consented?: boolean
}
export type OperatorOptions = Parameters<typeof Operator.at>[2] & {
  readonly relay?: Relay
  /** Someone else than the account for trying out. */
  readonly account?: Account
}

/** The two people on the phone. */
export type Call = { readonly agent: Agent; readonly customer: Customer; readonly operator: Operator }

type Cast = {
  /** Starts one more agent; it ends with the test. */
  newCustomer(options?: CustomerOptions): Promise<{ agent: Agent; customer: Customer }>
  /** Opens one more console, signed in; it ends with the test. */
  newOperator(options?: OperatorOptions): Promise<Operator>
  /** A customer who agreed to the documents before, and an operator at the desk. */
  call: Call
}

/** No single click or look takes longer, so that a test that fails says where. */
const PATIENCE = 10_000

export const test = base.extend<Cast, { world: World }>({
  world: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
    async ({}, use) => {
      const undo: Array<() => Promise<unknown>> = []
      try {
        await use(await makeWorld(undo))
      } finally {
        for (const close of undo.reverse()) await close()
      }
    },
    { scope: 'worker', timeout: 90_000 },
  ],

  newCustomer: async ({ world }, use, testInfo) => {
    const undo: Array<() => Promise<unknown>> = []
    await use(async ({ consented = true, ...options } = {}) => {
      const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'sobani-customer-')))
      if (options.folder === undefined) undo.push(() => remove(folder))
      if (consented && options.folder === undefined) await cp(world.consent, folder, { recursive: true })
      const agent = await startAgent({
        executable: world.executable,
        relay: world.relay.address,
        display: world.display?.display ?? null,
        keyring: world.keyring,
        ...options,
        folder,
      })
      undo.push(async () => {
        await agent.stop()
        if (testInfo.status !== testInfo.expectedStatus)
          await testInfo.attach("the agent's log", { body: agent.log(), contentType: 'text/plain' })
      })
      agent.page.setDefaultTimeout(PATIENCE)
      return { agent, customer: new Customer(agent.page, options.language) }
    })
    for (const close of undo.reverse()) await close()
  },

  newOperator: async ({ world }, use) => {
    const undo: Array<() => Promise<unknown>> = []
    await use(async ({ relay, account, ...options } = {}) => {
      const known = relay === undefined && account === undefined
      const operator = await Operator.at(world.browser, (relay ?? world.relay).address, {
        ...options,
        ...(known ? { signedIn: world.signedIn } : {}),
      })
      undo.push(() => operator.context.close())
      operator.page.setDefaultTimeout(PATIENCE)
      if (known) await operator.sees('desk')
      else await operator.signIn(account ?? relay ?? world.relay)
      return operator
    })
    for (const close of undo) await close()
  },

  call: async ({ newCustomer, newOperator }, use) => {
    const [person, operator] = await Promise.all([newCustomer(), newOperator()])
    await use({ ...person, operator })
  },
})

export { expect } from '@playwright/test'

async function makeWorld(undo: Array<() => Promise<unknown>>): Promise<World> {
  const [{ executable }, chromium] = await Promise.all([ensureElectron(), findBrowser()])
  const display = process.platform === 'linux' ? await startDisplay() : null
  if (display !== null) undo.push(() => display.stop())
  const keyring = process.platform === 'linux' ? await startKeyring() : null
  if (keyring !== null) undo.push(() => keyring.stop())
  const [relay, browser] = await Promise.all([startRelay(), startBrowser(chromium)])
  undo.push(() => relay.stop())
  undo.push(() => browser.close())

  const operator = await Operator.at(browser, relay.address)
  await operator.signIn(relay)
  const signedIn = await operator.context.storageState()
  await operator.context.close()

  const folder = await mkdtemp(join(tmpdir(), 'sobani-consented-'))
  undo.push(() => remove(folder))
  const agent = await startAgent({
    executable,
    relay: null,
    display: display?.display ?? null,
    folder,
  })
  const customer = new Customer(agent.page)
  await customer.readDocuments()
  await customer.agree()
  await agent.stop()
  return { display, keyring, executable, browser, relay, signedIn, consent: folder }
}

/**
 * A relay of one's own, for tests that use up its patience or its life.
 * @param env its variables; with a data folder given, that stays when it stops, for the next one
 */
export async function startRelay(env: Readonly<Record<string, string>> = {}): Promise<Relay> {
  const data = env.SOBANI_RELAY_DATA ?? (await dataFolder())
  const relay = await startTryOutRelay(data, env)
  const stop = async () => {
    await relay.child.stop()
    if (env.SOBANI_RELAY_DATA === undefined) await remove(data)
  }
  return { ...relay, data, stop }
}

/** Makes an account as an administrator does, while the relay is running. */
export async function addOperator(
  relay: Relay,
  operator: Account & { readonly name: string; readonly company: string },
): Promise<void> {
  const { user, name, company, password } = operator
  const words = ['operator', 'add', '--user', user, '--name', name, '--company', company]
  const command = spawn(process.execPath, ['out/relay/index.js', ...words], {
    cwd: ROOT,
    env: { ...process.env, SOBANI_RELAY_DATA: relay.data },
  })
  command.stdin.end(`${password}\n`)
  const said = await Promise.all([text(command.stdout), text(command.stderr)])
  if (!said[0].includes(user)) throw new Error(`the account was not made: ${said.join('')}`)
}

const remove = (folder: string) => rm(folder, { recursive: true, force: true, maxRetries: 5 })
