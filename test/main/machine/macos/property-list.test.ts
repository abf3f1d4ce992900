import { describe, expect, it } from 'vitest'
import {
  flagAt,
  listAt,
  parsePlist,
  readPlist,
  textAt,
} from '../../../../src/main/machine/macos/property-list'
import { readRecording, recordedHost } from '../recorded-host'

const settings = '/Library/Preferences/com.apple.SoftwareUpdate.plist'
const plist = (body: string) => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">${body}</plist>`

describe('a property list', () => {
  it('holds every kind of value', () => {
    const keys = parsePlist(
      plist(`<dict>
        <!-- a note -->
        <key>text</key><string>お便り &amp; &lt;more&gt; &#x1F600;&#33;</string>
        <key>none</key><string/>
        <key>empty</key><string></string>
        <key>number</key><integer>-3</integer>
        <key>real</key><real>1.5</real>
        <key>on</key><true/>
        <key>off</key><false/>
        <key>one</key><integer>1</integer>
        <key>date</key><date>2024-07-02T16:27:14Z</date>
        <key>data</key><data>
          AAEC
        </data>
        <key>list</key><array><dict><key>a</key><string>b</string></dict><string>c</string></array>
        <key>bare</key><array/>
        <key>within</key><dict><key>deeper</key><dict/></dict>
      </dict>`),
    )
    expect(textAt(keys, 'text')).toBe('お便り & <more> 😀!')
    expect([textAt(keys, 'none'), textAt(keys, 'empty'), textAt(keys, 'number')]).toEqual([null, null, null])
    expect([keys.get('number'), keys.get('real')]).toEqual([-3, 1.5])
    expect(['on', 'off', 'one', 'number', 'text', 'absent'].map((key) => flagAt(keys, key))).toEqual([
      true,
      false,
      true,
      null,
      null,
      null,
    ])
    expect(keys.get('date')).toBe('2024-07-02T16:27:14Z')
    expect(listAt(keys, 'list').map((entry) => textAt(entry, 'a'))).toEqual(['b'])
    expect([listAt(keys, 'bare'), listAt(keys, 'text'), listAt(keys, 'absent')]).toEqual([[], [], []])
    expect(keys.get('within')).toEqual(new Map([['deeper', new Map()]]))
  })

  it.each([
    ['nothing', ''],
    ['what is not one', 'bplist00'],
    ['an error page', '<html><body>no</body></html>'],
    ['no keys at its top', plist('<array/>')],
    ['an end too early', plist('<dict><key>a</key><string>b</string>')],
    ['a key without a value', plist('<dict><key>a</key></dict>')],
    ['a value without a key', plist('<dict><string>a</string></dict>')],
    ['a kind that is none', plist('<dict><key>a</key><script>b</script></dict>')],
    ['a number that is none', plist('<dict><key>a</key><integer>many</integer></dict>')],
    ['endless depth', plist(`<dict><key>a</key>${'<array>'.repeat(5000)}`)],
  ])('is not read from %s', (_, text) => {
    expect(() => parsePlist(text)).toThrow()
  })

  it('is read as it is where it is XML', async () => {
    const host = recordedHost('macos-10.15-intel')
    const path = '/Applications/Safari.app/Contents/Info.plist'
    expect(textAt(await readPlist(host, path), 'CFBundleShortVersionString')).toBe('13.1.1')
    expect(host.calls).toEqual([`file ${path}`])
  })

  it('is turned into XML where it is binary, with the date that JSON could not hold', async () => {
    const host = recordedHost('macos-10.15-intel')
    expect(textAt(await readPlist(host, settings), 'LastSuccessfulDate')).toBe('2020-06-12T09:21:33Z')
    expect(host.calls).toEqual([`file ${settings}`, `run /usr/bin/plutil -convert xml1 -o - ${settings}`])
  })

  it('rejects where there is none', async () => {
    await expect(readPlist(recordedHost('macos-12-m1-rosetta'), settings)).rejects.toThrow('not recorded')
    expect(readRecording('macos-12-m1-rosetta').files).toEqual({})
  })
})
