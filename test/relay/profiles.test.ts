import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Log } from '../../src/relay/log'
import { createRelayProfiles } from '../../src/relay/profiles'
import { openStore, type Store } from '../../src/relay/store'
import type { Profile } from '../../src/shared/profile'
import { z } from '../../src/shared/zod'
import { root } from '../sources'
import { dataFolder } from './empty-database'

let data: string
let store: Store
let folder: string
let lines: object[]

beforeAll(async () => {
  data = await dataFolder()
  store = await openStore(data)
})
afterAll(async () => {
  await store.close()
  await rm(data, { recursive: true, force: true })
})
beforeEach(async () => {
  await store.run('delete from profiles', [])
  const made = await mkdtemp(join(tmpdir(), 'sobani-relay-profiles-'))
  folder = made
  lines = []
  // What was made here and nothing else, whatever a test does with `folder`.
  return () => rm(made, { recursive: true, force: true })
})

const keep = (level: string) => (fields: unknown, message?: unknown) => {
  lines.push({ level, message, ...(fields as object) })
}
const log = {
  info: keep('info'),
  warn: keep('warn'),
  error: keep('error'),
  fatal: keep('fatal'),
} satisfies Record<keyof Log, unknown>
const now = Date.parse('2026-11-20T00:00Z')

const open = async (from = folder) => {
  const profiles = createRelayProfiles({ folder: from, store, log: log as Log, clock: () => now })
  await profiles.reload()
  return profiles
}
const shipped = async (id: string): Promise<Profile> =>
  JSON.parse(await readFile(join(root, 'profiles', `${id}.json`), 'utf8'))
const put = (name: string, content: unknown) =>
  writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
const rows = () =>
  store.query(
    'select id, sha256, loaded_at from profiles order by id',
    [],
    z.strictObject({ id: z.string(), sha256: z.string().length(64), loaded_at: z.date() }),
  )

test('the profiles that ship are found by name, and kept', async () => {
  const profiles = await open(join(root, 'profiles'))
  expect(profiles.ids()).toHaveLength(7)
  expect(profiles.find('ucom')).toEqual(await shipped('ucom'))
  expect(profiles.find('nobody')).toBeNull()
  expect(profiles.find('../ucom')).toBeNull()
  expect((await rows()).map(({ id, loaded_at }) => [id, loaded_at.getTime()])).toEqual(
    profiles.ids().map((id) => [id, now]),
  )
  expect(lines).toEqual([])
})

test('a change is seen with the next look', async () => {
  const kct = await shipped('kct')
  await put('kct.json', kct)
  const profiles = await open()
  await put('kct.json', { ...kct, phone: '0120-000-001' })
  await put('ucom.json', await shipped('ucom'))
  await profiles.reload()
  expect(profiles.ids()).toEqual(['kct', 'ucom'])
  expect(profiles.find('kct')?.phone).toBe('0120-000-001')
})

test('a broken file leaves its last good version in use, names every fault, and says so once', async () => {
  const kct = await shipped('kct')
  await put('kct.json', kct)
  const profiles = await open()
  await put('kct.json', { ...kct, phone: '', fax: 1 })
  await profiles.reload()
  await profiles.reload()
  expect(profiles.find('kct')).toEqual(kct)
  expect(lines).toEqual([
    {
      level: 'error',
      where: 'profiles',
      file: 'kct.json',
      faults: ['phone: must have at least 1 character', 'fax: is not known here'],
      message: 'profile refused, its last good version stays in use',
    },
  ])
  await put('kct.json', '{ "v": 1, ')
  await profiles.reload()
  expect(lines[1]).toMatchObject({ faults: ['line 1, column 11: is not JSON from here on'] })
  expect(profiles.find('kct')).toEqual(kct)

  await put('kct.json', { ...kct, phone: '0120-000-002' })
  await profiles.reload()
  expect(profiles.find('kct')?.phone).toBe('0120-000-002')
  expect(lines).toHaveLength(2)
})

