import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunReg, readRegistry } from '../../src/main/policy/registry'
import { relayOf } from '../../src/main/settings'
import { resolvePolicy, type SettingName, settings } from '../../src/shared/policy'
import { lacks } from './needed'
import { Wine } from './wine'

const missing = await lacks('wine')
const POLICY = 'HKLM\\SOFTWARE\\Policies\\Sobani\\Agent'
const INSTALLATION = 'HKLM\\SOFTWARE\\Sobani\\Agent'
const KEY = 'ab'.repeat(32)
const REG = 'C:\\windows\\system32\\reg.exe'

let wine: Wine
/** The words of the agent, to the very program that the agent starts. */
const run: RunReg = async (words) => {
  const { status, stdout } = await wine.run(REG, [...words])
  if (status !== 0) throw new Error(`reg.exe ended with status ${status}`)
  return stdout
}
type Entry = readonly [key: string, name: string, type: string, data: string, view?: string]
/** One start of wine for all of them: each takes a while. */
const order = async (lines: readonly string[]) => {
  const file = join(wine.folder, 'orders.bat')
  writeFileSync(
    file,
    ['@echo off', ...lines.flatMap((line) => [line, 'if errorlevel 1 exit 1']), ''].join('\r\n'),
  )
  const { status, stdout, stderr } = await wine.run('cmd', ['/c', Wine.path(file)])
  expect(status, `${stdout}${stderr}`).toBe(0)
}
const set = (...entries: readonly Entry[]) =>
  order(
    entries.map(
      ([key, name, type, data, view = '/reg:64']) =>
        `reg add "${key}" /v ${name} /t ${type} /d "${data}" ${view} /f`,
    ),
  )
const read = async () => resolvePolicy((await readRegistry(run)).sources)

describe.skipIf(missing)('the registry of a real reg.exe', () => {
  beforeAll(async () => {
    wine = await Wine.start()
  })
  afterAll(() => wine?.end())

  it('says nothing before anybody has written', async () => {
    const { sources, installedBy } = await readRegistry(run)
    expect(sources.map(({ values, fault }) => [values, fault])).toEqual([
      [null, null],
      [null, null],
    ])
    expect(installedBy).toBeNull()
  })

  it('gives back what the MSI writes', async () => {
    await set(
      [INSTALLATION, 'InstalledBy', 'REG_SZ', 'msi'],
      [INSTALLATION, 'Version', 'REG_SZ', '0.1.0'],
      [INSTALLATION, 'ServerUrl', 'REG_SZ', 'https://support.example.jp'],
      [INSTALLATION, 'Profile', 'REG_SZ', ''],
      [INSTALLATION, 'Language', 'REG_SZ', 'ja'],
      [INSTALLATION, 'AcceptLicense', 'REG_SZ', '1'],
      [INSTALLATION, 'AutoUpdate', 'REG_SZ', '0'],
    )
    const { sources, installedBy } = await readRegistry(run)
    expect(installedBy).toBe('msi')
    const { entries, faults } = resolvePolicy(sources)
    expect(faults).toEqual([])
    expect(relayOf({ entries, faults }).relay).toBe('https://support.example.jp')
    expect([entries.Profile.from, entries.AcceptLicense.value, entries.AutoUpdate.value]).toEqual([
      [],
      true,
      false,
    ])
  })

  it('gives back what the templates write, each setting in its own type', async () => {
    const written: Record<SettingName, [type: string, data: string, value: unknown]> = {
      ServerUrl: ['REG_SZ', 'https://a.example.jp', 'https://a.example.jp'],
      AllowedRelays: [
        'REG_MULTI_SZ',
        'https://a.example.jp\\0https://b.example.jp',
        ['https://a.example.jp', 'https://b.example.jp'],
      ],
      RelayKeys: ['REG_MULTI_SZ', KEY, [KEY]],
      Profile: ['REG_SZ', 'demo', 'demo'],
      Language: ['REG_SZ', 'en', 'en'],
      AcceptLicense: ['REG_DWORD', '0', false],
      AutoUpdate: ['REG_DWORD', '1', true],
      ViewOnly: ['REG_DWORD', '1', true],
      NeverCollect: ['REG_MULTI_SZ', 'os\\0machine-name', ['os', 'machine-name']],
      NoFileTransfer: ['REG_DWORD', '1', true],
    }
    await set(...Object.entries(written).map(([name, [type, data]]) => [POLICY, name, type, data] as const))
    const { entries, faults } = await read()
    expect(faults).toEqual([])
    for (const [name, [, , value]] of Object.entries(written))
      expect([name, entries[name as SettingName].value]).toEqual([name, value])
    expect(entries.ServerUrl.from).toEqual(['policy'])
  })

  it('is not asked what 32-bit programs or the user have there', async () => {
    // Below Policies both kinds of programs see the same, as Windows documents it; elsewhere each has its own.
    await set(
      [INSTALLATION, 'Later', 'REG_SZ', '1', '/reg:32'],
      ['HKCU\\SOFTWARE\\Policies\\Sobani\\Agent', 'Later', 'REG_SZ', '1'],
      ['HKCU\\SOFTWARE\\Sobani\\Agent', 'Later', 'REG_SZ', '1'],
    )
    expect((await read()).faults).toEqual([])
  })

  it('closes what is of the wrong type, unknown, or a key of its own', async () => {
    await set([POLICY, 'NeverCollect', 'REG_SZ', 'os'])
    expect((await read()).faults).toEqual([{ layer: 'policy', setting: 'NeverCollect', why: 'malformed' }])
    await set([POLICY, 'Later', 'REG_BINARY', '00ff'])
    await order([`reg add "${POLICY}\\ViewOnly" /reg:64 /f`])
    const { entries, faults } = await read()
    expect(faults.map(({ setting, why }) => `${setting} ${why}`).sort()).toEqual([
      'Later unknown',
      'NeverCollect malformed',
      'ViewOnly malformed',
    ])
    expect(entries.NeverCollect.value).toEqual(settings.NeverCollect.strictest)
  })

  it('says nothing again once the keys are gone, also where an empty one stays', async () => {
    await order([
      `reg delete "${POLICY}" /reg:64 /f`,
      `reg delete "${INSTALLATION}" /reg:64 /f`,
      `reg add "${POLICY}" /reg:64 /f`,
    ])
    const { entries, faults } = await read()
    expect(faults).toEqual([])
    expect(Object.values(entries).flatMap(({ from }) => from)).toEqual([])
  })
})
