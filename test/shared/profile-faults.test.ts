import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readJson } from '../../src/shared/json-text'
import type { Profile } from '../../src/shared/profile'
import { readProfile, readProfileValue } from '../../src/shared/profile-faults'
import { root } from '../sources'

const text = readFileSync(join(root, 'profiles', 'ntt-east-light-1.json'), 'utf8')
const sound = (): Record<string, unknown> => JSON.parse(text)

const faultsOf = (value: unknown): readonly string[] => {
  const read = readProfileValue(value)
  return read.ok ? [] : read.faults
}

/** The profile with one place changed; `undefined` takes it out. */
function changed(path: string, to: unknown): unknown {
  const value = sound()
  const names = path.split('.')
  const last = names.pop() ?? ''
  const inner = names.reduce<Record<string, unknown>>(
    (outer, name) => outer[name] as Record<string, unknown>,
    value,
  )
  if (to === undefined) delete inner[last]
  else inner[last] = to
  return value
}

const span = (days: string[], from: string, to: string) => ({ days, from, to })
const system = (from: string, before?: string, rest: object = {}) => ({
  name: `from ${from}`,
  from,
  ...(before !== undefined && { before }),
  bits: [64],
  freeMb: 100,
  ...rest,
})
const windows = 'environment.windows.systems'

/** Place, what stands there, and the one fault to be named. */
const rows: [string, unknown, string][] = [
  ['v', 2, 'v: must be 1'],
  ['v', undefined, 'v: is missing: must be 1'],
  ['id', 'NTT East', 'id: must be 1 to 40 small letters, digits and hyphens'],
  ['phone', '', 'phone: must have at least 1 character'],
  ['phone', '0'.repeat(41), 'phone: must have at most 40 characters'],
  ['phone', undefined, 'phone: is missing: must be a text'],
  ['company.en', undefined, 'company.en: is missing: must be a text'],
  ['fax', '0120', 'fax: is not known here'],
  ['hours.open', true, 'hours.open: is not known here'],
  ['hours.timeZone', 'Asia/Seoul', 'hours.timeZone: must be "Asia/Tokyo"'],
  ['hours.closedOnHolidays', 'yes', 'hours.closedOnHolidays: must be true or false'],
  ['hours.weekly', [], 'hours.weekly: must have at least 1 entry'],
  ['hours.weekly.0.from', '9:00', 'hours.weekly[0].from: must be a time from "00:00" to "24:00"'],
  ['hours.weekly.0.to', '24:01', 'hours.weekly[0].to: must be a time from "00:00" to "24:00"'],
  ['hours.weekly.0.to', '09:00', 'hours.weekly[0].to: must be later than from, which is 09:00'],
  ['hours.weekly.0.to', '08:00', 'hours.weekly[0].to: must be later than from, which is 09:00'],
  ['hours.weekly.0.days', ['mon', 'tue', 'mon'], 'hours.weekly[0].days: names "mon" twice'],
  [
    'hours.weekly',
    [span(['mon', 'tue'], '09:00', '12:00'), span(['tue'], '11:59', '18:00')],
    'hours.weekly[1]: overlaps hours.weekly[0] on tue',
  ],
  ['hours.closedDates.0.from', '2-30', 'hours.closedDates[0].from: must be month and day, such as "12-29"'],
  ['hours.closedDates.0.from', '02-30', 'hours.closedDates[0].from: there is no 02-30'],
  ['hours.closedDates.0.to', '04-31', 'hours.closedDates[0].to: there is no 04-31'],
  ['limits.devices', 0, 'limits.devices: must be more than 0'],
  ['limits.devices', 1.5, 'limits.devices: must be a whole number'],
  ['terms.contracts', ['personal', 'personal'], 'terms.contracts: names "personal" twice'],
  ['terms.openingLetter', ['login-id', 'login-id'], 'terms.openingLetter: names "login-id" twice'],
  ['terms.contracts', ['family'], 'terms.contracts[0]: must be "personal" or "corporate"'],
  ['inventory', [], 'inventory: must have at least 1 entry'],
  ['inventory', ['os', 'cpu', 'os', 'os'], 'inventory: names "os" twice'],
  ['pcCheck', ['disk', 'disk'], 'pcCheck: names "disk" twice'],
  ['environment.memoryTolerance', 0.6, 'environment.memoryTolerance: must be at most 0.5'],
  [
    'environment.language.confirmed',
    'ja-JP',
    'environment.language.confirmed: must be two or three small letters, such as "ja"',
  ],
  ['environment.network.httpsPort', 65_536, 'environment.network.httpsPort: must be at most 65535'],
  ['environment.windows.older', 'no', 'environment.windows.older: must be "pass", "warn" or "fail"'],
  [`${windows}.0.bits`, [16], `environment.windows.systems[0].bits[0]: must be 32 or 64`],
  [
    `${windows}.0.from`,
    '6.3a',
    'environment.windows.systems[0].from: must be one to four numbers with dots, such as "10.0.19045"',
  ],
  [
    `${windows}.0.before`,
    undefined,
    'environment.windows.systems[0].before: is missing: only the last system may be without it',
  ],
  [
    windows,
    [system('10', '10.0')],
    'environment.windows.systems[0].before: must be newer than from, which is 10',
  ],
  [
    windows,
    [system('10', '12'), system('11')],
    'environment.windows.systems[1].from: overlaps "from 10", which goes up to 12',
  ],
  [
    windows,
    [system('12', '13'), system('10', '11')],
    'environment.windows.systems[1].from: must be newer than the from of "from 12": systems stand from old to new',
  ],
  [
    windows,
    [system('10', '11', { bits: [32, 64], memoryGb: { bits64: 2 } })],
    'environment.windows.systems[0].memoryGb: must say bits32, because 32 bit is allowed',
  ],
  [
    windows,
    [system('10', '11', { memoryGb: { bits32: 2 } })],
    'environment.windows.systems[0].memoryGb: must say bits64, because 64 bit is allowed',
  ],
  [windows, [system('10', '11', { bits: [64, 64] })], 'environment.windows.systems[0].bits: names 64 twice'],
  [
    windows,
    [system('10', '11', { editions: ['Pro', 'Pro'] })],
    'environment.windows.systems[0].editions: names "Pro" twice',
  ],
]

