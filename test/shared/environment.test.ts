import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import defaultProfile from '../../profiles/default.json'
import demoProfile from '../../profiles/demo.json'
import {
  agreedEnvironment,
  type Check,
  checkEnvironment,
  compareVersions,
  environment as environmentSchema,
  hasPassed,
  type Readings,
} from '../../src/shared/environment'
import { itemIds } from '../../src/shared/inventory'
import { type Profile, profile, type SystemRule } from '../../src/shared/profile'

const defaults = profile.parse(defaultProfile)
const demo = profile.parse(demoProfile)
const GB = 2 ** 30
const MB = 1e6

const windows11: Readings = {
  platform: 'windows',
  name: 'Windows 11 Pro',
  version: '10.0.22631',
  bits: 64,
  clockMhz: 2400,
  cores: 8,
  memoryBytes: 16 * GB,
  display: { width: 1920, height: 1080, depth: 24 },
  freeBytes: 100e9,
}
const windows10: Readings = { ...windows11, name: 'Windows 10 Home', version: '10.0.19045' }
const mac: Readings = { ...windows11, platform: 'macos', name: 'macOS 13.6', version: '13.6' }
const linux: Readings = { ...windows11, platform: 'linux', name: 'Debian GNU/Linux 12', version: '12' }

function lineOf(rules: Profile, read: Readings, id: Check['id']): Check | undefined {
  return checkEnvironment(rules, read).checks.find((line) => line.id === id)
}

/** "verdict advice" of one line. */
const said = (read: Readings, id: Check['id'], rules = defaults): string => {
  const line = lineOf(rules, read, id)
  return line === undefined ? 'not checked' : `${line.verdict} ${line.advice}`
}

describe('the published table: operating systems', () => {
  const rows: [string, Partial<Readings> & Pick<Readings, 'platform' | 'version'>, string][] = [
    ['Windows 7', { platform: 'windows', version: '6.1.7601' }, 'fail os-older'],
    ['Windows 8.1', { platform: 'windows', version: '6.3.9600' }, 'fail os-older'],
    ['Windows 10, its first build', { platform: 'windows', version: '10.0.10240' }, 'pass fine'],
    ['a build before the first Windows 10', { platform: 'windows', version: '10.0.10239' }, 'fail os-older'],
    ['Windows 10, 32-bit', { platform: 'windows', version: '10.0.19045', bits: 32 }, 'pass fine'],
    ['Windows 10, 64-bit', { platform: 'windows', version: '10.0.19045' }, 'pass fine'],
    ['Windows 10, its last build', { platform: 'windows', version: '10.0.21999' }, 'pass fine'],
    ['Windows 11, its first build', { platform: 'windows', version: '10.0.22000' }, 'pass fine'],
    ['Windows 11', { platform: 'windows', version: '10.0.26100' }, 'pass fine'],
    [
      'Windows 11 as 32-bit',
      { platform: 'windows', version: '10.0.22000', bits: 32 },
      'fail bits-unsupported',
    ],
    ['macOS 10.14 Mojave', { platform: 'macos', version: '10.14.6' }, 'fail os-older'],
    ['macOS 10.15 Catalina', { platform: 'macos', version: '10.15' }, 'pass fine'],
    ['macOS 10.15.7', { platform: 'macos', version: '10.15.7' }, 'pass fine'],
    ['macOS 11 Big Sur', { platform: 'macos', version: '11.7.10' }, 'pass fine'],
    ['macOS 11 by its compatible name', { platform: 'macos', version: '10.16' }, 'pass fine'],
    ['macOS 12 Monterey', { platform: 'macos', version: '12.0' }, 'pass fine'],
    ['macOS 13 Ventura', { platform: 'macos', version: '13.6.9' }, 'pass fine'],
    ['macOS 14 Sonoma: not yet confirmed', { platform: 'macos', version: '14.0' }, 'warn os-newer'],
    ['macOS 26: not yet confirmed', { platform: 'macos', version: '26.1' }, 'warn os-newer'],
    ['Linux', { platform: 'linux', version: '12' }, 'fail os-unsupported'],
  ]
  it.each(rows)('%s', (_name, read, verdict) => {
    expect(said({ ...windows11, ...read }, 'os')).toBe(verdict)
  })

  it('names every edition the same: Home, Pro and Enterprise pass', () => {
    for (const name of ['Windows 11 Home', 'Windows 11 Pro', 'Windows 11 Enterprise'])
      expect(checkEnvironment(defaults, { ...windows11, name }).verdict).toBe('pass')
  })

  it('stops Linux, and checks nothing more of it', () => {
    const result = checkEnvironment(defaults, linux)
    expect([result.verdict, result.checks.length]).toEqual(['fail', 1])
    expect(result.checks[0]).toMatchObject({ asked: null })
  })

  it('lets Linux pass in the demo', () => {
    expect(checkEnvironment(demo, linux)).toMatchObject({ profile: 'demo', verdict: 'pass' })
  })

  it('says what is asked for by the names of the list', () => {
    expect(lineOf(defaults, windows11, 'os')?.asked).toBe('Windows 10 / Windows 11')
    expect(lineOf(defaults, windows11, 'os')?.found).toBe('Windows 11 Pro 64-bit')
  })

  it('warns instead of failing where a profile helps older systems as far as possible', () => {
    const kind = structuredClone(defaults)
    if (kind.environment.windows !== undefined) kind.environment.windows.older = 'warn'
    const old = { ...windows10, version: '6.3.9600' }
    expect(said(old, 'os', kind)).toBe('warn os-older')
    expect(said({ ...old, memoryBytes: GB }, 'memory', kind)).toBe('fail memory-small')
  })
})

