import { describe, expect, it } from 'vitest'
import { type Budget, budgetsOf, judge } from '../../../scripts/bench/stream/budgets'
import type { Run } from '../../../scripts/bench/stream/measure'
import { figuresOf, jumpsOf, type Measured, type System } from '../../../scripts/bench/stream/report'
import { printTable } from '../../../scripts/bench/stream/table'

const run = (delays: readonly number[], change: Partial<Run> = {}): Run => ({
  mbit: 1,
  mbitAll: 1.1,
  cpu: 10,
  cpuViewer: 12,
  decoded: 30,
  jitterBufferMs: 1,
  lost: 0,
  freezes: 0,
  codec: 'video/H264',
  size: '1920x1080',
  path: 'host-host',
  latency: {
    p50: delays[0] ?? null,
    p95: delays.at(-1) ?? null,
    seen: delays.length,
    offered: 30,
    fps: delays.length,
    offeredFps: 30,
    unread: 0,
    delays,
  },
  text: { psnr: 29, psnrLuma: 38, ssim: 0.996 },
  ...change,
})

const none: System = { workloads: {}, jumps: null, memory: { idle: null, sharing: null, viewer: null } }
const system = (change: Partial<System>): System => ({ ...none, ...change })
const measured = (change: Partial<Measured> = {}): Measured => ({
  at: '2026-01-01T00:00:00.000Z',
  minutes: 11,
  machine: {
    platform: 'linux-x64',
    cpu: 'some',
    cores: 2,
    memoryGb: 8,
    loadAtStart: 0.1,
    node: '20.19.0',
    electron: '33.2.1',
    chromium: '140.0',
  },
  settings: { seconds: 8, repeat: 2, parts: ['scrolling'] },
  ours: none,
  reference: none,
  times: { direct: [], turnUdp: [], turnTls: [], pause: [], disconnect: [] },
  lines: {},
  skipped: [],
  ...change,
})
const named = (budgets: readonly Budget[], name: string) => budgets.find((one) => one.name === name)

describe('a budget', () => {
  it('is met at its very number, and missed beyond', () => {
    const most = { name: 'a', unit: 'ms', most: 50, stretch: 30 }
    expect([30, 31, 50, 51, null].map((found) => judge({ ...most, found }).verdict)).toEqual([
      'stretch',
      'met',
      'met',
      'missed',
      'not measured',
    ])
    const least = { name: 'b', unit: '/s', least: 20, stretch: 25 }
    expect([25, 20, 19.9].map((found) => judge({ ...least, found }).verdict)).toEqual([
      'stretch',
      'met',
      'missed',
    ])
    expect(judge({ name: 'c', unit: '', most: 1, found: 1 }).verdict).toBe('met')
    expect(judge({ ...most, found: Number.POSITIVE_INFINITY }).verdict).toBe('missed')
  })

  it('of latency is 0.6 of the reference, for typing no more than 49 ms', () => {
    const workloads = (p50: number) => ({
      typing: figuresOf([run([p50])]),
      scrolling: figuresOf([run([p50])]),
    })
    const of = (ours: number, reference: number) =>
      budgetsOf(
        measured({
          ours: system({ workloads: workloads(ours) }),
          reference: system({ workloads: workloads(reference) }),
        }),
      )
    expect(named(of(50, 100), 'typing, 10 keys/s: p50')).toMatchObject({
      most: 49,
      verdict: 'missed',
      reference: 100,
    })
    expect(named(of(45, 70), 'typing, 10 keys/s: p50')).toMatchObject({ most: 42, verdict: 'missed' })
    expect(named(of(42, 70), 'typing, 10 keys/s: p50')).toMatchObject({ verdict: 'met' })
    expect(named(of(60, 100), 'scrolling: p50')).toMatchObject({ most: 60, verdict: 'stretch' })
    expect(named(of(61, 100), 'scrolling: p50')).toMatchObject({ verdict: 'missed' })
    // A stretch is none where the budget itself is missed.
    expect(named(of(50, 80), 'scrolling: p50')).toMatchObject({ most: 48, verdict: 'missed' })
  })

  it('without a reference is held against what is absolute, or not at all', () => {
    const budgets = budgetsOf(
      measured({
        ours: system({ workloads: { typing: figuresOf([run([40])]), dragging: figuresOf([run([40])]) } }),
      }),
    )
    expect(named(budgets, 'typing, 10 keys/s: p50')).toMatchObject({
      most: 49,
      verdict: 'met',
      reference: null,
    })
    expect(named(budgets, 'dragging: p50')).toBeUndefined()
    expect(named(budgets, 'dragging: p95')).toMatchObject({ verdict: 'stretch' })
    expect(named(budgets, 'scrolling: bandwidth')).toMatchObject({ verdict: 'not measured' })
  })

  it('of text that was never legible is missed', () => {
    const jumps = jumpsOf([{ legible: [null, null, 300], first: [100, 100, 100] }])
    const budgets = budgetsOf(measured({ ours: system({ jumps }), lines: { B: system({ jumps }) } }))
    expect(named(budgets, 'small text legible after a change')?.verdict).toBe('missed')
    expect(named(budgets, 'line B: text legible after a jump')?.verdict).toBe('missed')
    expect(named(budgets, 'line A: typing p50')?.verdict).toBe('not measured')
  })

  it('of bandwidth is in kbit/s, and of times the middle of the tries', () => {
    const budgets = budgetsOf(
      measured({
        ours: system({ workloads: { still: figuresOf([run([], { mbit: 0.0101, latency: null })]) } }),
        times: { direct: [400, 2000, 900], turnUdp: [], turnTls: [1500], pause: [99], disconnect: [201] },
      }),
    )
    expect(named(budgets, 'still: bandwidth')).toMatchObject({ found: 10.1, verdict: 'missed' })
    expect(named(budgets, 'code to first frame, direct')).toMatchObject({ found: 900, verdict: 'met' })
    expect(named(budgets, 'code to first frame, TURN over TLS')?.verdict).toBe('met')
    expect(named(budgets, 'pause to covered picture')?.verdict).toBe('stretch')
    expect(named(budgets, 'disconnect to last frame')?.verdict).toBe('missed')
  })
})

