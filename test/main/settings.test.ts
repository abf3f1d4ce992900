import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isDevelopment, readSettings, type SettingsParts } from '../../src/main/settings'
import { root } from '../sources'
import { quietLog } from './quiet'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sobani-settings-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const decide = async (layer: 'managed' | 'recommended', values: unknown) => {
  await mkdir(join(folder, 'policies', layer), { recursive: true, mode: 0o755 })
  await writeFile(join(folder, 'policies', layer, 'one.json'), JSON.stringify(values), { mode: 0o644 })
}
const read = (env: SettingsParts['env'] = {}, parts: Partial<SettingsParts> = {}) =>
  readSettings({
    packaged: false,
    platform: 'linux',
    root,
    env: { ...env, SOBANI_POLICY_FOLDER: join(folder, 'policies') },
    ...parts,
  })
const A = 'https://a.example.jp'
const B = 'https://b.example.jp'

describe('the settings', () => {
  const logged = quietLog()

  it('are the default profile and no relay, where nothing else was said', async () => {
    const settings = await read()
    expect([settings.relay, settings.service, settings.bundled.id]).toEqual([null, 'default', 'default'])
    expect(settings).toMatchObject({
      relayRefusal: 'relay-not-set',
      relayKeys: null,
      channel: 'current',
      updateKey: null,
      autoUpdate: true,
      installedBy: null,
    })
  })

  it('have minutes of sixty seconds, but under development', async () => {
    const env = { SOBANI_MINUTE_MS: '250' }
    expect((await read(env)).minute).toBe(250)
    for (const strange of ['', '0', '-5', '60001', 'fast', '1e9', 'NaN'])
      expect((await read({ SOBANI_MINUTE_MS: strange })).minute).toBe(60_000)
  })

  it('take no name of a profile that is a path', async () => {
    for (const name of ['../package', 'demo.json', '/etc/passwd', 'DEMO', ''])
      expect((await read({ SOBANI_PROFILE: name })).service).toBe('default')
  })

  it('ask the relay for a service that did not come along, by the general rules until it answers', async () => {
    const { service, bundled } = await read({ SOBANI_PROFILE: 'nobody' })
    expect([service, bundled.id, logged.lines.length]).toEqual(['nobody', 'default', 1])
  })

  it('throw where the general rules are missing: no session runs on guessed ones', async () => {
    await expect(read({}, { root: '/nowhere' })).rejects.toThrow('default.json')
  })
})

describe('the relay', () => {
  it.each([
    ['what a developer says', {}, {}, A],
    ['an installation before that', {}, { ServerUrl: B }, B],
    [
      'a policy before an installation',
      { ServerUrl: 'https://c.example.jp' },
      { ServerUrl: B },
      'https://c.example.jp',
    ],
  ])('is %s', async (_who, managed, recommended, relay) => {
    await decide('managed', managed)
    await decide('recommended', recommended)
    expect((await read({ SOBANI_RELAY: A })).relay).toBe(relay)
  })

  it.each(['http://relay.example.jp', 'file:///etc/passwd', `${A}/path`, 'relay.example.jp', ''])(
    'is never %s',
    async (text) => {
      expect((await read({ SOBANI_RELAY: text })).relay).toBeNull()
    },
  )

  it('must be one of those that are allowed, whoever named it', async () => {
    await decide('managed', { AllowedRelays: [B] })
    expect(await read({ SOBANI_RELAY: A })).toMatchObject({ relay: null, relayRefusal: 'relay-not-allowed' })
    expect(await read({ SOBANI_RELAY: B })).toMatchObject({ relay: B })
    await decide('recommended', { ServerUrl: A })
    expect(await read({ SOBANI_RELAY: B })).toMatchObject({ relay: null, relayRefusal: 'relay-not-allowed' })
  })

  it.each([
    ['its address', { ServerUrl: 'ftp://a' }],
    ['the list', { AllowedRelays: 'https://a.example.jp' }],
    ['the service', { Profile: '../demo' }],
  ])(
    'is none where a policy of %s cannot be understood, and nothing weaker speaks instead',
    async (_what, values) => {
      await decide('managed', values)
      await decide('recommended', { ServerUrl: A, Profile: 'demo' })
      expect(await read({ SOBANI_RELAY: A })).toMatchObject({
        relay: null,
        relayRefusal: 'policy-unreadable',
      })
    },
  )

  it('is none where a whole file cannot be read', async () => {
    await decide('managed', {})
    await writeFile(join(folder, 'policies', 'managed', 'one.json'), '{"ViewOnly": true')
    const settings = await read({ SOBANI_RELAY: A })
    expect(settings).toMatchObject({
      relay: null,
      relayRefusal: 'policy-unreadable',
      autoUpdate: false,
      relayKeys: [],
    })
  })

  it('stays where a name is unknown, which closes all else', async () => {
    await decide('managed', { NoSuchThing: 1 })
    const { relay, policy } = await read({ SOBANI_RELAY: A })
    expect(relay).toBe(A)
    expect(policy.entries.NoFileTransfer.value).toBe(true)
  })
})

describe('new versions', () => {
  it.each([
    ['by a user', {}, true],
    ['by a user, where an installation wants none', { AutoUpdate: false }, false],
    ['by administrators', { InstalledBy: 'msi' }, false],
    ['by administrators, who want to be told', { InstalledBy: 'pkg', AutoUpdate: true }, true],
    ['by somebody whom nobody knows', { InstalledBy: 'other' }, false],
  ])('are looked for where it was installed %s: %j, %s', async (_who, recommended, looks) => {
    await decide('recommended', recommended)
    expect((await read({})).autoUpdate).toBe(looks)
  })
})

describe('a customer’s PC', () => {
  // No macOS here, so nothing of it is there: what matters is that nobody's environment is asked.
  it.each(['win32', 'darwin'] as const)('hears nothing of the environment on %s', async (platform) => {
    const env = {
      SOBANI_RELAY: A,
      SOBANI_PROFILE: 'demo',
      SOBANI_MINUTE_MS: '250',
      SOBANI_POLICY_FOLDER: join(folder, 'policies'),
    }
    const settings = await readSettings({ packaged: true, platform, root, env })
    expect([settings.relay, settings.service, settings.minute]).toEqual([null, 'default', 60_000])
  })

  it('reads no other folder than the system’s, also from a package for developers', async () => {
    await decide('managed', { ServerUrl: B })
    expect((await read({ SOBANI_RELAY: A }, { packaged: true })).relay).toBe(A)
    expect((await read({ SOBANI_RELAY: A })).relay).toBe(B)
  })
})

describe('development', () => {
  it('is whatever was not installed, and Linux', () => {
    expect(isDevelopment(false, 'win32')).toBe(true)
    expect(isDevelopment(true, 'linux')).toBe(true)
    expect(isDevelopment(true, 'win32')).toBe(false)
    expect(isDevelopment(true, 'darwin')).toBe(false)
  })
})
