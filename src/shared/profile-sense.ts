import { compareVersions } from './environment'
import { minutesOf } from './japan-time'
import { pathText } from './json-text'
import { type Hours, profile, type SystemRule, systemRule } from './profile'
import { weekdays } from './weekdays'
import { z } from './zod'

type Path = readonly PropertyKey[]

/**
 * What a profile can say in good form and still not mean: each fault with its path. Every part is looked at that is
 * sound by itself, so that a fault in one does not hide those of another.
 */
export function senseFaults(value: unknown): string[] {
  const hours = partOf(profile.shape.hours, value, ['hours'])
  const platforms = ['windows', 'macos', 'linux'] as const
  const rules = partOf(z.looseObject({}), value, ['environment'])
  return [
    ...(hours === null ? [] : hoursFaults(hours)),
    ...repeatedIn(value, ['inventory']),
    ...repeatedIn(value, ['pcCheck']),
    ...repeatedIn(value, ['terms', 'contracts']),
    ...repeatedIn(value, ['terms', 'openingLetter']),
    ...(rules !== null && platforms.every((platform) => rules[platform] === undefined)
      ? [fault(['environment'], 'must have rules for windows, macos or linux')]
      : []),
    ...platforms.flatMap((platform) => {
      const path = ['environment', platform, 'systems']
      return systemsFaults(partOf(z.array(systemRule), value, path) ?? [], path)
    }),
  ]
}

const fault = (path: Path, text: string): string => `${pathText(path)}: ${text}`

/** The value at a path of what may be anything; undefined where there is none. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, name) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, name)
        ? Reflect.get(inner, name)
        : undefined,
    value,
  )
}

/** Null where the part is missing or has faults of form, which are named elsewhere. */
function partOf<T>(schema: z.ZodType<T>, value: unknown, path: Path): T | null {
  const part = schema.safeParse(valueAt(value, path))
  return part.success ? part.data : null
}

function repeated(entries: readonly unknown[], path: Path): string[] {
  const twice = new Set(entries.filter((entry, place) => entries.indexOf(entry) < place))
  return [...twice].map((entry) => fault(path, `names ${JSON.stringify(entry)} twice`))
}

const repeatedIn = (value: unknown, path: Path): string[] =>
  repeated(partOf(z.array(z.string()), value, path) ?? [], path)

function hoursFaults({ weekly, closedDates }: Hours): string[] {
  const spans = weekly.map((span, place) => ({ ...span, place }))
  return [
    ...spans.flatMap(({ days, from, to, place }) => [
      ...repeated(days, ['hours', 'weekly', place, 'days']),
      ...(minutesOf(from) < minutesOf(to)
        ? []
        : [fault(['hours', 'weekly', place, 'to'], `must be later than from, which is ${from}`)]),
    ]),
    ...spans.flatMap((one) =>
      spans.slice(0, one.place).flatMap((other) => {
        const day = weekdays.find((name) => one.days.includes(name) && other.days.includes(name))
        const apart = one.from >= other.to || other.from >= one.to
        const text = `overlaps ${pathText(['hours', 'weekly', other.place])} on ${day}`
        return day === undefined || apart ? [] : [fault(['hours', 'weekly', one.place], text)]
      }),
    ),
    ...closedDates.flatMap((range, place) =>
      (['from', 'to'] as const)
        .filter((end) => !isDate(range[end]))
        .map((end) => fault(['hours', 'closedDates', place, end], `there is no ${range[end]}`)),
    ),
  ]
}

/** In any year: 29 February is a date. */
function isDate(monthDay: string): boolean {
  const [month = 0, day = 0] = monthDay.split('-').map(Number)
  return day <= new Date(Date.UTC(2000, month, 0)).getUTCDate()
}

function systemsFaults(systems: readonly SystemRule[], path: Path): string[] {
  return systems.flatMap((rule, place) => {
    const at = (name: string, text: string) => fault([...path, place, name], text)
    const next = systems[place + 1]
    const last = systems[place - 1]
    const faults = [
      ...repeated(rule.bits, [...path, place, 'bits']),
      ...repeated(rule.editions ?? [], [...path, place, 'editions']),
      ...rule.bits
        .filter((bits) => rule.memoryGb !== undefined && rule.memoryGb[`bits${bits}`] === undefined)
        .map((bits) => at('memoryGb', `must say bits${bits}, because ${bits} bit is allowed`)),
    ]
    if (rule.before === undefined) {
      if (next !== undefined) faults.push(at('before', 'is missing: only the last system may be without it'))
    } else if (compareVersions(rule.from, rule.before) >= 0) {
      faults.push(at('before', `must be newer than from, which is ${rule.from}`))
    }
    if (last !== undefined && compareVersions(rule.from, last.from) <= 0)
      faults.push(at('from', `must be newer than the from of "${last.name}": systems stand from old to new`))
    else if (last?.before !== undefined && compareVersions(rule.from, last.before) < 0)
      faults.push(at('from', `overlaps "${last.name}", which goes up to ${last.before}`))
    return faults
  })
}
