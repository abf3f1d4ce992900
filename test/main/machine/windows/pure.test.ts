import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeAntivirus } from '../../../../src/main/machine/windows/antivirus'
import { chosenId } from '../../../../src/main/machine/windows/default-programs'
import { fixedDrives } from '../../../../src/main/machine/windows/drives'
import { judgeFirewall } from '../../../../src/main/machine/windows/firewall'
import { judgeInternetOptions } from '../../../../src/main/machine/windows/internet-options'
import { defaultInterface } from '../../../../src/main/machine/windows/network-card'
import { fileOf, packageOf } from '../../../../src/main/machine/windows/program'
import { proxyKind } from '../../../../src/main/machine/windows/proxy'
import type { Tree, Value, Values } from '../../../../src/main/machine/windows/registry'
import { judgeUnneeded } from '../../../../src/main/machine/windows/unneeded-files'
import { judgeUpdates } from '../../../../src/main/machine/windows/updates'
import { pcCheckArea } from '../../../../src/shared/pc-check'

const values = (...all: readonly [name: string, type: string, data: string][]): Values =>
  new Map(all.map(([name, type, data]): [string, Value] => [name.toLowerCase(), { name, type, data }]))
const tree = (keys: Readonly<Record<string, Values>>): Tree => new Map(Object.entries(keys))
const text = (name: string, data: string) => values([name, 'REG_SZ', data])

describe('virus protection', () => {
  // What each number was seen to mean: http://neophob.com/2010/03/wmi-query-windows-securitycenter2/
  it.each([
    [266240, 'antivirus-current'],
    [266256, 'antivirus-outdated'],
    [397312, 'antivirus-current'],
    [397328, 'antivirus-outdated'],
    [397568, 'antivirus-current'],
    [397584, 'antivirus-outdated'],
    [393472, 'antivirus-off'],
    [393216, 'antivirus-off'],
    [262144, 'antivirus-off'],
    // Put off for a while, and run out.
    [0x042000, 'antivirus-off'],
    [0x043000, 'antivirus-off'],
  ])('%i is %s', (state, finding) => {
    expect(judgeAntivirus([{ name: 'One', state }], false).finding).toBe(finding)
  })

  it('is none with an empty list, and unread without a list', () => {
    expect(judgeAntivirus([], true)).toMatchObject({ state: 'attention', finding: 'antivirus-none' })
    for (const off of [true, false]) expect(judgeAntivirus(null, off).finding).toBe('unreadable')
    // Windows' own should stand there: the Security Center did not answer in full.
    expect(judgeAntivirus([], false)).toMatchObject({ state: 'unread', finding: 'unreadable' })
  })

  it('takes the good one of several, also of two with one name', () => {
    const two = [
      { name: 'One', state: 262144 },
      { name: 'One', state: 266240 },
    ]
    expect(judgeAntivirus(two, false)).toMatchObject({ finding: 'antivirus-current', details: ['One'] })
    // On but old in one entry, off but new in the other: together they protect nobody.
    expect(
      judgeAntivirus(
        [
          { name: 'One', state: 266256 },
          { name: 'One', state: 262144 },
        ],
        false,
      ).finding,
    ).toBe('antivirus-outdated')
  })
})

describe('a firewall', () => {
  const own = { stopped: false, off: [] }
  it('is never good where it is off and others are not known', () => {
    expect(judgeFirewall({ ...own, off: ['Public'] }, null).state).toBe('unread')
    expect(judgeFirewall({ ...own, stopped: true }, null).state).toBe('unread')
  })
  it('is off where no other is on', () => {
    expect(judgeFirewall({ ...own, off: ['Public'] }, [{ name: 'One', state: 0 }])).toMatchObject({
      finding: 'firewall-off',
      details: ['Public'],
    })
  })
  it('is on where the own one is, whatever is known of others', () => {
    expect(judgeFirewall(own, null).finding).toBe('firewall-on')
  })
})

describe('updates', () => {
  it('puts what most needs something first, and passes over new signatures', () => {
    const pending = ['KB2267602', 'KB1']
    expect(judgeUpdates({ restart: true, manual: true, pending }).finding).toBe('updates-restart')
    expect(judgeUpdates({ restart: false, manual: true, pending }).finding).toBe('updates-manual')
    expect(judgeUpdates({ restart: false, manual: false, pending })).toMatchObject({
      finding: 'updates-pending',
      details: ['KB1'],
    })
    expect(judgeUpdates({ restart: false, manual: false, pending: ['KB2267602'] }).finding).toBe(
      'updates-automatic',
    )
    expect(judgeUpdates({ restart: false, manual: false, pending: null }).state).toBe('good')
  })
})

