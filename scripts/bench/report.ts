import type { InventoryRun } from './inventory-runs'
import type { ReaderTimes } from './reader-times'

export type Measured = {
  readonly electron: string
  readonly runs: readonly InventoryRun[]
  readonly readers: ReaderTimes
  /** Milliseconds to start an empty utility process, and the least of all programs. */
  readonly bareUtility: readonly number[]
  readonly bareChild: readonly number[]
}

export type Spread = { readonly median: number; readonly max: number }

export type InventoryReport = ReturnType<typeof reportOf>

export function reportOf(measured: Measured) {
  const { runs, readers } = measured
  const whole = spread(runs.map((run) => run.whole))
  const alone = Object.fromEntries(
    Object.entries(readers.alone).map(([name, times]) => [name, spread(times)]),
  )
  const frameGap = spread(runs.map((run) => run.frameGap))
  const slowest = Math.max(...Object.values(alone).map(({ max }) => max))
  const budget = (name: string, found: number, most: number) => ({ name, found, most, met: found < most })
  return {
    at: new Date().toISOString(),
    system: {
      platform: `${process.platform}-${process.arch}`,
      node: process.version,
      electron: measured.electron,
    },
    /** Milliseconds throughout, but memory, which is MB. */
    inventory: {
      whole,
      frameGap,
      mainStall: spread(runs.map((run) => run.stall)),
      runs,
    },
    readers: { alone, together: spread(readers.together), unread: readers.unread },
    readerMemory: Math.max(...runs.map((run) => run.readerMemory ?? 0)) || null,
    reference: { utilityProcess: spread(measured.bareUtility), child: spread(measured.bareChild) },
    budgets: [
      budget('whole inventory, slowest run', whole.max, 2000),
      budget('slowest reader', slowest, 5000),
      budget('longest frame gap', frameGap.max, 100),
    ],
  }
}

export function printInventory(report: InventoryReport): string {
  const line = (name: string, { median, max }: Spread) =>
    `  ${name.padEnd(28)}${String(median).padStart(7)} ms${String(max).padStart(7)} ms`
  const { inventory, readers, reference } = report
  const unread = (name: string) => (readers.unread.includes(name) ? '   not readable here' : '')
  return [
    '',
    `Inventory, ${inventory.runs.length} runs                   median    slowest`,
    line('click to all values', inventory.whole),
    line('longest frame gap', inventory.frameGap),
    line("main's longest stall", inventory.mainStall),
    '',
    'Each reader by itself',
    ...Object.entries(readers.alone).map(([name, times]) => line(name, times) + unread(name)),
    line('all items at once', readers.together),
    '',
    'For comparison',
    line('an empty utility process', reference.utilityProcess),
    line('a program that does nothing', reference.child),
    '',
    `Memory of the reader process (PSS): ${report.readerMemory ?? '-'} MB`,
    '',
    'Budgets',
    ...report.budgets.map(
      ({ name, found, most, met }) =>
        `  ${name.padEnd(30)}${String(found).padStart(6)} ms   under ${most} ms   ${met ? 'met' : 'missed'}`,
    ),
    '',
  ].join('\n')
}

function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((left, right) => left - right)
  const median = sorted[Math.floor(sorted.length / 2)]
  const max = sorted.at(-1)
  if (median === undefined || max === undefined) throw new RangeError('no values')
  return { median, max }
}
