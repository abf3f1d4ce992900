import { describe, expect, it } from 'vitest'
import {
  bytesOf,
  numberOf,
  parseRegistry,
  readBelow,
  readKey,
  readTree,
  textOf,
} from '../../../../src/main/machine/windows/registry'
import { recordedHost } from '../recorded-host'

const written = (...lines: string[]) => lines.join('\r\n')

describe('what reg.exe writes', () => {
  const keys = parseRegistry(
    written(
      '',
      'HKEY_CURRENT_USER\\Software\\Sample',
      '    (既定)    REG_SZ    家計簿 プログラム',
      '    Empty    REG_SZ    ',
      '    Nothing    REG_SZ',
      '    With a few words    REG_EXPAND_SZ    %ProgramFiles%\\a  b\\c.exe',
      '    Number    REG_DWORD    0x2d',
      '    Large    REG_QWORD    0x1d9d11700000000',
      '    Bytes    REG_BINARY    46000000FF',
      '    Several    REG_MULTI_SZ    one\\0two',
      '    Broken    REG_DWORD    0xZZ',
      '    Text as number    REG_SZ    0x2d',
      '    Lines    REG_SZ    first',
      'second',
      '    third    is no value',
      '    Unknown    REG_FULL_RESOURCE_DESCRIPTOR    FFFF',
      '    none    REG_NONE    ',
      '',
      'HKEY_CURRENT_USER\\Software\\Sample\\Below',
      '    (Default)    REG_SZ    (value not set)',
      '',
      '検索の完了: 2 件が一致しました。',
    ),
  )
  const values = keys.get('HKEY_CURRENT_USER\\Software\\Sample')

  it('gives texts, and nothing for an empty one or one of another type', () => {
    expect(textOf(values, '')).toBe('家計簿 プログラム')
    expect(textOf(values, 'EMPTY')).toBeNull()
    expect(textOf(values, 'Nothing')).toBeNull()
    expect(textOf(values, 'with a few words')).toBe('%ProgramFiles%\\a  b\\c.exe')
    expect(textOf(values, 'Several')).toBeNull()
    expect(textOf(values, 'Lines')).toBe('first')
    expect(textOf(values, 'Absent')).toBeNull()
    expect(textOf(undefined, 'Absent')).toBeNull()
  })

  it('gives numbers and bytes only where they are some', () => {
    expect(numberOf(values, 'number')).toBe(45)
    expect(numberOf(values, 'Large')).toBe(0x1d9d11700000000)
    expect(numberOf(values, 'Broken')).toBeNull()
    expect(numberOf(values, 'Text as number')).toBeNull()
    expect(bytesOf(values, 'Bytes')).toBe('46000000ff')
    expect(bytesOf(values, 'Number')).toBeNull()
  })

  it('keeps names as they are written, and keys apart', () => {
    expect(values?.get('with a few words')?.name).toBe('With a few words')
    expect([...keys.keys()]).toHaveLength(2)
    expect(values?.has('third')).toBe(false)
  })

  it('reads the same from either line ending, and nothing from an error text', () => {
    expect(
      parseRegistry('HKEY_CLASSES_ROOT\\x\n    a    REG_SZ    b\n').get('HKEY_CLASSES_ROOT\\x')?.size,
    ).toBe(1)
    expect(parseRegistry('エラー: 指定されたレジストリ キーまたは値が見つかりませんでした。').size).toBe(0)
    expect(parseRegistry('    a    REG_SZ    b').size).toBe(0)
  })
})

