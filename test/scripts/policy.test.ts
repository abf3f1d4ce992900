import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { load } from 'js-yaml'
import plist from 'plist'
import { afterEach, describe, expect, it } from 'vitest'
import { staleFiles, writeFiles } from '../../scripts/policy'
import { POLICY_KEY } from '../../scripts/policy/admx'
import { policyFiles } from '../../scripts/policy/files'
import { limitsOf } from '../../scripts/policy/limits'
import { ROOT } from '../../scripts/root'
import { resolvePolicy, type SettingName, settingNames, settings } from '../../src/shared/policy'

const files = policyFiles()
const admx = files['deploy/policy/sobani.admx'] ?? ''
const adml = {
  ja: files['deploy/policy/ja-JP/sobani.adml'] ?? '',
  en: files['deploy/policy/en-US/sobani.adml'] ?? '',
}
const page = files['docs/policy.md'] ?? ''
const all = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, found = '']) => found)
const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

describe('the files that are made from the table', () => {
  it('are what stands in the tree', async () => {
    expect(await staleFiles(ROOT, files)).toEqual([])
  })

  it('are named by the check where they are older or missing', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sobani-policy-'))
    folders.push(folder)
    expect(await staleFiles(folder, files)).toEqual(Object.keys(files))
    await writeFiles(folder, files)
    expect(await staleFiles(folder, files)).toEqual([])
    await writeFile(join(folder, 'docs/policy.md'), `${page} `)
    expect(await staleFiles(folder, files)).toEqual(['docs/policy.md'])
  })
})

const hasXmllint = spawnSync('xmllint', ['--version']).error === undefined
describe.skipIf(!hasXmllint)('every XML file', () => {
  it.each(Object.keys(files).filter((path) => /\.(admx|adml|mobileconfig)$/.test(path)))(
    '%s is well formed',
    (path) => {
      // The DTD of property lists is on Apple's server and is not asked for.
      const outcome = spawnSync('xmllint', ['--noout', '--nonet', '-'], {
        input: files[path],
        encoding: 'utf8',
      })
      expect(outcome.stderr).toBe('')
      expect(outcome.status).toBe(0)
    },
  )
})

