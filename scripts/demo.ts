import { build } from './build'
import { stopRequested } from './child'
import { withRelayData } from './relay-data'
import { findBrowser } from './setup/browser'
import { type Display, startDisplay } from './setup/display'
import { ensureElectron, type Runtime } from './setup/electron'
import { type Keyring, startKeyring } from './setup/keyring'
import { ensureSystem } from './setup/system'
import { startTryOutRelay, type TryOutRelay } from './try-out-relay'

const INTERRUPTED = 130

/** Plays a whole session with the real programs: on a virtual display on Linux, on the real one elsewhere. */
export async function playDemo(): Promise<number> {
  const isVirtual = process.platform === 'linux'
  await ensureSystem({ display: isVirtual, browser: true, keyring: isVirtual })
  const chromiumPath = await findBrowser()
  const runtime = await ensureElectron()
  await build()
  return withRelayData('demo', (data) => playWith(data, runtime, chromiumPath, isVirtual))
}

async function playWith(
  data: string,
  runtime: Runtime,
  chromiumPath: string,
  isVirtual: boolean,
): Promise<number> {
  const stopRequest = stopRequested()
  let display: Display | null = null
  let keyring: Keyring | null = null
  let relay: TryOutRelay | undefined
  try {
    if (isVirtual) {
      display = await startDisplay()
      keyring = await startKeyring()
    }
    relay = await startTryOutRelay(data)
    const { runDemo } = await import('./play/demo')
    const played = runDemo({
      relayAddress: relay.address,
      user: relay.user,
      password: relay.password,
      electronDist: runtime.dist,
      electronExecutable: runtime.executable,
      chromiumPath,
      display,
      keyring,
    })
    return await Promise.race([played.then(() => 0), stopRequest.promise.then(() => INTERRUPTED)])
  } finally {
    stopRequest.undo()
    await relay?.child.stop()
    await keyring?.stop()
    await display?.stop()
  }
}
