import { generateKeyPairSync } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import plist from 'plist'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { configuration, outputOf } from '../../scripts/dist/config'
import { electronVersion } from '../../scripts/dist/electron'
import { hasNotary } from '../../scripts/dist/macos'
import { icnsOf } from '../../scripts/dist/macos-icon'
import { artefactName } from '../../scripts/dist/names'
import { readWish } from '../../scripts/dist/wish'
import { ROOT } from '../../scripts/root'
import { readWords } from '../../scripts/updates/words'
import { type Channel, channels } from '../../src/shared/built-for'

const linux = { platform: 'linux', arch: 'x64' } as const
const mac = { platform: 'darwin', arch: 'arm64' } as const
const windows = { platform: 'win32', arch: 'x64' } as const
const wish = (words: string, host: { platform: NodeJS.Platform; arch: string } = linux) =>
  readWish(
    words.split(' ').filter((word) => word !== ''),
    host,
  )

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sobani-config-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the words of npm run dist', () => {
  it('mean this system and the current channel where they say nothing', async () => {
    expect(await wish('')).toEqual({
      channel: 'current',
      targets: new Map([['linux', ['dir', 'tar.gz']]]),
      processors: ['x64'],
      builtFor: { v: 1, channel: 'current', relay: null, profile: 'default', relayKeys: [], updateKey: null },
      publishTo: null,
      output: outputOf('current'),
    })
    expect((await wish('', mac)).targets).toEqual(new Map([['mac', ['dmg', 'pkg', 'zip']]]))
    expect((await wish('', windows)).targets).toEqual(new Map([['win', ['nsis', 'msi']]]))
  })

  it('choose channel, systems, kinds and processors', async () => {
    const chosen = await wish('--channel legacy --win msi --ia32 --x64')
    expect([chosen.channel, [...chosen.targets], chosen.processors]).toEqual([
      'legacy',
      [['win', ['msi']]],
      ['x64', 'ia32'],
    ])
    expect((await wish('--win')).processors).toEqual(['x64', 'arm64'])
    expect((await wish('--channel legacy --win')).processors).toEqual(['x64', 'arm64', 'ia32'])
    expect((await wish('--channel legacy --mac', mac)).processors).toEqual(['x64', 'arm64'])
  })

  it('only publish where they name no system', async () => {
    const only = await wish('--publish-to /srv/downloads')
    expect([only.targets.size, only.publishTo]).toEqual([0, '/srv/downloads'])
    expect((await wish('--linux dir --publish-to /srv/downloads')).targets.size).toBe(1)
  })

  it('say for whom it is built', async () => {
    const key = 'cd'.repeat(32)
    const { builtFor } = await wish(`--relay https://support.example.jp/ --profile kct --relay-key ${key}`)
    expect(builtFor).toMatchObject({ relay: 'https://support.example.jp', profile: 'kct', relayKeys: [key] })
  })

  const wrong: [string, string][] = [
    ['--channel beta', 'There is no channel "beta"'],
    ['--win exe', '--win makes no "exe": use nsis, msi, dir'],
    ['--bsd', "Unknown option '--bsd'"],
    ['msi', "Unexpected argument 'msi'"],
    ['--ia32 --win', 'The current channel has no 32-bit build'],
    ['--channel legacy --ia32 --win --linux', 'Only Windows has a 32-bit build'],
    ['--mac', 'macOS packages are built on macOS only'],
    ['--relay http://support.example.jp', '--relay must be an address'],
    ['--relay https://support.example.jp/path', '--relay must be an address'],
    ['--relay https://user:word@support.example.jp', '--relay must be an address'],
    ['--profile ../x', '--profile '],
    ['--relay-key abc', '--relay-key must be 64 hexadecimal digits'],
    ['--update-key /nowhere.pub', '/nowhere.pub cannot be read'],
  ]
  it.each(wrong)('are refused as "%s"', async (words, sentence) => {
    await expect(wish(words)).rejects.toThrow(sentence)
    await expect(wish(words)).rejects.toMatchObject({ name: 'Refusal' })
  })

  it('refuse Linux packages where there is no Linux', async () => {
    await expect(wish('--linux', mac)).rejects.toThrow('built on Linux')
  })

  describe('about the key of updates', () => {
    const pair = generateKeyPairSync('ed25519')
    const bare = pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
    const withKey = async (text: string) => {
      const file = join(folder, 'key.pub')
      await writeFile(file, text)
      return (await wish(`--update-key ${file}`)).builtFor.updateKey
    }

    it('take it as PEM and bare', async () => {
      expect(await withKey(pair.publicKey.export({ format: 'pem', type: 'spki' }).toString())).toBe(bare)
      expect(await withKey(`${bare}\n`)).toBe(bare)
    })

    it('refuse the private half, another kind, and what is no key', async () => {
      const secret = pair.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
      await expect(withKey(secret)).rejects.toThrow('is a private key')
      const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
      const other = rsa.publicKey.export({ format: 'pem', type: 'spki' }).toString()
      await expect(withKey(other)).rejects.toThrow('holds no Ed25519 key')
      await expect(withKey('hello')).rejects.toThrow('holds no Ed25519 key')
    })
  })
})

