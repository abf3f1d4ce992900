import { median, rounded } from './figures'
import type { Figures, Measured, System, Workload } from './report'

export type Verdict = 'stretch' | 'met' | 'missed' | 'not measured'

export type Budget = {
  readonly name: string
  readonly unit: string
  readonly found: number | null
  /** `found` should be no more than this, or no less. */
  readonly most?: number
  readonly least?: number
  readonly stretch: number | null
  /** The untuned reference in the same run. */
  readonly reference: number | null
  readonly verdict: Verdict
}

type Row = Omit<Budget, 'verdict' | 'reference' | 'stretch'> & {
  readonly stretch?: number
  readonly reference?: number | null
}

/** At its very number a budget is met. */
export function judge(row: Row): Budget {
  const { found, most, least, stretch = null, reference = null } = row
  const holds = (limit: number | null | undefined): boolean => {
    if (found === null || limit === null || limit === undefined) return false
    return least === undefined ? found <= limit : found >= limit
  }
  const limit = least ?? most
  if (limit === undefined) throw new RangeError(`${row.name} has no budget`)
  // A stretch that is easier than a budget drawn from the reference says nothing.
  const verdict =
    found === null ? 'not measured' : !holds(limit) ? 'missed' : holds(stretch) ? 'stretch' : 'met'
  return { ...row, stretch, reference, verdict }
}

/** Of the latency of the reference. */
const SHARE = 0.6

export function budgetsOf({ ours, reference, times, lines }: Measured): Budget[] {
  const of = (system: System | undefined, workload: Workload, pick: (figures: Figures) => number | null) => {
    const figures = system?.workloads[workload]
    return figures === undefined ? null : pick(figures)
  }
  const kbit = ({ mbit }: Figures) => rounded(mbit * 1000, 1)
  const p50 = (figures: Figures) => figures.p50
  const row = (
    name: string,
    unit: string,
    workload: Workload,
    pick: (figures: Figures) => number | null,
    limit: Pick<Row, 'most' | 'least' | 'stretch'>,
  ): Budget =>
    judge({ name, unit, found: of(ours, workload, pick), reference: of(reference, workload, pick), ...limit })
  const share = (workload: Workload, atMost = Number.POSITIVE_INFINITY): Pick<Row, 'most'> => {
    const other = of(reference, workload, p50)
    const most = Math.min(atMost, other === null ? atMost : rounded(other * SHARE))
    return { most }
  }
  const latency = (name: string, workload: Workload, stretch: number, atMost?: number): Budget[] => {
    const { most } = share(workload, atMost)
    // Without a reference there is nothing to hold it against.
    return most === undefined || !Number.isFinite(most)
      ? []
      : [row(name, 'ms', workload, p50, { most, stretch })]
  }
  const onLine = (
    name: 'A' | 'B',
    what: string,
    workload: Workload,
    pick: (figures: Figures) => number | null,
    unit: string,
    limit: Pick<Row, 'most' | 'least' | 'stretch'>,
  ) => judge({ name: `line ${name}: ${what}`, unit, found: of(lines[name], workload, pick), ...limit })
  const fps = (figures: Figures) => figures.fps
  const time = (name: string, found: readonly number[], most: number, stretch: number) =>
    judge({ name, unit: 'ms', found: median(found), most, stretch })
  const texts = Object.values(ours.workloads).map(({ ssim }) => ssim)
  const theirs = Object.values(reference.workloads).map(({ ssim }) => ssim)
  const least = (values: readonly number[]) => (values.length === 0 ? null : Math.min(...values))
  return [
    ...latency('typing, 10 keys/s: p50', 'typing', 30, 49),
    ...latency('typing, 30 letters/s: p50', 'typing-fast', 30, 49),
    ...latency('dragging: p50', 'dragging', 45),
    row('dragging: p95', 'ms', 'dragging', ({ p95 }) => p95, { most: 90, stretch: 65 }),
    ...latency('scrolling: p50', 'scrolling', 60),
    row('scrolling: frames', '/s', 'scrolling', fps, { least: 20, stretch: 25 }),
    row('still: CPU of the agent', '%', 'still', ({ cpu }) => cpu, { most: 5, stretch: 2 }),
    row('typing, 10 keys/s: CPU of the agent', '%', 'typing', ({ cpu }) => cpu, { most: 20, stretch: 10 }),
    row('typing, 30 letters/s: CPU of the agent', '%', 'typing-fast', ({ cpu }) => cpu, {
      most: 20,
      stretch: 10,
    }),
    row('still: bandwidth', 'kbit/s', 'still', kbit, { most: 10 }),
    row('typing, 10 keys/s: bandwidth', 'kbit/s', 'typing', kbit, { most: 150 }),
    row('typing, 30 letters/s: bandwidth', 'kbit/s', 'typing-fast', kbit, { most: 150 }),
    row('scrolling: bandwidth', 'kbit/s', 'scrolling', kbit, { most: 4000 }),
    judge({
      name: 'small text legible after a change',
      unit: 'ms',
      found: ours.jumps?.legible ?? (ours.jumps === null ? null : Number.POSITIVE_INFINITY),
      reference: reference.jumps?.legible ?? null,
      most: 500,
      stretch: 250,
    }),
    judge({
      name: 'small text at rest, worst',
      unit: 'SSIM',
      found: least(texts),
      reference: least(theirs),
      least: 0.995,
    }),
    onLine('A', 'typing p50', 'typing-fast', p50, 'ms', { most: 66, stretch: 55 }),
    onLine('A', 'scrolling p50', 'scrolling', p50, 'ms', { most: 101, stretch: 85 }),
    onLine('A', 'scrolling frames', 'scrolling', fps, '/s', { least: 20, stretch: 25 }),
    onLine('A', 'dragging p50', 'dragging', p50, 'ms', { most: 82, stretch: 70 }),
    onLine('B', 'scrolling p50', 'scrolling', p50, 'ms', { most: 300, stretch: 200 }),
    onLine('B', 'scrolling frames', 'scrolling', fps, '/s', { least: 8, stretch: 12 }),
    judge({
      name: 'line B: text legible after a jump',
      unit: 'ms',
      found: lines.B?.jumps == null ? null : (lines.B.jumps.legible ?? Number.POSITIVE_INFINITY),
      most: 2000,
      stretch: 1200,
    }),
    time('code to first frame, direct', times.direct, 1000, 500),
    time('code to first frame, TURN over TLS', times.turnTls, 1500, 800),
    time('disconnect to last frame', times.disconnect, 200, 100),
    time('pause to covered picture', times.pause, 200, 100),
    judge({
      name: 'memory idle (PSS)',
      unit: 'MB',
      found: ours.memory.idle,
      reference: reference.memory.idle,
      most: 250,
      stretch: 180,
    }),
    judge({
      name: 'memory sharing (PSS)',
      unit: 'MB',
      found: ours.memory.sharing,
      reference: reference.memory.sharing,
      most: 380,
      stretch: 300,
    }),
  ]
}
