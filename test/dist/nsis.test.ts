import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Arch, build, Platform } from 'electron-builder'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { NSIS_GUID } from '../../scripts/dist/msi-identity'
import { windowsConfiguration } from '../../scripts/dist/windows'
import { ROOT } from '../../scripts/root'
import { lacks } from './needed'
import { makeTools } from './nsis-tools'
import { builderConfiguration, makeApp } from './windows-app'
import { Wine } from './wine'

const missing = await lacks('x86_64-w64-mingw32-gcc', 'makensis', 'wine')

const PROGRAMS = 'Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall'

// electron-builder's own script with our part of it, compiled by Debian's makensis, installed on a Windows of wine.
describe.skipIf(missing)("the customers' installer on a Windows", () => {
  let folder = ''
  let wine: Wine
  let user = ''

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sobani-nsis-'))
    wine = await Wine.start()
    const [name = ''] = (await readdir(wine.drive('users'))).filter((one) => one !== 'Public')
    user = wine.drive('users', name)
    // wine's are empty and say yes to whatever they are asked: that Sobani is running, for one. Without them it is not.
    for (const path of ['findstr.exe', join('WindowsPowerShell', 'v1.0', 'powershell.exe')])
      await rm(wine.drive('windows', 'system32', path))
    const tools = await makeTools(join(folder, 'tools'))
    // electron-builder runs the installer once, to have it write the uninstaller.
    for (const [name, value] of Object.entries({ ...tools, ...wine.environment })) vi.stubEnv(name, value)
    for (const version of ['1.0.0', '1.1.0']) {
      const app = await makeApp(join(folder, `app-${version}`), version)
      const output = join(folder, 'out')
      const config = await builderConfiguration({ app, output, version, processor: 'x64' })
      const targets = Platform.WINDOWS.createTarget('nsis', Arch.x64)
      await build({ projectDir: ROOT, prepackaged: app, targets, publish: 'never', config })
    }
    vi.unstubAllEnvs()
  })

  afterAll(async () => {
    vi.unstubAllEnvs()
    await wine?.end()
    await rm(folder, { recursive: true, force: true })
  })

  const installer = (version: string): string => Wine.path(join(folder, 'out', `Sobani-${version}-x64.exe`))
  const installed = (): string => join(user, 'AppData', 'Local', 'Programs', 'sobani')
  const receipts = (): string => join(user, 'AppData', 'Roaming', 'Sobani')
  const menu = (): string =>
    join(user, 'AppData', 'Roaming', 'Microsoft', 'Windows', 'Start Menu', 'Programs', 'Sobani.lnk')
  const desktop = (): string => join(user, 'Desktop', 'Sobani.lnk')

  it('installs for one user, without asking anybody, and takes no elevating helper along', async () => {
    expect((await wine.run(installer('1.0.0'), ['/S'])).status).toBe(0)
    expect((await readdir(installed(), { recursive: true })).toSorted()).toEqual(
      [
        'LICENSES.chromium.html',
        'Sobani.exe',
        'Uninstall Sobani.exe',
        'locales',
        join('locales', 'ja.pak'),
        'resources',
        join('resources', 'app.asar'),
        join('resources', 'only-in-1.0.0.txt'),
      ].toSorted(),
    )
    expect(await readFile(join(installed(), 'Sobani.exe'))).toEqual(
      await readFile(join(folder, 'app-1.0.0', 'Sobani.exe')),
    )
    expect(await wine.texts(`HKCU\\${PROGRAMS}\\${NSIS_GUID}`)).toMatchObject({
      DisplayName: 'Sobani',
      DisplayVersion: '1.0.0',
      Publisher: 'The Sobani Authors',
    })
    expect(await wine.texts(`HKLM\\${PROGRAMS}\\${NSIS_GUID}`)).toBeNull()
    expect(await wine.texts('HKLM\\SOFTWARE\\Sobani\\Agent')).toBeNull()
    expect([existsSync(menu()), existsSync(desktop())]).toEqual([true, true])
  })

  it('upgrades in the same place, and keeps what is the user’s', async () => {
    await mkdir(receipts(), { recursive: true })
    await writeFile(join(receipts(), 'receipt.json'), 'a receipt')
    expect((await wine.run(installer('1.1.0'), ['/S'])).status).toBe(0)
    const files = await readdir(join(installed(), 'resources'))
    expect(files).toContain('only-in-1.1.0.txt')
    expect(files).not.toContain('only-in-1.0.0.txt')
    expect(await wine.texts(`HKCU\\${PROGRAMS}\\${NSIS_GUID}`)).toMatchObject({ DisplayVersion: '1.1.0' })
    expect(await readFile(join(receipts(), 'receipt.json'), 'utf8')).toBe('a receipt')
  })

  it('installs no second Sobani beside the organisation’s', async () => {
    const key = 'HKLM\\SOFTWARE\\Sobani\\Agent'
    await wine.run('reg', ['add', key, '/v', 'InstalledBy', '/d', 'msi', '/f', '/reg:64'])
    expect((await wine.run(installer('1.0.0'), ['/S'])).status).toBe(3)
    expect(await readdir(join(installed(), 'resources'))).not.toContain('only-in-1.0.0.txt')
    await wine.run('reg', ['delete', key, '/f', '/reg:64'])
    expect((await wine.run(installer('1.1.0'), ['/S'])).status).toBe(0)
  })

  it('goes with what it has brought, and leaves the receipts', async () => {
    const downloaded = join(user, 'AppData', 'Local', 'sobani-updater')
    expect(existsSync(downloaded)).toBe(true)
    const program = Wine.path(join(installed(), 'Uninstall Sobani.exe'))
    expect((await wine.run(program, ['/currentuser', '/S'])).status).toBe(0)
    // The uninstaller goes on as a copy of itself, or it could not remove itself.
    await expect.poll(() => existsSync(installed()), { timeout: 120_000, interval: 500 }).toBe(false)
    await expect
      .poll(() => wine.texts(`HKCU\\${PROGRAMS}\\${NSIS_GUID}`), { timeout: 120_000, interval: 1000 })
      .toBeNull()
    expect([existsSync(menu()), existsSync(desktop())]).toEqual([false, false])
    expect(existsSync(downloaded)).toBe(false)
    expect(await readFile(join(receipts(), 'receipt.json'), 'utf8')).toBe('a receipt')
  })
})

