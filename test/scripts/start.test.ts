import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ROOT } from '../../scripts/root'
import { type Outcome, run } from '../../scripts/setup/command'

const START = join(ROOT, 'scripts', 'start.mjs')
const LOCK = {
  packages: {
    '': {},
    'node_modules/tsx': { version: '4.0.0' },
    'node_modules/of-another-system': { version: '1.0.0', os: ['none'], optional: true },
  },
}

// A clone of two files and an npm that does what the test says.
let clone = ''
beforeEach(async () => {
  clone = await mkdtemp(join(tmpdir(), 'sobani-clone-'))
  await mkdir(join(clone, 'scripts'))
  await copyFile(START, join(clone, 'scripts', 'start.mjs'))
  await writeFile(
    join(clone, 'scripts', 'cli.ts'),
    'const words: string[] = process.argv.slice(2); console.log(...words); process.exitCode = 7',
  )
  await writeFile(join(clone, 'package-lock.json'), JSON.stringify(LOCK))
})
afterEach(() => rm(clone, { recursive: true }))

async function start(npm: string): Promise<Outcome> {
  const npmScript = join(clone, 'npm-cli.js')
  await writeFile(npmScript, `const fs = require('node:fs')\n${npm}`)
  return run(process.execPath, [join(clone, 'scripts', 'start.mjs'), 'say', 'a "b" c'], {
    env: { ...process.env, npm_execpath: npmScript },
  })
}

const INSTALLS = `
  fs.mkdirSync('node_modules', { recursive: true })
  fs.rmSync('node_modules/tsx', { force: true })
  fs.symlinkSync(${JSON.stringify(join(ROOT, 'node_modules', 'tsx'))}, 'node_modules/tsx', 'junction')
  console.error('npm http fetch GET 200 https://registry/tsx/-/tsx-4.0.0.tgz 1ms')
  fs.writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages: { 'node_modules/tsx': { version: '4.0.0' } } }))
`

test('an old Node gets one sentence', async () => {
  const faked = "data:text/javascript,Object.defineProperty(process,'version',{value:'v18.20.4'})"
  const outcome = await run(process.execPath, ['--import', faked, START])
  expect(outcome).toEqual({
    status: 1,
    stdout: '',
    stderr:
      'Sobani needs Node 20.19 or newer and this is v18.20.4: install a current Node and run the command again.\n',
  })
})

test('installs once, passes the words on as they are, and gives back the exit status', async () => {
  const first = await start(INSTALLS)
  expect(first.stderr).toMatch(/^npm packages \.\.\.\n(npm packages {2}\d+ %\n)*npm packages {2}100 %\n$/)
  expect([first.stdout, first.status]).toEqual(['say a "b" c\n', 7])
  expect(await readFile(join(clone, 'node_modules', '.sobani-installed'), 'utf8')).toMatch(/^[0-9a-f]{64}$/)

  const second = await start('process.exit(99)')
  expect(second).toEqual({ status: 7, stdout: 'say a "b" c\n', stderr: '' })
})

test('a changed lock file installs again', async () => {
  await start(INSTALLS)
  await writeFile(join(clone, 'package-lock.json'), JSON.stringify(LOCK).replace('4.0.0', '4.0.1'))
  const outcome = await start(INSTALLS.replaceAll('4.0.0', '4.0.1'))
  expect(outcome.stderr).toContain('npm packages  100 %')
})

test('packages that somebody installed by hand are taken as they are', async () => {
  await mkdir(join(clone, 'node_modules'))
  await symlink(join(ROOT, 'node_modules', 'tsx'), join(clone, 'node_modules', 'tsx'), 'junction')
  const own = { packages: { 'node_modules/tsx': { version: '4.0.0' } } }
  await writeFile(join(clone, 'node_modules', '.package-lock.json'), JSON.stringify(own))
  expect(await start('process.exit(99)')).toMatchObject({ status: 7, stderr: '' })
})

test.each([
  ["console.error('npm error code ECONNREFUSED'); process.exit(1)", /could not be reached \(ECONNREFUSED\)/],
  ["console.error('npm error code EACCES'); process.exit(243)", /no right to write node_modules/],
  // Some npm 10 report success after every request has failed.
  [
    "console.error('npm http fetch GET https://registry/tsx attempt 1 failed with SELF_SIGNED_CERT_IN_CHAIN')",
    /NODE_EXTRA_CA_CERTS/,
  ],
  [
    "console.error('npm error code EUSAGE'); console.error('npm error out of sync'); process.exit(1)",
    /run "npm ci" to see/,
  ],
])('an npm that fails ends with one sentence and no stamp: %s', async (npm, sentence) => {
  const { status, stderr } = await start(npm)
  expect(status).toBe(1)
  expect(stderr.replace('npm packages ...\n', '')).toMatch(sentence)
  expect(stderr.trim().split('\n')).toHaveLength(2)
  await expect(readFile(join(clone, 'node_modules', '.sobani-installed'))).rejects.toThrow('ENOENT')
})
