import { describe, expect, it } from 'vitest'
import { macos } from '../../../../src/main/machine/macos'
import { handlerIn } from '../../../../src/main/machine/macos/default-applications'
import { cardsIn, routeInterface } from '../../../../src/main/machine/macos/network-cards'
import { systemIn } from '../../../../src/main/machine/macos/system'
import { otherVolumes } from '../../../../src/main/machine/macos/volumes'
import { type ReadItemId, readItemIds } from '../../../../src/shared/inventory'
import { type Recording, recordedHost } from '../recorded-host'

const machines: Record<string, Record<ReadItemId, string | null>> = {
  'macos-10.15-intel': {
    os: 'macOS 10.15.5 (19F101), x64',
    'machine-name': 'User’s MacBook Pro',
    'mac-address': 'a4:83:e7:5c:10:01 (en0)',
    'volume-serial': '5C2D3E4F-1A2B-4C3D-8E9F-0A1B2C3D4E5F',
    'free-space': 'Macintosh HD: 16.7 GB / 250.7 GB',
    browser: 'Safari 13.1.1',
    mail: 'Mail 13.4',
    cpu: 'Intel(R) Core(TM) i5-8257U CPU @ 1.40GHz (8)',
    memory: '8.0 GB',
  },
  'macos-11-m1-ja': {
    os: 'macOS 11.3 (20E232), arm64',
    'machine-name': '花子のMacBook Air',
    'mac-address': 'f4:d4:88:6a:20:01 (en0)',
    'volume-serial': '3F1E9A52-7C64-4D0B-9E21-5B8F6A7C0D11',
    'free-space': 'Macintosh HD: 137.4 GB / 245.1 GB, 名称未設定: 31.9 GB / 62.1 GB',
    browser: 'Firefox 89.0.2',
    mail: 'Microsoft Outlook 16.50',
    cpu: 'Apple M1 (8)',
    memory: '16.0 GB',
  },
  'macos-12-m1-pro': {
    os: 'macOS 12.4 (21F79), arm64',
    'machine-name': 'User’s Mac',
    // The way out is a tunnel without an address of its own.
    'mac-address': 'bc:d0:74:0e:30:01 (en0), 00:e0:4c:68:30:02 (en7)',
    'volume-serial': '71D3FB5C-A9FD-49B1-B10F-C913468802DA',
    'free-space': 'Macintosh HD: 37.7 GB / 494.4 GB',
    browser: 'Google Chrome 102.0.5005.61',
    mail: 'Mail 16.0',
    cpu: 'Apple M1 Pro (8)',
    memory: '16.0 GB',
  },
  'macos-13-intel-ja': {
    os: 'macOS 13.4.1 (22F770820d), x64',
    'machine-name': '太郎のiMac',
    'mac-address': 'd0:81:7a:11:40:01 (en0), d0:81:7a:11:40:02 (en1)',
    'volume-serial': '9B0A1C2D-3E4F-4051-8263-748596A7B8C9',
    'free-space': 'Macintosh HD: 4.8 GB / 1000.2 GB',
    browser: 'Safari 16.5.2',
    mail: 'お便り 2.1 & more',
    cpu: 'Intel(R) Core(TM) i7-7700K CPU @ 4.20GHz (8)',
    memory: '8.0 GB',
  },
  'macos-14-apple': {
    os: 'macOS 14.3 (23D56), arm64',
    'machine-name': 'Mac mini',
    'mac-address': '9e:00:06:96:50:01 (en0)',
    'volume-serial': 'EA097131-A286-41EF-B2DD-A1D98090605B',
    // A folder that another volume left behind in /Volumes is none.
    'free-space': 'Macintosh HD: 44.3 GB / 994.7 GB',
    browser: 'Safari 17.3',
    mail: 'Microsoft Edge 121.0.2277.106',
    cpu: 'Apple M2 (8)',
    memory: '8.0 GB',
  },
  'macos-26-apple': {
    os: 'macOS 26.0.1 (25A362), arm64',
    'machine-name': 'MacBook Air',
    'mac-address': '5e:21:9c:77:60:01 (en0)',
    'volume-serial': '78495A11-6458-4507-85FD-6B1705BFA15A',
    'free-space': 'Macintosh HD: 201.3 GB / 494.4 GB',
    browser: 'Google Chrome 141.0.7390.55',
    mail: 'Mail 16.0',
    cpu: 'Apple M3 (8)',
    memory: '16.0 GB',
  },
}

describe.each(Object.entries(machines))('the items of %s', (name, expected) => {
  it.each(readItemIds)('%s', async (id) => {
    expect(await macos.items[id](recordedHost(name))).toBe(expected[id])
  })
})

