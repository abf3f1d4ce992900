import { dateOf, japaneseDay, MINUTE, midnightOf, minutesOf, weekdayOf } from './japan-time'
import type { Hours } from './profile'

export { hoursText, opensText } from './hours-text'

/** Closed = no code can be entered. `opensAt` is ISO 8601 in UTC, null where no day within a year is open. */
export type DeskState = { readonly open: true } | { readonly open: false; readonly opensAt: string | null }

const DAYS_AHEAD = 366

/**
 * Whether the desk answers at a moment, and when it does next.
 *
 * @param hours null = only the contract tells: never closed
 * @param at milliseconds since 1970 (UTC); the opening minute is in, the closing minute is out
 * @param isHoliday of a Japanese calendar date, "YYYY-MM-DD"; asked only where the hours close on holidays
 */
export function deskAt(hours: Hours | null, at: number, isHoliday: (date: string) => boolean): DeskState {
  if (hours === null) return { open: true }
  const today = japaneseDay(at)
  for (let day = today; day <= today + DAYS_AHEAD; day++) {
    const midnight = midnightOf(day)
    for (const { from, to } of spansOn(hours, day, isHoliday)) {
      if (at >= midnight + to * MINUTE) continue
      const opens = midnight + from * MINUTE
      return at >= opens ? { open: true } : { open: false, opensAt: new Date(opens).toISOString() }
    }
  }
  return { open: false, opensAt: null }
}

/** Minutes since midnight, in order. */
type Span = { readonly from: number; readonly to: number }

function spansOn(hours: Hours, day: number, isHoliday: (date: string) => boolean): Span[] {
  const date = dateOf(day)
  if (hours.closedDates.some((range) => within(range, date.slice(5)))) return []
  if (hours.closedOnHolidays && isHoliday(date)) return []
  return hours.weekly
    .filter(({ days }) => days.includes(weekdayOf(day)))
    .map(({ from, to }) => ({ from: minutesOf(from), to: minutesOf(to) }))
    .sort((a, b) => a.from - b.from)
}

/** "MM-DD" compares as text; a range whose start is later than its end goes over the new year. */
const within = ({ from, to }: Hours['closedDates'][number], date: string): boolean =>
  from <= to ? from <= date && date <= to : from <= date || date <= to
