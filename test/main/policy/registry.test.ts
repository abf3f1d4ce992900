import { describe, expect, it } from 'vitest'
import { parseKey, type RunReg, readRegistry } from '../../../src/main/policy/registry'
import { resolvePolicy, settings } from '../../../src/shared/policy'
import recorded from '../../fixtures/policy/registry.json'

const ROOT = 'HKEY_LOCAL_MACHINE\\SOFTWARE'
const AGENT = `${ROOT}\\Policies\\Sobani\\Agent`
type Outputs = Readonly<Record<string, string>>

/** Answers as that machine did; what was not recorded is not there, and `reg.exe` says so by its status alone. */
const machine =
  (outputs: Outputs, asked: string[][] = []): RunReg =>
  async (words) => {
    asked.push([...words])
    const found = outputs[words[1] ?? '']
    if (found === undefined) throw new Error('reg.exe ended with status 1')
    return found
  }
const sourcesOf = async (outputs: Outputs) => (await readRegistry(machine(outputs))).sources
const policyOf = async (outputs: Outputs) => resolvePolicy((await readRegistry(machine(outputs))).sources)
const changed = (output: string, path = AGENT): Outputs => ({ ...recorded.wine, [path]: output })
const values = (...lines: string[]) => changed(['', AGENT, ...lines, '', ''].join('\r\n'))

describe('the registry', () => {
  it('is read as wine has written it', async () => {
    expect(await readRegistry(machine(recorded.wine))).toEqual({
      sources: [
        {
          layer: 'policy',
          values: {
            AllowedRelays: ['https://support.example.jp', 'https://b.example.jp'],
            NeverCollect: [],
            NoFileTransfer: false,
            ServerUrl: 'https://support.example.jp',
            ViewOnly: true,
          },
          fault: null,
        },
        { layer: 'installation', values: null, fault: null },
      ],
      installedBy: null,
    })
  })

  it('is read whatever the capital letters and the language, and the marks of the MSI are no settings', async () => {
    const { sources, installedBy } = await readRegistry(machine(recorded.windows))
    expect(installedBy).toBe('msi')
    expect(sources.map((source) => source.values)).toEqual([
      {
        NeverCollect: ['machine-name', 'mac-address'],
        Language: 'en',
        AutoUpdate: false,
        RelayKeys: ['0123456789abcdef'.repeat(4)],
      },
      { ServerUrl: 'https://support.example.jp', AcceptLicense: true, AutoUpdate: true },
    ])
    expect(resolvePolicy(sources).faults).toEqual([])
  })

  it('is asked for the keys of the machine, as 64-bit programs see them, and for nothing else', async () => {
    const asked: string[][] = []
    await readRegistry(machine(recorded.windows, asked))
    expect(asked.length).toBeGreaterThan(4)
    for (const [verb, path, ...words] of asked) {
      expect([verb, words]).toEqual(['query', ['/reg:64']])
      expect(path).toMatch(/^HKEY_LOCAL_MACHINE\\SOFTWARE(\\|$)/)
    }
  })

  it('without our keys says nothing', async () => {
    const { [`${ROOT}`]: software = '' } = recorded.wine as Outputs
    const sources = await sourcesOf({ [ROOT]: software, [`${ROOT}\\Policies`]: '\r\n' })
    expect(sources.map(({ values, fault }) => [values, fault])).toEqual([
      [null, null],
      [null, null],
    ])
  })
})

describe('a registry that cannot be read', () => {
  const all: [string, Outputs][] = [
    ['where nothing answers', {}],
    ['whose first list is empty', changed('', ROOT)],
    ['whose policies cannot be listed', omit(`${ROOT}\\Policies`)],
    ['whose key is listed and cannot be opened', omit(AGENT)],
    ['whose answer was cut off within a value', values('    ViewOnly    REG_DW')],
    [
      'whose answer has a line that nobody writes',
      values('    ServerUrl    REG_SZ    https://a.example.jp', 'and more'),
    ],
    ['whose answer is of another key', changed(`\r\n${ROOT}\\Other\r\n    ViewOnly    REG_DWORD    0x0\r\n`)],
    [
      'whose answer is an error in Japanese',
      changed('エラー: 指定されたレジストリ キーが見つかりませんでした\r\n'),
    ],
  ]
  it.each(all)('%s is a fault, and closes everything', async (_name, outputs) => {
    const { entries, faults } = await policyOf(outputs)
    expect(faults).toContainEqual({ layer: 'policy', setting: null, why: 'unreadable' })
    expect(entries.NeverCollect.value).toEqual(settings.NeverCollect.strictest)
    expect(entries.AllowedRelays.value).toEqual([])
  })

  function omit(path: string): Outputs {
    return Object.fromEntries(Object.entries(recorded.wine).filter(([name]) => name !== path))
  }
})

