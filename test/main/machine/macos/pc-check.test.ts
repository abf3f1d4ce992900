import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { macos } from '../../../../src/main/machine/macos'
import { judgeAntivirus } from '../../../../src/main/machine/macos/antivirus'
import { judgeFirewall, stateIn } from '../../../../src/main/machine/macos/firewall'
import { levelIn } from '../../../../src/main/machine/macos/memory'
import { parsePlist } from '../../../../src/main/machine/macos/property-list'
import { judgeStartUp } from '../../../../src/main/machine/macos/start-up'
import { bytesIn, judgeUnneededFiles } from '../../../../src/main/machine/macos/unneeded-files'
import { judgeUpdates } from '../../../../src/main/machine/macos/updates'
import { type PcCheckAreaId, pcCheckArea, pcCheckAreaIds } from '../../../../src/shared/pc-check'
import { recordedHost } from '../recorded-host'

type Short = [state: string, finding: string, details: string[]] | 'rejects'

const machines: Record<string, Record<PcCheckAreaId, Short>> = {
  'macos-10.15-intel': {
    antivirus: ['attention', 'antivirus-outdated', ['XProtect 2166 (2023-03-28)']],
    firewall: ['attention', 'firewall-off', []],
    updates: ['good', 'updates-automatic', []],
    'file-sharing': ['good', 'file-sharing-none', []],
    'start-up': [
      'good',
      'start-up-listed',
      [
        'com.oracle.java.Helper-Tool',
        'com.oracle.java.Java-Updater',
        'com.vmware.launchd.tools',
        'org.virtualbox.startup',
        'org.wireshark.ChmodBPF',
      ],
    ],
    disk: ['attention', 'disk-low', ['Macintosh HD: 16.7 GB / 250.7 GB']],
    memory: ['good', 'memory-enough', ['4.2 GB / 8.0 GB']],
    'internet-options': ['attention', 'internet-options-changed', ['PAC wpad.company.com']],
    'unneeded-files': 'rejects',
  },
  'macos-11-m1-ja': {
    antivirus: ['good', 'antivirus-current', ['XProtect 5325 (2025-12-09)', 'Virus Buster 11.0.2']],
    firewall: ['good', 'firewall-on', []],
    updates: ['good', 'updates-automatic', []],
    'file-sharing': ['attention', 'file-sharing-found', ['Transmission']],
    'start-up': [
      'good',
      'start-up-listed',
      ['com.google.keystone.agent', 'com.hp.devicemonitor', 'com.trendmicro.icore.main'],
    ],
    disk: ['good', 'disk-enough', ['Macintosh HD: 137.4 GB / 245.1 GB']],
    memory: ['good', 'memory-enough', ['11.4 GB / 16.0 GB']],
    'internet-options': ['good', 'internet-options-default', []],
    'unneeded-files': ['good', 'unneeded-files-few', ['~/.Trash: 1', '~/Library/Caches: 0.9 GB']],
  },
  'macos-12-m1-pro': {
    antivirus: ['attention', 'antivirus-off', ['XProtect 5325 (2025-12-09)']],
    firewall: ['good', 'firewall-on', []],
    updates: ['attention', 'updates-manual', []],
    'file-sharing': ['good', 'file-sharing-none', []],
    'start-up': [
      'good',
      'start-up-listed',
      [
        'com.github.facebook.watchman',
        'com.google.Chrome.framework',
        'net.tunnelblick.tunnelblick.LaunchAtLogin',
        'org.virtualbox.vboxwebsrv',
      ],
    ],
    disk: ['attention', 'disk-low', ['Macintosh HD: 37.7 GB / 494.4 GB']],
    memory: ['attention', 'memory-low', ['1.3 GB / 16.0 GB']],
    'internet-options': [
      'attention',
      'internet-options-changed',
      ['HTTPS proxy.example.jp:8080', 'HTTP proxy.example.jp:8080'],
    ],
    'unneeded-files': [
      'attention',
      'unneeded-files-many',
      ['Install macOS Monterey', '~/Library/Caches: 6.4 GB'],
    ],
  },
  'macos-13-intel-ja': {
    antivirus: ['good', 'antivirus-current', ['XProtect 5325 (2025-12-09)']],
    firewall: ['good', 'firewall-on', []],
    updates: ['attention', 'updates-pending', ['Safari 17.0', 'macOS Ventura 13.6']],
    'file-sharing': ['attention', 'file-sharing-found', ['µTorrent', 'qBittorrent']],
    'start-up': ['good', 'start-up-listed', []],
    disk: ['attention', 'disk-low', ['Macintosh HD: 4.8 GB / 1000.2 GB']],
    memory: ['good', 'memory-enough', ['3.5 GB / 8.0 GB']],
    'internet-options': ['good', 'internet-options-default', []],
    'unneeded-files': 'rejects',
  },
  'macos-14-apple': {
    antivirus: ['good', 'antivirus-current', ['XProtect 5325 (2025-12-09)']],
    firewall: ['attention', 'firewall-off', []],
    updates: ['attention', 'updates-pending', ['macOS Sonoma 14.3.1']],
    'file-sharing': ['good', 'file-sharing-none', []],
    'start-up': [
      'good',
      'start-up-listed',
      ['com.microsoft.autoupdate.helper', 'com.microsoft.update.agent'],
    ],
    disk: ['attention', 'disk-low', ['Macintosh HD: 44.3 GB / 994.7 GB']],
    memory: ['good', 'memory-enough', ['5.3 GB / 8.0 GB']],
    'internet-options': ['good', 'internet-options-default', []],
    'unneeded-files': 'rejects',
  },
  'macos-15-intel-ja': {
    antivirus: ['attention', 'antivirus-off', ['XProtect 5325 (2025-12-09)']],
    firewall: ['good', 'firewall-on', []],
    updates: ['attention', 'updates-manual', []],
    'file-sharing': ['good', 'file-sharing-none', []],
    'start-up': ['good', 'start-up-listed', []],
    disk: 'rejects',
    memory: ['good', 'memory-enough', ['11.5 GB / 32.0 GB']],
    'internet-options': ['good', 'internet-options-default', []],
    'unneeded-files': 'rejects',
  },
  'macos-26-apple': {
    antivirus: ['good', 'antivirus-current', ['XProtect 5324 (2025-12-09)']],
    firewall: ['good', 'firewall-on', []],
    updates: ['good', 'updates-automatic', []],
    'file-sharing': ['good', 'file-sharing-none', []],
    'start-up': ['good', 'start-up-listed', []],
    disk: ['good', 'disk-enough', ['Macintosh HD: 201.3 GB / 494.4 GB']],
    memory: ['good', 'memory-enough', ['13.0 GB / 16.0 GB']],
    'internet-options': ['good', 'internet-options-default', []],
    'unneeded-files': ['good', 'unneeded-files-few', ['~/.Trash: 0', '~/Library/Caches: 0.0 GB']],
  },
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-01-10T00:00:00Z') })
})
afterEach(() => {
  vi.useRealTimers()
})

