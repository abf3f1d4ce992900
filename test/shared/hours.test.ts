import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isHoliday, lastKnownYear } from '../../src/main/holidays'
import { deskAt, hoursText, opensText } from '../../src/shared/hours'
import type { Hours } from '../../src/shared/profile'
import { weekdays } from '../../src/shared/weekdays'
import { root } from '../sources'

const hours = (weekly: Hours['weekly'], rest: Partial<Hours> = {}): Hours => ({
  timeZone: 'Asia/Tokyo',
  weekly,
  closedOnHolidays: false,
  closedDates: [],
  ...rest,
})
const every = [...weekdays]
const workdays = every.slice(0, 5)
const newYear = [{ from: '12-29', to: '01-03' }]
const east = hours([{ days: every.slice(0, 6), from: '09:00', to: '18:00' }], {
  closedOnHolidays: true,
  closedDates: newYear,
})
const coralnet = hours([{ days: workdays, from: '09:00', to: '17:30' }], { closedOnHolidays: true })

/** A moment on Japan's clocks. */
const japan = (text: string): number => Date.parse(`${text}+09:00`)
const at = (rules: Hours | null, text: string) => deskAt(rules, japan(text), isHoliday)
const opens = (text: string) => ({ open: false, opensAt: new Date(japan(text)).toISOString() })
const open = { open: true }

describe('the desk', () => {
  const east1: [string, object][] = [
    ['2026-11-20T08:59:59.999', opens('2026-11-20T09:00')],
    ['2026-11-20T09:00', open],
    ['2026-11-20T17:59:59.999', open],
    ['2026-11-20T18:00', opens('2026-11-21T09:00')],
    // Saturday; then a Sunday and the holiday of 23 November, a Monday.
    ['2026-11-21T18:00', opens('2026-11-24T09:00')],
    ['2026-11-22T12:00', opens('2026-11-24T09:00')],
    ['2026-11-23T12:00', opens('2026-11-24T09:00')],
    ['2026-12-28T17:59', open],
    ['2026-12-28T18:00', opens('2027-01-04T09:00')],
    ['2026-12-31T12:00', opens('2027-01-04T09:00')],
    ['2027-01-03T23:59', opens('2027-01-04T09:00')],
    ['2027-01-04T09:00', open],
    // Constitution Day of 2026 is a Sunday, and three days later is off in its stead.
    ['2026-05-02T18:00', opens('2026-05-07T09:00')],
    // The day between two holidays.
    ['2026-09-22T12:00', opens('2026-09-24T09:00')],
    // The equinox of 2027 is a Sunday: the Monday is off.
    ['2027-03-22T12:00', opens('2027-03-23T09:00')],
    ['2028-02-29T12:00', open],
  ]
  it.each(east1)('closed on Sundays, holidays and over the new year: %s', (text, state) => {
    expect(at(east, text)).toEqual(state)
  })

  it('is closed at weekends where only weekdays are listed', () => {
    expect(at(coralnet, '2026-11-20T17:29:59')).toEqual(open)
    expect(at(coralnet, '2026-11-20T17:30')).toEqual(opens('2026-11-24T09:00'))
    // Nothing was said of the days before the new year: only the holiday itself is closed.
    expect(at(coralnet, '2026-12-31T18:00')).toEqual(opens('2027-01-04T09:00'))
    expect(at(coralnet, '2026-12-30T12:00')).toEqual(open)
  })

  it('may close at midnight, or never', () => {
    const late = hours([{ days: every, from: '09:00', to: '24:00' }])
    expect(at(late, '2026-11-20T23:59:59.999')).toEqual(open)
    expect(at(late, '2026-11-21T00:00')).toEqual(opens('2026-11-21T09:00'))
    const always = hours([{ days: every, from: '00:00', to: '24:00' }])
    fc.assert(fc.property(fc.integer({ min: 0, max: 4e12 }), (ms) => deskAt(always, ms, () => true).open))
  })

  it('may pause at noon, in whatever order that is written', () => {
    const split = hours([
      { days: every, from: '13:00', to: '17:00' },
      { days: every, from: '09:00', to: '12:00' },
    ])
    expect(at(split, '2026-11-20T08:00')).toEqual(opens('2026-11-20T09:00'))
    expect(at(split, '2026-11-20T11:59')).toEqual(open)
    expect(at(split, '2026-11-20T12:00')).toEqual(opens('2026-11-20T13:00'))
    expect(at(split, '2026-11-20T13:00')).toEqual(open)
  })

  it('knows the leap day, which comes every fourth year only', () => {
    const leap = hours([{ days: every, from: '09:00', to: '17:00' }], {
      closedDates: [{ from: '02-29', to: '02-29' }],
    })
    expect(at(leap, '2028-02-29T10:00')).toEqual(opens('2028-03-01T09:00'))
    expect(at(leap, '2028-03-01T10:00')).toEqual(open)
    expect(at(leap, '2027-02-28T17:00')).toEqual(opens('2027-03-01T09:00'))
  })

  it('is open where only the contract tells, and says so where it never opens', () => {
    expect(at(null, '2026-01-01T03:00')).toEqual(open)
    const never = hours([{ days: every, from: '09:00', to: '17:00' }], {
      closedDates: [{ from: '01-01', to: '12-31' }],
    })
    expect(at(never, '2026-11-20T10:00')).toEqual({ open: false, opensAt: null })
  })
})