describe('the template of Windows', () => {
  it('has its parts in the order of the schema', () => {
    const parts = all(admx, /^ {2}<(\w+)/gm)
    expect(parts).toEqual(['policyNamespaces', 'resources', 'supportedOn', 'categories', 'policies'])
    const order = ['parentCategory', 'supportedOn', 'enabledValue', 'disabledValue', 'elements']
    for (const policy of admx.split('<policy ').slice(1)) {
      const inside = all(policy, /^ {6}<(\w+)/gm)
      expect(inside).toEqual(order.filter((name) => inside.includes(name)))
      expect(inside.slice(0, 2)).toEqual(['parentCategory', 'supportedOn'])
    }
  })

  it('has every setting once, for the machine, below the one key', () => {
    expect(all(admx, /<policy name="(\w+)"/g)).toEqual(settingNames)
    expect(new Set(all(admx, /<policy [^>]*class="(\w+)"/g))).toEqual(new Set(['Machine']))
    expect(new Set(all(admx, /<policy [^>]*key="([^"]+)"/g))).toEqual(new Set([POLICY_KEY]))
    expect(all(admx, /valueName="(\w+)"/g)).toEqual(settingNames)
  })

  it('writes what the agent reads: a number for yes and no, a list as several strings, a choice by its name', () => {
    for (const name of settingNames) {
      const policy = admx.split(`<policy name="${name}"`)[1]?.split('</policy>')[0] ?? ''
      const { kind, choices } = settings[name]
      const numbers = all(policy, /<decimal value="(\d+)"/g)
      expect([name, numbers]).toEqual([name, kind === 'yes-no' ? ['1', '0'] : []])
      expect([name, policy.includes('<multiText ')]).toEqual([name, kind === 'list'])
      expect([name, policy.includes('<text ')]).toEqual([name, kind === 'text'])
      expect(all(policy, /<string>(\w+)</g)).toEqual(kind === 'choice' ? choices : [])
    }
  })

  it.each(Object.entries(adml))('has all its words in %s, and none too many or twice', (_language, words) => {
    const wanted = [...new Set(all(admx, /\$\(string\.(\w+)\)/g))].sort()
    const strings = all(words, /<string id="(\w+)"/g)
    expect([...strings].sort()).toEqual(wanted)
    expect(all(words, /<string id="\w+">(\s*)</g)).toEqual([])
    const presentations = all(words, /<presentation id="(\w+)"/g)
    expect(presentations).toEqual(all(admx, /\$\(presentation\.(\w+)\)/g))
    expect(presentations).toEqual(settingNames)
    // Every control belongs to an element of the same name, and every element has one.
    expect(all(words, /refId="(\w+)"/g)).toEqual(all(admx, /<(?:text|enum|multiText) id="(\w+)"/g))
  })

  it('has both languages at one revision, and categories that exist', () => {
    const revisions = [admx, ...Object.values(adml)].flatMap((text) =>
      all(text, /^<\w+ [^>]*revision="([\d.]+)"/gm),
    )
    expect(new Set(revisions).size).toBe(1)
    expect(revisions).toHaveLength(3)
    const known = all(admx, /<category name="(\w+)"/g)
    expect(new Set(known).size).toBe(known.length)
    for (const ref of all(admx, /<parentCategory ref="(\w+)"/g)) expect(known).toContain(ref)
  })
})

describe('how much a setting may hold', () => {
  const longest: Partial<Record<SettingName, (length: number) => unknown>> = {
    ServerUrl: (length) => `https://${'a'.repeat(length - 8)}`,
    AllowedRelays: (length) => [`https://${'a'.repeat(length - 8)}`],
    RelayKeys: (length) => ['a'.repeat(length)],
    Profile: (length) => 'a'.repeat(length),
  }
  it.each(Object.entries(longest) as [SettingName, (length: number) => unknown][])(
    'is the same in the editor and in the agent: %s',
    (name, make) => {
      const { length } = limitsOf(name)
      expect(settings[name].schema.safeParse(make(length)).success).toBe(true)
      expect(settings[name].schema.safeParse(make(length + 1)).success).toBe(false)
    },
  )
})

const policyOf = (values: Record<string, unknown>) =>
  resolvePolicy([{ layer: 'policy', values, fault: null }])

describe('the examples', () => {
  it('of macOS are forced on the domain of the agent, and the agent understands each of them', () => {
    const profile = plist.parse(files['deploy/policy/jp.sobani.agent.mobileconfig'] ?? '') as Record<
      string,
      unknown
    >
    const [payload] = profile.PayloadContent as Record<string, unknown>[]
    expect(profile).toMatchObject({ PayloadType: 'Configuration', PayloadScope: 'System' })
    expect(payload).toMatchObject({ PayloadType: 'com.apple.ManagedClient.preferences' })
    const uuids = [profile.PayloadUUID, payload?.PayloadUUID]
    expect(new Set(uuids).size).toBe(2)
    for (const uuid of uuids)
      expect(uuid).toMatch(/^[0-9A-F]{8}-[0-9A-F]{4}-8[0-9A-F]{3}-8[0-9A-F]{3}-[0-9A-F]{12}$/)
    const domains = payload?.PayloadContent as Record<string, { Forced: Record<string, unknown>[] }>
    expect(Object.keys(domains)).toEqual(['jp.sobani.agent'])
    const values = domains['jp.sobani.agent']?.Forced[0]?.mcx_preference_settings as Record<string, unknown>
    expect(Object.keys(values)).toEqual(settingNames)
    expectUnderstood(values)
  })

  it('of Linux are understood, each of them', () => {
    const values = JSON.parse(files['deploy/policy/sobani.json'] ?? '')
    expect(Object.keys(values)).toEqual(settingNames)
    expectUnderstood(values)
  })

  it('name the domain that the program is packed under', async () => {
    const packing = load(await readFile(join(ROOT, 'electron-builder.yml'), 'utf8'))
    expect(packing).toMatchObject({ appId: 'jp.sobani.agent' })
  })

  function expectUnderstood(values: Record<string, unknown>): void {
    const { entries, faults } = policyOf(values)
    expect(faults).toEqual([])
    for (const name of settingNames) expect([name, entries[name].value]).toEqual([name, values[name]])
    // Whoever installs it as it is has opened nothing.
    expect(entries.AcceptLicense.value).toBe(false)
    for (const name of ['ViewOnly', 'NoFileTransfer'] as const) expect(entries[name].value).toBe(true)
  }
})

describe('the page', () => {
  it('tells of every setting in both languages, Japanese first', () => {
    for (const name of settingNames) {
      expect(all(page, new RegExp(`^### \`(${name})\`: `, 'gm'))).toHaveLength(2)
      const { property } = settings[name]
      if (property !== null) expect(page).toContain(`\`${property}\``)
    }
    expect(all(page, /^# (.+)$/gm)).toEqual(['設定（ポリシー）', 'Settings (policy)'])
  })

  it('names the places where the agent looks', async () => {
    const { PREFERENCES } = await import('../../src/main/policy/property-list')
    const { SYSTEM_FOLDER } = await import('../../src/main/policy/json-folder')
    for (const path of [...Object.values(PREFERENCES), SYSTEM_FOLDER.path]) expect(page).toContain(path)
  })
})