describe('what electron-builder is told of the customers’ installer', () => {
  it('never asks for an administrator’s right, and speaks Japanese where it does not know better', () => {
    for (const channel of ['current', 'legacy'] as const) {
      const { win, nsis } = windowsConfiguration(channel, {})
      expect(win?.requestedExecutionLevel).toBe('asInvoker')
      expect(nsis).toMatchObject({ perMachine: false, allowElevation: false, packElevateHelper: false })
      expect(nsis?.installerLanguages).toEqual(['ja_JP', 'en_US'])
      expect(nsis?.guid).toBe(NSIS_GUID)
      expect(nsis?.deleteAppDataOnUninstall).toBe(false)
    }
  })

  it('says every sentence in both languages', async () => {
    const text = await readFile(join(ROOT, 'build', 'windows', 'installer.nsh'), 'utf8')
    const said = [...text.matchAll(/LangString (\w+) \$\{(\w+)\} "([^"]+)"/g)]
    const names = new Set(said.map(([, name]) => name))
    expect(names.size).toBeGreaterThan(0)
    for (const name of names)
      expect(said.filter(([, one]) => one === name).map(([, , language]) => language)).toEqual([
        'LANG_JAPANESE',
        'LANG_ENGLISH',
      ])
    for (const [, name] of text.matchAll(/\$\((\w+)\)/g)) expect(names).toContain(name)
  })

  it('takes the publisher and Azure’s account from the environment, whole or not at all', () => {
    const azure = {
      SOBANI_AZURE_SIGNING_ENDPOINT: 'https://jpe.codesigning.azure.net',
      SOBANI_AZURE_SIGNING_ACCOUNT: 'account',
      SOBANI_AZURE_SIGNING_PROFILE: 'profile',
    }
    expect(windowsConfiguration('current', {}).win).not.toHaveProperty('signtoolOptions')
    expect(windowsConfiguration('current', { SOBANI_PUBLISHER: 'Example K.K.' }).win).toMatchObject({
      signtoolOptions: { publisherName: ['Example K.K.'] },
      verifyUpdateCodeSignature: true,
    })
    expect(windowsConfiguration('current', { ...azure, SOBANI_PUBLISHER: 'Example K.K.' }).win).toMatchObject(
      {
        azureSignOptions: { publisherName: 'Example K.K.', certificateProfileName: 'profile' },
      },
    )
    expect(() => windowsConfiguration('current', azure)).toThrow(/SOBANI_PUBLISHER/)
    expect(() =>
      windowsConfiguration('current', { SOBANI_PUBLISHER: 'x', SOBANI_AZURE_SIGNING_ACCOUNT: 'account' }),
    ).toThrow(/all of/)
  })
})
