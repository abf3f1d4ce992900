import { describe, expect, it } from 'vitest'
import { type Measured, printInventory, reportOf } from '../../../scripts/bench/report'

const run = (whole: number, frameGap: number) => ({ whole, frameGap, stall: 10, readerMemory: 40 })
const measured = (change: Partial<Measured> = {}): Measured => ({
  electron: '45.0.0',
  runs: [run(900, 20), run(700, 60), run(800, 30)],
  readers: { alone: { os: [1, 2, 3], mail: [400, 300, 500] }, together: [600, 500, 700], unread: ['mail'] },
  bareUtility: [100, 90, 110],
  bareChild: [3, 2, 4],
  ...change,
})
const verdicts = (change?: Partial<Measured>) => reportOf(measured(change)).budgets.map(({ met }) => met)

describe('the report of the inventory', () => {
  it('gives the middle and the slowest, and holds the slowest against the budgets', () => {
    const report = reportOf(measured())
    expect(report.inventory.whole).toEqual({ median: 800, max: 900 })
    expect(report.readers.alone.mail).toEqual({ median: 400, max: 500 })
    expect(report.budgets.map(({ found }) => found)).toEqual([900, 500, 60])
    expect(verdicts()).toEqual([true, true, true])
  })

  it('misses a budget at its very number', () => {
    expect(verdicts({ runs: [run(700, 20), run(2000, 20)] })).toEqual([false, true, true])
    expect(verdicts({ runs: [run(700, 100)] })).toEqual([true, true, false])
    const readers = { alone: { os: [1, 5000] }, together: [1], unread: [] }
    expect(verdicts({ readers })).toEqual([true, false, true])
  })

  it('says in print what was missed and what could not be read', () => {
    const text = printInventory(reportOf(measured({ runs: [run(2500, 20)] })))
    expect(text).toMatch(/whole inventory.*2500 ms.*missed/)
    expect(text).toMatch(/mail.*not readable here/)
    expect(text).not.toMatch(/ os .*not readable here/)
  })

  it('has no memory where none could be measured', () => {
    const runs = [{ ...run(1, 1), readerMemory: null }]
    expect(reportOf(measured({ runs })).readerMemory).toBeNull()
  })
})
