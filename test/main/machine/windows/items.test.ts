import { describe, expect, it } from 'vitest'
import { windows } from '../../../../src/main/machine/windows'
import { type ReadItemId, readItemIds } from '../../../../src/shared/inventory'
import { recordedHost } from '../recorded-host'
import { type MachineName, machines } from './machines'

const expected: Record<MachineName, Record<ReadItemId, string | null>> = {
  'windows-10-enterprise-64': {
    os: 'Windows 10 Enterprise 22H2 (19045.4245), x64',
    'machine-name': 'DESK-0417',
    // The way out is the virtual network; the card that others would call virtual comes first because it is used.
    'mac-address': '00-05-9A-3C-7A-00, A4-5E-60-C2-11-7F',
    'volume-serial': '1A2B-3C4D',
    'free-space': 'C: 92.0 GB / 255.0 GB, D: 12.3 GB / 500.1 GB',
    browser: 'Google Chrome 119.0.6045.160',
    mail: 'Microsoft Outlook 16.0.14332.20492',
    cpu: 'Intel(R) Core(TM) i5-8500 CPU @ 3.00GHz (6)',
    memory: '15.8 GB',
  },
  'windows-10-home-32-ja': {
    os: 'Windows 10 Home 22H2 (19045.3437), x86',
    'machine-name': 'SUZUKI-PC',
    'mac-address': '00-24-21-AA-BB-CC',
    'volume-serial': '1234-ABCD',
    'free-space': 'C: 11.0 GB / 148.0 GB',
    browser: 'Internet Explorer 11.1.19041.0',
    mail: 'Windows Live Mail 16.4.3528.0331',
    cpu: 'Intel(R) Atom(TM) CPU N450 @ 1.66GHz (2)',
    memory: '1.9 GB',
  },
  'windows-10-home-s': {
    os: 'Windows 10 Home 21H2 (19044.1586), x64',
    'machine-name': 'LAPTOP-S1',
    'mac-address': 'DC-21-5C-00-11-22',
    'volume-serial': '7E57-C0DE',
    'free-space': 'C: 6.0 GB / 62.0 GB',
    browser: 'Microsoft Edge Legacy 44.19041.1266.0',
    mail: 'Mail 16005.14326.21904.0',
    cpu: 'Intel(R) Celeron(R) N4020 CPU @ 1.10GHz (2)',
    memory: '3.8 GB',
  },
  'windows-10-pro-64-ja': {
    os: 'Windows 10 Pro 1909 (18363.720), x64',
    'machine-name': 'DESKTOP-7K2M9QD',
    'mac-address': 'B8-31-B5-92-21-31, BA-31-B5-92-20-30',
    'volume-serial': '0000-ABCD',
    // D: has a letter and is not plugged in.
    'free-space': 'C: 4.9 GB / 118.0 GB',
    browser: 'Firefox 120.0.1',
    mail: 'Thunderbird 115.5.0',
    cpu: 'Intel(R) Core(TM) i5-7300U CPU @ 2.60GHz (4)',
    memory: '7.9 GB',
  },
  'windows-11-home-ja': {
    os: 'Windows 11 Home 25H2 (26200.6959), x64',
    'machine-name': '佐藤のパソコン',
    'mac-address': 'E4-0D-36-77-88-99',
    'volume-serial': '0000-0001',
    'free-space': 'C: 301.0 GB / 494.0 GB',
    browser: 'Google Chrome 143.0.7499.41',
    mail: null,
    cpu: 'AMD Ryzen 5 5625U with Radeon Graphics, 2.3 GHz (12)',
    memory: '7.5 GB',
  },
  'windows-11-pro': {
    os: 'Windows 11 Pro 23H2 (22631.3296), x64',
    'machine-name': 'Study',
    'mac-address': 'F0-9E-4A-12-34-56',
    'volume-serial': '9C0D-11EE',
    'free-space': 'C: 611.0 GB / 1023.0 GB',
    browser: 'Microsoft Edge 123.0.2420.65',
    mail: 'Outlook (new) 1.2024.313.100',
    cpu: '12th Gen Intel(R) Core(TM) i7-1260P, 2.5 GHz (16)',
    memory: '31.7 GB',
  },
}