// They stand in the documents for machines that are not here; what they ask for must at least be understood.
describe('the commands of the documents', () => {
  const commands = readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .flatMap((name) => {
      const text = readFileSync(join(ROOT, 'docs', name), 'utf8')
      const said = text.matchAll(/npm run (dist|updates) -- ((?: ?(?:--?|[a-z0-9/])[^\s`]*)+)/g)
      return [...said].map(([, tool = '', words = '']) => [name, tool, words.trim()] as const)
    })

  it('are there', () => {
    expect(commands.length).toBeGreaterThan(12)
  })

  it.each(commands)('%s: npm run %s -- %s', async (_name, tool, said) => {
    const pair = generateKeyPairSync('ed25519')
    const key = join(folder, 'of-documents.pub')
    await writeFile(key, pair.publicKey.export({ format: 'pem', type: 'spki' }))
    const words = said.replace(/(--update-key) \S+/, `$1 ${key}`)
    if (tool === 'updates') expect(() => readWords(words.split(' ').slice(1))).not.toThrow()
    else await expect(wish(words, words.includes('--mac') ? mac : linux)).resolves.toBeDefined()
  })
})

describe.each(channels)('what electron-builder is told for the %s channel', (channel) => {
  const made = async (relay: string | null = 'https://support.example.jp') =>
    configuration({
      channel,
      relay,
      electron: { version: await electronVersion(channel), dist: () => folder },
      output: folder,
      stage: folder,
    })

  it('is a configuration by its own schema', async () => {
    const require = createRequire(import.meta.url)
    const { validateConfiguration } = require('app-builder-lib/out/util/config/config') as {
      validateConfiguration(config: unknown, log: { isEnabled: boolean; add(): void }): Promise<void>
    }
    const log = { isEnabled: false, add: () => undefined }
    await validateConfiguration(await made(), log)
    await expect(validateConfiguration({ ...(await made()), fusse: {} }, log)).rejects.toThrow('fusse')
  })

  it('keeps what electron-builder.yml says', async () => {
    expect(await made()).toMatchObject({
      appId: 'jp.sobani.agent',
      productName: 'Sobani',
      asar: true,
      npmRebuild: false,
      electronFuses: {
        runAsNode: false,
        onlyLoadAppFromAsar: true,
        enableEmbeddedAsarIntegrityValidation: true,
      },
    })
  })

  it('has the channel’s own Electron, names, oldest system and feed', async () => {
    const config = await made()
    const own = {
      current: { electron: '45.', name: 'Sobani-$' + '{version}', oldest: '13.0' },
      legacy: { electron: '32.3.3', name: 'Sobani-legacy-$' + '{version}', oldest: '10.15' },
    }[channel as Channel]
    expect(config.electronVersion?.startsWith(own.electron)).toBe(true)
    for (const name of [config.nsis, config.msi, config.dmg, config.pkg].map((one) => one?.artifactName))
      expect(name).toMatch(new RegExp(`^${own.name.replace(/[$]/g, '\\$')}-`))
    expect(config.mac?.minimumSystemVersion).toBe(own.oldest)
    const publish = { provider: 'generic', url: `https://support.example.jp/downloads/${channel}/` }
    expect([config.win?.publish, config.mac?.publish, config.publish]).toEqual([publish, publish, null])
    expect((await made(null)).win?.publish).toMatchObject({
      url: `https://relay.invalid/downloads/${channel}/`,
    })
  })

  it('puts the PKG where managed settings are looked for, and nowhere else', async () => {
    expect((await made()).pkg).toMatchObject({
      isRelocatable: false,
      allowAnywhere: false,
      allowCurrentUserHome: false,
      allowRootDirectory: true,
      installLocation: '/Applications',
    })
  })
})

describe('on macOS', () => {
  it.each(['entitlements.mac.plist', 'entitlements.mac.inherit.plist'])(
    '%s allows compiling, and nothing else',
    async (file) => {
      expect(plist.parse(await readFile(join(ROOT, 'build', file), 'utf8'))).toEqual({
        'com.apple.security.cs.allow-jit': true,
      })
    },
  )

  it('the runtime is hardened, and notarised where somebody can sign in to the notary', async () => {
    const config = await configuration({
      channel: 'current',
      relay: null,
      electron: { version: '45.4.1', dist: folder },
      output: folder,
      stage: folder,
    })
    expect(config.mac).toMatchObject({ hardenedRuntime: true, notarize: hasNotary(process.env) })
    expect(hasNotary({})).toBe(false)
    expect(hasNotary({ APPLE_ID: 'a', APPLE_TEAM_ID: 'b' })).toBe(false)
    expect(hasNotary({ APPLE_ID: 'a', APPLE_TEAM_ID: 'b', APPLE_APP_SPECIFIC_PASSWORD: 'c' })).toBe(true)
    expect(hasNotary({ APPLE_API_KEY: 'a', APPLE_API_KEY_ID: 'b', APPLE_API_ISSUER: 'c' })).toBe(true)
  })

  it('the icon is made from the one picture', async () => {
    const made = icnsOf(await readFile(join(ROOT, 'assets/icon.png')))
    expect((await readFile(join(ROOT, 'build/icon.icns'))).equals(made)).toBe(true)
  })
})

describe('the name of a package', () => {
  it('says channel, version, processor, and that it is for IT', () => {
    const of = (channel: Channel, audience: 'customer' | 'administrator', ext: string) =>
      artefactName(channel, audience, { version: '1.2.3', arch: 'x64', ext })
    expect(of('current', 'customer', 'exe')).toBe('Sobani-1.2.3-x64.exe')
    expect(of('legacy', 'customer', 'dmg')).toBe('Sobani-legacy-1.2.3-x64.dmg')
    expect(of('legacy', 'administrator', 'msi')).toBe('Sobani-legacy-1.2.3-x64-admin.msi')
  })
})
