import { randomBytes } from 'node:crypto'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { type Child, describeEnding, startChild } from '../child'
import { ROOT } from '../root'
import { relayUrlOf, TURN_SECRET, turnUrls } from './services'
import type { Topology } from './topology'

/** The built relay as it runs on the internet: behind TLS, with real operators only. */
export type NetworkRelay = {
  /** Where it listens on this machine: `target` of `startServices`. */
  readonly target: string
  /** An operator made for this start. */
  readonly user: string
  readonly password: string
  readonly child: Child
  /** Everything it wrote to stderr so far. */
  log(): string
  stop(): Promise<void>
}

const listening = z.object({ event: z.literal('listening'), address: z.url() })

/**
 * Starts `out/relay` for a network, with its coturn named, and makes an operator.
 * @param data its data folder, which stays when it stops
 * @param env variables that should differ; with SOBANI_RELAY_PORT it comes back where it was
 */
export async function startNetworkRelay(
  network: Topology,
  data: string,
  env: Readonly<Record<string, string>> = {},
): Promise<NetworkRelay> {
  const settings = {
    ...process.env,
    SOBANI_RELAY_HOST: '127.0.0.1',
    SOBANI_RELAY_PORT: '0',
    SOBANI_RELAY_DATA: data,
    SOBANI_RELAY_PROFILE: 'demo',
    SOBANI_RELAY_PUBLIC_URL: relayUrlOf(network),
    SOBANI_RELAY_TURN_URLS: turnUrls(network).join(','),
    SOBANI_RELAY_TURN_SECRET: TURN_SECRET,
    ...env,
  }
  const child = startChild('relay', process.execPath, ['out/relay/index.js', 'serve'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: settings,
  })
  const { stdout, stderr } = child.process
  if (!stdout || !stderr) throw new Error('the relay was started without pipes')
  let log = ''
  stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text
  })
  try {
    const target = await new Promise<string>((resolve, reject) => {
      createInterface({ input: stdout }).on('line', (line) => {
        const said = line.startsWith('{') ? listening.safeParse(JSON.parse(line)).data : undefined
        if (said !== undefined) resolve(said.address)
      })
      child.ended.then((ending) => {
        reject(new Error(`the relay ended ${describeEnding(ending)}: ${log.trim()}`))
      }, reject)
    })
    const account = {
      user: `desk-${randomBytes(4).toString('hex')}`,
      password: randomBytes(12).toString('base64url'),
    }
    await addOperator(account, settings)
    return { target, ...account, child, log: () => log, stop: () => child.stop() }
  } catch (error) {
    await child.stop()
    throw error
  }
}

/** As an administrator does, while the relay runs. */
async function addOperator(
  { user, password }: { readonly user: string; readonly password: string },
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const words = ['operator', 'add', '--user', user, '--name', 'Tanaka', '--company', 'Sobani Net']
  const command = startChild('relay command', process.execPath, ['out/relay/index.js', ...words], {
    cwd: ROOT,
    stdio: ['pipe', 'ignore', 'pipe'],
    env,
  })
  let complaint = ''
  command.process.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint += text
  })
  command.process.stdin?.end(`${password}\n`)
  const { status } = await command.ended
  if (status !== 0) throw new Error(`the account was not made: ${complaint.trim()}`)
}