describe.each(Object.entries(machines))('the PC check of %s', (name, expected) => {
  it.each(pcCheckAreaIds)('%s', async (id) => {
    const wanted = expected[id]
    const read = macos.pcCheck[id](recordedHost(name))
    if (wanted === 'rejects') return expect(read).rejects.toThrow()
    const area = pcCheckArea.parse(await read)
    expect([area.id, area.state, area.finding, area.details]).toEqual([id, ...wanted])
  })
})

describe('the areas', () => {
  it.each(pcCheckAreaIds)('%s rejects where nothing can be read', async (id) => {
    const host = recordedHost('macos-11-m1-ja', (kept) => {
      kept.run = {}
      kept.files = {}
      kept.lists = {}
      kept.links = {}
      kept.space = {}
    })
    await expect(macos.pcCheck[id](host)).rejects.toThrow()
  })

  it('touch nothing but what they are about', async () => {
    const touched = async (id: PcCheckAreaId) => {
      const host = recordedHost('macos-11-m1-ja')
      await macos.pcCheck[id](host)
      return [...new Set(host.calls)].filter((call) => call !== 'fact home').sort()
    }
    const apps = ['list /Applications', 'list /Users/hanako/Applications']
    const xprotect = '/Library/Apple/System/Library/CoreServices/XProtect.bundle/Contents/Info.plist'
    const settings = '/Library/Preferences/com.apple.SoftwareUpdate.plist'
    expect(await touched('antivirus')).toEqual([
      'file /Applications/Virus Buster.app/Contents/Info.plist',
      `file ${xprotect}`,
      ...apps,
      `run /usr/bin/stat -f %m ${xprotect}`,
      'run /usr/sbin/spctl --status',
    ])
    expect(await touched('firewall')).toEqual([
      'run /usr/libexec/ApplicationFirewall/socketfilterfw --getglobalstate',
    ])
    expect(await touched('updates')).toEqual([
      `file ${settings}`,
      `run /usr/bin/plutil -convert xml1 -o - ${settings}`,
    ])
    expect(await touched('file-sharing')).toEqual([...apps, 'processes'])
    expect(await touched('memory')).toEqual([
      'fact memory',
      'run /usr/sbin/sysctl -n kern.memorystatus_level',
    ])
    expect(await touched('internet-options')).toEqual(['run /usr/sbin/scutil --proxy'])
    expect(await touched('unneeded-files')).toEqual([
      'list /Applications',
      'list /Users/hanako/.Trash',
      'list /Users/hanako/Applications',
      'list /Users/hanako/Library/Caches',
      'run /usr/bin/du -skx /Users/hanako/Library/Caches/Firefox /Users/hanako/Library/Caches/Homebrew',
    ])
  })
})

