import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { printPolicy } from '../../../src/main/policy/print'
import { wishIn } from '../../../src/main/policy/wish'
import { settingNames } from '../../../src/shared/policy'
import { root as application } from '../../sources'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sobani-print-'))
  await mkdir(join(root, 'policies', 'managed'), { recursive: true, mode: 0o755 })
})
afterEach(async () => {
  vi.restoreAllMocks()
  await rm(root, { recursive: true, force: true })
})

async function printed(wish: 'text' | 'json', values: unknown, env: Record<string, string> = {}) {
  await writeFile(join(root, 'policies', 'managed', 'a.json'), JSON.stringify(values), { mode: 0o644 })
  let text = ''
  const write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
    text += String(chunk)
    rest.find((one): one is () => void => typeof one === 'function')?.()
    return true
  }
  vi.spyOn(process.stdout, 'write').mockImplementation(write)
  const status = await printPolicy(wish, '1.2.3', {
    packaged: false,
    platform: 'linux',
    root: application,
    env: { SOBANI_POLICY_FOLDER: join(root, 'policies'), ...env },
  })
  vi.restoreAllMocks()
  return { status, text }
}

describe('the wish to have it printed', () => {
  it.each([
    [['/opt/sobani'], null],
    [['/opt/sobani', '--print-policy'], 'text'],
    [['electron', '.', '--print-policy=json', '--no-sandbox'], 'json'],
    [['/opt/sobani', '--print-policy=strange'], 'text'],
    [['/opt/sobani', '--print-policy-not'], null],
    [['/opt/sobani', 'sobani://--print-policy'], null],
  ])('in %j is %s', (words, wish) => {
    expect(wishIn(words)).toBe(wish)
  })
})

describe.skipIf(process.platform === 'win32')('what is in force, printed', () => {
  it('names each setting once, its value and where it comes from', async () => {
    const { status, text } = await printed(
      'text',
      { Language: 'en', NeverCollect: ['os'] },
      { SOBANI_RELAY: 'https://a.example.jp' },
    )
    expect(status).toBe(0)
    const lines = text.split('\n')
    for (const name of settingNames)
      expect(lines.filter((line) => line.startsWith(`${name} `))).toHaveLength(1)
    expect(text).toContain(
      'Sobani 1.2.3, channel current, installed by the user\nrelay: https://a.example.jp\n',
    )
    expect(lines.find((line) => line.startsWith('Language'))).toMatch(/^Language +"en" +policy$/)
    expect(lines.find((line) => line.startsWith('ServerUrl'))).toMatch(
      /"https:\/\/a\.example\.jp" +environment$/,
    )
    expect(lines.find((line) => line.startsWith('ViewOnly'))).toMatch(/^ViewOnly +\(not set\)$/)
    expect(text.endsWith('\nno faults\n')).toBe(true)
  })

  it('ends with 3 where something cannot be read, and says what without saying its value', async () => {
    const { status, text } = await printed('text', {
      ServerUrl: 'javascript:secret',
      '\u001b[31mレッド\n': 1,
      ViewOnly: 'perhaps',
    })
    expect(status).toBe(3)
    expect(text).toContain('relay: none (policy-unreadable)')
    expect(text).toContain('- policy: "ServerUrl" has a value that cannot be understood\n')
    expect(text).toContain('- policy: "\\u001b[31m???\\n" is unknown to this version\n')
    expect(text).not.toContain('secret')
    expect(text).toMatch(/^[\x20-\x7e\n]*$/)
  })

  it('is for programs the same, as JSON', async () => {
    const { status, text } = await printed(
      'json',
      { AllowedRelays: ['https://b.example.jp'], RelayKeys: ['?'] },
      {
        SOBANI_RELAY: 'https://a.example.jp',
      },
    )
    expect(status).toBe(3)
    expect(JSON.parse(text)).toMatchObject({
      version: '1.2.3',
      channel: 'current',
      relay: null,
      relayRefusal: 'relay-not-allowed',
      relayKeys: [],
      service: 'default',
      settings: {
        AllowedRelays: { value: ['https://b.example.jp'], from: ['policy'] },
        ViewOnly: { value: null, from: [] },
      },
      faults: [{ layer: 'policy', setting: 'RelayKeys', why: 'malformed' }],
    })
  })
})
