import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { componentCode, type Processor, REGISTRY_KEY, UPGRADE_CODE } from '../../scripts/dist/msi-identity'
import { withProperties } from '../../scripts/dist/msi-project'
import { allowedOf, told } from '../../scripts/dist/msi-properties'
import { run } from '../../scripts/setup/command'
import { settings } from '../../src/shared/policy'
import { lacks } from './needed'
import { makeApp, projectOf } from './windows-app'
import { all, attributesOf, textOf } from './wix-xml'

const missing = await lacks('x86_64-w64-mingw32-gcc', 'xmllint')

const PROCESSORS: readonly Processor[] = ['x64', 'arm64', 'ia32']

// Of everything that stands in the project: what WiX would refuse.
describe.skipIf(missing)('the project of an MSI', () => {
  let folder = ''
  const files = new Map<Processor, string>()
  const projects = new Map<Processor, string>()
  const project = (processor: Processor): string => projects.get(processor) ?? ''

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sobani-wxs-'))
    const app = await makeApp(join(folder, 'app'), '1.0.0')
    for (const processor of PROCESSORS) {
      const channel = processor === 'ia32' ? ('legacy' as const) : ('current' as const)
      const file = await projectOf({ app, output: join(folder, 'out'), version: '1.0.0', processor, channel })
      files.set(processor, file)
      projects.set(processor, await readFile(file, 'utf8'))
    }
  })

  afterAll(() => rm(folder, { recursive: true, force: true }))

  it.each(PROCESSORS)('is well-formed for %s', async (processor) => {
    const outcome = await run('xmllint', ['--noout', files.get(processor) ?? ''])
    expect(outcome).toMatchObject({ status: 0, stderr: '' })
  })

  it.each(PROCESSORS)('names each thing once for %s, in letters that WiX takes', (processor) => {
    const xml = project(processor)
    for (const name of [
      'Component',
      'Property',
      'RegistrySearch',
      'CustomAction',
      'File',
      'Directory',
      'Icon',
    ]) {
      const ids = all(xml, name).flatMap(({ tag }) => attributesOf(tag).Id ?? [])
      expect(new Set(ids).size, name).toBe(ids.length)
      for (const id of ids) expect(id).toMatch(/^[A-Za-z_][A-Za-z0-9_.]{0,71}$/)
    }
  })

  it.each(PROCESSORS)('leads every reference somewhere for %s', (processor) => {
    const xml = project(processor)
    const actions = all(xml, 'CustomAction').map(({ tag }) => attributesOf(tag).Id)
    const standard = ['AppSearch', 'RemoveExistingProducts']
    for (const { tag } of all(xml, 'Custom')) {
      const { Action, After, Before } = attributesOf(tag)
      // The extension brings this one.
      if (Action !== 'WixCloseApplications') expect(actions).toContain(Action)
      expect([...actions, ...standard]).toContain(After ?? Before)
    }
    const folders = all(xml, 'Directory').map(({ tag }) => attributesOf(tag).Id)
    for (const name of ['Component', 'ComponentGroup', 'Shortcut'])
      for (const { tag } of all(xml, name)) {
        const { Directory } = attributesOf(tag)
        if (Directory !== undefined) expect(folders).toContain(Directory)
      }
  })

  it.each(PROCESSORS)('writes registry components that can be kept and removed for %s', (processor) => {
    const ours = all(project(processor), 'Component').filter(({ inner }) => inner.includes('RegistryValue'))
    const codes = ours.map(({ tag }) => attributesOf(tag).Guid ?? '')
    expect(ours.length).toBe(told.length + 2)
    expect(new Set(codes).size).toBe(ours.length)
    for (const code of codes)
      expect(code).toMatch(/^[0-9A-F]{8}-[0-9A-F]{4}-5[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/)
    for (const { inner } of ours)
      expect(all(inner, 'RegistryValue').map(({ tag }) => attributesOf(tag))).toMatchObject([
        { Root: 'HKLM', Key: REGISTRY_KEY, Type: 'string', KeyPath: 'yes' },
      ])
  })

  it('keeps the codes of components for ever, other ones for 32 bits', () => {
    expect(componentCode('ServerUrl', 'x64')).toBe('BD6857D3-0AFA-56CD-9DE3-CC246E7795BC')
    expect(componentCode('ServerUrl', 'arm64')).toBe(componentCode('ServerUrl', 'x64'))
    expect(componentCode('ServerUrl', 'ia32')).not.toBe(componentCode('ServerUrl', 'x64'))
    expect(UPGRADE_CODE).toBe('595CC526-CE74-4F63-944A-C4C3F582D887')
  })

  it('uses 64-bit searches and components only where a package may', () => {
    expect(project('ia32')).not.toContain('Win64')
    for (const { tag } of all(project('x64'), 'RegistrySearch')) expect(attributesOf(tag).Win64).toBe('yes')
  })

  it('says which PCs a package is for', () => {
    const tests = (processor: Processor): string[] =>
      all(project(processor), 'Condition').map(({ inner }) => textOf(inner))
    expect(tests('ia32')).toContain('Installed OR NOT VersionNT64')
    expect(tests('arm64')).toContain('Installed OR PCPROCESSOR ~= "ARM64"')
    for (const processor of PROCESSORS)
      expect(tests(processor)).toContain('Installed OR (WINDOWSMAJOR AND NOT WINDOWSMAJOR << "#6")')
  })

  it('fits every condition and message into the columns of the tables', () => {
    for (const processor of PROCESSORS)
      for (const { tag, inner } of all(project(processor), 'Condition')) {
        expect(textOf(inner).length).toBeLessThanOrEqual(255)
        expect(attributesOf(tag).Message?.length ?? 0).toBeLessThanOrEqual(255)
      }
  })

  it('says what it refuses in Japanese and English', () => {
    const messages = all(project('x64'), 'Condition').flatMap(({ tag }) => attributesOf(tag).Message ?? [])
    expect(messages.length).toBeGreaterThan(told.length)
    for (const message of messages) expect(message).toMatch(/[ぁ-ん].* \/ [A-Z]/)
  })

  it('asks the running agent to close before an older version goes, and for no restart', () => {
    const xml = project('x64')
    expect(all(xml, 'util:CloseApplication').map(({ tag }) => attributesOf(tag))).toMatchObject([
      { Target: 'Sobani.exe', CloseMessage: 'yes', RebootPrompt: 'no', TerminateProcess: '0' },
    ])
    expect(xml).toContain('xmlns:util="http://wixtoolset.org/schemas/v4/wxs/util"')
    const closing = all(xml, 'Custom').map(({ tag }) => attributesOf(tag))
    expect(closing).toContainEqual({ Action: 'WixCloseApplications', Before: 'RemoveExistingProducts' })
  })

  it('is Japanese, for the whole PC, and starts nothing', () => {
    const xml = project('x64')
    expect(attributesOf(all(xml, 'Product')[0]?.tag ?? '')).toMatchObject({
      Language: '1041',
      UpgradeCode: UPGRADE_CODE,
    })
    expect(attributesOf(all(xml, 'Package')[0]?.tag ?? '')).toMatchObject({ Languages: '1041' })
    expect(xml).not.toContain('MSIINSTALLPERUSER')
    expect(xml).not.toContain('runAfterFinish')
    expect(xml).not.toContain('DesktopFolder')
  })

  it('refuses a project that it does not know, and one for another processor', () => {
    const xml = project('x64')
    expect(() => withProperties(xml, 'x64')).toThrow(/Not once/)
    expect(() => withProperties(xml, 'ia32')).toThrow(/not for ia32/)
    expect(() => withProperties('<Wix/>', 'x64')).toThrow(/not for x64/)
  })
})

describe('the properties of an MSI', () => {
  it('are those of the table of settings, and none of them is a consent', () => {
    expect(told.map(({ property }) => property)).toEqual([
      'SERVER_URL',
      'PROFILE',
      'LANGUAGE',
      'ACCEPT_LICENSE',
      'AUTO_UPDATE',
    ])
  })

  it('have the values that the settings have', () => {
    expect(allowedOf('Language')).toEqual(settings.Language.choices)
    expect(allowedOf('AcceptLicense')).toEqual(['1', '0'])
    expect(allowedOf('ServerUrl')).toBeNull()
  })
})
