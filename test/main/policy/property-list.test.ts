import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PREFERENCES, type Run, readPropertyLists } from '../../../src/main/policy/property-list'
import { resolvePolicy } from '../../../src/shared/policy'
import recorded from '../../fixtures/policy/plutil.json'

const owner = process.getuid?.() ?? 0

let root: string
let files: { policy: string; installation: string }
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sobani-preferences-'))
  files = {
    policy: join(root, 'Managed Preferences', 'a.plist'),
    installation: join(root, 'Preferences', 'a.plist'),
  }
  for (const folder of ['Managed Preferences', 'Preferences']) {
    await mkdir(join(root, folder))
    await chmod(join(root, folder), 0o755)
  }
})
afterEach(() => rm(root, { recursive: true, force: true }))

/** The file itself is binary and only plutil's to understand: here its place and its owner count. */
const put = async (layer: 'policy' | 'installation') => {
  await writeFile(files[layer], 'bplist00')
  await chmod(files[layer], 0o644)
}
const asked: string[][] = []
const plutil =
  (outputs: Readonly<Record<string, string>>): Run =>
  async (program, words) => {
    asked.push([program, ...words])
    const output = outputs[words.at(-1) ?? '']
    if (output === undefined) throw new Error('plutil ended with status 1')
    return output
  }
const read = (outputs: { policy?: string; installation?: string }) =>
  readPropertyLists(
    plutil({
      ...(outputs.policy === undefined ? {} : { [files.policy]: outputs.policy }),
      ...(outputs.installation === undefined ? {} : { [files.installation]: outputs.installation }),
    }),
    files,
    owner,
  )

describe.skipIf(process.platform === 'win32')('the preferences of macOS', () => {
  it('are those of the machine', () => {
    expect(PREFERENCES).toEqual({
      policy: '/Library/Managed Preferences/jp.sobani.agent.plist',
      installation: '/Library/Preferences/jp.sobani.agent.plist',
    })
  })

  it('are read by the system’s own program, and what device management adds is no setting', async () => {
    asked.length = 0
    await put('policy')
    await put('installation')
    const { sources, installedBy } = await read({
      policy: recorded.managed,
      installation: recorded.installation,
    })
    expect(installedBy).toBe('pkg')
    expect(asked.map(([program, ...words]) => [program, words.slice(0, 4)])).toEqual(
      Array(2).fill(['/usr/bin/plutil', ['-convert', 'json', '-o', '-']]),
    )
    const { entries, faults } = resolvePolicy(sources)
    expect(faults).toEqual([])
    expect([entries.ServerUrl.value, entries.AcceptLicense.value, entries.AutoUpdate.value]).toEqual([
      'https://support.example.jp',
      true,
      false,
    ])
    expect(entries.Language).toMatchObject({ value: 'ja', from: ['installation'] })
  })

  it('say nothing where there are none', async () => {
    const { sources, installedBy } = await read({})
    expect([resolvePolicy(sources).faults, installedBy]).toEqual([[], null])
    await rm(root, { recursive: true })
    expect(resolvePolicy((await read({})).sources).faults).toEqual([])
  })

  it.each([
    ['a date in it, which is no JSON', undefined],
    ['an answer that was cut off', '{"ViewOnly": tr'],
    ['an answer that is no list of keys', '["ViewOnly"]'],
    ['no answer', ''],
  ])('with %s are a fault', async (_name, output) => {
    await put('policy')
    const { sources } = await read(output === undefined ? {} : { policy: output })
    expect(resolvePolicy(sources).faults).toEqual([{ layer: 'policy', setting: null, why: 'unreadable' }])
  })

  it.each([
    ['the file', () => chmod(files.policy, 0o666)],
    ['the folder', () => chmod(join(root, 'Managed Preferences'), 0o777)],
    [
      'a link in place of the file',
      async () => {
        await rm(files.policy)
        await symlink(files.installation, files.policy)
      },
    ],
  ])('are not trusted where others could have written %s, and not even read', async (_name, spoil) => {
    await put('policy')
    await put('installation')
    await spoil()
    asked.length = 0
    const { sources } = await read({ policy: recorded.managed, installation: recorded.installation })
    expect(resolvePolicy(sources).faults).toEqual([{ layer: 'policy', setting: null, why: 'not-trusted' }])
    expect(asked.map((words) => words.at(-1))).toEqual([files.installation])
  })
})