describe('the published table: the machine', () => {
  const missing = 1 - defaults.environment.memoryTolerance
  const rows: [string, Check['id'], Readings, keyof Readings, number, string][] = [
    ['Windows 10: 1 GHz', 'cpu', windows10, 'clockMhz', 1000, 'cpu-slow'],
    ['Windows 11: 1 GHz', 'cpu', windows11, 'clockMhz', 1000, 'cpu-slow'],
    ['Windows 11: 2 cores', 'cpu', windows11, 'cores', 2, 'cpu-slow'],
    [
      'Windows 10, 32-bit: 1 GB',
      'memory',
      { ...windows10, bits: 32 },
      'memoryBytes',
      GB * missing,
      'memory-small',
    ],
    ['Windows 10, 64-bit: 2 GB', 'memory', windows10, 'memoryBytes', 2 * GB * missing, 'memory-small'],
    ['Windows 11: 4 GB', 'memory', windows11, 'memoryBytes', 4 * GB * missing, 'memory-small'],
    ['Windows 10: 100 MB free', 'disk', windows10, 'freeBytes', 100 * MB, 'disk-full'],
    ['Windows 11: 100 MB free', 'disk', windows11, 'freeBytes', 100 * MB, 'disk-full'],
    ['macOS: 100 MB free', 'disk', mac, 'freeBytes', 100 * MB, 'disk-full'],
  ]
  describe.each(rows)('%s', (_name, id, read, field, limit, advice) => {
    it('passes at the limit and anywhere over it', () => {
      expect(said({ ...read, [field]: limit }, id)).toBe('pass fine')
      fc.assert(
        fc.property(fc.double({ min: limit, max: limit * 1e3, noNaN: true }), (value) => {
          expect(said({ ...read, [field]: value }, id)).toBe('pass fine')
        }),
      )
    })

    it('fails one under the limit and anywhere below', () => {
      expect(said({ ...read, [field]: limit - 1 }, id)).toBe(`fail ${advice}`)
      fc.assert(
        fc.property(fc.double({ min: 0, max: limit, maxExcluded: true, noNaN: true }), (value) => {
          expect(said({ ...read, [field]: value }, id)).toBe(`fail ${advice}`)
        }),
      )
    })

    it('warns where it could not be read', () => {
      expect(said({ ...read, [field]: null }, id)).toBe('warn unreadable')
      expect(said({ ...read, [field]: Number.NaN }, id)).toBe('warn unreadable')
      expect(hasPassed(checkEnvironment(defaults, { ...read, [field]: null }))).toBe(true)
    })
  })

  const sizes: [string, Partial<{ width: number; height: number; depth: number }>, string][] = [
    ['800 x 600 in 16 bits', { width: 800, height: 600, depth: 16 }, 'pass fine'],
    ['one too narrow', { width: 799 }, 'fail display-small'],
    ['one too low', { height: 599 }, 'fail display-small'],
    ['one too few colours', { depth: 15 }, 'fail display-small'],
    ['256 colours', { depth: 8 }, 'fail display-small'],
  ]
  it.each(sizes)('display: %s', (_name, size, verdict) => {
    const display = { width: 1920, height: 1080, depth: 24, ...size }
    for (const read of [windows10, windows11]) expect(said({ ...read, display }, 'display')).toBe(verdict)
  })

  it('display: unread is a warning', () => {
    expect(said({ ...windows11, display: null }, 'display')).toBe('warn unreadable')
  })

  it('passes a PC sold with 2 GB that reports a little less', () => {
    expect(said({ ...windows10, memoryBytes: 1.88 * GB }, 'memory')).toBe('pass fine')
    expect(said({ ...windows11, memoryBytes: 2 * GB }, 'memory')).toBe('fail memory-small')
  })

  it('asks one core of Windows 10 and two of Windows 11', () => {
    expect(said({ ...windows10, cores: 1 }, 'cpu')).toBe('pass fine')
    expect(said({ ...windows11, cores: 1 }, 'cpu')).toBe('fail cpu-slow')
  })

  it('asks nothing of a Mac but the system and the disk, and shows what it found', () => {
    const small = {
      ...mac,
      clockMhz: 1,
      cores: 1,
      memoryBytes: 1,
      display: { width: 1, height: 1, depth: 1 },
    }
    expect(checkEnvironment(defaults, small).verdict).toBe('pass')
    expect(lineOf(defaults, mac, 'memory')).toMatchObject({ found: '16.0 GB', asked: null })
  })

  it('fails for what is short, even where something else could not be read', () => {
    expect(said({ ...windows11, clockMhz: null, cores: 1 }, 'cpu')).toBe('fail cpu-slow')
  })
})

