import { weekdays } from './weekdays'

export const MINUTE = 60_000
export const DAY = 24 * 60 * MINUTE
/**
 * Japan is nine hours ahead of UTC all year: it has had no summer time since September 1951 (tz database, file `asia`,
 * rules `Japan`). So a sum is enough, and neither the PC's time zone nor its list of zones plays a part.
 */
const AHEAD = 9 * 60 * MINUTE

export type Weekday = (typeof weekdays)[number]

/** The day of a moment in Japan, counted from 1970-01-01. */
export const japaneseDay = (at: number): number => Math.floor((at + AHEAD) / DAY)

/** The moment at which a day of Japan begins, in milliseconds since 1970 (UTC). */
export const midnightOf = (day: number): number => day * DAY - AHEAD

/** The moment at which the month of Japan begins that a moment is in, in milliseconds since 1970 (UTC). */
export const monthStart = (at: number): number => {
  const day = japaneseDay(at)
  return midnightOf(day - new Date(day * DAY).getUTCDate() + 1)
}

/** "YYYY-MM-DD" of a counted day. */
export const dateOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10)

/** "HH:MM" on Japan's clocks. */
export const japaneseTime = (at: number): string => new Date(at + AHEAD).toISOString().slice(11, 16)

/** 1970-01-01 was a Thursday. */
export const weekdayOf = (day: number): Weekday => weekdays[(((day + 3) % 7) + 7) % 7] ?? 'mon'

/** Minutes since midnight of "09:00", "24:00". */
export const minutesOf = (time: string): number => {
  const [hour, minute] = time.split(':').map(Number)
  return (hour ?? 0) * 60 + (minute ?? 0)
}
