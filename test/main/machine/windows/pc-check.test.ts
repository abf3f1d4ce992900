import { describe, expect, it } from 'vitest'
import { windows } from '../../../../src/main/machine/windows'
import { updates } from '../../../../src/main/machine/windows/updates'
import { type PcCheckAreaId, pcCheckArea, pcCheckAreaIds } from '../../../../src/shared/pc-check'
import { recordedHost } from '../recorded-host'
import { type MachineName, machines } from './machines'

/** Finding and details; null where the area rejects. */
type Said = readonly [string, ...string[]] | null
const expected: Record<MachineName, Record<PcCheckAreaId, Said>> = {
  'windows-10-enterprise-64': {
    antivirus: ['antivirus-current', 'F-Secure Client Security 12.00'],
    // Off in every profile, and on by policy.
    firewall: ['firewall-on', 'Windows Defender Firewall'],
    updates: ['updates-manual', 'KB5032189'],
    'file-sharing': ['file-sharing-none'],
    'start-up': ['start-up-listed', 'OneDrive', 'Send to OneNote', 'SecurityHealth'],
    disk: ['disk-low', 'C: 92.0 GB / 255.0 GB', 'D: 12.3 GB / 500.1 GB'],
    memory: ['memory-enough', '6.0 GB / 15.8 GB'],
    'internet-options': [
      'internet-options-changed',
      'Zone 3: 0x0',
      'Proxy: pac.example.com',
      'Start Page: intranet.example.com',
    ],
    'unneeded-files': ['unneeded-files-few', 'Temp: 0.4 GB', 'Recycle Bin: 0.0 GB'],
  },
  'windows-10-home-32-ja': {
    antivirus: ['antivirus-off', 'ノートン セキュリティ', 'Windows Defender'],
    firewall: ['firewall-off'],
    updates: ['updates-manual'],
    'file-sharing': ['file-sharing-found', 'Winny'],
    'start-up': ['start-up-listed', 'ctfmon'],
    disk: ['disk-low', 'C: 11.0 GB / 148.0 GB'],
    memory: ['memory-low', '0.1 GB / 1.9 GB'],
    'internet-options': ['internet-options-changed', 'Zone 3: 0x10000', 'Start Page: www.example.jp'],
    'unneeded-files': ['unreadable'],
  },
  'windows-10-home-s': {
    // S mode starts no PowerShell.
    antivirus: null,
    firewall: ['firewall-on', 'Windows Defender Firewall'],
    updates: ['updates-automatic'],
    'file-sharing': ['file-sharing-none'],
    'start-up': ['start-up-listed', 'OneDrive', 'SecurityHealth'],
    disk: ['disk-low', 'C: 6.0 GB / 62.0 GB'],
    memory: ['memory-enough', '2.0 GB / 3.8 GB'],
    'internet-options': ['internet-options-changed', 'Zone 3: 0x11500', 'Proxy: automatic'],
    'unneeded-files': null,
  },
  'windows-10-pro-64-ja': {
    antivirus: ['antivirus-outdated', 'ウイルスバスター クラウド'],
    // The private profile is off because another firewall took over.
    firewall: ['firewall-on', 'ウイルスバスター クラウド'],
    updates: ['updates-restart'],
    'file-sharing': ['file-sharing-found', 'BitComet'],
    'start-up': ['start-up-listed', '家計簿', 'SecurityHealth', 'かんたん印刷', 'プリンター ヘルパー'],
    disk: ['disk-low', 'C: 4.9 GB / 118.0 GB'],
    memory: ['memory-low', '0.7 GB / 7.9 GB'],
    'internet-options': [
      'internet-options-changed',
      'Zone 3: 0x11500',
      'Proxy: http=proxy.example.jp:8080;https=proxy.example.jp:8080',
      'Start Page: www.example.jp',
    ],
    'unneeded-files': ['unreadable'],
  },
  'windows-11-home-ja': {
    antivirus: ['antivirus-current', 'Windows Defender'],
    firewall: ['firewall-on', 'Windows Defender Firewall'],
    updates: ['updates-automatic'],
    'file-sharing': ['file-sharing-none'],
    'start-up': ['start-up-listed', 'SecurityHealth', '筆まめ'],
    disk: ['disk-enough', 'C: 301.0 GB / 494.0 GB'],
    memory: ['memory-enough', '3.0 GB / 7.5 GB'],
    'internet-options': ['internet-options-default', 'Zone 3: 0x11500'],
    'unneeded-files': ['unneeded-files-many', 'Temp: ≥ 0.1 GB', 'Recycle Bin: ≥ 0.0 GB'],
  },
  'windows-11-pro': {
    antivirus: ['antivirus-current', 'Windows Defender'],
    firewall: ['firewall-on', 'Windows Defender Firewall'],
    updates: ['updates-manual'],
    'file-sharing': ['file-sharing-found', 'µTorrent', 'qBittorrent'],
    'start-up': ['start-up-listed', 'OneDrive', 'Delete Cached Update Binary', 'SecurityHealth'],
    disk: ['disk-enough', 'C: 611.0 GB / 1023.0 GB'],
    memory: ['memory-enough', '16.0 GB / 31.7 GB'],
    'internet-options': ['internet-options-default', 'Zone 3: 0x11500'],
    'unneeded-files': ['unneeded-files-many', 'Temp: 0.8 GB', 'Recycle Bin: 1.9 GB'],
  },
}