describe('a value of the registry', () => {
  it.each([
    ['ViewOnly', 'REG_DWORD    0x0', false],
    ['ViewOnly', 'REG_DWORD    0x1', true],
    ['ViewOnly', 'REG_SZ    1', true],
    ['ServerUrl', 'REG_SZ    https://a.example.jp ', 'https://a.example.jp'],
    ['NeverCollect', 'REG_MULTI_SZ    os\\0 memory \\0\\0', ['os', 'memory']],
  ])('%s as %s is %j', async (name, written, value) => {
    const { faults, entries } = await policyOf(values(`    ${name}    ${written}`))
    expect(faults).toEqual([])
    expect(entries[name as 'ViewOnly'].value).toEqual(value)
  })

  it.each([
    ['ViewOnly', 'REG_DWORD    0x2'],
    ['ViewOnly', 'REG_SZ    yes'],
    ['ViewOnly', 'REG_SZ    '],
    ['ViewOnly', 'REG_BINARY    01'],
    ['ServerUrl', 'REG_DWORD    0x1'],
    ['ServerUrl', 'REG_SZ    '],
    ['ServerUrl', 'REG_EXPAND_SZ    https://%USERNAME%.example.jp'],
    ['AllowedRelays', 'REG_SZ    https://a.example.jp'],
    ['AllowedRelays', 'REG_MULTI_SZ    '],
    ['NeverCollect', 'REG_MULTI_SZ    os\\0everything'],
  ])('%s as %s is a fault, and the strictest', async (name, written) => {
    const { faults, entries } = await policyOf(values(`    ${name}    ${written}`))
    expect(faults).toEqual([{ layer: 'policy', setting: name, why: 'malformed' }])
    expect(entries[name as 'ViewOnly'].value).toEqual(settings[name as 'ViewOnly'].strictest)
  })

  it('that is empty was not told to the installer, and is none', async () => {
    const { [AGENT]: _none, ...rest } = recorded.wine as Outputs
    const outputs = { ...rest, ...recorded.windows } as Outputs
    const { entries, faults } = await policyOf(outputs)
    expect(faults).toEqual([])
    expect(entries.Profile.from).toEqual([])
  })

  it('that stands in a key of its own is nobody’s, and closes', async () => {
    const { faults, entries } = await policyOf(changed(`\r\n${AGENT}\\NeverCollect\r\n${AGENT}\\Later\r\n`))
    expect(faults.map(({ setting, why }) => [setting, why])).toEqual([
      ['NeverCollect', 'malformed'],
      ['Later', 'unknown'],
    ])
    expect(entries.NeverCollect.value).toEqual(settings.NeverCollect.strictest)
    expect(entries.NoFileTransfer.value).toBe(true)
  })

  it('in the key’s own place that says something is unknown', async () => {
    const { faults } = await policyOf(values('    (既定)    REG_SZ    1'))
    expect(faults).toEqual([{ layer: 'policy', setting: '(既定)', why: 'unknown' }])
  })

  it('comes with the name that was written', () => {
    const output = `\r\n${AGENT}\r\n    A b    REG_SZ    c    REG_SZ    d\r\n`
    expect(parseKey(AGENT, output).values).toEqual([
      { name: 'A b', type: 'REG_SZ', data: 'c    REG_SZ    d' },
    ])
  })
})

describe('who installed the program', () => {
  const installed = (line: string) => {
    const key = `${ROOT}\\Sobani\\Agent`
    return readRegistry(machine({ ...recorded.windows, [key]: `\r\n${key}\r\n${line}\r\n\r\n` }))
  }

  it('is somebody else where the mark is unknown: it is a fault, and nothing updates itself', async () => {
    const { installedBy, sources } = await installed('    InstalledBy    REG_SZ    somebody')
    expect(installedBy).toBe('msi')
    expect(resolvePolicy(sources).faults).toEqual([
      { layer: 'installation', setting: 'InstalledBy', why: 'unknown' },
    ])
  })

  it('is the user where there is no mark', async () => {
    expect((await installed('    Language    REG_SZ    ja')).installedBy).toBeNull()
  })

  it('is no business of a policy', async () => {
    const { faults } = await policyOf(values('    InstalledBy    REG_SZ    msi'))
    expect(faults).toEqual([{ layer: 'policy', setting: 'InstalledBy', why: 'unknown' }])
  })
})
