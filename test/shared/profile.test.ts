import { describe, expect, it } from 'vitest'
import { parseValue } from '../../src/shared/parse'
import { type Profile, profile } from '../../src/shared/profile'

const rule = { name: 'Windows 11', from: '10.0.22000', bits: [64], freeMb: 100 } satisfies Record<
  string,
  unknown
>
const good = {
  v: 1,
  id: 'example',
  company: { ja: '窓口', en: 'Desk' },
  phone: '0120-000-000',
  hours: { ja: '毎日', en: 'Every day' },
  environment: { memoryTolerance: 0.15, windows: { older: 'fail', newer: 'warn', systems: [rule] } },
} satisfies Record<keyof Profile, unknown>

const withRule = (changed: object) => ({
  ...good,
  environment: {
    ...good.environment,
    windows: { ...good.environment.windows, systems: [{ ...rule, ...changed }] },
  },
})
const fieldOf = (value: unknown) => {
  const result = parseValue(profile, value)
  return result.ok ? 'good' : result.field
}

describe('a service profile', () => {
  it('passes with what it needs', () => {
    expect(fieldOf(good)).toBe('good')
    expect(fieldOf({ ...good, environment: { memoryTolerance: 0 } })).toBe('good')
    expect(
      fieldOf(withRule({ before: '10.0.30000', cores: 2, clockMhz: 1000, memoryGb: { bits64: 4 } })),
    ).toBe('good')
  })

  it('refuses a field that nobody knows, by its name and place', () => {
    expect(fieldOf({ ...good, relay: 'https://elsewhere.example' })).toBe('relay')
    expect(fieldOf({ ...good, environment: { ...good.environment, android: {} } })).toBe(
      'environment.android',
    )
    expect(fieldOf(withRule({ memoryMb: 4000 }))).toBe('environment.windows.systems.0.memoryMb')
  })

  const wrong: [string, unknown][] = [
    ['v', { ...good, v: 2 }],
    ['id', { ...good, id: '../default' }],
    ['company.en', { ...good, company: { ja: '窓口' } }],
    ['hours.ja', { ...good, hours: { ja: '', en: 'a' } }],
    ['phone', { ...good, phone: '0'.repeat(41) }],
    ['environment.memoryTolerance', { ...good, environment: { memoryTolerance: 0.6 } }],
    ['environment.windows.systems.0.from', withRule({ from: '10.x' })],
    ['environment.windows.systems.0.before', withRule({ before: 'newest' })],
    ['environment.windows.systems.0.bits', withRule({ bits: [] })],
    ['environment.windows.systems.0.bits.0', withRule({ bits: [16] })],
    ['environment.windows.systems.0.freeMb', withRule({ freeMb: 0 })],
    ['environment.windows.systems.0.clockMhz', withRule({ clockMhz: -1 })],
  ]
  it.each(wrong)('refuses a wrong %s by its name', (field, value) => {
    expect(fieldOf(value)).toBe(field)
  })

  it('refuses a platform without a single system', () => {
    const windows = { ...good.environment.windows, systems: [] }
    expect(fieldOf({ ...good, environment: { memoryTolerance: 0, windows } })).toBe(
      'environment.windows.systems',
    )
  })
})
