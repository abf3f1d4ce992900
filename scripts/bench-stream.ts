import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { cpus, loadavg, tmpdir, totalmem } from 'node:os'
import { join, relative } from 'node:path'
import { budgetsOf } from './bench/stream/budgets'
import { rounded } from './bench/stream/figures'
import { type Options, optionsOf } from './bench/stream/options'
import type { Stage } from './bench/stream/ours'
import type { Machine, Measured } from './bench/stream/report'
import { runAll } from './bench/stream/run'
import { openScreen } from './bench/stream/screen'
import { printTable } from './bench/stream/table'
import { build } from './build'
import { stopRequested } from './child'
import { startBrowser } from './play/operator'
import { Refusal, reason } from './refusal'
import { withRelayData } from './relay-data'
import { named } from './root'
import { findBrowser } from './setup/browser'
import { startDisplay } from './setup/display'
import { ensureElectron, type Runtime } from './setup/electron'
import { ensureSystem } from './setup/system'
import { startTryOutRelay } from './try-out-relay'

const INTERRUPTED = 130
/** More than this of the machine is busy with others: its times are of no use. */
const BUSY = 0.3

/**
 * `npm run bench:stream`: how fast, sharp and light the customer's screen comes to the operator's console, beside an
 * untuned reference. It measures and asserts nothing. See docs/performance.md.
 */
export async function main(words: readonly string[]): Promise<number> {
  const asked = optionsOf(words)
  const options = { ...asked, pictures: asked.pictures === null ? null : named(asked.pictures) }
  if (process.platform !== 'linux')
    throw new Refusal('The stream is measured on Linux, where a display of its own can be made.')
  const { parts } = options
  // Only root can lay networks; for all others nothing is installed that they could not use.
  const networks = process.getuid?.() === 0 && (parts.has('times') || parts.has('lines'))
  await ensureSystem({
    display: true,
    browser: true,
    turn: networks,
    network: networks,
    witnesses: networks,
  })
  const chromiumPath = await findBrowser()
  const runtime = await ensureElectron()
  await build()
  const machine = await machineOf(runtime, chromiumPath)
  if (machine.loadAtStart > machine.cores * BUSY)
    tell(`Other programs keep this machine busy (load ${machine.loadAtStart}): the times are of little use.`)
  const measured = await withRelayData('bench', (data) =>
    measure(data, machine, runtime, chromiumPath, options),
  )
  if (measured === null) return INTERRUPTED
  const budgets = budgetsOf(measured)
  const json = `${JSON.stringify({ ...measured, budgets }, writable, 2)}\n`
  if (typeof options.json === 'string') {
    const file = options.json
    await writeFile(named(file), json).catch((error: unknown) => {
      throw new Refusal(`${file} cannot be written: ${reason(error)}`)
    })
  }
  process.stdout.write(options.json === true ? json : printTable(measured, budgets))
  return 0
}

/** JSON has no word for what never came. */
const writable = (_key: string, value: unknown) => (value === Number.POSITIVE_INFINITY ? 'never' : value)

const tell = (text: string) => process.stderr.write(`  ${text}\n`)

async function machineOf({ version }: Runtime, chromiumPath: string): Promise<Machine> {
  const loadAtStart = rounded(loadavg()[0] ?? 0, 2)
  const browser = await startBrowser(chromiumPath)
  const chromium = browser.version()
  await browser.close()
  const all = cpus()
  return {
    platform: `${process.platform}-${process.arch}`,
    cpu: all[0]?.model.trim() ?? 'unknown',
    cores: all.length,
    memoryGb: rounded(totalmem() / 1e9, 1),
    loadAtStart,
    node: process.versions.node,
    electron: version,
    chromium,
  }
}

async function measure(
  data: string,
  machine: Machine,
  { dist, executable }: Runtime,
  chromiumPath: string,
  options: Options,
): Promise<Measured | null> {
  const stopRequest = stopRequested()
  const undo: Array<() => Promise<unknown>> = []
  const stop = new AbortController()
  const from = Date.now()
  const run = async (): Promise<Measured> => {
    const display = await startDisplay()
    undo.push(() => display.stop())
    const relay = await startTryOutRelay(data)
    undo.push(() => relay.child.stop())
    // The files that two programs have in common are counted half for each: the workload has files of its own.
    const copy = await mkdtemp(join(tmpdir(), 'sobani-bench-'))
    undo.push(() => rm(copy, { recursive: true, force: true, maxRetries: 5 }))
    await cp(dist, copy, { recursive: true })
    const screen = await openScreen(join(copy, relative(dist, executable)), display)
    undo.push(() => screen.close())
    const stage: Stage = { executable, chromiumPath, display, relay: relay.address, account: relay }
    const found = await runAll(stage, screen, options, tell, stop.signal)
    const { seconds, repeat, parts } = options
    return {
      at: new Date(from).toISOString(),
      minutes: rounded((Date.now() - from) / 60_000, 1),
      machine,
      settings: { seconds, repeat, parts: [...parts] },
      ...found,
    }
  }
  const running = run()
  try {
    return await Promise.race([running, stopRequest.promise.then(() => null)])
  } finally {
    stopRequest.undo()
    stop.abort()
    for (const close of undo.reverse()) await close()
    // What is still open in it closes itself once the display is gone.
    await running.catch(() => undefined)
  }
}