const now = new Date('2026-11-22T00:00:00Z')
const read = (id: PcCheckAreaId, host: ReturnType<typeof recordedHost>) =>
  id === 'updates' ? updates(host, now) : windows.pcCheck[id](host)

describe.each(machines)('the check of %s', (name) => {
  it.each(pcCheckAreaIds)('%s', async (id) => {
    const said = expected[name][id]
    if (said === null) return await expect(read(id, recordedHost(name))).rejects.toThrow('not recorded')
    const area = pcCheckArea.parse(await read(id, recordedHost(name)))
    const [finding, ...details] = said
    expect(area).toMatchObject({ id, finding, details })
    const good = /-(current|on|automatic|none|listed|enough|default|few)$/.test(finding)
    expect(area.state).toBe(finding === 'unreadable' ? 'unread' : good ? 'good' : 'attention')
  })
})

describe('the check as a whole', () => {
  it('starts one PowerShell for all that are asked together, by its place and with no word from outside', async () => {
    const host = recordedHost('windows-11-pro')
    await Promise.all(pcCheckAreaIds.map((id) => read(id, host)))
    const started = host.calls.filter((call) => call.includes('powershell.exe'))
    expect(started).toHaveLength(1)
    expect(started[0]).toMatch(
      /^run C:\\Windows\\System32\\WindowsPowerShell\\v1\.0\\powershell\.exe -NoLogo /,
    )
    expect(
      host.calls
        .filter((call) => call.startsWith('run'))
        .every((call) => call.startsWith('run C:\\Windows\\')),
    ).toBe(true)
  })

  it('asks anew the next time', async () => {
    const host = recordedHost('windows-11-pro')
    await windows.pcCheck.antivirus(host)
    await windows.pcCheck.antivirus(host)
    expect(host.calls.filter((call) => call.includes('powershell.exe'))).toHaveLength(2)
  })

  it.each(pcCheckAreaIds.filter((id) => id !== 'memory'))('%s rejects where nothing answers', async (id) => {
    const silent = recordedHost('windows-11-pro', (kept) => {
      kept.run = {}
      kept.lists = {}
      kept.space = {}
    })
    await expect(read(id, silent)).rejects.toThrow()
  })

  const quiet: Record<'disk' | 'memory' | 'start-up' | 'internet-options' | 'file-sharing', RegExp> = {
    disk: /^(fact (env|arch)|space .*|run .*reg\.exe query HKLM\\SYSTEM\\MountedDevices)$/,
    memory: /^fact memory$/,
    'start-up':
      /^(fact (env|arch)|list .*StartUp|run .*reg\.exe query HK(LM|CU)\\Software\\Microsoft\\Windows\\CurrentVersion(\\(Run(Once)?|Explorer(\\StartupApproved \/s)?))?( \/reg:32)?)$/,
    'internet-options':
      /^(fact (env|arch)|run .*reg\.exe query .*(Internet Settings|Policies|Internet Explorer).*)$/,
    'file-sharing':
      /^(fact (env|arch)|run .*(tasklist\.exe \/fo csv \/nh|reg\.exe query .*(Uninstall.*|CurrentVersion)))$/,
  }
  it.each(Object.entries(quiet))('%s asks nothing of the others', async (id, allowed) => {
    const host = recordedHost('windows-11-pro')
    await windows.pcCheck[id as PcCheckAreaId](host)
    expect(host.calls.filter((call) => !allowed.test(call))).toEqual([])
  })
})

