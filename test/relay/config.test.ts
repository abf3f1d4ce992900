import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { isPrivate, readConfig } from '../../src/relay/config'

test('nothing set is a relay on loopback with the documented defaults', () => {
  const read = readConfig({})
  expect(read).toMatchObject({
    ok: true,
    config: {
      host: '127.0.0.1',
      port: 8470,
      publicUrl: null,
      trustProxy: false,
      profiles: resolve('profiles'),
      profile: 'default',
      downloads: resolve('data/downloads'),
      documents: resolve('assets/documents'),
      turn: { urls: [], secret: null, minutes: 720 },
      codeMinutes: 10,
      minimumVersion: null,
      legacy: 'serve',
    },
  })
  expect(read.ok && isPrivate(read.config)).toBe(true)
})

test('all faults come together, each with the name of its variable', () => {
  const read = readConfig({
    SOBANI_RELAY_HOST: 'somewhere',
    SOBANI_RELAY_PORT: '65536',
    SOBANI_RELAY_PUBLIC_URL: 'http://support.example.jp',
    SOBANI_RELAY_TRUST_PROXY: 'yes',
    SOBANI_RELAY_PROFILE: 'Our Service',
    SOBANI_RELAY_TURN_URLS: 'https://turn.example.jp',
    SOBANI_RELAY_TURN_SECRET: 'short',
    SOBANI_RELAY_TURN_SECRET_FILE: '/nowhere/at/all',
    SOBANI_RELAY_TURN_MINUTES: '0.5',
    SOBANI_RELAY_CODE_MINUTES: '0',
    SOBANI_RELAY_MINIMUM_VERSION: '1.2',
    SOBANI_RELAY_LEGACY: 'no',
  })
  expect(read.ok).toBe(false)
  const faults = read.ok ? [] : read.faults
  expect(faults.map((fault) => fault.split(' should ')[0])).toEqual([
    'SOBANI_RELAY_HOST',
    'SOBANI_RELAY_PORT',
    'SOBANI_RELAY_TRUST_PROXY',
    'SOBANI_RELAY_PROFILE',
    'SOBANI_RELAY_TURN_URLS',
    'SOBANI_RELAY_TURN_SECRET',
    'SOBANI_RELAY_TURN_SECRET_FILE',
    'SOBANI_RELAY_TURN_MINUTES',
    'SOBANI_RELAY_CODE_MINUTES',
    'SOBANI_RELAY_MINIMUM_VERSION',
    'SOBANI_RELAY_LEGACY',
    'SOBANI_RELAY_PUBLIC_URL',
    'SOBANI_RELAY_TURN_SECRET',
  ])
})

test.each([
  ['a public host without an address', { SOBANI_RELAY_HOST: '0.0.0.0' }],
  ['a public address in the clear', { SOBANI_RELAY_PUBLIC_URL: 'http://support.example.jp' }],
  ['an address with a path', { SOBANI_RELAY_PUBLIC_URL: 'https://support.example.jp/relay' }],
])('%s is refused', (_name, env) => {
  expect(readConfig(env).ok).toBe(false)
})

test('a public relay is not private, not even one that listens on loopback behind a proxy', () => {
  for (const host of ['0.0.0.0', '127.0.0.1']) {
    const read = readConfig({
      SOBANI_RELAY_HOST: host,
      SOBANI_RELAY_PUBLIC_URL: 'https://support.example.jp',
    })
    expect(read.ok && isPrivate(read.config)).toBe(false)
  }
})

const secret = 'sixteen-characters'
const turnOf = (env: Record<string, string>) => {
  const read = readConfig(env)
  return read.ok ? read.config.turn : read.faults
}