describe.each(machines)('the items of %s', (name) => {
  it.each(readItemIds)('%s', async (id) => {
    const value = await windows.items[id](recordedHost(name))
    expect(value).toBe(expected[name][id])
    expect(value?.length ?? 0).toBeLessThanOrEqual(400)
  })
})

/** What each item may ask at all: beginnings of the calls. */
const reg = 'run C:\\Windows\\System32\\reg.exe query '
const may: Record<ReadItemId, readonly string[]> = {
  os: ['fact env', 'fact arch', `${reg}HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion`],
  'machine-name': ['fact hostname'],
  'mac-address': ['fact env', 'fact interfaces', 'run C:\\Windows\\System32\\route.exe print -4'],
  'volume-serial': ['fact env', 'device C:\\'],
  'free-space': ['fact env', 'fact arch', `${reg}HKLM\\SYSTEM\\MountedDevices`, 'space '],
  browser: [
    'fact env',
    'fact arch',
    `${reg}HKCU\\Software\\Microsoft\\Windows\\Shell\\Associations\\UrlAssociations\\https /s`,
    `${reg}HKCR\\`,
    `${reg}HKCU\\Software\\Google\\Chrome\\BLBeacon`,
    `${reg}HKLM\\SOFTWARE\\Microsoft\\Internet Explorer`,
    'list C:\\Program Files',
    'file C:\\Program Files\\Mozilla Firefox\\application.ini',
  ],
  mail: [
    'fact env',
    'fact arch',
    `${reg}HKCU\\Software\\Microsoft\\Windows\\Shell\\Associations\\UrlAssociations\\mailto /s`,
    `${reg}HKCR\\`,
    `${reg}HKLM\\SOFTWARE\\Microsoft\\Office\\ClickToRun\\Configuration`,
    // Only for the version of a program that says it nowhere else.
    `${reg}HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall /s`,
    `${reg}HKCU\\Software\\Microsoft\\Windows\\CurrentVersion`,
    'list C:\\Program Files',
    'file C:\\Program Files\\Mozilla Thunderbird\\application.ini',
  ],
  cpu: ['fact cpus'],
  memory: ['fact memory'],
}

describe.each(machines)('what is asked of %s', (name) => {
  it.each(readItemIds)('for %s is nothing else', async (id) => {
    const host = recordedHost(name)
    await windows.items[id](host)
    expect(host.calls.length).toBeGreaterThan(0)
    for (const call of host.calls)
      expect(
        may[id].some((start) => call.startsWith(start)),
        call,
      ).toBe(true)
  })
})

describe('an item that cannot be read', () => {
  const empty = () =>
    recordedHost('windows-11-pro', (kept) => {
      kept.run = {}
      kept.lists = {}
      kept.files = {}
      kept.space = {}
      kept.devices = {}
    })

  it.each(['os', 'volume-serial', 'free-space', 'browser', 'mail'] as const)('%s rejects', async (id) => {
    await expect(windows.items[id](empty())).rejects.toThrow('not recorded')
  })

  it('is listed without an order where only the way out is not known', async () => {
    expect(await windows.items['mac-address'](empty())).toBe('F0-9E-4A-12-34-56')
  })

  it('is null where there is nothing', async () => {
    const bare = recordedHost('windows-11-pro', (kept) => {
      kept.facts.hostname = ' '
      kept.facts.cpus = []
      kept.facts.memory.total = 0
      for (const addresses of Object.values(kept.facts.interfaces))
        for (const one of addresses) one.mac = '00:00:00:00:00:00'
      kept.devices = { 'C:\\': '0' }
    })
    for (const id of ['machine-name', 'cpu', 'memory', 'mac-address', 'volume-serial'] as const)
      expect(await windows.items[id](bare), id).toBeNull()
  })
})
