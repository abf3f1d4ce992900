import { describe, expect, it } from 'vitest'
import { macos } from '../../../../src/main/machine/macos'
import { proxyDetails, proxyOf, proxySettingsIn } from '../../../../src/main/machine/macos/proxy'
import type { MachineReadings } from '../../../../src/main/machine/readers'
import { recordedHost } from '../recorded-host'

const apple = {
  platform: 'macos',
  edition: null,
  sMode: false,
  bits: 64,
  cpuBits: 64,
  clockMhz: null,
  cores: 8,
} as const satisfies Partial<MachineReadings>
const noProxy = { kind: 'none', authentication: null } as const

const machines: Record<string, MachineReadings> = {
  'macos-10.15-intel': {
    ...apple,
    name: 'macOS 10.15.5',
    version: '10.15.5',
    clockMhz: 1400,
    memoryBytes: 8 * 2 ** 30,
    freeBytes: 16_681_766_912,
    proxy: { kind: 'pac', authentication: null },
  },
  'macos-11-m1-ja': {
    ...apple,
    name: 'macOS 11.3',
    version: '11.3',
    memoryBytes: 16 * 2 ** 30,
    freeBytes: 137_438_953_472,
    proxy: noProxy,
  },
  'macos-12-m1-pro': {
    ...apple,
    name: 'macOS 12.4',
    version: '12.4',
    memoryBytes: 16 * 2 ** 30,
    freeBytes: 37_731_352_576,
    proxy: { kind: 'manual', authentication: true },
  },
  'macos-12-m1-rosetta': {
    ...apple,
    name: 'macOS 12.4',
    version: '12.4',
    memoryBytes: 8 * 2 ** 30,
    freeBytes: 60_000_000_000,
    proxy: { kind: 'automatic', authentication: null },
  },
  'macos-13-intel-ja': {
    ...apple,
    name: 'macOS 13.4.1',
    version: '13.4.1',
    clockMhz: 4200,
    memoryBytes: 8 * 2 ** 30,
    freeBytes: 4_800_000_000,
    proxy: noProxy,
  },
  'macos-14-apple': {
    ...apple,
    name: 'macOS 14.3',
    version: '14.3',
    memoryBytes: 8 * 2 ** 30,
    freeBytes: 44_314_529_792,
    proxy: noProxy,
  },
  'macos-15-intel-ja': {
    ...apple,
    name: 'macOS 15.7.9',
    version: '15.7.9',
    clockMhz: 2300,
    cores: 16,
    memoryBytes: 32 * 2 ** 30,
    freeBytes: 300_000_000_000,
    proxy: noProxy,
  },
  'macos-26-apple': {
    ...apple,
    name: 'macOS 26.0.1',
    version: '26.0.1',
    memoryBytes: 16 * 2 ** 30,
    freeBytes: 201_326_592_000,
    proxy: noProxy,
  },
}

describe('the readings for the environment check', () => {
  it.each(Object.entries(machines))('of %s', async (name, expected) => {
    expect(await macos.machine(recordedHost(name))).toEqual(expected)
  })

  it('are null where nothing can be read, and never reject', async () => {
    const host = recordedHost('macos-10.15-intel', (kept) => {
      kept.run = {}
      kept.space = {}
      kept.facts.arch = ''
      kept.facts.cpus = []
      kept.facts.memory = { total: 0, free: 0 }
    })
    expect(await macos.machine(host)).toEqual({
      platform: 'macos',
      name: null,
      version: null,
      edition: null,
      sMode: false,
      bits: null,
      cpuBits: null,
      clockMhz: null,
      cores: null,
      memoryBytes: null,
      freeBytes: null,
      proxy: null,
    })
  })

  it('touch nothing of the inventory', async () => {
    const host = recordedHost('macos-11-m1-ja')
    await macos.machine(host)
    expect(host.calls.filter((call) => !call.startsWith('fact ')).sort()).toEqual([
      'run /usr/bin/sw_vers',
      'run /usr/sbin/scutil --proxy',
      'space /',
    ])
    expect(host.calls.filter((call) => /hostname|interfaces|home|env/.test(call))).toEqual([])
  })

  it('tell no clock that the system does not know', async () => {
    const host = recordedHost('macos-10.15-intel', (kept) => {
      kept.facts.cpus = kept.facts.cpus.map(({ model }) => ({ model, speed: 0 }))
    })
    expect((await macos.machine(host)).clockMhz).toBeNull()
  })
})

describe('the proxy', () => {
  const settings = (...lines: string[]) => proxySettingsIn(['<dictionary> {', ...lines, '}', ''].join('\n'))

  it('is asked in the order of macOS: rules, fixed ones, discovery', () => {
    const rules = [
      'ProxyAutoConfigEnable : 1',
      'ProxyAutoConfigURLString : https://pac.example.jp/a.pac?key=1',
    ]
    const fixed = ['HTTPSEnable : 1', 'HTTPSProxy : proxy.example.jp', 'HTTPSPort : 3128']
    const found = ['ProxyAutoDiscoveryEnable : 1']
    const all = settings(...rules, ...fixed, ...found)
    expect(proxyOf(all).kind).toBe('pac')
    expect(proxyDetails(all)).toEqual(['PAC pac.example.jp', 'HTTPS proxy.example.jp:3128'])
    expect(proxyOf(settings(...fixed, ...found)).kind).toBe('manual')
    expect(proxyOf(settings(...found)).kind).toBe('automatic')
    expect(proxyDetails(settings(...found))).toEqual(['WPAD'])
  })

  it('counts where only SOCKS is used', () => {
    const socks = settings('  SOCKSEnable : 1', '  SOCKSPort : 7897', '  SOCKSProxy : localhost')
    expect([proxyOf(socks).kind, proxyDetails(socks)]).toEqual(['manual', ['SOCKS localhost:7897']])
  })

  it('does not count where it is kept but off', () => {
    const off = settings('HTTPEnable : 0', 'HTTPPort : 7890', 'HTTPProxy : 127.0.0.1', 'HTTPUser : someone')
    expect([proxyOf(off), proxyDetails(off)]).toEqual([noProxy, []])
  })

  it('may ask for a password that nobody kept, so without a user nothing is known', () => {
    const fixed = ['HTTPEnable : 1', 'HTTPProxy : a', 'HTTPPort : 1']
    expect(proxyOf(settings(...fixed))).toEqual({ kind: 'manual', authentication: null })
    expect(proxyOf(settings(...fixed, 'HTTPUser : u'))).toEqual({ kind: 'manual', authentication: true })
  })

  it.each(['', 'No proxies', '<dictionary> {', '<dictionary> {\n  HTTPEnable : 0\n'])(
    'is not read from %j',
    (output) => {
      expect(() => proxySettingsIn(output)).toThrow()
    },
  )
})