describe('what an item touches', () => {
  const preferences = '/Users/hanako/Library/Preferences'
  const handlers = `${preferences}/com.apple.LaunchServices/com.apple.launchservices.secure.plist`
  const asked = [
    `list ${preferences}`,
    `list ${preferences}/com.apple.LaunchServices`,
    `file ${handlers}`,
    `run /usr/bin/plutil -convert xml1 -o - ${handlers}`,
  ]
  const touched: Record<ReadItemId, string[]> = {
    os: ['run /usr/bin/sw_vers'],
    'machine-name': ['run /usr/sbin/scutil --get ComputerName'],
    'mac-address': ['fact interfaces', 'run /sbin/route -n get default'],
    'volume-serial': ['run /usr/sbin/diskutil info -plist /System/Volumes/Data'],
    'free-space': [
      'list /Volumes',
      'link /Volumes/.timemachine',
      'link /Volumes/Macintosh HD',
      'link /Volumes/名称未設定',
      'link /Volumes/ソバニ',
      'link /Volumes/写真',
      'run /sbin/mount',
      'space /',
      'space /Volumes/名称未設定',
    ],
    browser: [...asked, 'file /Applications/Firefox.app/Contents/Info.plist'],
    mail: [
      ...asked,
      'file /Applications/Microsoft Outlook.app/Contents/Info.plist',
      'file /Users/hanako/Applications/Microsoft Outlook.app/Contents/Info.plist',
    ],
    cpu: ['fact cpus'],
    memory: ['fact memory'],
  }

  it.each(readItemIds)('%s and nothing else', async (id) => {
    const host = recordedHost('macos-11-m1-ja')
    await macos.items[id](host)
    const calls = host.calls.filter((call) => !/^fact (arch|version|home)$/.test(call))
    expect([...new Set(calls)].sort()).toEqual([...new Set(touched[id])].sort())
  })
})

describe('what cannot be read', () => {
  const silent = (name = 'macos-11-m1-ja') =>
    recordedHost(name, (kept: Recording) => {
      kept.run = {}
      kept.files = {}
      kept.lists = {}
      kept.links = {}
      kept.space = {}
      kept.devices = {}
      kept.facts.cpus = []
      kept.facts.interfaces = {}
      kept.facts.memory = { total: 0, free: 0 }
      kept.facts.hostname = ''
    })

  it.each(readItemIds)('%s is null or rejects', async (id) => {
    const value = await macos.items[id](silent()).catch(() => null)
    expect(value).toBeNull()
  })

  it('the host name stands in for a name that was never given', async () => {
    expect(await macos.items['machine-name'](recordedHost('macos-15-intel-ja'))).toBe('hanakonoMac.local')
  })

  it('no address is no text', async () => {
    expect(await macos.items['mac-address'](recordedHost('macos-15-intel-ja'))).toBeNull()
  })

  it('without a network the cards come in the order of the system', async () => {
    const host = recordedHost('macos-13-intel-ja', (kept) => {
      delete kept.run['/sbin/route -n get default']
    })
    expect(await macos.items['mac-address'](host)).toBe('d0:81:7a:11:40:02 (en1), d0:81:7a:11:40:01 (en0)')
  })

  it('the UUID of a snapshot is not that of a volume', async () => {
    const key = '/usr/sbin/diskutil info -plist /System/Volumes/Data'
    const host = recordedHost('macos-11-m1-ja', (kept) => {
      const lines = [kept.run[key] ?? []].flat()
      kept.run[key] = lines.map((line) => (line.includes('<false/>') ? '\t<true/>' : line))
    })
    expect(await macos.items['volume-serial'](host)).toBeNull()
  })

  it('settings for programs that are there but closed are not taken for none', async () => {
    const host = recordedHost('macos-11-m1-ja', (kept) => {
      kept.files = {}
    })
    await expect(macos.items.browser(host)).rejects.toThrow('not recorded')
  })

  it('a program that is nowhere is told by the name of its bundle', async () => {
    const host = recordedHost('macos-13-intel-ja', (kept) => {
      delete kept.run['/usr/bin/mdfind kMDItemCFBundleIdentifier == "jp.example.letters"c']
    })
    expect(await macos.items.mail(host)).toBe('jp.example.letters')
  })

  it('another program in the usual place is not taken for it', async () => {
    const host = recordedHost('macos-11-m1-ja', (kept) => {
      const path = '/Applications/Firefox.app/Contents/Info.plist'
      kept.files[path] = [kept.files[path] ?? []]
        .flat()
        .map((line) => line.replace('org.mozilla', 'com.other'))
    })
    expect(await macos.items.browser(host)).toBe('org.mozilla.firefox')
  })
})

