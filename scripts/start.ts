import { build } from './build'
import { type Child, describeEnding, startChild, stopRequested } from './child'
import { playDemo } from './demo'
import { Refusal } from './refusal'
import { withRelayData } from './relay-data'
import { ROOT } from './root'
import { ensureElectron, type Runtime } from './setup/electron'
import { ensureSystem } from './setup/system'
import { startTryOutRelay, type TryOutRelay } from './try-out-relay'

/** `npm start`: installs what is missing, builds, and either opens both sides or plays a whole session by itself. */
export async function main(words: readonly string[]): Promise<number> {
  const unknown = words.find((word) => word !== '--demo')
  if (unknown) throw new Refusal(`"${unknown}" is not understood: npm start takes only -- --demo.`)
  return words.includes('--demo') || !hasDisplay() ? playDemo() : openBothSides()
}

function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

async function openBothSides(): Promise<number> {
  await ensureSystem({ display: false, browser: false })
  const runtime = await ensureElectron()
  await build()
  return withRelayData('try-out', async (data) => {
    const relay = await startTryOutRelay(data)
    try {
      return await runUntilStopped(relay, runtime)
    } finally {
      await relay.child.stop()
    }
  })
}

async function runUntilStopped(relay: TryOutRelay, runtime: Runtime): Promise<number> {
  const agent = startAgent(runtime, relay.address)
  process.stdout.write(
    `\nConsole   ${relay.address}\nUser      ${relay.user}\nPassword  ${relay.password}\n\nCtrl-C ends it.\n`,
  )
  // Some openers live as long as the browser they start: nobody waits for them.
  void openInBrowser(relay.address)
  const stopRequest = stopRequested()
  try {
    await Promise.race([stopRequest.promise, agentOrRelayFailed(agent, relay)])
    return 0
  } finally {
    stopRequest.undo()
    await agent.stop()
  }
}

/** Ends only with a failure: a person who closes the agent may still want to look at the console. */
async function agentOrRelayFailed(agent: Child, relay: TryOutRelay): Promise<never> {
  const relayEnded = relay.child.ended.then((ending) => {
    throw new Refusal(`The relay ended by itself (${describeEnding(ending)}): run the command again.`)
  })
  const ending = await Promise.race([agent.ended, relayEnded])
  if (agent.isStopping()) return relayEnded
  if (ending.status !== 0) {
    throw new Refusal(`The agent ended by itself (${describeEnding(ending)}): run the command again.`)
  }
  process.stdout.write('The agent was closed. Ctrl-C ends the relay too.\n')
  return relayEnded
}

function startAgent(runtime: Runtime, address: string): Child {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  // Chromium refuses its sandbox to root; an ordinary user keeps it. Its own log of desktop services it misses would
  // hide what the agent says.
  const words = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--log-level=3', '.']
  return startChild('agent', runtime.executable, words, {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...env, ELECTRON_OVERRIDE_DIST_PATH: runtime.dist, SOBANI_RELAY: address, SOBANI_PROFILE: 'demo' },
  })
}

async function openInBrowser(address: string): Promise<void> {
  const [command, args] =
    process.platform === 'win32'
      ? ['cmd', ['/c', 'start', '""', address]]
      : [process.platform === 'darwin' ? 'open' : 'xdg-open', [address]]
  const opener = startChild('browser', command, args, { stdio: 'ignore', windowsVerbatimArguments: true })
  const opened = await opener.ended.then(
    ({ status }) => status === 0,
    () => false,
  )
  if (!opened) process.stdout.write('The console could not be opened in a browser: open the address above.\n')
}
