import { createInterface } from 'node:readline'
import { z } from 'zod'
import { type Child, describeEnding, startChild } from './child'
import { Refusal } from './refusal'
import { ROOT } from './root'

export interface TryOutRelay {
  address: string
  user: string
  password: string
  child: Child
  /** Everything it wrote to stderr so far. */
  log(): string
}

// What the relay says on stdout, one JSON object a line; other events pass.
const events = z.discriminatedUnion('event', [
  z.object({ event: z.literal('listening'), address: z.url() }),
  z.object({ event: z.literal('try-out'), user: z.string(), password: z.string() }),
])

// Ends the relay when we are killed: two relays must never have the same data folder open.
const LEASH = `data:text/javascript,process.channel.unref();process.once('disconnect',()=>process.kill(process.pid))`
const PATIENCE = 60_000

/**
 * Starts the relay on a free loopback port, with an account for trying it out, and waits until it can be used.
 * @param env variables of the relay that should differ
 */
export async function startTryOutRelay(
  dataFolder: string,
  env: Readonly<Record<string, string>> = {},
): Promise<TryOutRelay> {
  const child = startChild(
    'relay',
    process.execPath,
    ['--import', LEASH, 'out/relay/index.js', 'serve', '--try-out'],
    {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        ...process.env,
        SOBANI_RELAY_HOST: '127.0.0.1',
        SOBANI_RELAY_PORT: '0',
        SOBANI_RELAY_DATA: dataFolder,
        SOBANI_RELAY_PROFILE: process.env.SOBANI_RELAY_PROFILE || 'demo',
        ...env,
      },
    },
  )
  const { stdout, stderr } = child.process
  if (!stdout || !stderr) throw new Error('the relay was started without pipes')
  let log = ''
  stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text
  })

  const ready = new Promise<TryOutRelay>((resolve) => {
    let address: string | undefined
    let account: { user: string; password: string } | undefined
    createInterface({ input: stdout }).on('line', (line) => {
      const said = readEvent(line)
      if (said?.event === 'listening') address = said.address
      if (said?.event === 'try-out') account = said
      if (!address || !account) return
      resolve({ address, user: account.user, password: account.password, child, log: () => log })
    })
  })
  const failed = child.ended.then((ending) => {
    throw new Refusal(
      log.trim() || `The relay ended ${describeEnding(ending)} before it listened: run the command again.`,
    )
  })
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Refusal('The relay did not listen within a minute: run the command again.')),
      PATIENCE,
    )
  })
  try {
    const relay = await Promise.race([ready, failed, late])
    // From here on what it complains of is for the person at the keyboard.
    stderr.pipe(process.stderr, { end: false })
    return relay
  } catch (error) {
    await child.stop()
    throw error
  } finally {
    clearTimeout(timer)
    // Once it listens, its ending is for whoever holds the child.
    failed.catch(() => undefined)
  }
}

function readEvent(line: string): z.infer<typeof events> | undefined {
  if (!line.startsWith('{')) return undefined
  return events.safeParse(JSON.parse(line)).data
}