describe('unneeded files', () => {
  const counted = { temp: 0, bin: 0, files: 0, whole: true }
  it.each([
    [{ ...counted, temp: 999_999_999 }, 'unneeded-files-few'],
    [{ ...counted, temp: 999_999_999, bin: 1 }, 'unneeded-files-many'],
    [{ ...counted, temp: 999_999_999, whole: false }, 'unreadable'],
    [{ ...counted, temp: 1e9, whole: false }, 'unneeded-files-many'],
    [{ ...counted, files: 20_000, whole: false }, 'unneeded-files-many'],
  ])('%o is %s', (one, finding) => expect(judgeUnneeded([one]).finding).toBe(finding))

  it('is unread without an answer', () => {
    for (const none of [null, []]) expect(judgeUnneeded(none).state).toBe('unread')
  })
})

describe('internet options', () => {
  const proxy = { kind: 'none', server: null } as const
  it.each([
    [0x11500, 'good'],
    [0x11501, 'attention'],
    [0, 'attention'],
    [null, 'unread'],
  ])('%s is %s', (level, state) => {
    expect(judgeInternetOptions({ level, proxy, startPage: null }).state).toBe(state)
  })

  it('shows no name, no password and no path, whatever stands there', () => {
    const page = 'https://user:secret@www.example.jp/private?me=1'
    const server = 'http=user:secret@proxy.example.jp:8080;https=user:secret@[::1]:80'
    const shown = judgeInternetOptions({ level: 0x11500, proxy: { kind: 'manual', server }, startPage: page })
    expect(JSON.stringify(shown)).not.toMatch(/secret|user|private/)
    fc.assert(
      fc.property(fc.string(), (startPage) => {
        pcCheckArea.parse(
          judgeInternetOptions({ level: 1, proxy: { kind: 'pac', server: startPage }, startPage }),
        )
      }),
    )
  })
})

describe('the proxy that Windows would use', () => {
  const on = values(['ProxyEnable', 'REG_DWORD', '0x1'], ['ProxyServer', 'REG_SZ', 'proxy:8080'])
  const looks = values(['DefaultConnectionSettings', 'REG_BINARY', '460000000200000009000000'])
  const network = (address: string) =>
    tree({
      '': text('WpadLastNetwork', '{A}'),
      '{a}': text('WpadDetectedUrl', address),
      '{b}': text('WpadDetectedUrl', 'http://elsewhere/wpad.dat'),
    })

  it.each([
    ['nothing', values(), undefined, undefined, 'none'],
    ['a server', on, undefined, undefined, 'manual'],
    ['a server without a switch', text('ProxyServer', 'proxy:8080'), undefined, undefined, 'none'],
    ['a switch without a server', values(['ProxyEnable', 'REG_DWORD', '0x1']), undefined, undefined, 'none'],
    ['a script', text('AutoConfigURL', 'http://pac/'), looks, undefined, 'pac'],
    ['an empty script', text('AutoConfigURL', ''), undefined, undefined, 'none'],
    ['looking by itself', values(), looks, undefined, 'none'],
    ['having found', values(), looks, network('http://wpad/wpad.dat'), 'automatic'],
    ['having found elsewhere only', values(), looks, network(''), 'none'],
    ['having found, and no longer looking', values(), values(), network('http://wpad/wpad.dat'), 'none'],
  ])('%s', (_what, settings, connections, found, kind) => {
    expect(proxyKind(settings, connections, found)).toBe(kind)
  })
})

describe('the way out', () => {
  it.each([
    ['          0.0.0.0          0.0.0.0      192.168.0.1    192.168.0.103     35', '192.168.0.103'],
    ['          0.0.0.0          0.0.0.0         On-link        10.9.0.5      2', '10.9.0.5'],
    ['          0.0.0.0          0.0.0.0    Auf Verbindung       10.9.0.5      2', '10.9.0.5'],
    ['          0.0.0.0          0.0.0.0            リンク上       10.9.0.5      2', '10.9.0.5'],
    // A stored route has no interface, and a smaller net is no way out.
    ['          0.0.0.0          0.0.0.0      192.168.0.1       1', null],
    ['          0.0.0.0          0.0.0.0      192.168.0.1  Default', null],
    ['          0.0.0.0        128.0.0.0         10.8.0.1        10.8.0.2      3', null],
    ['', null],
  ])('%s', (line, address) => expect(defaultInterface(line)).toBe(address))

  it('is the one of the lowest cost', () => {
    const routes = [
      '          0.0.0.0          0.0.0.0      192.168.0.1    192.168.0.103     50',
      '          0.0.0.0          0.0.0.0         10.0.0.1         10.0.0.9     5',
    ]
    expect(defaultInterface(routes.join('\r\n'))).toBe('10.0.0.9')
    expect(defaultInterface(routes.reverse().join('\n'))).toBe('10.0.0.9')
  })
})

