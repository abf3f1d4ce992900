import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isHoliday } from '../src/main/holidays'
import { deskAt, hoursText } from '../src/shared/hours'
import { itemIds } from '../src/shared/inventory'
import { pcCheckAreaIds } from '../src/shared/pc-check'
import type { PlatformRules, Profile } from '../src/shared/profile'
import { readProfile } from '../src/shared/profile-faults'
import { root } from './sources'

const folder = join(root, 'profiles')
const ids = readdirSync(folder).map((name) => name.replace(/\.json$/, ''))

function profileOf(id: string): Profile {
  const read = readProfile(readFileSync(join(folder, `${id}.json`), 'utf8'))
  if (!read.ok) throw new Error(`${id}: ${read.faults.join('; ')}`)
  return read.profile
}

/** Open at that moment of Japan's clocks, or when next ("2026-11-24T09:00"). */
function deskOf(id: string, text: string): string {
  const state = deskAt(profileOf(id).hours, Date.parse(`${text}+09:00`), isHoliday)
  if (state.open) return 'open'
  const opens = Date.parse(state.opensAt ?? '') + 9 * 3_600_000
  return new Date(opens).toISOString().slice(0, 16)
}

const names = (rules: PlatformRules | undefined) => rules?.systems.map(({ name }) => name)

describe('the profiles that ship', () => {
  it('are these, each valid and named as its file', () => {
    expect(ids).toEqual([
      'coralnet-premium',
      'default',
      'demo',
      'kct',
      'ntt-east-light-1',
      'ntt-east-light-2',
      'ucom',
    ])
    for (const id of ids) expect(profileOf(id).id).toBe(id)
  })

  it('let Linux in only for the demo', () => {
    expect(ids.filter((id) => profileOf(id).environment.linux !== undefined)).toEqual(['demo'])
  })

  it('give no number that somebody has', () => {
    expect([...new Set(ids.map((id) => profileOf(id).phone))].sort()).toEqual([
      '0120-000-000',
      'ご契約書類の番号 / see your contract',
    ])
  })

  it.each(ids)('%s lists its systems without a gap', (id) => {
    const { windows, macos, linux } = profileOf(id).environment
    for (const platform of [windows, macos, linux])
      for (const [place, rule] of (platform?.systems ?? []).entries()) {
        const next = platform?.systems[place + 1]
        if (next !== undefined) expect([rule.name, rule.before]).toEqual([rule.name, next.from])
      }
  })
})

describe('default and demo', () => {
  it('serve at any time, holidays and the new year included', () => {
    for (const text of ['2026-11-23T00:00', '2026-12-31T23:59', '2027-01-01T03:00', '2028-02-29T12:00'])
      expect([deskOf('default', text), deskOf('demo', text)]).toEqual(['open', 'open'])
    expect(profileOf('default').hours).toBeNull()
    expect(hoursText(profileOf('demo').hours, 'ja')).toBe('毎日 24時間')
  })

  it('ask for all that there is, and limit nothing', () => {
    for (const id of ['default', 'demo']) {
      expect(profileOf(id).inventory).toEqual(itemIds)
      expect(profileOf(id).limits).toEqual({})
    }
  })
})

describe('the default environment', () => {
  const { windows, macos, network, language } = profileOf('default').environment
  const display = { width: 800, height: 600, depth: 16 }
  const editions = ['Home', 'Pro', 'Enterprise']

  it('is the published table for Windows', () => {
    expect(windows?.systems).toEqual([
      {
        name: 'Windows 10',
        from: '10.0.10240',
        before: '10.0.22000',
        bits: [32, 64],
        editions,
        clockMhz: 1000,
        memoryGb: { bits32: 1, bits64: 2 },
        display,
        freeMb: 100,
      },
      {
        name: 'Windows 11',
        from: '10.0.22000',
        bits: [64],
        editions,
        cpuBits: 64,
        clockMhz: 1000,
        cores: 2,
        memoryGb: { bits64: 4 },
        display,
        freeMb: 100,
      },
    ])
    expect(windows).toMatchObject({ older: 'fail', otherEdition: 'warn', sMode: 'warn', proxy: 'warn' })
  })

  it('is the published table for macOS: four versions, 100 MB, nothing else asked', () => {
    const system = (name: string, from: string, before: string) => ({
      name,
      from,
      before,
      bits: [64],
      freeMb: 100,
    })
    expect(macos?.systems).toEqual([
      system('macOS 10.15', '10.15', '10.16'),
      // macOS 11 calls itself 10.16 to programs that were built for older systems.
      system('macOS 11', '10.16', '12'),
      system('macOS 12', '12', '13'),
      system('macOS 13', '13', '14'),
    ])
    expect(macos).toMatchObject({ older: 'fail', newer: 'warn', proxy: 'warn' })
  })

  it('asks HTTP and HTTPS on their ports; another language than Japanese is information', () => {
    expect(network).toEqual({
      httpPort: 80,
      httpsPort: 443,
      http: 'warn',
      https: 'fail',
      websocket: 'warn',
      polling: 'warn',
      udp: 'warn',
      turn: 'warn',
    })
    expect(language).toEqual({ confirmed: 'ja', other: 'pass' })
  })
})

