import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Check, checkEnvironment, hasPassed, type Readings } from '../../src/shared/environment'
import type { SystemRule } from '../../src/shared/profile'
import { GB, lineOf, MB, mac, rules, rulesWith, said, windows10, windows11 } from './rules'

const kept = 1 - rules.environment.memoryTolerance
/** Memory is counted in whole bytes: the first that is enough. */
const printed = (gb: number): number => Math.ceil(gb * GB * kept)

describe('each limit: one under, at it, and over it', () => {
  const rows: [string, Check['id'], Readings, keyof Readings, number, string][] = [
    ['Windows 10: 1 GHz', 'cpu', windows10, 'clockMhz', 1000, 'cpu-slow'],
    ['Windows 11: 1 GHz', 'cpu', windows11, 'clockMhz', 1000, 'cpu-slow'],
    ['Windows 11: 2 cores', 'cpu', windows11, 'cores', 2, 'cpu-slow'],
    [
      'Windows 10, 32-bit: 1 GB',
      'memory',
      { ...windows10, bits: 32 },
      'memoryBytes',
      printed(1),
      'memory-small',
    ],
    ['Windows 10, 64-bit: 2 GB', 'memory', windows10, 'memoryBytes', printed(2), 'memory-small'],
    ['Windows 11: 4 GB', 'memory', windows11, 'memoryBytes', printed(4), 'memory-small'],
    ['Windows 10: 100 MB free', 'disk', windows10, 'freeBytes', 100 * MB, 'disk-full'],
    ['Windows 11: 100 MB free', 'disk', windows11, 'freeBytes', 100 * MB, 'disk-full'],
    ['macOS: 100 MB free', 'disk', mac, 'freeBytes', 100 * MB, 'disk-full'],
  ]
  describe.each(rows)('%s', (_name, id, read, field, limit, advice) => {
    const having = (value: number | null): Readings => ({ ...read, [field]: value })

    it('passes at the limit, one over it and anywhere over it', () => {
      for (const value of [limit, limit + 1]) expect(said(having(value), id)).toBe('pass fine')
      fc.assert(
        fc.property(fc.double({ min: limit, max: limit * 1e3, noNaN: true }), (value) => {
          expect(said(having(value), id)).toBe('pass fine')
        }),
      )
    })

    it('fails one under the limit and anywhere below', () => {
      expect(said(having(limit - 1), id)).toBe(`fail ${advice}`)
      fc.assert(
        fc.property(fc.double({ min: Number.MIN_VALUE, max: limit - 1, noNaN: true }), (value) => {
          expect(said(having(value), id)).toBe(`fail ${advice}`)
        }),
      )
    })

    it('warns where it could not be read, and lets go on', () => {
      for (const value of [null, Number.NaN, Number.POSITIVE_INFINITY]) {
        expect(said(having(value), id)).toBe('warn unreadable')
        expect(hasPassed(checkEnvironment(rules, having(value)))).toBe(true)
      }
    })
  })

  it('holds for every tolerance that a profile may name', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        fc.constantFrom(1, 2, 4, 8),
        (tolerance, gb) => {
          const by = rulesWith((environment) => {
            environment.memoryTolerance = tolerance
            for (const rule of environment.windows?.systems ?? []) rule.memoryGb = { bits64: gb }
          })
          const least = Math.ceil(gb * GB * (1 - tolerance))
          expect(said({ ...windows11, memoryBytes: least }, 'memory', by)).toBe('pass fine')
          expect(said({ ...windows11, memoryBytes: least - 1 }, 'memory', by)).toBe('fail memory-small')
        },
      ),
    )
  })
})

