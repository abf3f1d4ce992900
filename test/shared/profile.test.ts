import { describe, expect, it } from 'vitest'
import { parseValue } from '../../src/shared/parse'
import { type PlatformRules, type Profile, profile, type SystemRule } from '../../src/shared/profile'

const rule = { name: 'Windows 11', from: '10.0.22000', bits: [64], freeMb: 100 } satisfies SystemRule
const windows = {
  older: 'fail',
  newer: 'warn',
  otherEdition: 'warn',
  sMode: 'warn',
  proxy: 'warn',
  systems: [rule],
} satisfies PlatformRules
const good = {
  v: 1,
  id: 'example',
  company: { ja: '窓口', en: 'Desk' },
  phone: '0120-000-000',
  hours: {
    timeZone: 'Asia/Tokyo',
    weekly: [{ days: ['mon'], from: '09:00', to: '24:00' }],
    closedOnHolidays: false,
    closedDates: [],
  },
  limits: {},
  session: { resumeSeconds: 120, askMinutes: 30, answerMinutes: 5 },
  terms: {
    contracts: ['personal'],
    monthlyFee: false,
    reapplicationFee: false,
    agreedBeforeDownload: false,
    openingLetter: [],
  },
  inventory: ['os'],
  pcCheck: [],
  environment: {
    memoryTolerance: 0.15,
    language: { confirmed: 'ja', other: 'pass' },
    network: {
      httpPort: 80,
      httpsPort: 443,
      http: 'warn',
      https: 'fail',
      websocket: 'warn',
      polling: 'warn',
      udp: 'warn',
      turn: 'warn',
    },
    windows,
  },
} satisfies Profile

const withEnvironment = (changed: object) => ({ ...good, environment: { ...good.environment, ...changed } })
const withRule = (changed: object) =>
  withEnvironment({ windows: { ...windows, systems: [{ ...rule, ...changed }] } })
const fieldOf = (value: unknown) => {
  const result = parseValue(profile, value)
  return result.ok ? 'good' : result.field
}

// What each fault is called for a person is in profile-faults.test.ts.
describe('a service profile', () => {
  it('passes with what it needs', () => {
    expect(fieldOf(good)).toBe('good')
    expect(fieldOf({ ...good, hours: null })).toBe('good')
    expect(fieldOf(withRule({ before: '10.0.30000', cores: 2, cpuBits: 64, memoryGb: { bits64: 4 } }))).toBe(
      'good',
    )
  })

  it('refuses a field that nobody knows, by its name and place', () => {
    expect(fieldOf({ ...good, relay: 'https://elsewhere.example' })).toBe('relay')
    expect(fieldOf(withEnvironment({ android: {} }))).toBe('environment.android')
    expect(fieldOf(withRule({ memoryMb: 4000 }))).toBe('environment.windows.systems.0.memoryMb')
  })

  const wrong: [string, unknown][] = [
    ['v', { ...good, v: 2 }],
    ['id', { ...good, id: '../default' }],
    ['company.en', { ...good, company: { ja: '窓口' } }],
    ['hours.timeZone', { ...good, hours: { ...good.hours, timeZone: 'UTC' } }],
    ['phone', { ...good, phone: '0'.repeat(41) }],
    ['limits.devices', { ...good, limits: { devices: 0 } }],
    ['inventory.0', { ...good, inventory: ['password'] }],
    ['pcCheck.0', { ...good, pcCheck: ['camera'] }],
    ['environment.memoryTolerance', withEnvironment({ memoryTolerance: 0.6 })],
    ['environment.windows.systems', withEnvironment({ windows: { ...windows, systems: [] } })],
    ['environment.windows.systems.0.from', withRule({ from: '10.x' })],
    ['environment.windows.systems.0.bits', withRule({ bits: [] })],
    ['environment.windows.systems.0.bits.0', withRule({ bits: [16] })],
    ['environment.windows.systems.0.freeMb', withRule({ freeMb: 0 })],
    ['environment.windows.systems.0.clockMhz', withRule({ clockMhz: -1 })],
  ]
  it.each(wrong)('refuses a wrong %s by its name', (field, value) => {
    expect(fieldOf(value)).toBe(field)
  })
})
