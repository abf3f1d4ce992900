import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import type { Agent } from '../play/agent'
import { Customer } from '../play/customer'
import { memoryOf } from '../play/processes'

/** How main names the process to the system. */
const READER = 'Sobani Reader'
const PATIENCE = 20_000

export type InventoryRun = {
  /** From the click on "choose all" to the last value on the screen, in milliseconds. */
  readonly whole: number
  /** The longest time between two frames of the window meanwhile. */
  readonly frameGap: number
  /** The longest time that main's event loop stood still meanwhile. */
  readonly stall: number
  /** The reader process after the last answer, in MB; null where that cannot be measured. */
  readonly readerMemory: number | null
}

/** The customer at the inventory chooses everything, as often as asked, each time with a reader process yet to start. */
export async function inventoryRuns(agent: Agent, runs: number): Promise<InventoryRun[]> {
  const customer = new Customer(agent.page)
  const found: InventoryRun[] = []
  for (let run = 0; run < runs; run += 1) {
    await readerGone(agent.app)
    found.push(await oneRun(agent, customer))
    await customer.button('inventory.none').click()
    await agent.page.waitForFunction(
      () => document.querySelector('li[data-item]:not([data-state=off])') === null,
    )
  }
  return found
}

async function oneRun(agent: Agent, customer: Customer): Promise<InventoryRun> {
  await watchMain(agent.app)
  const [page] = await Promise.all([watchPage(agent), customer.button('inventory.all').click()])
  const stall = await mainStall(agent.app)
  const pid = await readerPid(agent.app)
  return { ...page, stall, readerMemory: pid === null ? null : await memoryOf(pid) }
}

/** Begins with the click as the page sees it, so that the driver's own time is not in it. */
function watchPage({ page }: Agent): Promise<{ whole: number; frameGap: number }> {
  return page.evaluate(
    (patience) =>
      new Promise<{ whole: number; frameGap: number }>((resolve, reject) => {
        // Methods of one object: a function that is given its name by a variable does not get through the driver.
        const watch = {
          from: 0,
          last: 0,
          frameGap: 0,
          frame(now: number) {
            watch.frameGap = Math.max(watch.frameGap, now - watch.last)
            watch.last = now
            if (watch.isDone())
              resolve({ whole: Math.round(now - watch.from), frameGap: Math.round(watch.frameGap) })
            else requestAnimationFrame(watch.frame)
          },
          /** All but the router, which is never chosen along with the rest. */
          isDone() {
            return (
              document.querySelector('li[data-item][data-state=on]') !== null &&
              document.querySelector('li[data-item]:not([data-state=on], [data-item=router])') === null
            )
          },
        }
        addEventListener(
          'click',
          ({ timeStamp }) => {
            watch.from = timeStamp
            watch.last = timeStamp
            requestAnimationFrame(watch.frame)
          },
          { capture: true, once: true },
        )
        setTimeout(() => reject(new Error('the inventory did not end')), patience)
      }),
    PATIENCE,
  )
}

const RESOLUTION_MS = 5

const watchMain = (app: ElectronApplication): Promise<void> =>
  app.evaluate((_, resolution) => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks')
    const delays = monitorEventLoopDelay({ resolution })
    delays.enable()
    Object.assign(globalThis, { benchDelays: delays })
  }, RESOLUTION_MS)

/** What it measures is the time between two looks, so the wanted time is taken off. */
const mainStall = (app: ElectronApplication): Promise<number> =>
  app.evaluate((_, resolution) => {
    const { benchDelays } = globalThis as unknown as { benchDelays: { max: number; disable(): void } }
    benchDelays.disable()
    return Math.max(0, Math.round(benchDelays.max / 1e6 - resolution))
  }, RESOLUTION_MS)

const readerPid = (app: ElectronApplication): Promise<number | null> =>
  app.evaluate(
    (electron, name) => electron.app.getAppMetrics().find((one) => one.name === name)?.pid ?? null,
    READER,
  )

/** It is ended some seconds after its last answer. */
async function readerGone(app: ElectronApplication): Promise<void> {
  const until = Date.now() + PATIENCE
  while ((await readerPid(app)) !== null) {
    if (Date.now() > until) throw new Error('the reader process did not end')
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/** Milliseconds from starting an empty utility process to its first word: the least that a reader process can cost. */
export async function bareUtilityProcess(app: ElectronApplication, runs: number): Promise<number[]> {
  const folder = await mkdtemp(join(tmpdir(), 'sobani-bench-'))
  try {
    const path = join(folder, 'empty.cjs')
    await writeFile(path, "process.parentPort.postMessage('here')\n")
    const times: number[] = []
    for (let run = 0; run < runs; run += 1)
      times.push(
        await app.evaluate(
          (electron, module) =>
            new Promise<number>((resolve) => {
              const from = performance.now()
              const child = electron.utilityProcess.fork(module, [], { stdio: 'ignore' })
              child.once('message', () => {
                resolve(Math.round(performance.now() - from))
                child.kill()
              })
            }),
          path,
        ),
      )
    return times
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
