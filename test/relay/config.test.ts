import { resolve } from 'node:path'
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
      ice: [],
      codeMinutes: 10,
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
    SOBANI_RELAY_ICE: '[{"urls":"turn:a"}]',
    SOBANI_RELAY_CODE_MINUTES: '0',
  })
  expect(read.ok).toBe(false)
  const faults = read.ok ? [] : read.faults
  expect(faults.map((fault) => fault.split(' should ')[0])).toEqual([
    'SOBANI_RELAY_HOST',
    'SOBANI_RELAY_PORT',
    'SOBANI_RELAY_TRUST_PROXY',
    'SOBANI_RELAY_PROFILE',
    'SOBANI_RELAY_ICE',
    'SOBANI_RELAY_CODE_MINUTES',
    'SOBANI_RELAY_PUBLIC_URL',
  ])
})

test.each([
  ['a public host without an address', { SOBANI_RELAY_HOST: '0.0.0.0' }],
  ['a public address in the clear', { SOBANI_RELAY_PUBLIC_URL: 'http://support.example.jp' }],
  ['an address with a path', { SOBANI_RELAY_PUBLIC_URL: 'https://support.example.jp/relay' }],
  ['ICE servers that are no JSON', { SOBANI_RELAY_ICE: '{' }],
])('%s is refused', (_name, env) => {
  expect(readConfig(env).ok).toBe(false)
})

test('a public relay is not private, not even one that listens on loopback behind a proxy', () => {
  for (const host of ['0.0.0.0', '127.0.0.1']) {
    const read = readConfig({
      SOBANI_RELAY_HOST: host,
      SOBANI_RELAY_PUBLIC_URL: 'https://support.example.jp',
      SOBANI_RELAY_ICE: '[{"urls":["turn:turn.example.jp"],"username":"u","credential":"c"}]',
    })
    expect(read.ok && isPrivate(read.config)).toBe(false)
  }
})
