import { median, percentile, rounded } from './figures'
import type { JumpRun, Run } from './measure'
import type { LineName, Part } from './options'

/** What was measured of one workload, over all rounds. */
export type Figures = {
  /** Milliseconds from drawn to seen; null where nothing was drawn, or nothing seen. */
  readonly p50: number | null
  readonly p95: number | null
  /** Different pictures seen a second, and drawn. */
  readonly fps: number | null
  readonly offeredFps: number | null
  readonly mbit: number
  readonly mbitAll: number
  /** Per cent of one core. */
  readonly cpu: number
  readonly cpuViewer: number
  /** The worst of the rounds, after rest. */
  readonly ssim: number
  readonly psnr: number | null
  readonly psnrLuma: number | null
  readonly runs: readonly Run[]
}

export type Jumps = {
  /** Milliseconds until small text can be read, and until anything of the new page is there. */
  readonly legible: number | null
  readonly slowest: number | null
  readonly first: number | null
  /** How many were never legible while it was waited for. */
  readonly never: number
  readonly of: number
}

export type Workload = Exclude<Part, 'jumps' | 'times' | 'lines'>
export type System = {
  readonly workloads: Readonly<Partial<Record<Workload, Figures>>>
  readonly jumps: Jumps | null
  /** MB of proportional set size: the sharing program before a session and while sharing, and the looking one. */
  readonly memory: {
    readonly idle: number | null
    readonly sharing: number | null
    readonly viewer: number | null
  }
}

/** Milliseconds, one for each try; empty where it was not measured. */
export type Times = {
  readonly direct: readonly number[]
  readonly turnUdp: readonly number[]
  readonly turnTls: readonly number[]
  readonly pause: readonly number[]
  readonly disconnect: readonly number[]
}

export type Machine = {
  readonly platform: string
  readonly cpu: string
  readonly cores: number
  readonly memoryGb: number
  /** Of the last minute when the run began: what is not ours. */
  readonly loadAtStart: number
  readonly node: string
  readonly electron: string
  readonly chromium: string
}

export type Measured = {
  readonly at: string
  readonly minutes: number
  readonly machine: Machine
  readonly settings: { readonly seconds: number; readonly repeat: number; readonly parts: readonly Part[] }
  readonly ours: System
  readonly reference: System
  readonly times: Times
  readonly lines: Readonly<Partial<Record<LineName, System>>>
  /** What could not be measured, and why. */
  readonly skipped: readonly string[]
}

const mean = (values: readonly number[], digits: number): number =>
  rounded(values.reduce((sum, value) => sum + value, 0) / values.length, digits)

/** The figures of several rounds as one: delays are thrown together, rates are means, text is the worst. */
export function figuresOf(runs: readonly Run[]): Figures {
  if (runs.length === 0) throw new RangeError('nothing was measured')
  const latencies = runs.flatMap(({ latency }) => (latency === null ? [] : [latency]))
  const delays = latencies.flatMap(({ delays }) => delays)
  const worst = (values: ReadonlyArray<number | null>): number | null => {
    const known = values.filter((value) => value !== null)
    return known.length === 0 ? null : Math.min(...known)
  }
  const rate = (pick: (one: (typeof latencies)[number]) => number) =>
    latencies.length === 0 ? null : mean(latencies.map(pick), 1)
  return {
    p50: percentile(delays, 50),
    p95: percentile(delays, 95),
    fps: rate(({ fps }) => fps),
    offeredFps: rate(({ offeredFps }) => offeredFps),
    mbit: mean(
      runs.map(({ mbit }) => mbit),
      4,
    ),
    mbitAll: mean(
      runs.map(({ mbitAll }) => mbitAll),
      4,
    ),
    cpu: mean(
      runs.map(({ cpu }) => cpu),
      1,
    ),
    cpuViewer: mean(
      runs.map(({ cpuViewer }) => cpuViewer),
      1,
    ),
    ssim: Math.min(...runs.map(({ text }) => text.ssim)),
    psnr: worst(runs.map(({ text }) => text.psnr)),
    psnrLuma: worst(runs.map(({ text }) => text.psnrLuma)),
    runs,
  }
}

/** A jump that was never legible counts as longer than any other. */
export function jumpsOf(runs: readonly JumpRun[]): Jumps | null {
  const legible = runs.flatMap((run) => run.legible)
  if (legible.length === 0) return null
  const known = legible.map((value) => value ?? Number.POSITIVE_INFINITY)
  const finite = (value: number | null) => (value === null || !Number.isFinite(value) ? null : value)
  return {
    legible: finite(median(known)),
    slowest: finite(Math.max(...known)),
    first: median(runs.flatMap(({ first }) => first).filter((value) => value !== null)),
    never: legible.filter((value) => value === null).length,
    of: legible.length,
  }
}
