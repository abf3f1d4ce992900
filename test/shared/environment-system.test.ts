import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkEnvironment, compareVersions, type Readings } from '../../src/shared/environment'
import { GB, lineOf, linux, mac, rules, rulesWith, said, windows10, windows11 } from './rules'

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

  it('stops what the service does not know, and checks nothing more of it', () => {
    const result = checkEnvironment(rules, linux)
    expect([result.verdict, result.checks.length]).toEqual(['fail', 1])
    expect(result.checks[0]).toMatchObject({ id: 'os', asked: null, found: 'Debian GNU/Linux 12 64-bit' })
  })

  it('lets a system pass that a profile adds', () => {
    const wide = rulesWith((environment) => {
      if (environment.macos !== undefined)
        environment.linux = {
          ...environment.macos,
          systems: [{ name: 'Linux', from: '0', bits: [32, 64], freeMb: 100 }],
        }
    })
    expect(checkEnvironment(wide, linux)).toMatchObject({ profile: 'table', verdict: 'pass' })
  })

  it('names the width that is asked for where another was found', () => {
    expect(lineOf(rules, { ...windows11, bits: 32 }, 'os')?.asked).toBe('Windows 11 64-bit')
  })

  it('says what is asked for by the names of the list', () => {
    expect(lineOf(rules, windows11, 'os')?.asked).toBe('Windows 10 / Windows 11')
    expect(lineOf(rules, windows11, 'os')?.found).toBe('Windows 11 Pro 64-bit')
  })

  it('warns instead of failing where a profile helps older systems as far as possible', () => {
    const kind = rulesWith(({ windows }) => {
      if (windows !== undefined) windows.older = 'warn'
    })
    const old = { ...windows10, version: '6.3.9600' }
    expect(said(old, 'os', kind)).toBe('warn os-older')
    expect(said({ ...old, memoryBytes: GB }, 'memory', kind)).toBe('fail memory-small')
  })
})

describe('editions', () => {
  it('pass where the rule lists them, however they are written', () => {
    for (const edition of ['Home', 'Pro', 'Enterprise', 'enterprise', ' Pro '])
      for (const read of [windows10, windows11])
        expect(said({ ...read, edition }, 'edition')).toBe('pass fine')
  })

  it('that are not listed get what the profile says of them', () => {
    for (const edition of ['Education', 'Pro for Workstations', 'Pro N', 'Home Single Language', '']) {
      expect(said({ ...windows10, edition }, 'edition')).toBe('warn edition-unlisted')
      for (const verdict of ['pass', 'fail'] as const) {
        const other = rulesWith(({ windows }) => {
          if (windows !== undefined) windows.otherEdition = verdict
        })
        expect(said({ ...windows10, edition }, 'edition', other)).toBe(`${verdict} edition-unlisted`)
      }
    }
  })

  it('that could not be read are a warning, unless no rule asks for one', () => {
    expect(said({ ...windows11, edition: null }, 'edition')).toBe('warn unreadable')
    const any = rulesWith(({ windows }) => {
      for (const rule of windows?.systems ?? []) delete rule.editions
    })
    expect(lineOf(any, { ...windows11, edition: 'Education' }, 'edition')).toMatchObject({
      verdict: 'pass',
      found: 'Education',
      asked: null,
      advice: 'fine',
    })
    expect(said({ ...windows11, edition: null }, 'edition', any)).toBe('pass fine')
  })

  it('have no line where a system has none', () => {
    for (const read of [mac, { ...mac, edition: 'Pro' }]) expect(said(read, 'edition')).toBe('no line')
  })
})

describe('S mode', () => {
  it('is fine when it is off, what the profile says when it is on, and a warning when unread', () => {
    expect(lineOf(rules, windows11, 's-mode')).toMatchObject({ verdict: 'pass', found: 'off', asked: 'off' })
    expect(lineOf(rules, { ...windows11, sMode: true }, 's-mode')).toMatchObject({
      verdict: 'warn',
      found: 'on',
      asked: 'off',
      advice: 's-mode',
    })
    expect(said({ ...windows11, sMode: null }, 's-mode')).toBe('warn unreadable')
    const strict = rulesWith(({ windows }) => {
      if (windows !== undefined) windows.sMode = 'fail'
    })
    expect(said({ ...windows11, sMode: true }, 's-mode', strict)).toBe('fail s-mode')
  })

  it('has no line on a Mac', () => {
    expect(said({ ...mac, sMode: true }, 's-mode')).toBe('no line')
  })
})

describe('the language of the system', () => {
  it('is confirmed by its primary subtag', () => {
    for (const language of ['ja', 'ja-JP', 'JA', 'ja_JP', 'ja-Jpan-JP'])
      expect(said({ ...windows11, language }, 'language')).toBe('pass fine')
  })

  it('is information where it is another, and not a part of a longer word', () => {
    for (const language of ['en', 'en-US', 'jam', 'zh-Hant-TW', 'pt-BR'])
      expect(said({ ...windows11, language }, 'language')).toBe('pass language-unconfirmed')
  })

  it('gets what the profile says', () => {
    const strict = rulesWith(({ language }) => {
      language.confirmed = 'en'
      language.other = 'warn'
    })
    expect(said(windows11, 'language', strict)).toBe('warn language-unconfirmed')
    expect(said({ ...windows11, language: 'en-GB' }, 'language', strict)).toBe('pass fine')
    expect(lineOf(strict, windows11, 'language')).toMatchObject({ found: 'ja-JP', asked: 'en' })
  })

  it('is a warning where it could not be read, and where it is no language', () => {
    for (const language of [null, '', 'C', '-', '日本語', 'C.UTF-8'])
      expect(lineOf(rules, { ...windows11, language }, 'language')).toMatchObject({
        verdict: 'warn',
        found: null,
        advice: 'unreadable',
      })
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
