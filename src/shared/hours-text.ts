import { dateOf, japaneseDay, japaneseTime, minutesOf, type Weekday, weekdayOf } from './japan-time'
import type { Language } from './languages'
import type { Hours } from './profile'
import { hoursTexts, monthTexts, weekdayTexts } from './texts/hours'
import { weekdays } from './weekdays'

/** The same hours on several days of the week. */
type Group = { readonly days: Weekday[]; readonly times: string }

const workdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri']
/** More closed days than these are told by naming the open ones instead. */
const CLOSED_DAYS_NAMED = 2

/** The hours as a sentence, made of the data alone: nobody can write one that says something else. */
export function hoursText(hours: Hours | null, language: Language): string {
  if (hours === null) return say(language, 'contract')
  const groups = groupsOf(hours, language)
  const shut = weekdays.filter((day) => !groups.some(({ days }) => days.includes(day)))
  const closed = [
    ...(shut.length <= CLOSED_DAYS_NAMED ? shut.map((day) => weekdayText(day, language)) : []),
    ...(hours.closedOnHolidays ? [say(language, 'holidays')] : []),
    ...hours.closedDates.map((range) => datesText(range, language)),
  ]
  const [only] = groups
  const times =
    groups.length === 1 && only !== undefined
      ? alone(only, hours, closed.length > 0, language)
      : groups
          .map(({ days, times }) => say(language, 'timed', { days: daysText(days, language), times }))
          .join(say(language, 'nextGroup'))
  return closed.length === 0 ? times : say(language, 'except', { times, closed: list(closed, language) })
}

/** The one set of times: days are named only where the closed ones do not tell them already. */
function alone({ days, times }: Group, hours: Hours, exceptions: boolean, language: Language): string {
  const named = (days: string) => say(language, 'timed', { days, times })
  if (days.length === 7) return exceptions ? times : named(say(language, 'everyDay'))
  // In Japan 平日 is taken to leave out holidays as well.
  if (hours.closedOnHolidays && days.join() === workdays.join()) return named(say(language, 'workdays'))
  return 7 - days.length <= CLOSED_DAYS_NAMED ? times : named(daysText(days, language))
}

/**
 * When the desk opens, in Japan's time: 「11月24日（火）9:00」, "Tuesday 24 November, 9:00".
 *
 * @param opensAt ISO 8601
 */
export function opensText(opensAt: string, language: Language): string {
  const at = Date.parse(opensAt)
  const day = japaneseDay(at)
  const weekday = weekdayOf(day)
  return say(language, 'opens', {
    date: dateText(dateOf(day).slice(5), language),
    short: weekdayTexts[weekday][0],
    weekday: weekdayTexts[weekday][2],
    time: timeText(japaneseTime(at)),
  })
}

function groupsOf(hours: Hours, language: Language): Group[] {
  const groups: Group[] = []
  for (const day of weekdays) {
    const times = hours.weekly
      .filter(({ days }) => days.includes(day))
      .sort((a, b) => minutesOf(a.from) - minutesOf(b.from))
      .map((span) => spanText(span, language))
      .join(say(language, 'nextSpan'))
    if (times === '') continue
    const same = groups.find((group) => group.times === times)
    if (same === undefined) groups.push({ days: [day], times })
    else same.days.push(day)
  }
  return groups
}

const spanText = ({ from, to }: { from: string; to: string }, language: Language): string =>
  from === '00:00' && to === '24:00'
    ? say(language, 'allDay')
    : say(language, 'span', { from: timeText(from), to: timeText(to) })

/** "09:00" as it is said: "9:00". */
const timeText = (time: string): string => time.replace(/^0/, '')

/** Three or more days in a row as a range. */
function daysText(days: readonly Weekday[], language: Language): string {
  const [first] = days
  const last = days.at(-1)
  const inRow =
    first !== undefined &&
    last !== undefined &&
    days.length > 2 &&
    weekdays.indexOf(last) - weekdays.indexOf(first) === days.length - 1
  return inRow
    ? say(language, 'range', { from: weekdayText(first, language), to: weekdayText(last, language) })
    : list(
        days.map((day) => weekdayText(day, language)),
        language,
      )
}

const weekdayText = (day: Weekday, language: Language): string => weekdayTexts[day][language === 'ja' ? 1 : 3]

const datesText = ({ from, to }: { from: string; to: string }, language: Language): string =>
  from === to
    ? dateText(from, language)
    : say(language, 'range', { from: dateText(from, language), to: dateText(to, language) })

/** @param monthDay "MM-DD" */
function dateText(monthDay: string, language: Language): string {
  const [month, day] = monthDay.split('-').map(Number)
  return say(language, 'monthDay', {
    month: `${month}`,
    day: `${day}`,
    name: monthTexts[(month ?? 1) - 1] ?? '',
  })
}

const list = (parts: readonly string[], language: Language): string =>
  parts.length < 2
    ? parts.join('')
    : `${parts.slice(0, -1).join(say(language, 'listed'))}${say(language, 'last')}${parts.at(-1)}`

/** Fills the named places of a text; a place that nothing was given for stays empty. */
const say = (
  language: Language,
  key: keyof typeof hoursTexts,
  values: Readonly<Record<string, string>> = {},
): string =>
  hoursTexts[key][language === 'ja' ? 0 : 1].replace(
    /\{\{(\w+)\}\}/g,
    (_, name: string) => values[name] ?? '',
  )