describe('file sharing', () => {
  it('is found where it only runs, and is not denied where nobody knows what runs', async () => {
    const host = (processes: string[] | null) =>
      recordedHost('macos-11-m1-ja', (kept) => {
        kept.processes = processes
      })
    expect(await macos.pcCheck['file-sharing'](host(['launchd', 'qBittorrent']))).toMatchObject({
      finding: 'file-sharing-found',
      details: ['qBittorrent', 'Transmission'],
    })
    await expect(macos.pcCheck['file-sharing'](host(null))).rejects.toThrow('processes')
  })
})

describe('antivirus', () => {
  const built = Date.parse('2026-01-01T00:00:00Z')
  const read = { version: '5325', builtAt: built, gatekeeper: true, bought: [] }
  const aged = (days: number) => judgeAntivirus({ ...read, now: built + days * 86_400_000 }).finding

  it('is current for 90 days', () => {
    expect([aged(0), aged(90), aged(90.1)]).toEqual([
      'antivirus-current',
      'antivirus-current',
      'antivirus-outdated',
    ])
  })

  it('claims nothing by a clock that is behind', () => {
    expect(() => aged(-2)).toThrow('clock')
    expect(aged(-0.5)).toBe('antivirus-current')
  })

  it('is off where programs are not looked at, whatever else is installed', () => {
    const area = judgeAntivirus({ ...read, gatekeeper: false, bought: ['Norton 360 8.9'], now: built })
    expect([area.state, area.finding, area.details]).toEqual([
      'attention',
      'antivirus-off',
      ['XProtect 5325 (2026-01-01)', 'Norton 360 8.9'],
    ])
  })

  it.each([
    ['/var/db/SystemPolicy-prefs.plist', 'yes', 'antivirus-current'],
    ['/var/db/SystemPolicyConfiguration/SystemPolicy-prefs.plist', 'no', 'antivirus-off'],
  ])('takes the state from %s where the program fails', async (path, enabled, finding) => {
    const host = recordedHost('macos-11-m1-ja', (kept) => {
      delete kept.run['/usr/sbin/spctl --status']
      kept.files[path] =
        `<plist version="1.0"><dict><key>enabled</key><string>${enabled}</string></dict></plist>`
    })
    expect((await macos.pcCheck.antivirus(host)).finding).toBe(finding)
  })

  it('is not read where the age or the state is not known', async () => {
    for (const key of Object.keys(recordedRuns())) {
      const host = recordedHost('macos-11-m1-ja', (kept) => {
        delete kept.run[key]
      })
      await expect(macos.pcCheck.antivirus(host)).rejects.toThrow()
    }
  })
  const recordedRuns = () => ({
    '/usr/sbin/spctl --status': '',
    '/usr/bin/stat -f %m /Library/Apple/System/Library/CoreServices/XProtect.bundle/Contents/Info.plist': '',
  })
})

