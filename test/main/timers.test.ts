import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createTimers } from '../../src/main/timers'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const setUp = () => {
  const rung: string[] = []
  const timers = createTimers<'a' | 'b'>()
  const set = (name: 'a' | 'b', ms: number, word: string = name) =>
    timers.after(name, ms, () => void rung.push(word))
  return { rung, timers, set }
}

it('rings once, in its time, each name by itself', () => {
  const { rung, set } = setUp()
  set('a', 100)
  set('b', 200)
  vi.advanceTimersByTime(99)
  expect(rung).toEqual([])
  vi.advanceTimersByTime(1)
  expect(rung).toEqual(['a'])
  vi.advanceTimersByTime(1000)
  expect(rung).toEqual(['a', 'b'])
})

it('set anew forgets the time before', () => {
  const { rung, set } = setUp()
  set('a', 100, 'first')
  vi.advanceTimersByTime(50)
  set('a', 100, 'second')
  vi.advanceTimersByTime(1000)
  expect(rung).toEqual(['second'])
})

it('cleared or stopped rings no more, and cannot be set again after the stop', () => {
  const { rung, timers, set } = setUp()
  set('a', 100)
  timers.clear('a')
  set('b', 100)
  timers.stop()
  set('a', 100)
  vi.advanceTimersByTime(1000)
  expect(rung).toEqual([])
})

it('that ran out in the PC’s sleep gets its time anew', () => {
  const { rung, set } = setUp()
  set('a', 100)
  // Asleep: the clock on the wall goes on, the timers do not.
  vi.setSystemTime(Date.now() + 3_600_000)
  vi.advanceTimersByTime(100)
  expect(rung).toEqual([])
  vi.advanceTimersByTime(100)
  expect(rung).toEqual(['a'])
})