test('going back to what was good before counts as a change too', async () => {
  const kct = await shipped('kct')
  await put('kct.json', kct)
  const profiles = await open()
  await put('kct.json', 'torn')
  await profiles.reload()
  await put('kct.json', kct)
  await profiles.reload()
  await put('kct.json', 'torn')
  await profiles.reload()
  expect(lines).toHaveLength(2)
  expect(profiles.find('kct')).toEqual(kct)
})

test('the last good version is in use over a restart too, also where the folder cannot be read', async () => {
  const kct = await shipped('kct')
  await put('kct.json', kct)
  await open()
  await put('kct.json', { ...kct, v: 2 })
  const again = await open()
  expect(again.find('kct')).toEqual(kct)
  expect(lines).toMatchObject([{ faults: ['v: must be 1'] }])

  await rename(folder, `${folder}-away`)
  lines.length = 0
  const without = await open()
  await without.reload()
  expect(without.find('kct')).toEqual(kct)
  expect(lines).toMatchObject([{ level: 'error', message: 'folder not read' }])
  await rename(`${folder}-away`, folder)
})

test('a kept version that this relay would refuse is not used', async () => {
  await store.run('insert into profiles (id, body, sha256, loaded_at) values ($1, $2, $3, $4)', [
    'kct',
    JSON.stringify({ ...(await shipped('kct')), v: 0 }),
    '0'.repeat(64),
    new Date(now),
  ])
  await put('kct.json', 'torn')
  const profiles = await open()
  expect(profiles.find('kct')).toBeNull()
  expect(lines.map((line) => 'message' in line && line.message)).toEqual([
    'kept profile no longer good',
    'profile refused, there is no earlier version',
  ])
})

test('a file that is gone takes its profile along, and its kept version', async () => {
  await put('kct.json', await shipped('kct'))
  await put('ucom.json', await shipped('ucom'))
  const profiles = await open()
  await rm(join(folder, 'kct.json'))
  await profiles.reload()
  expect([profiles.ids(), (await rows()).map(({ id }) => id)]).toEqual([['ucom'], ['ucom']])
  expect(lines).toMatchObject([{ level: 'warn', message: 'profile withdrawn, its file is gone' }])
  expect((await open()).ids()).toEqual(['ucom'])
})

test('a name that is not the file’s, too large a file and what is no profile are left out', async () => {
  const kct = await shipped('kct')
  await put('ucom.json', kct)
  await put('large.json', `${JSON.stringify({ ...kct, id: 'large' })}${' '.repeat(200_000)}`)
  await put('.kct.json', kct)
  await put('kct.json.bak', kct)
  await mkdir(join(folder, 'folder.json'))
  const profiles = await open()
  expect(profiles.ids()).toEqual([])
  expect(lines).toMatchObject([
    { file: 'large.json', faults: ['the file: must have at most 200000 bytes'] },
    { file: 'ucom.json', faults: ['id: must be "ucom", as the file is named'] },
  ])
})

test('two looks at once do not mix, and the second sees what the first may have missed', async () => {
  const kct = await shipped('kct')
  await put('kct.json', kct)
  const profiles = await open()
  const first = profiles.reload()
  await put('kct.json', { ...kct, phone: '0120-000-003' })
  await Promise.all([first, profiles.reload()])
  expect(profiles.find('kct')?.phone).toBe('0120-000-003')
  expect(lines).toEqual([])
})

test('a folder that lost all its files at once is taken for one that could not be read', async () => {
  await put('kct.json', await shipped('kct'))
  const profiles = await open()
  await rm(join(folder, 'kct.json'))
  await profiles.reload()
  await profiles.reload()
  expect([profiles.ids(), (await rows()).length]).toEqual([['kct'], 1])
  expect(lines).toMatchObject([{ level: 'error', message: expect.stringContaining('without any profile') }])
})