describe('drives', () => {
  const bytes = (name: string, data: string): [string, string, string] => [name, 'REG_BINARY', data]
  it('are fixed by what Windows keeps of their letters', () => {
    expect(
      fixedDrives(
        values(
          bytes('\\DosDevices\\C:', '444D494F3A49443A6E0C0B7D1122334455667788'),
          bytes('\\DosDevices\\D:', 'F6B2F6B2007E000000000000'),
          bytes('\\DosDevices\\E:', '5C003F003F005C00530043005300490023004300'),
          bytes('\\DosDevices\\F:', '5F003F003F005F00550053004200530054004F00'),
          bytes('\\DosDevices\\G:\\folder', 'F6B2F6B2007E000000000000'),
          bytes('\\??\\Volume{7d0b0c6e}', 'F6B2F6B2007E000000000000'),
          ['\\DosDevices\\H:', 'REG_SZ', 'F6B2F6B2007E000000000000'],
        ),
      ),
    ).toEqual(['C:', 'D:'])
  })
})

describe('the chosen program', () => {
  it.each([
    [
      'newer before older',
      { userchoice: text('ProgId', 'Old'), 'userchoicelatest\\progid': text('ProgId', 'New') },
      'New',
    ],
    [
      'only the older',
      { userchoice: text('ProgId', 'FirefoxURL-308046B0AF4A39CB') },
      'FirefoxURL-308046B0AF4A39CB',
    ],
    [
      'the newer without a choice',
      { userchoice: text('ProgId', 'Old'), userchoicelatest: text('Hash', 'x=') },
      'Old',
    ],
    ['none', { '': values() }, null],
    ['what is no name', { userchoice: text('ProgId', '..\\..\\x" /f') }, null],
  ])('%s', (_what, keys, id) => expect(chosenId(tree(keys as Record<string, Values>))).toBe(id))

  it.each([
    ['"C:\\Program Files\\a b\\c.exe" -url "%1"', 'C:\\Program Files\\a b\\c.exe'],
    ['C:\\Program Files\\a b\\c.exe %1', 'C:\\Program Files\\a b\\c.exe'],
    ['"%ProgramFiles%\\c.exe" %1', 'C:\\Program Files\\c.exe'],
    ['%PROGRAMFILES%\\c.EXE', 'C:\\Program Files\\c.EXE'],
    ['"%Unknown%\\c.exe"', null],
    ['"\\\\server\\share\\c.exe"', null],
    ['rundll32.exe url.dll', null],
    ['', null],
  ])('starts %s', (command, file) => {
    expect(fileOf(command, { ProgramFiles: 'C:\\Program Files' })).toBe(file)
  })

  it.each([
    [
      {
        application: text(
          'ApplicationName',
          '@{Mozilla.Firefox_120.0.1.0_x64__n80bbvh6b1yt2?ms-resource://x}',
        ),
      },
      { name: 'Firefox', version: '120.0.1.0' },
    ],
    [
      {
        application: text(
          'ApplicationName',
          '@{Some.Other-App_1.2.3.4_neutral_split.scale-100_8wekyb3d8bbwe?ms-resource://x}',
        ),
      },
      { name: 'Some.Other-App', version: '1.2.3.4' },
    ],
    [
      { application: text('AppUserModelID', 'Some.App_8wekyb3d8bbwe!App') },
      { name: 'Some.App', version: null },
    ],
    [{ application: text('ApplicationName', '@C:\\x.dll,-100') }, null],
    [{ application: text('ApplicationName', 'Google Chrome'), 'shell\\open\\command': text('', 'x') }, null],
  ])('of the Store: %o', (keys, program) => {
    expect(packageOf(tree(keys as Record<string, Values>))).toEqual(program)
  })
})
