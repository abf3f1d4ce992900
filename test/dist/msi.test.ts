import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { REGISTRY_KEY, UPGRADE_CODE } from '../../scripts/dist/msi-identity'
import { isSet, marks, remembered, told } from '../../scripts/dist/msi-properties'
import { run } from '../../scripts/setup/command'
import { lacks } from './needed'
import { makeApp, projectOf } from './windows-app'
import { all, attributesOf } from './wix-xml'
import { compile, tableOf } from './wixl'

const missing = await lacks('x86_64-w64-mingw32-gcc', 'wixl', 'msiinfo', 'msibuild')

// The tables of the compiled package, as Windows Installer reads them.
describe.skipIf(missing)('the tables of an MSI', () => {
  let folder = ''
  let msi = ''
  let ia32 = ''
  let project = ''

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sobani-msi-'))
    const app = await makeApp(join(folder, 'app'), '1.0.0')
    const output = join(folder, 'out')
    const x64 = await projectOf({ app, output, version: '1.0.0', processor: 'x64' })
    project = await readFile(x64, 'utf8')
    msi = join(folder, 'x64.msi')
    await compile(x64, app, msi)
    ia32 = join(folder, 'ia32.msi')
    const old = await projectOf({ app, output, version: '1.0.0', processor: 'ia32', channel: 'legacy' })
    await compile(old, app, ia32)
  })

  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('lets exactly the properties of the settings through, and no consent', async () => {
    const rows = await tableOf(msi, 'Property')
    const secure = rows.find(({ Property }) => Property === 'SecureCustomProperties')?.Value?.split(';') ?? []
    // ALLUSERS is electron-builder's; WIX_ is what finds older and newer versions.
    expect(secure.filter((name) => !name.startsWith('WIX_') && name !== 'ALLUSERS')).toEqual(
      told.map(({ property }) => property),
    )
    // Whatever else is public: a setting may have no value from the package itself.
    const open = rows.map(({ Property = '' }) => Property).filter((name) => /^[A-Z0-9_]+$/.test(name))
    expect(open.toSorted()).toEqual([
      'ALLUSERS',
      'ARPNOMODIFY',
      'ARPPRODUCTICON',
      'DISABLEADVTSHORTCUTS',
      'WIXUI_INSTALLDIR',
    ])
    expect(JSON.stringify(rows)).not.toMatch(/consent|approv/i)
  })

  it('finds what an older version was told, and lets the command line win', async () => {
    const searches = await tableOf(msi, 'AppSearch')
    const locators = await tableOf(msi, 'RegLocator')
    const actions = await tableOf(msi, 'CustomAction')
    for (const { setting, property } of told) {
      const search = searches.find(({ Property }) => Property === remembered(property))
      expect(locators).toContainEqual({
        Signature_: search?.Signature_,
        Root: '2',
        Key: REGISTRY_KEY,
        Name: setting,
        Type: '18',
      })
      expect(actions).toContainEqual({
        Action: `Remember${setting}`,
        Type: '307',
        Source: property,
        Target: `[${remembered(property)}]`,
        ExtendedType: '',
      })
    }
    expect(searches.some(({ Property = '' }) => told.some(({ property }) => property === Property))).toBe(
      false,
    )
  })

  it.each(['InstallExecuteSequence', 'InstallUISequence'])(
    'takes the remembered values in time in %s',
    async (table) => {
      const rows = await tableOf(msi, table)
      const at = (action: string): number => Number(rows.find(({ Action }) => Action === action)?.Sequence)
      for (const { setting, property } of told) {
        const action = `Remember${setting}`
        expect(at(action)).toBeGreaterThan(at('AppSearch'))
        expect(at(action)).toBeLessThan(at('LaunchConditions'))
        expect(rows.find(({ Action }) => Action === action)?.Condition).toBe(
          `NOT ${property} AND ${remembered(property)}`,
        )
      }
    },
  )

  it('writes each setting only where it is set, as text, for 64-bit programs', async () => {
    const registry = await tableOf(msi, 'Registry')
    const components = await tableOf(msi, 'Component')
    expect(registry).toHaveLength(told.length + Object.keys(marks).length)
    for (const { setting, property } of told) {
      const row = registry.find(({ Name }) => Name === setting)
      expect(row).toMatchObject({ Root: '2', Key: REGISTRY_KEY, Value: `[${property}]` })
      const component = components.find(({ Component }) => Component === row?.Component_)
      // 4: kept by the value; 64: its condition counts again with a repair; 256: of 64-bit programs.
      expect(component).toMatchObject({
        Attributes: '324',
        Condition: isSet(property),
        KeyPath: row?.Registry,
      })
    }
    for (const [name, value] of Object.entries(marks))
      expect(registry.find(({ Name }) => Name === name)).toMatchObject({ Key: REGISTRY_KEY, Value: value })
  })

  it('keeps 32-bit values out of a 32-bit package for a 64-bit registry', async () => {
    for (const { Type } of await tableOf(ia32, 'RegLocator')) expect(Type).toBe('2')
    expect((await tableOf(ia32, 'LaunchCondition')).map(({ Condition }) => Condition)).toContain(
      'Installed OR NOT VersionNT64',
    )
    expect((await run('msiinfo', ['suminfo', ia32])).stdout).toMatch(/^Template: (Intel|;)/m)
    expect((await run('msiinfo', ['suminfo', msi])).stdout).toMatch(/^Template: x64;/m)
  })

  it('upgrades older versions and its own, inside the transaction, and no newer one', async () => {
    const rows = await tableOf(msi, 'Upgrade')
    // 513: removes it, this very version too; 2: only finds it.
    const found = { UpgradeCode: `{${UPGRADE_CODE}}`, Language: '', Remove: '' }
    expect(rows).toHaveLength(2)
    expect(rows).toContainEqual({
      ...found,
      VersionMin: '',
      VersionMax: '1.0.0.0',
      Attributes: '513',
      ActionProperty: 'WIX_UPGRADE_DETECTED',
    })
    expect(rows).toContainEqual({
      ...found,
      VersionMin: '1.0.0.0',
      VersionMax: '',
      Attributes: '2',
      ActionProperty: 'WIX_DOWNGRADE_DETECTED',
    })
    expect((await tableOf(ia32, 'Upgrade')).map(({ UpgradeCode }) => UpgradeCode)).toEqual(
      rows.map(({ UpgradeCode }) => UpgradeCode),
    )
    const order = await tableOf(msi, 'InstallExecuteSequence')
    const at = (action: string): number => Number(order.find(({ Action }) => Action === action)?.Sequence)
    expect(at('RemoveExistingProducts')).toBeGreaterThan(at('InstallInitialize'))
    expect(at('RemoveExistingProducts')).toBeLessThan(at('ProcessComponents'))
    expect((await tableOf(msi, 'LaunchCondition')).map(({ Condition }) => Condition)).toContain(
      'NOT WIX_DOWNGRADE_DETECTED',
    )
  })

  it('puts one shortcut into the Start menu, none on the desktop, and starts nothing', async () => {
    expect(await tableOf(msi, 'Shortcut')).toMatchObject([
      { Directory_: 'ProgramMenuFolder', Name: 'Sobani', WkDir: 'APPLICATIONFOLDER' },
    ])
    const actions = await tableOf(msi, 'CustomAction')
    // Only type 51 (sets a property): nothing that runs a program, a script or a library.
    for (const { Type } of actions) expect(Number(Type) & 63).toBe(51)
    expect(attributesOf(all(project, 'Shortcut')[0]?.tag ?? '').Directory).toBe('ProgramMenuFolder')
  })

  it('is Japanese and for the whole PC', async () => {
    const rows = await tableOf(msi, 'Property')
    const value = (name: string): string | undefined => rows.find(({ Property }) => Property === name)?.Value
    expect(value('ProductLanguage')).toBe('1041')
    expect(value('ALLUSERS')).toBe('1')
    expect(value('MSIINSTALLPERUSER')).toBeUndefined()
    expect(value('ProductVersion')).toBe('1.0.0.0')
  })

  it('carries every file of the packed app, each in its own component', async () => {
    const files = await tableOf(msi, 'File')
    const names = files.map(({ FileName = '' }) => FileName.split('|').at(-1)).toSorted()
    expect(names).toEqual(['LICENSES.chromium.html', 'Sobani.exe', 'app.asar', 'ja.pak', 'only-in-1.0.0.txt'])
    expect(new Set(files.map(({ Component_ }) => Component_)).size).toBe(files.length)
  })
})
