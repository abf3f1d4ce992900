import { writeFile } from 'node:fs/promises'
import { bareUtilityProcess, inventoryRuns } from './bench/inventory-runs'
import { bareChild, readerTimes } from './bench/reader-times'
import { type Measured, printInventory, reportOf } from './bench/report'
import { build } from './build'
import { stopRequested } from './child'
import { type Agent, startAgent } from './play/agent'
import { Customer } from './play/customer'
import { Refusal, reason } from './refusal'
import { withRelayData } from './relay-data'
import { named } from './root'
import { type Display, startDisplay } from './setup/display'
import { ensureElectron, type Runtime } from './setup/electron'
import { ensureSystem } from './setup/system'
import { startTryOutRelay, type TryOutRelay } from './try-out-relay'

const RUNS = 5
const INTERRUPTED = 130

/**
 * `npm run bench:inventory`: how long the real agent takes to read everything, and what the window feels of it. It measures
 * and asserts nothing. `--json FILE` also writes the figures to a file, `--json` alone prints them as JSON instead.
 */
export async function main(words: readonly string[]): Promise<number> {
  const [option, file, ...more] = words
  if ((option !== undefined && option !== '--json') || more.length > 0)
    throw new Refusal('Use: npm run bench:inventory, with -- --json or -- --json FILE after it.')
  const isVirtual = process.platform === 'linux'
  await ensureSystem({ display: isVirtual, browser: false })
  const runtime = await ensureElectron()
  await build()
  const measured = await withRelayData('bench', (data) => measure(data, runtime, isVirtual))
  if (measured === null) return INTERRUPTED
  const report = reportOf(measured)
  const json = `${JSON.stringify(report, null, 2)}\n`
  if (file !== undefined)
    await writeFile(named(file), json).catch((error: unknown) => {
      throw new Refusal(`${file} cannot be written: ${reason(error)}`)
    })
  process.stdout.write(option === '--json' && file === undefined ? json : printInventory(report))
  return 0
}

async function measure(data: string, runtime: Runtime, isVirtual: boolean): Promise<Measured | null> {
  const stopRequest = stopRequested()
  let display: Display | null = null
  let relay: TryOutRelay | undefined
  let agent: Agent | undefined
  try {
    if (isVirtual) display = await startDisplay()
    relay = await startTryOutRelay(data)
    agent = await startAgent({
      executable: runtime.executable,
      relay: relay.address,
      display: display?.display ?? null,
    })
    return await Promise.race([measureWith(agent), stopRequest.promise.then(() => null)])
  } finally {
    stopRequest.undo()
    await agent?.stop()
    await relay?.child.stop()
    await display?.stop()
  }
}

async function measureWith(agent: Agent): Promise<Measured> {
  const customer = new Customer(agent.page)
  await customer.readDocuments()
  await customer.agree()
  await customer.confirmEnvironment()
  // In this order, so that nothing else runs beside what is measured.
  const runs = await inventoryRuns(agent, RUNS)
  return {
    electron: await agent.app.evaluate(() => process.versions.electron ?? ''),
    runs,
    bareUtility: await bareUtilityProcess(agent.app, RUNS),
    readers: await readerTimes(RUNS),
    bareChild: await bareChild(RUNS),
  }
}