describe('several rounds', () => {
  it('throw their delays together, take the mean of rates and the worst of the text', () => {
    const figures = figuresOf([
      run([10, 20, 30], { cpu: 10 }),
      run([100], { cpu: 20, text: { psnr: null, psnrLuma: 40, ssim: 0.9 } }),
    ])
    expect(figures).toMatchObject({ p50: 20, p95: 100, fps: 2, cpu: 15, ssim: 0.9, psnr: 29, psnrLuma: 38 })
    expect(() => figuresOf([])).toThrow('nothing')
  })

  it('of jumps count one that never came as the longest', () => {
    expect(jumpsOf([{ legible: [200, null, 300], first: [100, 110, null] }])).toEqual({
      legible: 300,
      slowest: null,
      first: 100,
      never: 1,
      of: 3,
    })
    expect(
      jumpsOf([
        { legible: [200, null], first: [] },
        { legible: [null], first: [] },
      ])?.legible,
    ).toBeNull()
    expect(jumpsOf([])).toBeNull()
  })
})

describe('the table', () => {
  it('shows ours and the reference under each other, the verdicts, and what was not measured', () => {
    const of = (p50: number) => system({ workloads: { scrolling: figuresOf([run([p50, 2 * p50])]) } })
    const all = measured({ ours: of(50), reference: of(100), skipped: ['TURN and lines: no root'] })
    const text = printTable(all, budgetsOf(all))
    expect(text).toMatch(
      /^ {2}scrolling +50\/100 +2\.0 of 30\.0 +1\.000 +10\.0 +12\.0 +29\.0\/38\.0 +0\.9960$/m,
    )
    expect(text).toMatch(/^ {4}reference +100\/200 /m)
    expect(text).toMatch(/^ {2}scrolling: p50 +50 ms +<= 60 \(60\) +stretch +reference 100$/m)
    expect(text).toMatch(/^ {2}scrolling: frames +2\.0 \/s +>= 20 \(25\) +missed/m)
    expect(text).toContain('  TURN and lines: no root')
  })

  it('says never, not a number, where text was not legible in time', () => {
    const jumps = jumpsOf([{ legible: [null], first: [80] }])
    const all = measured({ ours: system({ jumps }) })
    const text = printTable(all, budgetsOf(all))
    expect(text).toContain('1 of 1 not while it was waited for')
    expect(text).toMatch(/small text legible after a change +never ms .*missed/)
  })
})