describe('a program that Rosetta translates', () => {
  it('tells the true processor and its kind', async () => {
    expect(await macos.items.cpu(recordedHost('macos-12-m1-rosetta'))).toBe('Apple M1 (8)')
    expect(await macos.items.os(recordedHost('macos-12-m1-rosetta'))).toBe('macOS 12.4 (21F79), arm64')
  })

  it('tells no made-up processor where the true one is not known', async () => {
    const host = recordedHost('macos-12-m1-rosetta', (kept) => {
      kept.run = {}
    })
    await expect(macos.items.cpu(host)).rejects.toThrow('not recorded')
  })
})

describe('the version', () => {
  it.each(['10.16', '10.16.1', '16.0', '16', '25.1'])('%s is one that no macOS has', (version) => {
    expect(systemIn(`ProductName:\tmacOS\nProductVersion:\t${version}\nBuildVersion:\t20A1\n`)).toBeNull()
  })

  it.each(['10.15.7', '11.0.1', '15.7.9', '26.0', '27.1'])('%s is one', (version) => {
    expect(systemIn(`ProductVersion:\t\t${version}\nBuildVersion:\t\t1A2b\n`)).toEqual({
      version,
      build: '1A2b',
    })
  })

  it('needs no build', () => {
    expect(systemIn('ProductVersion: 12.4')).toEqual({ version: '12.4', build: null })
    expect(systemIn('ProductVersion: twelve')).toBeNull()
  })
})

describe('the cards', () => {
  const card = (mac: string, internal = false) => [
    { address: '', netmask: '', family: 'IPv4' as const, mac, internal, cidr: null },
  ]

  it('put the way out first, even where it is no usual card', () => {
    const cards = {
      en0: card('02:00:00:00:00:01'),
      vlan0: card('02:00:00:00:00:02'),
      awdl0: card('02:00:00:00:00:03'),
    }
    expect(cardsIn(cards, 'vlan0')).toEqual(['02:00:00:00:00:02 (vlan0)', '02:00:00:00:00:01 (en0)'])
    expect(cardsIn(cards, null)).toEqual(['02:00:00:00:00:01 (en0)'])
  })

  it('leave out what is within the Mac', () => {
    const cards = {
      en0: card('00:00:00:00:00:00'),
      en1: card('02:00:00:00:00:01', true),
      en5: card('ac:de:48:00:11:22'),
    }
    expect(cardsIn(cards, 'en5')).toEqual([])
  })

  it('take the name of the way out from its line', () => {
    expect(routeInterface('   route to: default\n  interface: en7\n      flags: <UP>\n')).toBe('en7')
    expect(routeInterface('route: writing to routing socket: not in table')).toBeNull()
  })
})

describe('the other volumes', () => {
  it('are those of this Mac that can be written to, whatever their names', () => {
    const mounts = [
      '/dev/disk4s1 on /Volumes/a on b (1) (msdos, local, nodev, noowners)',
      '/dev/disk4s2 on /Volumes/sealed (apfs, local, read-only)',
      '//me@nas/b on /Volumes/b (smbfs, nodev)',
      '/dev/disk4s3 on /Volumes/deep/er (apfs, local)',
      '/dev/disk3s5 on /System/Volumes/Data (apfs, local)',
    ]
    expect(otherVolumes(mounts.join('\n'))).toEqual(['/Volumes/a on b (1)'])
  })
})

describe('the program for a purpose', () => {
  const web = { scheme: 'https', type: 'com.apple.default-app.web-browser', apple: 'com.apple.safari' }
  const entry = (keys: Record<string, string>) => new Map(Object.entries(keys))

  it('is that of the scheme before that of the kind, the last of each, in small letters', () => {
    const kind = entry({ LSHandlerContentType: web.type, LSHandlerRoleAll: 'com.one.app' })
    const first = entry({ LSHandlerURLScheme: 'https', LSHandlerRoleAll: 'com.two.app' })
    const last = entry({ LSHandlerURLScheme: 'HTTPS', LSHandlerRoleAll: 'com.Three.App' })
    expect(handlerIn([first, kind, last], web)).toBe('com.three.app')
    expect(handlerIn([kind], web)).toBe('com.one.app')
    expect(
      handlerIn([entry({ LSHandlerURLScheme: 'https', LSHandlerRoleViewer: 'com.four.app' })], web),
    ).toBe('com.four.app')
  })

  it.each(['-', '', 'a"c || kMDItemKind == "x', '../../etc'])('is Apple’s own where %j stands', (role) => {
    expect(handlerIn([entry({ LSHandlerURLScheme: 'https', LSHandlerRoleAll: role })], web)).toBe(
      'com.apple.safari',
    )
  })
})
