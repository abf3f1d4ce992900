import holidayJp from '@holiday-jp/holiday_jp'

/** The last year that the list knows; later years have no holiday here, and a desk closed then would be called open. */
export const lastKnownYear = Math.max(
  ...Object.keys(holidayJp.holidays).map((date) => Number(date.slice(0, 4))),
)

/**
 * Whether a date of Japan's calendar is a national holiday, substitute holidays and the days between two holidays
 * included. Always asked by the text of the date: given a `Date`, the library would take the day of the PC's own time
 * zone.
 *
 * @param date "YYYY-MM-DD"
 */
export const isHoliday = (date: string): boolean => holidayJp.isHoliday(date)
