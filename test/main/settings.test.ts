import { afterEach, describe, expect, it, vi } from 'vitest'
import { isDevelopment, readSettings, relayUrl } from '../../src/main/settings'
import { root } from '../sources'
import { quietLog } from './quiet'

describe('the relay’s address', () => {
  const good: [string, string][] = [
    ['https://relay.example.jp', 'https://relay.example.jp'],
    ['https://relay.example.jp:8443/', 'https://relay.example.jp:8443'],
    ['https://relay.example.jp/path?query#hash', 'https://relay.example.jp'],
    ['https://user:secret@relay.example.jp', 'https://relay.example.jp'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
    ['http://[::1]:3000', 'http://[::1]:3000'],
    ['http://localhost', 'http://localhost'],
  ]
  it.each(good)('may be %s', (text, origin) => {
    expect(relayUrl(text)).toBe(origin)
  })

  const bad = [
    undefined,
    '',
    'relay.example.jp',
    'http://relay.example.jp',
    'http://127.0.0.1.example.jp',
    'http://localhost.example.jp',
    'http://127.0.0.1@relay.example.jp',
    'http://192.168.0.1',
    'http://0.0.0.0',
    'ws://127.0.0.1',
    'wss://relay.example.jp',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,a',
  ]
  it.each(bad)('may not be %s', (text) => {
    expect(relayUrl(text)).toBeNull()
  })
})

describe('the settings', () => {
  const logged = quietLog()
  afterEach(() => {
    vi.unstubAllEnvs()
  })

  it('are the default profile and no relay, where nothing else was said', () => {
    vi.stubEnv('SOBANI_RELAY', undefined)
    vi.stubEnv('SOBANI_PROFILE', undefined)
    const settings = readSettings(true, root)
    expect([settings.relay, settings.service, settings.bundled.id]).toEqual([null, 'default', 'default'])
  })

  it('have minutes of sixty seconds, but under development', () => {
    vi.stubEnv('SOBANI_MINUTE_MS', '250')
    expect([true, false].map((development) => readSettings(development, root).minute)).toEqual([250, 60_000])
    for (const strange of ['', '0', '-5', '60001', 'fast', '1e9', 'NaN']) {
      vi.stubEnv('SOBANI_MINUTE_MS', strange)
      expect(readSettings(true, root).minute).toBe(60_000)
    }
  })

  it('listen to the environment under development, and never on a customer’s PC', () => {
    vi.stubEnv('SOBANI_RELAY', 'http://127.0.0.1:3000')
    vi.stubEnv('SOBANI_PROFILE', 'demo')
    const of = (development: boolean) => {
      const { relay, service, bundled } = readSettings(development, root)
      return [relay, service, bundled.id]
    }
    expect(of(true)).toEqual(['http://127.0.0.1:3000', 'demo', 'demo'])
    expect(of(false)).toEqual([null, 'default', 'default'])
  })

  it('take no name of a profile that is a path', () => {
    for (const name of ['../package', 'demo.json', '/etc/passwd', 'DEMO', '']) {
      vi.stubEnv('SOBANI_PROFILE', name)
      expect(readSettings(true, root).service).toBe('default')
    }
  })

  it('ask the relay for a service that did not come along, by the general rules until it answers', () => {
    vi.stubEnv('SOBANI_PROFILE', 'nobody')
    const { service, bundled } = readSettings(true, root)
    expect([service, bundled.id, logged.lines.length]).toEqual(['nobody', 'default', 1])
  })

  it('throw where the general rules are missing: no session runs on guessed ones', () => {
    expect(() => readSettings(true, '/nowhere')).toThrow('default.json')
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
