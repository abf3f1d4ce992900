import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  agreedEnvironment,
  type Check,
  checkEnvironment,
  checkIds,
  environment as environmentSchema,
  hasPassed,
  type Reach,
  type Readings,
  readings as readingsSchema,
  type Verdict,
} from '../../src/shared/environment'
import { itemIds } from '../../src/shared/inventory'
import { profile as profileSchema } from '../../src/shared/profile'
import { GB, linux, mac, mute, rules, rulesWith, windows11 } from './rules'

const number = fc.option(fc.oneof(fc.double({ min: 0, max: 1e300, noNaN: true }), fc.nat()))
const reach: fc.Arbitrary<Reach> = fc.option(
  fc.record({
    state: fc.constantFrom('reached' as const, 'blocked' as const, 'not-offered' as const),
    at: fc.string({ maxLength: 120 }),
  }),
)
const bits = fc.constantFrom(32 as const, 64 as const, null)
const readings: fc.Arbitrary<Readings> = fc.record({
  platform: fc.constantFrom('windows', 'macos', 'linux'),
  name: fc.option(fc.string({ maxLength: 120 })),
  version: fc.option(
    fc.oneof(
      fc.array(fc.nat(30_000), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.')),
      fc.constantFrom('10.0.10240', '10.0.22000', '10.0.22631', '13.6', '10.15', '14', 'rolling', ''),
    ),
  ),
  edition: fc.option(fc.oneof(fc.string({ maxLength: 60 }), fc.constantFrom('Home', 'Pro'))),
  sMode: fc.option(fc.boolean()),
  bits,
  cpuBits: bits,
  clockMhz: number,
  cores: number,
  memoryBytes: number,
  display: fc.option(fc.record({ width: fc.nat(), height: fc.nat(), depth: fc.nat() })),
  freeBytes: number,
  language: fc.option(fc.oneof(fc.string({ maxLength: 35 }), fc.constantFrom('ja', 'ja-JP', 'en-US'))),
  network: fc.record({
    proxy: fc.option(
      fc.record({
        kind: fc.constantFrom('none', 'manual', 'pac', 'automatic'),
        authentication: fc.option(fc.boolean()),
      }),
    ),
    http: reach,
    https: reach,
    websocket: reach,
    polling: reach,
    udp: reach,
    turn: reach,
  }),
})

/** Rules in every mood: each verdict that a profile may choose is chosen at random. */
const verdict = fc.constantFrom<Verdict>('pass', 'warn', 'fail')
const moods = fc
  .record({
    http: verdict,
    https: verdict,
    websocket: verdict,
    polling: verdict,
    udp: verdict,
    turn: verdict,
  })
  .chain((ways) =>
    fc
      .record({ older: verdict, newer: verdict, otherEdition: verdict, sMode: verdict, proxy: verdict })
      .chain((platform) =>
        fc.record({ language: verdict, linux: fc.boolean() }).map((rest) =>
          rulesWith((environment) => {
            Object.assign(environment.network, ways)
            environment.language.other = rest.language
            for (const one of [environment.windows, environment.macos]) Object.assign(one ?? {}, platform)
            if (rest.linux && environment.macos !== undefined) environment.linux = environment.macos
          }),
        ),
      ),
  )

describe('the rules of these tests', () => {
  it('are a valid profile, and their machines are valid readings', () => {
    expect(profileSchema.parse(rules)).toEqual(rules)
    for (const read of [windows11, mac, linux, mute]) expect(readingsSchema.parse(read)).toEqual(read)
  })
})

describe('the result as a whole', () => {
  it('is the worst of its lines, fits its schema, and is the same each time', () => {
    fc.assert(
      fc.property(readings, moods, (read, by) => {
        const result = checkEnvironment(by, read)
        const verdicts = result.checks.map((line) => line.verdict)
        expect(verdicts).toContain(result.verdict)
        if (result.verdict !== 'fail') expect(verdicts).not.toContain('fail')
        if (result.verdict === 'pass') expect(verdicts).not.toContain('warn')
        expect(hasPassed(result)).toBe(!verdicts.includes('fail'))
        expect(environmentSchema.parse(result)).toEqual(result)
        expect(checkEnvironment(by, read)).toEqual(result)
      }),
    )
  })

  it('has each line once, in the order of the list', () => {
    fc.assert(
      fc.property(readings, moods, (read, by) => {
        const ids = checkEnvironment(by, read).checks.map(({ id }) => id)
        expect(ids).toEqual(checkIds.filter((id) => ids.includes(id)))
      }),
    )
  })

  it('has all lines on Windows, all but two elsewhere, and one where the service knows no such system', () => {
    const ids = (read: Readings) => checkEnvironment(rules, read).checks.map(({ id }) => id)
    expect(ids(windows11)).toEqual(checkIds)
    expect(ids(mute)).toEqual(checkIds)
    expect(ids(mac)).toEqual(checkIds.filter((id) => id !== 'edition' && id !== 's-mode'))
    expect(ids(linux)).toEqual(['os'])
  })

  it('passes a machine and a network that have all that is asked', () => {
    for (const read of [windows11, mac])
      expect(checkEnvironment(rules, read)).toMatchObject({ profile: 'table', verdict: 'pass' })
  })

  it('says that all is fine of no line that does not pass', () => {
    fc.assert(
      fc.property(readings, moods, (read, by) => {
        for (const line of checkEnvironment(by, read).checks)
          if (line.advice === 'fine') expect(line.verdict).toBe('pass')
      }),
    )
  })

  it('keeps to its lengths, however long the names of a profile are', () => {
    const long = rulesWith(({ windows }) => {
      const [first] = windows?.systems ?? []
      if (windows !== undefined && first !== undefined)
        windows.systems = Array.from({ length: 30 }, () => ({
          ...first,
          name: '長'.repeat(60),
          editions: Array.from({ length: 30 }, (_, place) => `${place} ${'版'.repeat(37)}`),
        }))
    })
    const result = checkEnvironment(long, { ...windows11, name: 'あ'.repeat(120) })
    expect(environmentSchema.parse(result)).toEqual(result)
    expect(result.checks[0]?.asked).toMatch(/…$/)
    expect(result.checks[0]?.asked).toHaveLength(300)
  })
})

describe('what could not be read', () => {
  it('is never a pass, and never stops anybody: a machine that says nothing may go on with warnings', () => {
    const { verdict, checks } = checkEnvironment(rules, mute)
    expect(verdict).toBe('warn')
    expect(checks.map((line) => `${line.id} ${line.verdict} ${line.advice} ${line.found}`)).toEqual(
      checkIds.map((id) => `${id} warn unreadable null`),
    )
  })

  /** Which readings a line is made of, where the rules of these tests ask for them. */
  const sources: readonly [Check['id'], (read: Readings) => readonly unknown[]][] = [
    ['os', ({ version, bits }) => [version, bits]],
    ['edition', ({ edition }) => [edition]],
    ['s-mode', ({ sMode }) => [sMode]],
    ['language', ({ language }) => [language]],
    ['cpu', ({ clockMhz }) => [clockMhz]],
    ['memory', ({ memoryBytes }) => [memoryBytes]],
    ['display', ({ display }) => [display]],
    ['disk', ({ freeBytes }) => [freeBytes]],
    ['proxy', ({ network }) => [network.proxy]],
    ['http', ({ network }) => [network.http]],
    ['https', ({ network }) => [network.https]],
    ['websocket', ({ network }) => [network.websocket]],
    ['polling', ({ network }) => [network.polling]],
    ['udp', ({ network }) => [network.udp]],
    ['turn', ({ network }) => [network.turn]],
  ]

  it('is never a pass in any combination, whatever the rules say of it', () => {
    fc.assert(
      fc.property(readings, moods, (read, by) => {
        const { checks } = checkEnvironment(by, { ...read, platform: 'windows' })
        for (const [id, of] of sources) {
          if (!of(read).includes(null)) continue
          const line = checks.find((one) => one.id === id)
          // Outside the list the version alone decides, by the profile's word.
          if (id === 'os' && read.version !== null) continue
          expect([id, line?.verdict]).not.toEqual([id, 'pass'])
        }
      }),
    )
  })

  it('is never a pass: each single reading that is missing warns in its own line, and in no other', () => {
    const missing: readonly [Check['id'], Partial<Readings>][] = [
      ['os', { version: null }],
      ['os', { version: 'rolling' }],
      ['os', { bits: null }],
      ['edition', { edition: null }],
      ['s-mode', { sMode: null }],
      ['language', { language: null }],
      ['cpu', { clockMhz: null }],
      ['cpu', { cores: null }],
      ['cpu', { cpuBits: null }],
      ['memory', { memoryBytes: null }],
      ['display', { display: null }],
      ['disk', { freeBytes: null }],
    ]
    const single = rulesWith(({ windows }) => {
      // With one rule only a missing version cannot lead to another one.
      if (windows !== undefined) windows.systems = windows.systems.slice(1)
    })
    for (const [id, part] of missing) {
      const { checks } = checkEnvironment(single, { ...windows11, ...part })
      expect(checks.filter((line) => line.verdict !== 'pass')).toMatchObject([
        { id, verdict: 'warn', advice: 'unreadable' },
      ])
    }
  })

  it('is never a pass: a version that is not made of numbers', () => {
    for (const version of ['', 'rolling', '10.0.x', 'NaN', '22000-beta', '.'])
      expect(checkEnvironment(rules, { ...windows11, version }).checks[0]).toMatchObject({
        verdict: 'warn',
        advice: 'unreadable',
      })
  })

  it('does not hide what was read to be short', () => {
    const { verdict, checks } = checkEnvironment(rules, { ...mute, memoryBytes: GB / 4 })
    expect(verdict).toBe('fail')
    expect(checks.filter((line) => line.verdict === 'fail').map(({ id }) => id)).toEqual(['memory'])
  })
})

describe('what may leave the PC', () => {
  const result = checkEnvironment(rules, windows11)
  const withheldIn = (agreed: Parameters<typeof agreedEnvironment>[1]) =>
    agreedEnvironment(result, agreed)
      .checks.filter((line) => line.withheld)
      .map((line) => line.id)

  it('keeps back the value of every line whose item was refused', () => {
    expect(withheldIn([])).toEqual(['os', 'language', 'cpu', 'memory', 'disk'])
    expect(withheldIn(['os', 'free-space'])).toEqual(['cpu', 'memory'])
    expect(withheldIn(['cpu', 'memory'])).toEqual(['os', 'language', 'disk'])
    expect(withheldIn([...itemIds])).toEqual([])
  })

  it('leaves out the lines that only Windows has, unless the system was agreed to', () => {
    const ids = (read: Readings) =>
      agreedEnvironment(checkEnvironment(rules, read), ['cpu']).checks.map(({ id }) => id)
    expect(ids(windows11)).toEqual(ids(mac))
    expect(agreedEnvironment(result, ['os']).checks.map(({ id }) => id)).toEqual(checkIds)
  })

  it('keeps no value of a withheld line, in no field', () => {
    const sent = JSON.stringify(agreedEnvironment(result, []))
    for (const value of ['Windows', 'Home', 'Pro', 'ja', '8 × CPU', '2.4 GHz', '16.0 GB', '100.0 GB'])
      expect([value, sent.includes(value)]).toEqual([value, false])
  })

  it('sends what belongs to no item: the display’s size and the ways through the network', () => {
    const sent = agreedEnvironment(result, []).checks
    for (const id of ['display', 'proxy', 'http', 'https', 'websocket', 'polling', 'udp', 'turn'])
      expect(sent.find((line) => line.id === id)).toMatchObject({
        withheld: false,
        found: expect.any(String),
      })
  })

  it('says what is asked only beside the system, for it tells which system is meant', () => {
    const { checks } = agreedEnvironment(result, ['cpu', 'memory', 'free-space'])
    expect(new Set(checks.map((line) => line.asked))).toEqual(new Set([null]))
    expect(agreedEnvironment(result, [...itemIds])).toEqual(result)
  })

  it('leaves verdicts and advice as they were, and the customer’s own card too', () => {
    const before = structuredClone(result)
    for (const line of agreedEnvironment(result, []).checks)
      expect(result.checks.find(({ id }) => id === line.id)).toMatchObject({
        verdict: line.verdict,
        advice: line.advice,
      })
    expect(agreedEnvironment(result, []).verdict).toBe(result.verdict)
    expect(result).toEqual(before)
  })
})