describe('what could not be read', () => {
  it('is a warning for the system, whichever part of it', () => {
    expect(said({ ...windows11, version: null }, 'os')).toBe('warn unreadable')
    expect(said({ ...windows11, bits: null }, 'os')).toBe('warn unreadable')
  })

  it('is never a pass, and never stops anybody: a machine that says nothing may go on with warnings', () => {
    const mute: Readings = {
      platform: 'windows',
      name: null,
      version: null,
      bits: null,
      clockMhz: null,
      cores: null,
      memoryBytes: null,
      display: null,
      freeBytes: null,
    }
    const { verdict, checks } = checkEnvironment(defaults, mute)
    expect(verdict).toBe('warn')
    expect(checks.map((line) => `${line.id} ${line.verdict} ${line.found}`)).toEqual(
      ['os', 'cpu', 'memory', 'display', 'disk'].map((id) => `${id} warn null`),
    )
  })

  it('is never a pass: a version that is not made of numbers', () => {
    for (const version of ['', 'rolling', '10.0.x', 'NaN', '22000-beta', '.'])
      expect(said({ ...windows11, version }, 'os')).toBe('warn unreadable')
  })
})

describe('the result as a whole', () => {
  const number = fc.option(fc.oneof(fc.double({ min: 0, max: 1e15 }), fc.nat()))
  const readings: fc.Arbitrary<Readings> = fc.record({
    platform: fc.constantFrom('windows', 'macos', 'linux'),
    name: fc.option(fc.string({ maxLength: 120 })),
    version: fc.option(
      fc.array(fc.nat(30_000), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.')),
    ),
    bits: fc.constantFrom(32, 64, null),
    clockMhz: number,
    cores: number,
    memoryBytes: number,
    display: fc.option(fc.record({ width: fc.nat(), height: fc.nat(), depth: fc.nat() })),
    freeBytes: number,
  })

  it('is the worst of its lines, fits its schema, and is the same each time', () => {
    fc.assert(
      fc.property(readings, fc.constantFrom(defaults, demo), (read, rules) => {
        const result = checkEnvironment(rules, read)
        const verdicts = result.checks.map((line) => line.verdict)
        expect(verdicts).toContain(result.verdict)
        if (result.verdict !== 'fail') expect(verdicts).not.toContain('fail')
        if (result.verdict === 'pass') expect(verdicts).not.toContain('warn')
        expect(hasPassed(result)).toBe(!verdicts.includes('fail'))
        expect(environmentSchema.parse(result)).toEqual(result)
        expect(checkEnvironment(rules, read)).toEqual(result)
      }),
    )
  })

  it('never says that all is fine next to anything but a pass', () => {
    fc.assert(
      fc.property(readings, (read) => {
        for (const line of checkEnvironment(defaults, read).checks)
          expect(line.advice === 'fine').toBe(line.verdict === 'pass')
      }),
    )
  })

  it('asks more of no machine than its own rule: a rule without demands passes anything', () => {
    const rule: SystemRule = { name: 'Any', from: '0', bits: [32, 64], freeMb: 1 }
    const easy: Profile = {
      ...defaults,
      environment: { memoryTolerance: 0, windows: { older: 'fail', newer: 'fail', systems: [rule] } },
    }
    const least = { ...windows11, clockMhz: 1, cores: 1, memoryBytes: 1, freeBytes: MB }
    expect(checkEnvironment(easy, least).verdict).toBe('pass')
  })
})

describe('what may leave the PC', () => {
  const result = checkEnvironment(defaults, windows11)
  const withheldIn = (agreed: Parameters<typeof agreedEnvironment>[1]) =>
    agreedEnvironment(result, agreed)
      .checks.filter((line) => line.withheld)
      .map((line) => line.id)

  it('keeps back the value of every line whose item was refused', () => {
    expect(withheldIn([])).toEqual(['os', 'cpu', 'memory', 'disk'])
    expect(withheldIn(['os', 'free-space'])).toEqual(['cpu', 'memory'])
    expect(withheldIn(['cpu', 'memory'])).toEqual(['os', 'disk'])
    expect(withheldIn([...itemIds])).toEqual([])
  })

  it('keeps no value of a withheld line, in no field', () => {
    const sent = JSON.stringify(agreedEnvironment(result, []))
    for (const value of ['Windows 11 Pro', '8 × CPU', '2.4 GHz', '16.0 GB', '100.0 GB'])
      expect([value, sent.includes(value)]).toEqual([value, false])
  })

  it('says what is asked only beside the system, for it tells which system is meant', () => {
    expect(
      agreedEnvironment(result, ['cpu', 'memory', 'free-space']).checks.map((line) => line.asked),
    ).toEqual(result.checks.map(() => null))
    expect(agreedEnvironment(result, [...itemIds])).toEqual(result)
  })

  it('leaves verdicts and advice as they were, and the customer’s own card too', () => {
    const before = structuredClone(result)
    const sent = agreedEnvironment(result, [])
    expect(sent.checks.map(({ id, verdict, advice }) => [id, verdict, advice])).toEqual(
      result.checks.map(({ id, verdict, advice }) => [id, verdict, advice]),
    )
    expect(result).toEqual(before)
  })
})

describe('versions', () => {
  const version = fc.array(fc.nat(99_999), { minLength: 1, maxLength: 4 })
  it('are compared number by number', () => {
    expect(compareVersions('10.0.9', '10.0.10')).toBeLessThan(0)
    expect(compareVersions('10.15', '10.9')).toBeGreaterThan(0)
    expect(compareVersions('13', '13.0.0')).toBe(0)
    expect(compareVersions('13.0.1', '13')).toBeGreaterThan(0)
  })

  it('are in one order, whichever is named first', () => {
    fc.assert(
      fc.property(version, version, (a, b) => {
        const sign = (left: number[], right: number[]) =>
          Math.sign(compareVersions(left.join('.'), right.join('.')))
        expect(sign(a, b) + sign(b, a)).toBe(0)
        expect(sign(a, a)).toBe(0)
        expect(sign([...a, 1], a)).toBe(1)
      }),
    )
  })
})
