import type { Budget } from './budgets'
import { median } from './figures'
import { LINES } from './options'
import type { Figures, Jumps, Measured, System, Workload } from './report'

const show = (value: number | null | undefined, digits = 0): string =>
  value === null || value === undefined ? '-' : Number.isFinite(value) ? value.toFixed(digits) : 'never'

type Column = { readonly head: string; readonly of: (figures: Figures) => string }

const COLUMNS: readonly Column[] = [
  { head: 'p50/p95 ms', of: ({ p50, p95 }) => `${show(p50)}/${show(p95)}` },
  { head: 'fps of', of: ({ fps, offeredFps }) => `${show(fps, 1)} of ${show(offeredFps, 1)}` },
  { head: 'Mbit/s', of: ({ mbit }) => show(mbit, 3) },
  { head: 'CPU %', of: ({ cpu }) => show(cpu, 1) },
  { head: 'viewer %', of: ({ cpuViewer }) => show(cpuViewer, 1) },
  { head: 'dB/luma dB', of: ({ psnr, psnrLuma }) => `${show(psnr, 1)}/${show(psnrLuma, 1)}` },
  { head: 'SSIM', of: ({ ssim }) => show(ssim, 4) },
]

const NAME_WIDTH = 24
const cell = (text: string) => text.padStart(14)

function line(name: string, figures: Figures | undefined): string[] {
  if (figures === undefined) return []
  return [`  ${name.padEnd(NAME_WIDTH)}${COLUMNS.map(({ of }) => cell(of(figures))).join('')}`]
}

function jumpLine(name: string, jumps: Jumps | null): string[] {
  if (jumps === null) return []
  const { legible, slowest, first, never, of } = jumps
  const missed = never === 0 ? '' : `, ${never} of ${of} not while it was waited for`
  return [
    `  ${name.padEnd(NAME_WIDTH)}legible after ${show(legible)} ms (slowest ${show(slowest)}), there after ${show(first)}${missed}`,
  ]
}

const workloadsOf = (system: System): Workload[] => Object.keys(system.workloads) as Workload[]

const heading = (title: string): string =>
  `${title.padEnd(NAME_WIDTH + 2)}${COLUMNS.map(({ head }) => cell(head)).join('')}`

/** What a person reads on the terminal. */
export function printTable(measured: Measured, budgets: readonly Budget[]): string {
  const { machine, ours, reference, times, lines, skipped } = measured
  const names = [...new Set([...workloadsOf(ours), ...workloadsOf(reference)])]
  const tries = (name: string, found: readonly number[]) =>
    found.length === 0 ? [] : [`  ${name.padEnd(36)}${show(median(found))} ms   (${found.join(', ')})`]
  const memory = (name: string, { memory }: System) =>
    `  ${name.padEnd(NAME_WIDTH)}idle ${show(memory.idle)}, sharing ${show(memory.sharing)}, viewer ${show(memory.viewer)} MB`
  return [
    '',
    `${machine.cores} cores (${machine.cpu}), ${machine.platform}, Electron ${machine.electron}, Chromium ${machine.chromium}, Node ${machine.node}`,
    `load at the start ${machine.loadAtStart}; ${measured.minutes} minutes`,
    '',
    heading('Workload'),
    ...names.flatMap((name) => [
      ...line(name, ours.workloads[name]),
      ...line('  reference', reference.workloads[name]),
    ]),
    ...jumpLine('jumps', ours.jumps),
    ...jumpLine('  reference', reference.jumps),
    ...LINES.flatMap((name) => {
      const system = lines[name]
      if (system === undefined) return []
      return [
        '',
        heading(`Line ${name}`),
        ...workloadsOf(system).flatMap((workload) => line(workload, system.workloads[workload])),
        ...jumpLine('jumps', system.jumps),
      ]
    }),
    '',
    'Memory',
    memory('agent', ours),
    memory('  reference', reference),
    '',
    'Times',
    ...tries('code to first frame, direct', times.direct),
    ...tries('code to first frame, TURN over UDP', times.turnUdp),
    ...tries('code to first frame, TURN over TLS', times.turnTls),
    ...tries('pause to covered picture', times.pause),
    ...tries('disconnect to last frame', times.disconnect),
    '',
    'Budgets',
    ...budgets.map(budgetLine),
    ...(skipped.length === 0 ? [] : ['', 'Not measured', ...skipped.map((why) => `  ${why}`)]),
    '',
  ].join('\n')
}

const digitsOf = (unit: string): number => (unit === 'SSIM' ? 4 : unit === '%' || unit === '/s' ? 1 : 0)

function budgetLine({ name, unit, found, most, least, stretch, reference, verdict }: Budget): string {
  const digits = digitsOf(unit)
  const limit =
    least === undefined
      ? `<= ${show(most, unit === 'SSIM' ? 3 : 0)}`
      : `>= ${show(least, unit === 'SSIM' ? 3 : 0)}`
  const further = stretch === null ? '' : ` (${stretch})`
  const value = found === null ? '' : `${show(found, digits)} ${unit}`
  const other = reference === null ? '' : `reference ${show(reference, digits)}`
  return `  ${name.padEnd(40)}${value.padStart(14)}   ${`${limit}${further}`.padEnd(18)}${verdict.padEnd(14)}${other}`.trimEnd()
}
