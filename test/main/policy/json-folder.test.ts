import { chmod, chown, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import example from '../../../deploy/policy/sobani.json'
import { readJsonFolders, SYSTEM_FOLDER } from '../../../src/main/policy/json-folder'
import { resolvePolicy } from '../../../src/shared/policy'

/** The real thing belongs to root; an ordinary user's test trusts that user in its place. */
const owner = process.getuid?.() ?? 0
const isRoot = owner === 0
const onWindows = process.platform === 'win32'

let root: string
let base: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sobani-policies-'))
  await chmod(root, 0o755)
  base = join(root, 'policies')
})
afterEach(() => rm(root, { recursive: true, force: true }))

const put = async (name: string, values: unknown, layer: 'managed' | 'recommended' = 'managed') => {
  const path = join(base, layer, name)
  await mkdir(join(base, layer), { recursive: true })
  await chmod(base, 0o755)
  await chmod(join(base, layer), 0o755)
  await writeFile(path, typeof values === 'string' ? values : JSON.stringify(values))
  await chmod(path, 0o644)
  return path
}
const read = () => readJsonFolders({ path: base, owner })
const policy = () => resolvePolicy(read().sources)
const whole = (why: 'unreadable' | 'not-trusted', layer: 'policy' | 'installation' = 'policy') => [
  { layer, setting: null, why },
]

describe.skipIf(onWindows)('the files of Linux', () => {
  it('are those below /etc, and root’s', () => {
    expect(SYSTEM_FOLDER).toEqual({ path: '/etc/opt/sobani/policies', owner: 0 })
  })

  it('say nothing where there are none', async () => {
    expect(policy().faults).toEqual([])
    await put('README.md', 'no policy')
    await put('.hidden.json', '{')
    expect(policy()).toMatchObject({ faults: [], entries: { ViewOnly: { value: null, from: [] } } })
  })

  it('take what the administrators’ template has', async () => {
    await put('sobani.json', example)
    const { entries, faults } = policy()
    expect(faults).toEqual([])
    for (const [name, value] of Object.entries(example))
      expect([name, [...[entries[name as 'ServerUrl'].value]].flat().sort()]).toEqual([
        name,
        [value].flat().sort(),
      ])
  })

  it('count in the order of their names: the later wins, and a lock is closed by each', async () => {
    await put('10-all.json', { ServerUrl: 'https://a.example.jp', NeverCollect: ['os'], ViewOnly: true })
    await put('20-some.json', {
      ServerUrl: 'https://b.example.jp',
      NeverCollect: ['memory'],
      ViewOnly: false,
    })
    await put('00-first.json', { ServerUrl: 'https://c.example.jp', Language: 'en' })
    const { entries } = policy()
    expect(entries.ServerUrl).toMatchObject({ value: 'https://b.example.jp', from: ['policy'] })
    expect(entries.NeverCollect).toMatchObject({ value: ['os', 'memory'], from: ['policy'] })
    expect(entries.ViewOnly.value).toBe(true)
    expect(entries.Language.value).toBe('en')
  })

  it('are weaker where they only recommend, and may carry the mark of a package', async () => {
    await put('a.json', { ServerUrl: 'https://a.example.jp' })
    await put(
      'a.json',
      { ServerUrl: 'https://b.example.jp', Language: 'ja', InstalledBy: 'pkg' },
      'recommended',
    )
    expect(read().installedBy).toBe('pkg')
    expect(policy()).toMatchObject({
      faults: [],
      entries: {
        ServerUrl: { value: 'https://a.example.jp', from: ['policy'] },
        Language: { value: 'ja', from: ['installation'] },
      },
    })
  })

  it.each([
    ['cut off', '{"ViewOnly": tr'],
    ['empty', ''],
    ['a list', '[]'],
    ['null', 'null'],
    ['too long', `{"ViewOnly": true${' '.repeat(1_000_001)}}`],
  ])('that are %s are a fault, and close everything', async (_name, text) => {
    await put('a.json', { ServerUrl: 'https://a.example.jp' })
    await put('b.json', text)
    const { faults, entries } = policy()
    expect(faults).toEqual(whole('unreadable'))
    expect(entries.AllowedRelays.value).toEqual([])
    expect(entries.ServerUrl.value).toBeNull()
  })

  it('have no name that the table inherits', async () => {
    await put('a.json', '{"__proto__": {"ViewOnly": false}, "constructor": 1}')
    expect(policy().faults.map(({ setting }) => setting)).toEqual(['__proto__', 'constructor'])
  })
})

describe.skipIf(onWindows)('files that others could have written', () => {
  it.each([
    ['the file by its group', 'managed/a.json', 0o664],
    ['the file by everybody', 'managed/a.json', 0o646],
    ['the folder by its group', 'managed', 0o775],
    ['the folder above by everybody', '.', 0o777],
    ['the folder above that', '..', 0o777],
  ])('are not trusted: %s', async (_name, path, mode) => {
    await put('a.json', { ViewOnly: false, ServerUrl: 'https://a.example.jp' })
    expect(policy().faults).toEqual([])
    await chmod(join(base, path), mode)
    expect(policy().faults).toContainEqual(whole('not-trusted')[0])
    expect(policy().entries.ServerUrl.value).toBeNull()
  })

  it('are not trusted through a link', async () => {
    const path = await put('a.json', { ViewOnly: false })
    await symlink(path, join(base, 'managed', 'b.json'))
    expect(policy().faults).toEqual(whole('not-trusted'))
    await rm(join(base, 'managed', 'b.json'))
    await symlink(join(base, 'managed'), join(base, 'recommended'))
    expect(policy().faults).toEqual(whole('not-trusted', 'installation'))
  })

  it('are not trusted where a folder has the name of a file, or a file that of a folder', async () => {
    await put('a.json', {})
    await mkdir(join(base, 'managed', 'b.json'))
    expect(policy().faults).toEqual(whole('not-trusted'))
    await writeFile(join(base, 'recommended'), '')
    expect(policy().faults).toContainEqual(whole('not-trusted', 'installation')[0])
  })

  it.skipIf(!isRoot)('are not trusted where they are another user’s', async () => {
    const path = await put('a.json', { ViewOnly: false })
    await chown(path, 1000, 0)
    expect(policy().faults).toEqual(whole('not-trusted'))
    await chown(path, 0, 0)
    expect(policy().faults).toEqual([])
    await chown(join(base, 'managed'), 1000, 0)
    expect(policy().faults).toEqual(whole('not-trusted'))
  })

  it.skipIf(isRoot)('are not trusted where they are a user’s and must be root’s', async () => {
    await put('a.json', { ViewOnly: false })
    expect(resolvePolicy(readJsonFolders({ path: base, owner: 0 }).sources).faults).toContainEqual(
      whole('not-trusted')[0],
    )
  })

  it.skipIf(isRoot)('are a fault where they may not be read', async () => {
    const path = await put('a.json', {})
    await chmod(path, 0o000)
    expect(policy().faults).toEqual(whole('unreadable'))
  })
})
