/** [Japanese, English]: the words that opening hours are made of. What is put together of them: hours-text.ts. */
export const hoursTexts = {
  contract: ['ご契約書類をご覧ください', 'See your contract'],
  everyDay: ['毎日', 'Every day'],
  workdays: ['平日', 'Weekdays'],
  allDay: ['24時間', 'round the clock'],
  span: ['{{from}}〜{{to}}', '{{from}}–{{to}}'],
  range: ['{{from}}〜{{to}}', '{{from}} to {{to}}'],
  nextSpan: ['、', ', '],
  nextGroup: ['／', '; '],
  listed: ['・', ', '],
  last: ['・', ' and '],
  timed: ['{{days}} {{times}}', '{{days}} {{times}}'],
  except: ['{{times}}（{{closed}}を除く）', '{{times}} (except {{closed}})'],
  holidays: ['祝日', 'public holidays'],
  monthDay: ['{{month}}月{{day}}日', '{{day}} {{name}}'],
  opens: ['{{date}}（{{short}}）{{time}}', '{{weekday}} {{date}}, {{time}}'],
} as const satisfies Record<string, readonly [ja: string, en: string]>

/** Short and alone in Japanese; English has the days themselves, and the same as those of every week. */
export const weekdayTexts = {
  mon: ['月', '月曜', 'Monday', 'Mondays'],
  tue: ['火', '火曜', 'Tuesday', 'Tuesdays'],
  wed: ['水', '水曜', 'Wednesday', 'Wednesdays'],
  thu: ['木', '木曜', 'Thursday', 'Thursdays'],
  fri: ['金', '金曜', 'Friday', 'Fridays'],
  sat: ['土', '土曜', 'Saturday', 'Saturdays'],
  sun: ['日', '日曜', 'Sunday', 'Sundays'],
} as const

export const monthTexts = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const
