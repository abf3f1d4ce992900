import { type Config, isPrivate } from './config'
import { type Folder, takeFolder } from './data-folder'
import { describeError } from './log'
import { carryOutText } from './orders'
import { createRelay, type Relay } from './server'
import { openStore, type Store } from './store'
import { renewTryOut, tryOutUser } from './try-out'

/**
 * Runs the relay until it is told to stop. Says on stdout, one JSON object a line, what a starting program needs.
 * @returns the exit status
 */
export async function serve(config: Config, tryOut: boolean): Promise<number> {
  if (tryOut && !isPrivate(config))
    return fail(
      '--try-out makes an account for everyone to see, so SOBANI_RELAY_HOST and _PUBLIC_URL should be loopback.',
    )
  const folder = await takeFolder(config.data)
  if (folder === null)
    return fail('Another relay or command is using SOBANI_RELAY_DATA: stop it, or choose another folder.')
  const stop = stopRequested()
  const store = await openStore(config.data)
  const relay = await createRelay({ config, store }).catch(async (error: unknown) => {
    await store.close()
    await folder.release()
    throw error
  })
  const { operators, audit, devices, identity, rooms } = relay.services
  try {
    const password = tryOut ? await renewTryOut(operators) : null
    if (tryOut && password === null)
      return fail(`A real operator is called ${tryOutUser}: choose another SOBANI_RELAY_DATA for trying out.`)
    if (!tryOut) await operators.disableTryOut()
    const listening = await listen(relay, config)
    if (!listening.ok) return fail(listening.sentence)
    const { putOut } = relay
    const registry = {
      operators,
      audit,
      devices,
      identity: async () => identity,
      putOut,
      tellRevoked: rooms.tellRevoked,
    }
    folder.answer((line) => carryOutText(registry, line))
    // Without a certificate of its own a hang-up means what it always means.
    if (config.tls !== null) process.on('SIGHUP', relay.renewCertificate)
    say({ event: 'listening', address: listening.address })
    if (password !== null) say({ event: 'try-out', user: tryOutUser, password })
    const cause = await stop
    if (cause !== null) relay.services.log.fatal({ where: 'process', ...describeError(cause) }, 'stopping')
    return cause === null ? 0 : 1
  } finally {
    process.off('SIGHUP', relay.renewCertificate)
    await shutDown(relay, store, folder)
  }
}

const say = (event: object): void => void process.stdout.write(`${JSON.stringify(event)}\n`)

function fail(sentence: string): 1 {
  console.error(sentence)
  return 1
}

type Listening =
  | { readonly ok: true; readonly address: string }
  | { readonly ok: false; readonly sentence: string }

async function listen(relay: Relay, config: Config): Promise<Listening> {
  try {
    return { ok: true, address: await relay.listen() }
  } catch (error) {
    const sentence = refusedPort((error as NodeJS.ErrnoException).code, config)
    if (sentence === null) throw error
    return { ok: false, sentence }
  }
}

function refusedPort(code: string | undefined, { host, port }: Config): string | null {
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken: stop what uses it, or set SOBANI_RELAY_PORT (0 = any free one).`
  if (code === 'EACCES')
    return `Port ${port} needs more rights than this account has: set SOBANI_RELAY_PORT to 1024 or more.`
  if (code === 'EADDRNOTAVAIL') return `${host} is no address of this machine: set SOBANI_RELAY_HOST to one.`
  return null
}

async function shutDown(relay: Relay, store: Store, folder: Folder): Promise<void> {
  await relay.close()
  await store.close()
  await folder.release()
}

/** Resolves at the first signal with null, or with an error that nobody caught: then both ends are told as well. */
function stopRequested(): Promise<unknown> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(null))
    process.once('uncaughtException', resolve)
    process.once('unhandledRejection', resolve)
  })
}
