import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startSessionClock, type Times } from '../../src/main/session-clock'

const minute = 60_000
beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function started(times: Partial<Times> = {}) {
  const seen: string[] = []
  const clock = startSessionClock(
    { sessionMinutes: null, askMinutes: 30, answerMinutes: 5, ...times },
    minute,
    {
      onAsk: () => void seen.push('ask'),
      onUnanswered: () => void seen.push('unanswered'),
      onTimeLeft: (seconds) => void seen.push(`${seconds} s left`),
      onOver: () => void seen.push('over'),
    },
  )
  const pass = (minutes: number) => vi.advanceTimersByTime(minutes * minute)
  return { clock, seen, pass }
}

describe('the question whether to go on', () => {
  it('comes after half an hour, and a silence of five minutes ends the session', () => {
    const { seen, pass } = started()
    pass(29.9)
    expect(seen).toEqual([])
    pass(0.2)
    expect(seen).toEqual(['ask'])
    pass(4.8)
    expect(seen).toEqual(['ask'])
    pass(0.2)
    expect(seen).toEqual(['ask', 'unanswered'])
  })

  it('comes again half an hour after the answer', () => {
    const { clock, seen, pass } = started()
    pass(32)
    clock.answered()
    pass(29.9)
    expect(seen).toEqual(['ask'])
    pass(0.2)
    expect(seen).toEqual(['ask', 'ask'])
  })

  it('says until when an answer is waited for', () => {
    const { clock } = started({ answerMinutes: 2 })
    expect(Date.parse(clock.answerUntil()) - Date.now()).toBe(2 * minute)
  })
})

describe('the length of a session', () => {
  it('is told at the start, five minutes and one minute before its end', () => {
    const { clock, seen, pass } = started({ sessionMinutes: 45, askMinutes: 240 })
    expect(seen).toEqual(['2700 s left'])
    expect(Date.parse(clock.endsAt ?? '') - Date.now()).toBe(45 * minute)
    pass(40)
    expect(clock.secondsLeft()).toBe(300)
    pass(4)
    expect(seen).toEqual(['2700 s left', '300 s left', '60 s left'])
    pass(1)
    expect(seen.at(-1)).toBe('over')
  })

  it('warns of nothing that is longer than itself', () => {
    const { seen } = started({ sessionMinutes: 3 })
    expect(seen).toEqual(['180 s left'])
  })

  it('is none where the profile says none', () => {
    const { clock, seen, pass } = started({ askMinutes: 240 })
    pass(200)
    expect([seen, clock.endsAt, clock.secondsLeft()]).toEqual([[], null, null])
  })
})

it('a clock that was stopped says nothing more', () => {
  const { clock, seen, pass } = started({ sessionMinutes: 45 })
  clock.stop()
  pass(300)
  expect(seen).toEqual(['2700 s left'])
})