describe('ucom', () => {
  it('answers every day from nine to five', () => {
    expect(hoursText(profileOf('ucom').hours, 'ja')).toBe('毎日 9:00〜17:00')
    expect(deskOf('ucom', '2026-11-23T08:59')).toBe('2026-11-23T09:00')
    expect(deskOf('ucom', '2026-11-23T16:59')).toBe('open')
    expect(deskOf('ucom', '2026-12-31T17:00')).toBe('2027-01-01T09:00')
  })

  it('costs a monthly fee, costs again to come back, and shows its documents before the download', () => {
    expect(profileOf('ucom').terms).toMatchObject({
      monthlyFee: true,
      reapplicationFee: true,
      agreedBeforeDownload: true,
    })
    expect(profileOf('ucom').limits).toEqual({})
  })

  it('helps an older Windows as far as possible', () => {
    expect(profileOf('ucom').environment.windows?.older).toBe('warn')
  })
})

describe('kct', () => {
  it('answers every day from nine to nine', () => {
    expect(hoursText(profileOf('kct').hours, 'ja')).toBe('毎日 9:00〜21:00')
    expect(deskOf('kct', '2027-01-01T20:59')).toBe('open')
    expect(deskOf('kct', '2027-01-01T21:00')).toBe('2027-01-02T09:00')
  })

  it('asks for the eleven items and the default environment, and serves no corporate line', () => {
    expect(profileOf('kct').inventory).toEqual(itemIds)
    expect(itemIds).toHaveLength(11)
    expect(profileOf('kct').environment).toEqual(profileOf('default').environment)
    expect(profileOf('kct').terms.contracts).toEqual(['personal'])
  })
})

describe.each([
  ['ntt-east-light-1', { inquiriesPerMonth: 5, devices: 3 }],
  ['ntt-east-light-2', { inquiriesPerMonth: 10, devices: 5 }],
])('%s', (id, limits) => {
  it('answers from nine to six, but not on Sundays, on holidays and over the new year', () => {
    expect(hoursText(profileOf(id).hours, 'ja')).toBe('9:00〜18:00（日曜・祝日・12月29日〜1月3日を除く）')
    expect(deskOf(id, '2026-11-21T17:59')).toBe('open')
    expect(deskOf(id, '2026-11-21T18:00')).toBe('2026-11-24T09:00')
    expect(deskOf(id, '2026-12-28T17:59')).toBe('open')
    expect(deskOf(id, '2026-12-29T10:00')).toBe('2027-01-04T09:00')
    expect(deskOf(id, '2027-01-03T10:00')).toBe('2027-01-04T09:00')
    expect(deskOf(id, '2027-01-04T09:00')).toBe('open')
  })

  it('has its own limits, and two things on the opening letter', () => {
    expect(profileOf(id).limits).toEqual(limits)
    expect(profileOf(id).terms.openingLetter).toEqual(['login-id', 'company-code'])
  })

  it('asks for Windows 8.1 or 10, and the newest macOS or one of the three before it', () => {
    const { windows, macos } = profileOf(id).environment
    expect(names(windows)).toEqual(['Windows 8.1', 'Windows 10'])
    expect(macos?.systems).toHaveLength(4)
    expect(macos?.systems.at(-1)?.before).toBeUndefined()
  })
})

describe('coralnet-premium', () => {
  it('answers on weekdays from nine to half past five', () => {
    expect(hoursText(profileOf('coralnet-premium').hours, 'ja')).toBe(
      '平日 9:00〜17:30（土曜・日曜・祝日を除く）',
    )
    expect(deskOf('coralnet-premium', '2026-11-20T17:29')).toBe('open')
    expect(deskOf('coralnet-premium', '2026-11-20T17:30')).toBe('2026-11-24T09:00')
    expect(deskOf('coralnet-premium', '2026-11-21T12:00')).toBe('2026-11-24T09:00')
    // The new year is no exception of its own.
    expect(deskOf('coralnet-premium', '2026-12-31T12:00')).toBe('open')
  })

  it('gives lessons of 45 minutes, and checks nine areas of a PC once in three months', () => {
    expect(profileOf('coralnet-premium').limits).toEqual({ sessionMinutes: 45, pcCheckEveryMonths: 3 })
    expect([...profileOf('coralnet-premium').pcCheck].sort()).toEqual([...pcCheckAreaIds].sort())
  })

  it('asks of the machine nothing but its ports and the room that the agent needs', () => {
    const { windows, macos, network } = profileOf('coralnet-premium').environment
    for (const rule of [...(windows?.systems ?? []), ...(macos?.systems ?? [])])
      expect(
        Object.keys(rule).filter((name) => !['name', 'from', 'before', 'bits', 'freeMb'].includes(name)),
      ).toEqual([])
    expect(network).toMatchObject({ httpPort: 80, httpsPort: 443, https: 'fail', udp: 'pass', turn: 'pass' })
  })
})
