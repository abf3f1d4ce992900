import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Processor } from '../../scripts/dist/msi-identity'
import { ROOT } from '../../scripts/root'
import { readRegistry } from '../../src/main/policy/registry'
import { resolvePolicy } from '../../src/shared/policy'
import { lacks } from './needed'
import { makeApp, projectOf } from './windows-app'
import { Wine } from './wine'
import { compile } from './wixl'

const missing = await lacks('x86_64-w64-mingw32-gcc', 'wixl', 'msiinfo', 'msibuild', 'wine')

const KEY = 'HKLM\\SOFTWARE\\Sobani\\Agent'
const PROGRAMS = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall'
/** What a shell here sees of 1603 and of 3010: a status has eight bits. */
const FAILED = 1603 & 255

/** docs/windows-install.md: every line of its blocks, to be run as it stands. */
const document = await readFile(join(ROOT, 'docs', 'windows-install.md'), 'utf8')
const lines = [...document.matchAll(/^```bat\n([\s\S]*?)^```$/gm)].flatMap(([, block = '']) =>
  block.split('\n').filter((line) => line !== ''),
)

// The guide for administrators, followed line by line on one Windows, with the agent's own reader looking at the result.
describe.skipIf(missing)('an MSI on a Windows', () => {
  let folder = ''
  let wine: Wine
  const ran = new Set<string>()

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sobani-packages-'))
    const make = async (version: string, processors: readonly Processor[]): Promise<void> => {
      const app = await makeApp(join(folder, `app-${version}`), version)
      for (const processor of processors) {
        const channel = processor === 'ia32' ? ('legacy' as const) : ('current' as const)
        const project = await projectOf({ app, output: join(folder, 'out'), version, processor, channel })
        const name = processor === 'ia32' ? 'Sobani-legacy' : 'Sobani'
        await compile(project, app, join(folder, `${name}-${version}-${processor}-admin.msi`))
      }
    }
    await make('1.0.0', ['x64', 'arm64', 'ia32'])
    await make('1.1.0', ['x64'])
    await make('1.2.0', ['x64'])
    wine = await Wine.start()
  })

  afterAll(async () => {
    await wine?.end()
    await rm(folder, { recursive: true, force: true })
  })

  /** As a batch file in the folder of the packages: it waits for its programs, and %TEMP% is Windows' own. */
  async function batch(line: string): Promise<{ status: number | null; stdout: string }> {
    const file = join(folder, 'line.bat')
    await writeFile(file, `@echo off\r\ncd /d ${Wine.path(folder)}\r\n${line}\r\nexit /b %ERRORLEVEL%\r\n`)
    return wine.run('cmd', ['/c', Wine.path(file)])
  }

  /** The one line of the guide that has all these words and was not run yet; the last word ends it. */
  async function guide(...words: readonly string[]): Promise<{ status: number | null; stdout: string }> {
    const found = lines.filter(
      (line) =>
        words.every((word) => line.includes(word)) && line.endsWith(words.at(-1) ?? '') && !ran.has(line),
    )
    expect(found).toHaveLength(1)
    const [line = ''] = found
    ran.add(line)
    return batch(line)
  }

  const files = async (): Promise<string[]> =>
    (await readdir(wine.drive('Program Files', 'Sobani'), { recursive: true })).toSorted()

  /** What the list of programs shows of Sobani. */
  async function entries(): Promise<string[]> {
    const written = (await wine.query(PROGRAMS, '/s', '/reg:64')) ?? ''
    return [...written.matchAll(/DisplayVersion {4}REG_SZ {4}(\S+)/g)].map(([, version]) => version ?? '')
  }

  async function shortcuts(): Promise<string[]> {
    const all = await readdir(wine.drive('users'), { recursive: true })
    const shared = await readdir(wine.drive('ProgramData'), { recursive: true })
    return [...all, ...shared].filter((name) => name.endsWith('.lnk'))
  }

  it('refuses an older Windows, and takes Windows 10', async () => {
    await wine.run('winecfg', ['-v', 'win7'])
    const msi = Wine.path(join(folder, 'Sobani-1.0.0-x64-admin.msi'))
    expect((await wine.run('msiexec', ['/i', msi, '/qn'])).status).toBe(FAILED)
    expect(existsSync(wine.drive('Program Files', 'Sobani'))).toBe(false)
    await wine.run('winecfg', ['-v', 'win10'])
  })

  it.each([
    ['arm64', 'Sobani-1.0.0-arm64-admin.msi', ''],
    ['32 bits', 'Sobani-legacy-1.0.0-ia32-admin.msi', ''],
    ['one user', 'Sobani-1.0.0-x64-admin.msi', 'ALLUSERS='],
    ['a line that can be read', 'Sobani-1.0.0-x64-admin.msi', 'SERVER_URL=http://support.example.jp'],
    ['a person', 'Sobani-1.0.0-x64-admin.msi', 'SERVER_URL=https://user@support.example.jp'],
    ['another language', 'Sobani-1.0.0-x64-admin.msi', 'LANGUAGE=fr'],
    ['neither yes nor no', 'Sobani-1.0.0-x64-admin.msi', 'ACCEPT_LICENSE=maybe'],
    ['neither on nor off', 'Sobani-1.0.0-x64-admin.msi', 'AUTO_UPDATE=yes'],
  ])('stops before anything is written: %s', async (_, file, word) => {
    const words = ['/i', Wine.path(join(folder, file)), '/qn', ...(word === '' ? [] : [word])]
    expect((await wine.run('msiexec', words)).status).toBe(FAILED)
    expect(await wine.texts(KEY)).toBeNull()
    expect(await entries()).toEqual([])
  })

  it('installs silently with what it is told', async () => {
    expect((await guide('/i', '1.0.0', 'PROFILE=kct')).status).toBe(0)
    expect((await guide('reg query', '/reg:64')).stdout).toContain('https://support.example.jp')
    expect(await wine.texts(KEY)).toEqual({
      ServerUrl: 'https://support.example.jp',
      Profile: 'kct',
      InstalledBy: 'msi',
      Version: '1.0.0.0',
    })
    expect(await files()).toEqual(
      [
        'LICENSES.chromium.html',
        'Sobani.exe',
        'locales',
        join('locales', 'ja.pak'),
        'resources',
        join('resources', 'app.asar'),
        join('resources', 'only-in-1.0.0.txt'),
      ].toSorted(),
    )
    expect(await readFile(wine.drive('Program Files', 'Sobani', 'Sobani.exe'))).toEqual(
      await readFile(join(folder, 'app-1.0.0', 'Sobani.exe')),
    )
    expect(await entries()).toEqual(['1.0.0.0'])
    expect((await shortcuts()).map((name) => /(Programs|Desktop)[\\/]Sobani\.lnk$/.exec(name)?.[1])).toEqual([
      'Programs',
    ])
  })

  it('is read by the agent as it was told', async () => {
    const run = async (words: readonly string[]): Promise<string> => {
      const { status, stdout } = await wine.run('reg', words)
      if (status !== 0) throw new Error('reg.exe says no')
      return stdout
    }
    const { sources, installedBy } = await readRegistry(run)
    expect(installedBy).toBe('msi')
    const { entries: settings, faults } = resolvePolicy(sources)
    expect(faults).toEqual([])
    expect(settings.ServerUrl).toMatchObject({ value: 'https://support.example.jp', from: ['installation'] })
    expect(settings.Profile).toMatchObject({ value: 'kct', from: ['installation'] })
    expect(settings.AcceptLicense.value).toBeNull()
  })

  it('repairs, and writes a log', async () => {
    await rm(wine.drive('Program Files', 'Sobani', 'resources', 'app.asar'))
    expect((await guide('/l*v', '.log"')).status).toBe(0)
    expect(existsSync(wine.drive('Program Files', 'Sobani', 'resources', 'app.asar'))).toBe(true)
    const { stdout } = await batch('echo %TEMP%')
    const temp = stdout.trim().replace(/^C:/i, wine.drive()).replaceAll('\\', '/')
    expect(await readFile(join(temp, 'sobani-install.log'), 'latin1')).toMatch(/INSTALL/)
  })

  it('upgrades and remembers what it was told', async () => {
    expect((await guide('/i', '1.1.0', '/qn /norestart')).status).toBe(0)
    expect(await wine.texts(KEY)).toEqual({
      ServerUrl: 'https://support.example.jp',
      Profile: 'kct',
      InstalledBy: 'msi',
      Version: '1.1.0.0',
    })
    expect(await entries()).toEqual(['1.1.0.0'])
    const now = await files()
    expect(now).toContain(join('resources', 'only-in-1.1.0.txt'))
    expect(now).not.toContain(join('resources', 'only-in-1.0.0.txt'))
  })

  it('lets no older version over it', async () => {
    const old = Wine.path(join(folder, 'Sobani-1.0.0-x64-admin.msi'))
    expect((await wine.run('msiexec', ['/i', old, '/qn'])).status).toBe(FAILED)
    expect(await entries()).toEqual(['1.1.0.0'])
  })

  it('changes a setting of the same version', async () => {
    expect((await guide('REINSTALL=ALL', 'kct-office', 'AUTO_UPDATE=0')).status).toBe(0)
    expect(await wine.texts(KEY)).toMatchObject({
      ServerUrl: 'https://support.example.jp',
      Profile: 'kct-office',
      AutoUpdate: '0',
    })
  })

  it('takes a remembered value away with an upgrade, and keeps the others', async () => {
    expect((await guide('1.2.0', 'PROFILE=NONE')).status).toBe(0)
    expect(await wine.texts(KEY)).toEqual({
      ServerUrl: 'https://support.example.jp',
      AutoUpdate: '0',
      InstalledBy: 'msi',
      Version: '1.2.0.0',
    })
  })

  it('lets the command line win over what it remembers, with an upgrade of the very same version', async () => {
    // Built again it is another package of the same version: it replaces the first and does not stand beside it.
    const app = join(folder, 'app-1.2.0')
    const project = await projectOf({
      app,
      output: join(folder, 'again'),
      version: '1.2.0',
      processor: 'x64',
    })
    const again = join(folder, 'again.msi')
    await compile(project, app, again)
    const words = ['/i', Wine.path(again), '/qn', 'SERVER_URL=https://other.example.jp', 'LANGUAGE=en']
    expect((await wine.run('msiexec', words)).status).toBe(0)
    expect(await wine.texts(KEY)).toMatchObject({
      ServerUrl: 'https://other.example.jp',
      Language: 'en',
      AutoUpdate: '0',
    })
    expect(await entries()).toEqual(['1.2.0.0'])
    // The line of the guide removes the package that it names.
    const back = Wine.path(join(folder, 'Sobani-1.2.0-x64-admin.msi'))
    expect((await wine.run('msiexec', ['/i', back, '/qn'])).status).toBe(0)
    expect(await entries()).toEqual(['1.2.0.0'])
  })

  it('goes without a trace', async () => {
    expect((await guide('/x', '1.2.0', '/norestart')).status).toBe(0)
    expect(await wine.query('HKLM\\SOFTWARE\\Sobani', '/s', '/reg:64')).toBeNull()
    expect(await wine.query('HKLM\\SOFTWARE\\Sobani', '/s', '/reg:32')).toBeNull()
    expect(await entries()).toEqual([])
    expect(existsSync(wine.drive('Program Files', 'Sobani'))).toBe(false)
    expect(await shortcuts()).toEqual([])
  })

  it('has run every line of the guide', () => {
    expect(lines.length).toBeGreaterThanOrEqual(7)
    expect(lines.filter((line) => !ran.has(line))).toEqual([])
  })
})