describe('file-sharing programs', () => {
  const lists =
    'C:\\Windows\\System32\\reg.exe query HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall /s /v DisplayName'

  it('are found although another list cannot be read, but never said to be absent then', async () => {
    const broken = (name: MachineName) =>
      recordedHost(name, (kept) => {
        delete kept.run[lists]
      })
    expect((await windows.pcCheck['file-sharing'](broken('windows-11-pro'))).details).toEqual([
      'µTorrent',
      'qBittorrent',
    ])
    await expect(windows.pcCheck['file-sharing'](broken('windows-10-enterprise-64'))).rejects.toThrow(
      'not every list',
    )
  })
})

describe('an empty list of virus protection', () => {
  const service = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\WinDefend'
  const withService = (lines: string[] | null) =>
    recordedHost('windows-11-pro', (kept) => {
      for (const key of Object.keys(kept.run))
        if (key.includes('powershell.exe'))
          kept.run[key] = '{"antivirus":[],"firewall":[],"pending":[],"unneeded":[]}'
      if (lines !== null) kept.run[`C:\\Windows\\System32\\reg.exe query ${service}`] = lines
    })
  const start = (value: string) => [
    'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\WinDefend',
    `    Start    REG_DWORD    ${value}`,
  ]
  it.each([
    ['off', start('0x4'), 'antivirus-none'],
    ['on', start('0x2'), 'unreadable'],
    ['not known', null, 'unreadable'],
  ])('says so only if the own one is off: %s', async (_what, lines, finding) => {
    expect((await windows.pcCheck.antivirus(withService(lines))).finding).toBe(finding)
  })
})

describe('a list of running programs that is empty', () => {
  it('is no answer', async () => {
    const host = recordedHost('windows-10-enterprise-64', (kept) => {
      kept.run['C:\\Windows\\System32\\tasklist.exe /fo csv /nh'] =
        '情報: 指定された条件に一致するタスクは実行されていません。'
    })
    await expect(windows.pcCheck['file-sharing'](host)).rejects.toThrow('not every list')
  })
})

describe('a name that lost a letter on its way', () => {
  it('is still known by its key', async () => {
    const host = recordedHost('windows-11-pro', (kept) => {
      for (const [key, lines] of Object.entries(kept.run))
        if (Array.isArray(lines)) kept.run[key] = lines.map((line) => line.replace('µTorrent', '?Torrent'))
    })
    expect((await windows.pcCheck['file-sharing'](host)).details).toEqual(['µTorrent', 'qBittorrent'])
  })
})

describe('put-off updates', () => {
  it('count until their day has come', async () => {
    const host = recordedHost('windows-11-pro')
    expect((await updates(host, new Date('2026-12-20T02:59:59Z'))).finding).toBe('updates-manual')
    expect((await updates(host, new Date('2026-12-20T03:00:00Z'))).finding).toBe('updates-automatic')
  })
})