test('TURN servers come with the secret that their accounts are made with', async () => {
  const urls = [
    'stun:stun.example.jp',
    'stun:192.0.2.1:3478',
    'turn:turn.example.jp',
    'turn:turn.example.jp:3478?transport=udp',
    'turn:[2001:db8::1]:3478?transport=tcp',
    'turns:turn.example.jp:443',
    'turns:turn.example.jp:443?transport=tcp',
  ]
  const SOBANI_RELAY_TURN_URLS = urls.join(',')
  const expected = { urls, secret, minutes: 30 }
  const SOBANI_RELAY_TURN_MINUTES = '30'
  expect(
    turnOf({ SOBANI_RELAY_TURN_URLS, SOBANI_RELAY_TURN_SECRET: secret, SOBANI_RELAY_TURN_MINUTES }),
  ).toEqual(expected)
  const folder = await mkdtemp(join(tmpdir(), 'sobani-secret-'))
  const file = join(folder, 'secret')
  await writeFile(file, `${secret}\n`)
  expect(
    turnOf({ SOBANI_RELAY_TURN_URLS, SOBANI_RELAY_TURN_SECRET_FILE: file, SOBANI_RELAY_TURN_MINUTES }),
  ).toEqual(expected)
  await writeFile(file, 'short\n')
  expect(turnOf({ SOBANI_RELAY_TURN_URLS, SOBANI_RELAY_TURN_SECRET_FILE: file })).toEqual([
    expect.stringMatching(/^SOBANI_RELAY_TURN_SECRET_FILE should be a file /),
  ])
  await rm(folder, { recursive: true })
  // A STUN server asks nobody for an account.
  expect(turnOf({ SOBANI_RELAY_TURN_URLS: 'stun:stun.example.jp' })).toMatchObject({ secret: null })
})

test.each([
  [',', 'nothing between commas'],
  ['turn.example.jp', 'no scheme'],
  ['http://turn.example.jp', 'another scheme'],
  ['turn://turn.example.jp', 'slashes'],
  ['turn:turn.example.jp:0', 'port 0'],
  ['turn:turn.example.jp:65536', 'a port too high'],
  ['turn:turn.example.jp?transport=sctp', 'another transport'],
  ['stun:stun.example.jp?transport=tcp', 'a STUN server with a transport'],
  ['turns:turn.example.jp?transport=udp', 'TLS over UDP'],
  ['turn:user@turn.example.jp', 'a user'],
  ['turn:turn.example.jp,turn:', 'a second without a host'],
  [Array(9).fill('turn:turn.example.jp').join(), 'nine of them'],
])('TURN servers as %s are refused (%s)', (SOBANI_RELAY_TURN_URLS) => {
  expect(turnOf({ SOBANI_RELAY_TURN_URLS, SOBANI_RELAY_TURN_SECRET: secret })).toEqual([
    expect.stringMatching(/^SOBANI_RELAY_TURN_URLS should be a list /),
  ])
})

test('one without the other is refused, and two secrets are', () => {
  const [urls, file] = ['turn:turn.example.jp', import.meta.filename]
  expect(turnOf({ SOBANI_RELAY_TURN_URLS: urls })).toEqual([
    'SOBANI_RELAY_TURN_SECRET (or _FILE) should be set, because SOBANI_RELAY_TURN_URLS names a TURN server.',
  ])
  const needless = ['SOBANI_RELAY_TURN_URLS should name a TURN server, because there is a secret for one.']
  expect(turnOf({ SOBANI_RELAY_TURN_SECRET: secret })).toEqual(needless)
  expect(turnOf({ SOBANI_RELAY_TURN_SECRET: secret, SOBANI_RELAY_TURN_URLS: 'stun:a.example' })).toEqual(
    needless,
  )
  expect(
    turnOf({
      SOBANI_RELAY_TURN_URLS: urls,
      SOBANI_RELAY_TURN_SECRET: secret,
      SOBANI_RELAY_TURN_SECRET_FILE: file,
    }),
  ).toContain('SOBANI_RELAY_TURN_SECRET should not be set beside SOBANI_RELAY_TURN_SECRET_FILE: choose one.')
})

test('the downloads are expected beside the data, or where they are said to be', () => {
  const downloads = (env: Record<string, string>) => {
    const read = readConfig(env)
    return read.ok ? read.config.downloads : read.faults
  }
  expect(downloads({ SOBANI_RELAY_DATA: '/var/lib/sobani/relay' })).toBe(resolve('/var/lib/sobani/downloads'))
  expect(downloads({ SOBANI_RELAY_DATA: '/elsewhere', SOBANI_RELAY_DOWNLOADS: '/srv/downloads' })).toBe(
    resolve('/srv/downloads'),
  )
})
