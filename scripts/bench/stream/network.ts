import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { enter } from '../../network/inside'
import { startNetworkRelay } from '../../network/relay'
import { startServices } from '../../network/services'
import { line, type Topology } from '../../network/topology'
import type { LineName } from './options'
import type { Stage } from './ours'

/** Round trips of 40 and 80 ms: half of it each way. Loss each way, and a queue of 100 ms. */
const VALUES: Readonly<Record<LineName, readonly [delayMs: number, mbit: number, loss: number]>> = {
  A: [20, 10, 0.005],
  B: [40, 2, 0.01],
}

export const layLine = (name: LineName): Promise<Topology> => line(...VALUES[name])

/** Plays in a network: the agent at the customer's, the console at the operator's, relay and coturn on the internet. */
export async function withNetwork<T>(
  lay: () => Promise<Topology>,
  { executable, chromiumPath, display }: Pick<Stage, 'executable' | 'chromiumPath' | 'display'>,
  work: (stage: Stage) => Promise<T>,
): Promise<T> {
  const undo: Array<() => unknown> = []
  try {
    const network = await lay()
    undo.push(() => network.stop())
    const data = await mkdtemp(join(tmpdir(), 'sobani-bench-'))
    undo.push(() => rm(data, { recursive: true, force: true, maxRetries: 5 }))
    const relay = await startNetworkRelay(network, data)
    undo.push(() => relay.stop())
    const services = await startServices(network, relay.target)
    undo.push(() => services.stop())
    // There the certificates of this network are trusted.
    const home = { HOME: services.authority.home }
    const electron = await enter(network.customer, executable, home)
    undo.push(() => electron.close())
    const chromium = await enter(network.operator, chromiumPath, home)
    undo.push(() => chromium.close())
    return await work({
      executable: electron.executable,
      chromiumPath: chromium.executable,
      display,
      relay: services.relayUrl,
      account: relay,
    })
  } finally {
    for (const close of undo.reverse()) await close()
  }
}
