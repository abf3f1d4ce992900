import { describe, expect, it } from 'vitest'
import {
  type PolicySource,
  relayOrigin,
  resolvePolicy,
  settingNames,
  settings,
} from '../../src/shared/policy'

const source = (
  layer: PolicySource['layer'],
  values: PolicySource['values'],
  fault: PolicySource['fault'] = null,
): PolicySource => ({ layer, values, fault })
const entriesOf = (...sources: readonly PolicySource[]) => resolvePolicy(sources).entries

describe('the sources of a setting', () => {
  it('count in their order, whatever order they come in', () => {
    const entries = entriesOf(
      source('built-in', { ServerUrl: 'https://d.example.jp' }),
      source('user', { Language: 'en' }),
      source('installation', { Language: 'ja', ServerUrl: 'https://c.example.jp' }),
      source('policy', { ServerUrl: 'https://a.example.jp' }),
    )
    expect(entries.ServerUrl).toMatchObject({ value: 'https://a.example.jp', from: ['policy'] })
    expect(entries.Language).toMatchObject({ value: 'ja', from: ['installation'] })
    expect(entries.Profile).toMatchObject({ value: null, from: [] })
  })

  it('each close a lock further, and none opens it', () => {
    const entries = entriesOf(
      source('policy', {
        ViewOnly: false,
        NeverCollect: ['memory'],
        AllowedRelays: ['https://a.example.jp', 'https://b.example.jp'],
      }),
      source('installation', {
        ViewOnly: true,
        NeverCollect: ['os'],
        AllowedRelays: ['https://b.example.jp', 'https://c.example.jp'],
      }),
      source('user', { NoFileTransfer: true }),
    )
    expect(entries.ViewOnly).toMatchObject({ value: true, from: ['policy', 'installation'] })
    expect(entries.NeverCollect.value).toEqual(['os', 'memory'])
    expect(entries.AllowedRelays.value).toEqual(['https://b.example.jp'])
    expect(entries.NoFileTransfer.value).toBe(true)
  })
})

describe('what cannot be read', () => {
  it('as a whole leaves everything at its strictest, above whatever weaker sources say', () => {
    const { entries, faults } = resolvePolicy([
      source('policy', null, 'unreadable'),
      source('installation', { ServerUrl: 'https://a.example.jp', AcceptLicense: true, Language: 'en' }),
    ])
    for (const name of settingNames) expect(entries[name].value, name).toEqual(settings[name].strictest)
    expect(faults).toEqual([{ layer: 'policy', setting: null, why: 'unreadable' }])
  })

  it('in one value leaves that setting at its strictest and the others as they are', () => {
    const { entries, faults } = resolvePolicy([
      source('policy', { ViewOnly: 'perhaps', AllowedRelays: ['ftp://x'], Language: 'en', RelayKeys: ['?'] }),
    ])
    expect(entries.ViewOnly.value).toBe(true)
    expect(entries.AllowedRelays.value).toEqual([])
    expect(entries.RelayKeys.value).toEqual([])
    expect(entries.Language.value).toBe('en')
    expect(faults.map(({ setting, why }) => `${setting} ${why}`)).toEqual([
      'ViewOnly malformed',
      'AllowedRelays malformed',
      'RelayKeys malformed',
    ])
  })

  it.each([
    ['before', { NoSuchThing: 1, ViewOnly: false, NeverCollect: [] }],
    ['after', { ViewOnly: false, NeverCollect: [], NoSuchThing: 1 }],
  ])(
    'because its name is unknown closes every lock but the list of relays, standing %s it',
    (_where, locks) => {
      const { entries, faults } = resolvePolicy([
        source('policy', { ...locks, AllowedRelays: ['https://a.example.jp'], Language: 'en' }),
      ])
      expect(entries.ViewOnly.value).toBe(true)
      expect(entries.NoFileTransfer.value).toBe(true)
      expect(entries.NeverCollect.value).toEqual(settings.NeverCollect.strictest)
      expect(entries.AllowedRelays.value).toEqual(['https://a.example.jp'])
      expect(entries.Language.value).toBe('en')
      expect(faults).toEqual([{ layer: 'policy', setting: 'NoSuchThing', why: 'unknown' }])
    },
  )
})

describe('the address of a relay', () => {
  it.each([
    ['https://support.example.jp', 'https://support.example.jp'],
    ['https://support.example.jp/', 'https://support.example.jp'],
    ['HTTPS://Support.Example.JP:443/', 'https://support.example.jp'],
    ['http://127.0.0.1:8470', 'http://127.0.0.1:8470'],
    ['http://support.example.jp', null],
    ['https://support.example.jp/path', null],
    ['https://user@support.example.jp', null],
    ['https://support.example.jp/?a=1', null],
    ['http://127.0.0.1:80', 'http://127.0.0.1'],
    ['https://[2001:db8::1]:8443', 'https://[2001:db8::1]:8443'],
    ['https://support.example.jp:0', null],
    ['https://support.example.jp:70000', null],
    ['https://support.example.jp:', null],
    ['https://support.example.jp\\@evil.example', null],
    ['https://support.example.jp#x', null],
    [' https://support.example.jp', null],
    ['https://サポート.example.jp', null],
    ['javascript:alert(1)', null],
    ['support.example.jp', null],
  ])('%s is %s', (text, origin) => {
    expect(relayOrigin(text)).toBe(origin)
  })
})