const time = fc.integer({ min: 0, max: 24 * 60 })
const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
const span = fc
  .tuple(fc.subarray(every, { minLength: 1 }), time, time)
  .filter(([, a, b]) => a !== b)
  .map(([days, a, b]) => ({ days, from: clock(Math.min(a, b)), to: clock(Math.max(a, b)) }))
const monthDay = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join('-'))
const anyHours: fc.Arbitrary<Hours> = fc.record({
  timeZone: fc.constant('Asia/Tokyo' as const),
  weekly: fc.array(span, { minLength: 1, maxLength: 1 }),
  closedOnHolidays: fc.boolean(),
  closedDates: fc.array(fc.record({ from: monthDay, to: monthDay }), { maxLength: 2 }),
})
const moment = fc.integer({ min: japan('2025-01-01T00:00'), max: japan('2029-12-31T00:00') })

/** The same question put to the system's own calendar, day by day and minute by minute. */
const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Tokyo',
  weekday: 'short',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})
function openByCalendar(rules: Hours, ms: number): boolean {
  const now = Object.fromEntries(parts.formatToParts(ms).map(({ type, value }) => [type, value]))
  const date = `${now.month}-${now.day}`
  if (rules.closedOnHolidays && isHoliday(`${now.year}-${date}`)) return false
  for (const { from, to } of rules.closedDates) {
    const overNewYear = from > to
    if (overNewYear ? !(to < date && date < from) : from <= date && date <= to) return false
  }
  return rules.weekly.some(
    ({ days, from, to }) =>
      days.some((day) => day === now.weekday?.toLowerCase()) &&
      from <= `${now.hour}:${now.minute}` &&
      `${now.hour}:${now.minute}` < to,
  )
}

describe('for any hours and any moment, the desk', () => {
  it('is open when the calendar says so', () => {
    fc.assert(
      fc.property(anyHours, moment, (rules, ms) => {
        expect(deskAt(rules, ms, isHoliday).open).toBe(openByCalendar(rules, ms))
      }),
      { numRuns: 500 },
    )
  })

  it('opens at the very moment that it promised, and at none before', () => {
    fc.assert(
      fc.property(anyHours, moment, fc.double({ min: 0, max: 1, noNaN: true }), (rules, ms, share) => {
        const state = deskAt(rules, ms, isHoliday)
        if (state.open || state.opensAt === null) return
        const promised = Date.parse(state.opensAt)
        expect(promised).toBeGreaterThan(ms)
        expect(deskAt(rules, promised, isHoliday)).toEqual(open)
        expect(deskAt(rules, promised - 1, isHoliday)).toEqual(state)
        expect(deskAt(rules, ms + Math.floor((promised - 1 - ms) * share), isHoliday)).toEqual(state)
      }),
      { numRuns: 500 },
    )
  })
})

