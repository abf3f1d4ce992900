import holidayJp from '@holiday-jp/holiday_jp'

/** Whether "YYYY-MM-DD" is a holiday in Japan; years that the list does not know have none. */
export const isHoliday = (date: string): boolean => holidayJp.isHoliday(date)
