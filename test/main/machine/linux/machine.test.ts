import { describe, expect, it } from 'vitest'
import { linux } from '../../../../src/main/machine/linux'
import { recordedHost } from '../recorded-host'

const read = (...from: Parameters<typeof recordedHost>) => linux.machine(recordedHost(...from))

describe('the environment of a Linux PC', () => {
  it('is read from Debian', async () => {
    expect(await read('linux-debian-12')).toEqual({
      platform: 'linux',
      name: 'Debian GNU/Linux 12 (bookworm)',
      version: '12',
      edition: null,
      sMode: false,
      bits: 64,
      cpuBits: 64,
      clockMhz: 2600,
      cores: 2,
      memoryBytes: 25_276_502_016,
      freeBytes: expect.any(Number),
      proxy: { kind: 'none', authentication: null },
    })
  })

  it('takes the clock that the processor can have, not the one of this moment', async () => {
    expect((await read('linux-ubuntu-22')).clockMhz).toBe(3400)
    const { clockMhz } = await read('linux-ubuntu-22', (kept) => {
      delete kept.files['/sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq']
    })
    expect(clockMhz).toBe(1600)
  })

  it('says null, part by part, of what could not be read, and never rejects', async () => {
    const found = await read('linux-debian-12', (kept) => {
      kept.files = {}
      kept.run = {}
      kept.space = {}
      kept.lists = {}
      kept.facts.cpus = []
      kept.facts.memory.total = 0
      kept.facts.arch = 'ia32'
      kept.facts.env = { XDG_CURRENT_DESKTOP: 'GNOME' }
    })
    expect(found).toEqual({
      platform: 'linux',
      name: null,
      version: null,
      edition: null,
      sMode: false,
      bits: 32,
      cpuBits: null,
      clockMhz: null,
      cores: null,
      memoryBytes: null,
      freeBytes: null,
      proxy: null,
    })
  })

  it('knows a wide processor below a narrow system', async () => {
    const narrow = (flags: string) =>
      read('linux-debian-12', (kept) => {
        kept.facts.arch = 'ia32'
        kept.files['/proc/cpuinfo'] = `processor\t: 0\nflags\t\t: fpu vme ${flags} sse2\n`
      })
    expect(await narrow('lm')).toMatchObject({ bits: 32, cpuBits: 64 })
    expect(await narrow('lmx')).toMatchObject({ bits: 32, cpuBits: 32 })
  })
})

describe('the proxy of a Linux PC', () => {
  const proxyWith = async (env: Record<string, string>, settings: readonly string[] = [], rc?: string) => {
    const { proxy } = await read('linux-ubuntu-22', (kept) => {
      kept.facts.env = { ...kept.facts.env, ...env }
      const key = 'gsettings list-recursively org.gnome.system.proxy'
      const lines = [kept.run[key] ?? []].flat()
      const names = settings.map((line) => line.split(' ').slice(0, 2).join(' '))
      const others = lines.filter((line) => !names.includes(line.split(' ').slice(0, 2).join(' ')))
      kept.run[key] = [...others, ...settings]
      kept.lists['/home/customer/.config'] = rc === undefined ? [] : ['kioslaverc']
      if (rc !== undefined) kept.files['/home/customer/.config/kioslaverc'] = rc
    })
    return proxy
  }
  const schema = 'org.gnome.system.proxy'

  it.each([
    ['nothing', {}, [], { kind: 'none', authentication: null }],
    ['a variable', { http_proxy: 'proxy.example.jp:8080' }, [], { kind: 'manual', authentication: null }],
    [
      'a variable in capitals',
      { HTTPS_PROXY: 'http://a:b@proxy' },
      [],
      { kind: 'manual', authentication: true },
    ],
    [
      'a variable that is nobody’s',
      { http_proxy: 'proxy', no_proxy: '*' },
      [],
      { kind: 'none', authentication: null },
    ],
    [
      'a script',
      {},
      [`${schema} mode 'auto'`, `${schema} autoconfig-url 'http://wpad/a.pac'`],
      { kind: 'pac', authentication: null },
    ],
    ['a search', {}, [`${schema} mode 'auto'`], { kind: 'automatic', authentication: null }],
    [
      'manual settings',
      {},
      [`${schema} mode 'manual'`, `${schema}.http host 'proxy'`],
      { kind: 'manual', authentication: null },
    ],
    [
      'manual settings with a user',
      {},
      [`${schema} mode 'manual'`, `${schema}.http host 'proxy'`, `${schema}.http use-authentication true`],
      { kind: 'manual', authentication: true },
    ],
    ['manual settings without any', {}, [`${schema} mode 'manual'`], { kind: 'none', authentication: null }],
  ] as const)('is read from %s', async (_, env, settings, proxy) => {
    expect(await proxyWith(env, settings)).toEqual(proxy)
  })

  it.each([
    ['nothing', undefined, 'none'],
    ['no proxy', '[Proxy Settings]\nProxyType=0\nhttpProxy=http://proxy 8080\n', 'none'],
    ['a proxy', '[Proxy Settings]\nProxyType=1\nhttpProxy=http://proxy 8080\n', 'manual'],
    ['a script', '[Proxy Settings]\nProxy Config Script=http://wpad/a.pac\nProxyType=2\n', 'pac'],
    ['a search', '[Proxy Settings]\nProxyType=3\n', 'automatic'],
  ])('is read from KDE’s settings: %s', async (_, rc, kind) => {
    expect(await proxyWith({ XDG_CURRENT_DESKTOP: 'KDE' }, [], rc)).toMatchObject({ kind })
  })

  it('is not known where a desktop’s settings make no sense', async () => {
    expect(await proxyWith({}, [`${schema} mode 'sometimes'`])).toBeNull()
  })
})