describe('the hours as a sentence', () => {
  const said: [Hours | null, string, string][] = [
    [null, 'ご契約書類をご覧ください', 'See your contract'],
    [hours([{ days: every, from: '09:00', to: '17:00' }]), '毎日 9:00〜17:00', 'Every day 9:00–17:00'],
    [hours([{ days: every, from: '00:00', to: '24:00' }]), '毎日 24時間', 'Every day round the clock'],
    [
      east,
      '9:00〜18:00（日曜・祝日・12月29日〜1月3日を除く）',
      '9:00–18:00 (except Sundays, public holidays and 29 December to 3 January)',
    ],
    [
      coralnet,
      '平日 9:00〜17:30（土曜・日曜・祝日を除く）',
      'Weekdays 9:00–17:30 (except Saturdays, Sundays and public holidays)',
    ],
    [
      hours([
        { days: workdays, from: '10:30', to: '24:00' },
        { days: ['sat'], from: '09:00', to: '12:00' },
      ]),
      '月曜〜金曜 10:30〜24:00／土曜 9:00〜12:00（日曜を除く）',
      'Mondays to Fridays 10:30–24:00; Saturdays 9:00–12:00 (except Sundays)',
    ],
    [
      hours(
        [
          { days: ['mon', 'wed'], from: '13:00', to: '17:00' },
          { days: ['wed', 'mon'], from: '09:00', to: '12:00' },
        ],
        { closedDates: [{ from: '08-15', to: '08-15' }] },
      ),
      '月曜・水曜 9:00〜12:00、13:00〜17:00（8月15日を除く）',
      'Mondays and Wednesdays 9:00–12:00, 13:00–17:00 (except 15 August)',
    ],
    [
      hours([{ days: every, from: '09:00', to: '17:00' }], { closedOnHolidays: true }),
      '9:00〜17:00（祝日を除く）',
      '9:00–17:00 (except public holidays)',
    ],
  ]
  it.each(said)('%#', (rules, ja, en) => {
    expect([hoursText(rules, 'ja'), hoursText(rules, 'en')]).toEqual([ja, en])
  })

  it('says when the desk opens, on Japan’s calendar', () => {
    expect(opensText('2026-11-24T00:00:00.000Z', 'ja')).toBe('11月24日（火）9:00')
    expect(opensText('2026-11-24T00:00:00.000Z', 'en')).toBe('Tuesday 24 November, 9:00')
    expect(opensText('2026-12-31T15:00:00.000Z', 'ja')).toBe('1月1日（金）0:00')
  })
})

describe('the holidays', () => {
  it('are those of 2026 and 2027 with their substitutes', () => {
    const of = (year: number) =>
      Array.from({ length: 366 }, (_, day) => new Date(Date.UTC(year, 0, 1 + day)).toISOString().slice(0, 10))
        .filter((date) => date.startsWith(`${year}`) && isHoliday(date))
        .map((date) => date.slice(5))
    expect(of(2026).join(' ')).toBe(
      '01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23',
    )
    expect(of(2027).join(' ')).toBe(
      '01-01 01-11 02-11 02-23 03-21 03-22 04-29 05-03 05-04 05-05 07-19 08-11 09-20 09-23 10-11 11-03 11-23',
    )
  })

  it('are known for long, and none is made up beyond', () => {
    expect(lastKnownYear).toBeGreaterThanOrEqual(2050)
    expect(isHoliday(`${lastKnownYear + 1}-01-01`)).toBe(false)
  })
})

describe('a PC anywhere in the world', () => {
  const script = `
    import { isHoliday } from './src/main/holidays'
    import { deskAt, opensText } from './src/shared/hours'
    const hours = ${JSON.stringify(east)}
    const moments = ['2026-11-22T23:59Z', '2026-11-23T14:59Z', '2026-11-23T15:00Z', '2026-12-28T09:00Z', '2026-11-24T00:00Z']
    console.log(JSON.stringify(moments.map((at) => {
      const state = deskAt(hours, Date.parse(at), isHoliday)
      return [state, state.opensAt && opensText(state.opensAt, 'ja'), isHoliday(at.slice(0, 10))]
    })))`
  const inZone = (zone: string): string => {
    const words = ['--import', 'tsx', '--input-type=module', '-e', script]
    const { stdout, stderr } = spawnSync(process.execPath, words, {
      cwd: join(root),
      env: { ...process.env, TZ: zone },
      encoding: 'utf8',
      timeout: 30_000,
    })
    if (stdout === '') throw new Error(stderr)
    return stdout
  }

  it('hears the same', () => {
    const zones = ['Asia/Tokyo', 'America/Los_Angeles', 'Pacific/Kiritimati']
    const [japanese, ...others] = zones.map(inZone)
    expect(japanese).toContain('11月24日（火）9:00')
    for (const other of others) expect(other).toBe(japanese)
  }, 90_000)
})