describe('the bytes that a reg.exe wrote', () => {
  // Recorded: the reg.exe of Wine 8.0 in Japanese, `reg query HKCU\\Software\\Sample`, in the older Japanese encoding.
  const bytes = Buffer.from(
    [
      'DQpIS0VZX0NVUlJFTlRfVVNFUlxTb2Z0d2FyZVxTYW1wbGUNCiAgICAoivmS6CkgICAgUkVHX1NaICAgIGRlZmF1bHQgdGV4dA0K',
      'ICAgIEJ5dGVzICAgIFJFR19CSU5BUlkgICAgNDYwMDAwMDBGRg0KICAgIEVtcHR5ICAgIFJFR19TWiAgICANCiAgICBFeHBhbmQg',
      'ICAgUkVHX0VYUEFORF9TWiAgICAlUGF0aCUNCiAgICBKYXBhbmVzZSAgICBSRUdfU1ogICAgicaMdpXrDQogICAgTGFyZ2UgICAg',
      'UkVHX1FXT1JEICAgIChudWxsKQ0KICAgIExpbmVzICAgIFJFR19TWiAgICBhDQpiDQogICAgTm9uZSAgICBSRUdfTk9ORSAgICAN',
      'CiAgICBOdW1iZXIgICAgUkVHX0RXT1JEICAgIDB4MmQNCiAgICBTZXZlcmFsICAgIFJFR19NVUxUSV9TWiAgICBvbmVcMHR3bw0K',
      'ICAgIFdpdGggYSBmZXcgd29yZHMgICAgUkVHX1NaICAgIEM6XFByb2dyYW0gRmlsZXNcYSAgYlxjLmV4ZQ0KDQpIS0VZX0NVUlJF',
      'TlRfVVNFUlxTb2Z0d2FyZVxTYW1wbGVcQmVsb3cNCg==',
    ].join(''),
    'base64',
  )
  const values = parseRegistry(new TextDecoder('shift_jis').decode(bytes)).get(
    'HKEY_CURRENT_USER\\Software\\Sample',
  )

  it('are read, the default value by its Japanese name too', () => {
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow(TypeError)
    expect(textOf(values, '')).toBe('default text')
    expect(textOf(values, 'Japanese')).toBe('家計簿')
    expect(textOf(values, 'With a few words')).toBe('C:\\Program Files\\a  b\\c.exe')
    expect(textOf(values, 'Expand')).toBe('%Path%')
    expect(textOf(values, 'Lines')).toBe('a')
    expect(textOf(values, 'Empty')).toBeNull()
    expect(textOf(values, 'Several')).toBeNull()
    expect(numberOf(values, 'Number')).toBe(45)
    // This one cannot write a large number, and says so.
    expect(numberOf(values, 'Large')).toBeNull()
    expect(bytesOf(values, 'Bytes')).toBe('46000000ff')
    expect(values?.get('none')?.type).toBe('REG_NONE')
  })
})

describe('asking for keys', () => {
  const query = 'run C:\\Windows\\System32\\reg.exe query'
  const policies = 'HKLM\\SOFTWARE\\Policies\\Microsoft'

  it('finds the names below a key, also where it has no values itself', async () => {
    const host = recordedHost('windows-10-enterprise-64')
    const key = await readKey(host, policies)
    expect(key.values.size).toBe(0)
    expect(key.subkeys).toEqual(['Cryptography', 'SystemCertificates', 'Windows', 'WindowsFirewall'])
  })

  it('knows that a key is not there without asking for it', async () => {
    const host = recordedHost('windows-11-pro')
    expect(await readBelow(host, policies, ['Windows', 'WindowsUpdate', 'AU'])).toBeNull()
    expect(host.calls.filter((call) => call.startsWith('run'))).toEqual([
      `${query} ${policies}`,
      `${query} ${policies}\\Windows`,
    ])
  })

  it('rejects where the key that must be there cannot be read', async () => {
    const host = recordedHost('windows-11-pro')
    await expect(readBelow(host, 'HKLM\\SOFTWARE\\Nothing', ['AU'])).rejects.toThrow('not recorded')
    await expect(readTree(host, 'HKLM\\SOFTWARE\\Nothing')).rejects.toThrow('not recorded')
  })

  it('asks a 32-bit agent on a 64-bit system for the keys of the system', async () => {
    const host = recordedHost('windows-11-home-ja')
    await readKey(host, policies)
    expect(host.calls).toContain(`${query} ${policies} /reg:64`)
  })
})