describe('firewall', () => {
  it('goes by the number', () => {
    expect(stateIn('Firewall is enabled. (State = 1) ')).toBe(1)
    expect(stateIn('Firewall is enabled.')).toBeNull()
    expect([0, 1, 2].map((state) => judgeFirewall(state).state)).toEqual(['attention', 'good', 'good'])
    for (const state of [3, null, undefined, '1']) expect(() => judgeFirewall(state)).toThrow()
  })

  it('takes the file of older systems where the program fails', async () => {
    const host = recordedHost('macos-10.15-intel', (kept) => {
      kept.run = {}
      kept.files['/Library/Preferences/com.apple.alf.plist'] =
        '<plist version="1.0"><dict><key>globalstate</key><integer>1</integer></dict></plist>'
    })
    expect((await macos.pcCheck.firewall(host)).finding).toBe('firewall-on')
  })
})

describe('updates', () => {
  const judge = (body: string) => judgeUpdates(parsePlist(`<plist><dict>${body}</dict></plist>`)).finding
  const install = '<key>AutomaticallyInstallMacOSUpdates</key>'

  it('are by hand unless installing was switched on and nothing was switched off', () => {
    expect(judge('')).toBe('updates-manual')
    expect(judge(`${install}<false/>`)).toBe('updates-manual')
    expect(judge(`${install}<true/>`)).toBe('updates-automatic')
    expect(judge(`${install}<true/><key>AutomaticCheckEnabled</key><false/>`)).toBe('updates-manual')
    expect(judge(`${install}<true/><key>AutomaticDownload</key><integer>0</integer>`)).toBe('updates-manual')
  })

  it('wait only where the list says so, because the counts are stale', () => {
    expect(judge(`${install}<true/><key>LastUpdatesAvailable</key><integer>3</integer>`)).toBe(
      'updates-automatic',
    )
  })
})

describe('start-up', () => {
  it('lists at most what the screens hold', () => {
    const many = Array.from({ length: 40 }, (_, place) => `jp.example.job${place}.plist`)
    expect(judgeStartUp(many).details).toHaveLength(20)
    expect(judgeStartUp(['.DS_Store', 'notes.txt', 'com.apple.a.plist']).details).toEqual([])
  })
})

describe('memory', () => {
  it('goes by percent', () => {
    expect(['0\n', '100\n', ' 7 '].map(levelIn)).toEqual([0, 100, 7])
    for (const output of ['', '101', '-1', '7.5', 'many']) expect(() => levelIn(output)).toThrow()
  })
})

describe('unneeded files', () => {
  it('are few only where everything could be looked at', () => {
    const few = { installers: [], trash: 99, caches: 0.9e9 }
    expect(judgeUnneededFiles(few).finding).toBe('unneeded-files-few')
    expect(() => judgeUnneededFiles({ ...few, trash: null })).toThrow()
    expect(() => judgeUnneededFiles({ ...few, caches: null })).toThrow()
  })

  it('are many where one place alone holds much', () => {
    const closed = { installers: [], trash: null, caches: null }
    expect(judgeUnneededFiles({ ...closed, trash: 100 }).finding).toBe('unneeded-files-many')
    expect(judgeUnneededFiles({ ...closed, caches: 1e9 }).finding).toBe('unneeded-files-many')
    expect(judgeUnneededFiles({ ...closed, installers: ['Install macOS Ventura'] }).details).toEqual([
      'Install macOS Ventura',
    ])
  })

  it('are counted in kB of 1024 bytes', () => {
    expect(bytesIn('1\t/a\n2\t/b c\n')).toBe(3072)
    for (const output of ['', 'du: /a: Operation not permitted\n']) expect(() => bytesIn(output)).toThrow()
  })
})
