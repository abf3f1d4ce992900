import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkProfiles } from '../../scripts/profiles'
import { ROOT } from '../../scripts/root'
import { run } from '../../scripts/setup/command'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sobani-profiles-'))
})
afterAll(() => rm(folder, { recursive: true }))

const shipped = (id: string) => join(ROOT, 'profiles', `${id}.json`)
const sunday = Date.parse('2026-11-22T12:00+09:00')

const command = (...words: string[]) =>
  run(process.execPath, ['--import', 'tsx', join(ROOT, 'scripts', 'cli.ts'), 'profiles', ...words], {
    cwd: ROOT,
    env: { ...process.env, INIT_CWD: folder },
  })

async function broken(name: string, change: (profile: Record<string, unknown>) => object): Promise<string> {
  const file = join(folder, name)
  await writeFile(file, JSON.stringify(change(JSON.parse(await readFile(shipped('kct'), 'utf8'))), null, 2))
  return file
}

test('the rules in effect are told line by line', async () => {
  const { lines, faults } = await checkProfiles([shipped('ntt-east-light-1')], sunday)
  expect(faults).toBe(0)
  const told = lines.join('\n')
  for (const line of [
    'ntt-east-light-1',
    '  hours      9:00〜18:00（日曜・祝日・12月29日〜1月3日を除く） / 9:00–18:00 (except Sundays, public holidays and 29 December to 3 January)',
    '  desk now   closed, opens 11月24日（火）9:00 / Tuesday 24 November, 9:00',
    '  limits     5 inquiries a calendar month, 3 devices',
    '  terms      personal and corporate contracts; on the opening letter: login-id, company-code',
    '  if blocked http warn, https fail, websocket warn, polling warn, udp warn, turn warn',
    '    Windows 8.1  6.3 to before 10.0.10240         32 / 64  1000 MHz  1 / 2 GB  800 x 600, 16 bit  100 MB  any',
    '  Linux: not served',
  ])
    expect(lines, told).toContain(line)
  expect(lines.at(-1)).toBe('1 profile, 0 faults')
})

test('a desk is told to be open while it is, and where nobody can know', async () => {
  const now = async (id: string, at: number) =>
    (await checkProfiles([shipped(id)], at)).lines.find((line) => line.startsWith('  desk now'))
  expect(await now('kct', sunday)).toBe('  desk now   open')
  expect(await now('default', sunday)).toBe('  desk now   open, as far as the agent knows')
})

test('every fault of every file is told, and the good ones are told as well', async () => {
  const files = [
    await broken('one.json', (profile) => ({ ...profile, fax: 1, phone: '' })),
    await broken('kct.json', (profile) => profile),
    await broken('other.json', (profile) => profile),
    join(folder, 'missing.json'),
  ]
  await writeFile(join(folder, 'torn.json'), '{\n  "v": 1,\n')
  const { lines, faults } = await checkProfiles([...files, join(folder, 'torn.json')], sunday)
  expect(faults).toBe(5)
  expect(lines[0]).toBe('kct')
  expect(lines.slice(-7, -3)).toEqual([
    `${files[0]}: phone: must have at least 1 character`,
    `${files[0]}: fax: is not known here`,
    `${files[2]}: id: must be "other", as the file is named`,
    expect.stringContaining(`${files[3]}: cannot be read: ENOENT`),
  ])
  expect(lines.slice(-3)).toEqual([
    `${join(folder, 'torn.json')}: line 3, column 1: is not JSON from here on`,
    '',
    '5 profiles, 5 faults',
  ])
})

test('the command checks all that ship, and ends with the count', async () => {
  const outcome = await command('check')
  expect([outcome.status, outcome.stdout.trimEnd().split('\n').at(-1)]).toEqual([0, '7 profiles, 0 faults'])
})

test('the command finds a named file from where it is called, and fails with its faults', async () => {
  await broken('ucom.json', (profile) => ({ ...profile, id: 'ucom', pcCheck: ['disk', 'disk'] }))
  const outcome = await command('check', 'ucom.json')
  expect(outcome).toMatchObject({
    status: 1,
    stdout: `${join(folder, 'ucom.json')}: pcCheck: names "disk" twice\n\n1 profile, 1 fault\n`,
  })
})

test('other words are refused with the right ones', async () => {
  const outcome = await command('list')
  expect([outcome.status, outcome.stderr]).toEqual([1, 'Use: npm run profiles -- check [FILE...]\n'])
})