describe('a profile', () => {
  it('passes as it ships, also with the mark of some editors before it', () => {
    expect(readProfile(text)).toEqual({ ok: true, profile: sound() })
    expect(readProfile(`\uFEFF${text}`)).toMatchObject({ ok: true })
  })

  it.each(rows)('%s = %j is refused by name', (path, to, fault) => {
    expect(faultsOf(changed(path, to))).toEqual([fault])
  })

  it('may have spans that touch, a leap day, a pause, and a system without a memory', () => {
    for (const [path, to] of [
      ['hours.weekly', [span(['mon'], '09:00', '12:00'), span(['mon'], '12:00', '24:00')]],
      ['hours.closedDates', [{ from: '02-29', to: '02-29' }]],
      [windows, [system('6.3', '10'), system('11', '12')]],
    ] as const)
      expect(faultsOf(changed(path, to))).toEqual([])
  })

  it('must have rules for one system at least', () => {
    const value = changed('environment.windows', undefined)
    delete (value as Profile).environment.macos
    expect(faultsOf(value)).toEqual(['environment: must have rules for windows, macos or linux'])
  })

  it('has all its faults named together, those of form and those of sense', () => {
    const value = sound() as Record<string, unknown> & { hours: { weekly: object[] } }
    const [first] = value.hours.weekly
    value.hours.weekly = [{ ...first, to: '08:00' }]
    expect(faultsOf({ ...value, phone: 1, fax: 2, extra: 3, inventory: ['os', 'os'] })).toEqual([
      'phone: must be a text',
      'fax: is not known here',
      'extra: is not known here',
      'hours.weekly[0].to: must be later than from, which is 09:00',
      'inventory: names "os" twice',
    ])
  })

  it.each([null, 1, 'a', [], undefined])('is not %j', (value) => {
    expect(faultsOf(value).length).toBeGreaterThan(0)
  })

  it('is refused for a name of any length without repeating it', () => {
    const [fault = ''] = faultsOf({ ...sound(), ['x'.repeat(5000)]: 1 })
    expect(fault).toBe(`${'x'.repeat(60)}…: is not known here`)
  })
})

describe('JSON that a person wrote', () => {
  const wrong: [string, string][] = [
    ['', 'line 1, column 1'],
    ['{\n  "a": 1,\n}', 'line 3, column 1'],
    ['{\n  "a": [1, ]\n}', 'line 2, column 12'],
    ['{ "a": hello }', 'line 1, column 8'],
    ['{ "a" 1 }', 'line 1, column 7'],
    ['{ "a": 1\n  "b": 2 }', 'line 2, column 3'],
    ["{ 'a': 1 }", 'line 1, column 3'],
    ['{ "a": 1', 'line 1, column 9'],
    ['{ "a": "one\ntwo" }', 'line 1, column 8'],
    ['{ "a": 1 } // so', 'line 1, column 12'],
    ['{ "a": 1 ]', 'line 1, column 10'],
    ['{} {}', 'line 1, column 4'],
    ['[1 2]', 'line 1, column 4'],
    ['{ 1: 2 }', 'line 1, column 3'],
    ['[01]', 'line 1, column 3'],
  ]
  it.each(wrong)('%j: says where it goes wrong', (written, place) => {
    expect(readJson(written)).toEqual({ ok: false, faults: [`${place}: is not JSON from here on`] })
    expect(readProfile(written)).toMatchObject({ ok: false })
  })

  it('may not say the same name twice, of which only the last would count', () => {
    expect(readJson('{ "a": 1, "b": [{}, { "c": 1, "\\u0063": 2 }], "a": 2 }')).toEqual({
      ok: false,
      faults: ['b[1].c: stands here twice', 'a: stands here twice'],
    })
    expect(readJson('{ "a": { "b": 1 }, "b": [{ "a": 1 }, { "a": 2 }] }')).toMatchObject({ ok: true })
  })

  it('is read as it was meant, whatever it says', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2, '\t'), (value, indent) => {
        const written = JSON.stringify(value, null, indent)
        expect(readJson(written)).toEqual({ ok: true, value: JSON.parse(written) })
      }),
    )
  })

  it('and is refused at a place inside it, whatever was cut off or put in', () => {
    const cut = fc.integer({ min: 1, max: text.length - 3 })
    fc.assert(
      fc.property(cut, fc.constantFrom('', ',', ']', ':', '"', 'x'), (at, put) => {
        const written = text.slice(0, at) + put
        const read = readJson(written)
        expect(read.ok).toBe(false)
        const [, line = 0] = /^line (\d+), column \d+: /.exec(read.ok ? '' : (read.faults[0] ?? '')) ?? []
        expect(Number(line)).toBeGreaterThanOrEqual(1)
        expect(Number(line)).toBeLessThanOrEqual(written.split('\n').length)
      }),
    )
  })
})