describe('the processor', () => {
  it('must be of 64 bits where the rule says so, whatever system runs on it', () => {
    expect(said({ ...windows11, cpuBits: 32 }, 'cpu')).toBe('fail cpu-slow')
    expect(said({ ...windows11, cpuBits: null }, 'cpu')).toBe('warn unreadable')
    for (const cpuBits of [32, 64, null] as const)
      expect(said({ ...windows10, bits: 32, cpuBits }, 'cpu')).toBe('pass fine')
  })

  it('of 64 bits is enough where 32 are asked', () => {
    const old = rulesWith(({ windows }) => {
      for (const rule of windows?.systems ?? []) rule.cpuBits = 32
    })
    for (const cpuBits of [32, 64] as const)
      expect(said({ ...windows10, cpuBits }, 'cpu', old)).toBe('pass fine')
  })

  it('says what was found and asked', () => {
    expect(lineOf(rules, windows11, 'cpu')).toMatchObject({
      found: '8 × CPU, 2.4 GHz, 64-bit',
      asked: '2 × CPU, 1.0 GHz, 64-bit',
    })
  })

  it('asks one core of Windows 10 and two of Windows 11', () => {
    expect(said({ ...windows10, cores: 1 }, 'cpu')).toBe('pass fine')
    expect(said({ ...windows11, cores: 1 }, 'cpu')).toBe('fail cpu-slow')
  })

  it('fails for what is short, even where something else could not be read', () => {
    expect(said({ ...windows11, clockMhz: null, cores: 1 }, 'cpu')).toBe('fail cpu-slow')
  })

  it('that is said to run at 0 MHz was not read', () => {
    expect(lineOf(rules, { ...windows11, clockMhz: 0 }, 'cpu')).toMatchObject({
      verdict: 'warn',
      advice: 'unreadable',
      found: '8 × CPU, 64-bit',
    })
  })
})

describe('the memory', () => {
  it('of a PC sold with 2 GB that reports a little less is enough', () => {
    expect(said({ ...windows10, memoryBytes: 1.88 * GB }, 'memory')).toBe('pass fine')
    expect(said({ ...windows11, memoryBytes: 2 * GB }, 'memory')).toBe('fail memory-small')
  })

  it('is judged by the width of the system', () => {
    const read = { ...windows10, memoryBytes: GB }
    expect(said({ ...read, bits: 32 }, 'memory')).toBe('pass fine')
    expect(said({ ...read, bits: 64 }, 'memory')).toBe('fail memory-small')
  })

  it('between the limits of both widths is no answer while the width is unknown', () => {
    const memory = (memoryBytes: number) => lineOf(rules, { ...windows10, bits: null, memoryBytes }, 'memory')
    expect(memory(printed(1) - 1)).toMatchObject({ verdict: 'fail', asked: '1 / 2 GB' })
    expect(memory(printed(1))).toMatchObject({ verdict: 'warn', advice: 'unreadable' })
    expect(memory(printed(2) - 1)).toMatchObject({ verdict: 'warn', advice: 'unreadable' })
    expect(memory(printed(2))).toMatchObject({ verdict: 'pass' })
  })
})

describe('the display', () => {
  const least = { width: 800, height: 600, depth: 16 }
  const sizes = ['width', 'height', 'depth'] as const

  it.each(sizes)('%s: one under fails, at the limit and over it pass', (size) => {
    for (const read of [windows10, windows11]) {
      const at = (value: number) => said({ ...read, display: { ...least, [size]: value } }, 'display')
      expect(at(least[size])).toBe('pass fine')
      expect(at(least[size] + 1)).toBe('pass fine')
      expect(at(least[size] - 1)).toBe('fail display-small')
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 20_000 }), (value) => {
          expect(at(value)).toBe(value >= least[size] ? 'pass fine' : 'fail display-small')
        }),
      )
    }
  })

  it('is a warning where it could not be read, in whole or in part', () => {
    expect(said({ ...windows11, display: null }, 'display')).toBe('warn unreadable')
    for (const size of sizes)
      expect(lineOf(rules, { ...windows11, display: { ...least, [size]: 0 } }, 'display')).toMatchObject({
        verdict: 'warn',
        found: null,
      })
  })
})

describe('the disk', () => {
  it('that is quite full is a reading, not a missing one', () => {
    expect(lineOf(rules, { ...windows11, freeBytes: 0 }, 'disk')).toMatchObject({
      verdict: 'fail',
      found: '0 MB',
      asked: '100 MB',
    })
  })
})

describe('a rule that asks for little', () => {
  it('passes any Mac with a listed system and a free disk, and shows what was found', () => {
    const small = {
      ...mac,
      clockMhz: 1,
      cores: 1,
      memoryBytes: 1,
      display: { width: 1, height: 1, depth: 1 },
    }
    expect(checkEnvironment(rules, small).verdict).toBe('pass')
    expect(lineOf(rules, mac, 'memory')).toMatchObject({ found: '16.0 GB', asked: null })
  })

  it('passes any machine where it asks for nothing', () => {
    const rule: SystemRule = { name: 'Any', from: '0', bits: [32, 64], freeMb: 1 }
    const easy = rulesWith(({ windows }) => {
      if (windows !== undefined) windows.systems = [rule]
    })
    const least = { ...windows11, clockMhz: 1, cores: 1, memoryBytes: 1, freeBytes: MB, edition: null }
    expect(checkEnvironment(easy, least).verdict).toBe('pass')
  })
})
