import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DownloadFolder, downloadFolder, everything } from './download-folder'
import { openStage, type Stage } from './stage'

/** What browsers send. Chromium tells more only by hints, which it gives over https. */
type Hints = readonly [platform: string, version?: string, arch?: string, bitness?: string]
const headersOf = (agent: string, hints?: Hints): Record<string, string> => {
  const names = ['sec-ch-ua-platform', 'sec-ch-ua-platform-version', 'sec-ch-ua-arch', 'sec-ch-ua-bitness']
  const told = (hints ?? []).map((value, place) => [names[place] ?? '', `"${value}"`])
  return { 'user-agent': agent, ...Object.fromEntries(told) }
}

const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)'
const chrome = (on: string, more = '') =>
  `Mozilla/5.0 (${on}) ${webkit} Chrome/131.0.0.0 Safari/537.36${more}`
const firefox = (on: string, version = '132.0') =>
  `Mozilla/5.0 (${on}; rv:${version}) Gecko/20100101 Firefox/${version}`
const safari = (version: string, on = 'Macintosh; Intel Mac OS X 10_15_7') =>
  `Mozilla/5.0 (${on}) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${version} Safari/605.1.15`
const win64 = 'Windows NT 10.0; Win64; x64'
const mac = 'Macintosh; Intel Mac OS X 10_15_7'

const winX64 = 'current-windows-x64-nsis'
const winArm = 'current-windows-arm64-nsis'
const win32 = 'legacy-windows-ia32-nsis'
const newArm = 'current-macos-arm64-dmg'
const newIntel = 'current-macos-x64-dmg'
const oldArm = 'legacy-macos-arm64-dmg'
const oldIntel = 'legacy-macos-x64-dmg'

type Row = readonly [
  name: string,
  agent: string,
  hints: Hints | undefined,
  expected: string | readonly string[],
]
const rows: readonly Row[] = [
  ['Edge on Windows 11, x64', chrome(win64, ' Edg/131.0.0.0'), ['Windows', '15.0.0', 'x86', '64'], winX64],
  ['Edge on Windows 10, x64', chrome(win64, ' Edg/131.0.0.0'), ['Windows', '10.0.0', 'x86', '64'], winX64],
  ['Chrome on Windows 10, 32 bits', chrome(win64), ['Windows', '10.0.0', 'x86', '32'], win32],
  ['Edge on Windows 11, ARM', chrome(win64, ' Edg/131.0.0.0'), ['Windows', '15.0.0', 'arm', '64'], winArm],
  ['Chrome without hints (http)', chrome(win64), undefined, winX64],
  ['Chrome that tells the platform only', chrome(win64), ['Windows'], winX64],
  ['an older Chrome, 32 bits in 64', chrome('Windows NT 10.0; WOW64'), undefined, winX64],
  ['an older Chrome on Windows 10, 32 bits', chrome('Windows NT 10.0'), undefined, win32],
  ['Firefox on Windows, x64', firefox(win64), undefined, winX64],
  ['Firefox on Windows 10, 32 bits', firefox('Windows NT 10.0'), undefined, win32],
  [
    'Internet Explorer mode of Windows 10',
    'Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko',
    undefined,
    winX64,
  ],
  [
    'the first Edge on ARM',
    `Mozilla/5.0 (Windows NT 10.0; Win64; ARM64) ${webkit} Chrome/64.0 Safari/537.36 Edge/18.17763`,
    undefined,
    winArm,
  ],
  ['Firefox on Windows 7', firefox('Windows NT 6.1; Win64; x64', '115.0'), undefined, 'old-windows'],
  ['Firefox on Windows 8.1', firefox('Windows NT 6.3; WOW64', '115.0'), undefined, 'old-windows'],
  ['Chrome 109 on Windows 8', chrome(win64), ['Windows', '0.2.0', 'x86', '64'], 'old-windows'],
  ['Windows XP', firefox('Windows NT 5.1', '52.0'), undefined, 'old-windows'],

  ['Chrome on macOS 15, Apple', chrome(mac), ['macOS', '15.1.0', 'arm', '64'], newArm],
  ['Chrome on macOS 13, Intel', chrome(mac), ['macOS', '13.0.0', 'x86', '64'], newIntel],
  ['Edge on macOS 12, Apple', chrome(mac, ' Edg/131.0.0.0'), ['macOS', '12.7.6', 'arm', '64'], oldArm],
  ['Chrome on macOS 11, Intel', chrome(mac), ['macOS', '11.7.10', 'x86', '64'], oldIntel],
  ['Chrome on Catalina', chrome(mac), ['macOS', '10.15.7', 'x86', '64'], oldIntel],
  ['Chrome on Mojave', chrome(mac), ['macOS', '10.14.6', 'x86', '64'], 'old-mac'],
  ['Chrome on a Mac without hints', chrome(mac), undefined, [newArm, newIntel, oldArm, oldIntel]],
  ['Chrome that tells the chip only', chrome(mac), ['macOS', '', 'arm'], [newArm, oldArm]],
  [
    'Firefox on a Mac',
    firefox('Macintosh; Intel Mac OS X 10.15'),
    undefined,
    [newArm, newIntel, oldArm, oldIntel],
  ],
  ['Firefox on Mojave', firefox('Macintosh; Intel Mac OS X 10.14', '115.0'), undefined, 'old-mac'],
  ['Safari 16', safari('16.6'), undefined, [newArm, newIntel, oldArm, oldIntel]],
  ['Safari 17', safari('17.5'), undefined, [newArm, newIntel, oldArm, oldIntel]],
  ['Safari 18, which needs macOS 13', safari('18.1'), undefined, [newArm, newIntel]],
  ['Safari 26', safari('26.0'), undefined, [newArm, newIntel]],
  ['Safari 15, which ends with macOS 12', safari('15.6.1'), undefined, [oldArm, oldIntel]],
  ['Safari 13 of Catalina', safari('13.0.3', 'Macintosh; Intel Mac OS X 10_15_1'), undefined, oldIntel],
  ['Safari on High Sierra', safari('13.1.2', 'Macintosh; Intel Mac OS X 10_13_6'), undefined, 'old-mac'],
  ['an old Chrome on Big Sur', chrome('Macintosh; Intel Mac OS X 11_2_3'), undefined, [oldArm, oldIntel]],
  [
    'a Power Mac',
    'Mozilla/5.0 (Macintosh; U; PPC Mac OS X 10_5_8; ja-jp) AppleWebKit/533',
    undefined,
    'old-mac',
  ],

  ['an iPhone', safari('18.1 Mobile/15E148', 'iPhone; CPU iPhone OS 18_1 like Mac OS X'), undefined, 'phone'],
  ['an iPad', safari('12.1 Mobile/15E148', 'iPad; CPU OS 12_5 like Mac OS X'), undefined, 'phone'],
  ['Chrome on Android', chrome('Linux; Android 10; K', ' Mobile'), ['Android', '14.0.0', '', ''], 'phone'],
  ['an Android tablet', chrome('Linux; Android 10; K'), ['Android'], 'phone'],
  ['Firefox on Android', firefox('Android 14; Mobile'), undefined, 'phone'],
  ['Chrome on Linux', chrome('X11; Linux x86_64'), ['Linux', '6.8.0', 'x86', '64'], 'linux'],
  ['Firefox on Ubuntu', firefox('X11; Ubuntu; Linux x86_64'), undefined, 'linux'],
  ['a Chromebook', chrome('X11; CrOS x86_64 14541.0.0'), ['Chrome OS', '16093.0.0', 'x86', '64'], 'unknown'],
  ['a Chromebook without hints', chrome('X11; CrOS x86_64 14541.0.0'), undefined, 'unknown'],
  [
    'a game console',
    'Mozilla/5.0 (PlayStation; PlayStation 5/10.00) AppleWebKit/605.1.15',
    undefined,
    'unknown',
  ],
  ['a program', 'curl/8.5.0', undefined, 'unknown'],
  ['nothing at all', '', undefined, 'unknown'],
  ['hints that are no structured header', chrome(win64), ['Windows"; evil="1', '15', 'arm', '64'], winArm],
]

const none: Readonly<Record<string, string>> = {
  'old-windows': 'This Windows is too old',
  'old-mac': 'This macOS is too old',
  phone: 'does not run on phones',
  linux: 'is for Windows and Mac',
  unknown: 'could not tell which computer',
  missing: 'no software for this computer just now',
  nothing: 'nothing to download just now',
}

/** The choices of the first form, or why there is none. */
function pathOf(page: string): string | string[] {
  const [, kind = '', path = ''] =
    /<section class="main" data-path="(\w+)"([\s\S]*?)<\/section>/.exec(page) ?? []
  const values = [...path.matchAll(/name="for" value="([^"]*)"/g)].map(([, value = '']) => value)
  if (kind === 'one') return values.length === 1 ? (values[0] ?? '') : values
  if (kind === 'ask') return values
  return Object.entries(none).find(([, sentence]) => path.includes(sentence))?.[0] ?? path
}

let stage: Stage
let folder: DownloadFolder
beforeAll(async () => {
  folder = await downloadFolder()
  stage = await openStage({ SOBANI_RELAY_DOWNLOADS: folder.path })
})
afterAll(async () => {
  await stage.close()
  await folder.close()
})

const pageFor = async (agent: string, hints?: Hints) => {
  stage.later(1000)
  return (await fetch(`${stage.address}/download?lang=en`, { headers: headersOf(agent, hints) })).text()
}

describe('with both channels published', () => {
  beforeAll(async () => {
    await folder.fill('current', '1.2.3', everything.current)
    await folder.fill('legacy', '1.2.3', everything.legacy)
  })
  test.each(rows)('%s', async (_name, agent, hints, expected) => {
    expect(pathOf(await pageFor(agent, hints))).toEqual(expected)
  })
})

describe('with the current channel alone', () => {
  beforeAll(async () => {
    await folder.clear('legacy')
    await folder.fill('current', '1.2.4', everything.current)
  })
  test.each<Row>([
    ['Windows, x64', firefox(win64), undefined, winX64],
    ['Windows 10, 32 bits', firefox('Windows NT 10.0'), undefined, 'missing'],
    ['macOS 12', chrome(mac), ['macOS', '12.7.6', 'arm', '64'], 'missing'],
    ['Safari 15', safari('15.6.1'), undefined, 'missing'],
    ['Safari 17', safari('17.5'), undefined, [newArm, newIntel]],
  ])('%s', async (_name, agent, hints, expected) => {
    const page = await pageFor(agent, hints)
    expect(pathOf(page)).toEqual(expected)
    expect(page).toContain('id="help"')
  })
})

describe('with nothing published', () => {
  test('everyone is told so, with the number to call, and nothing can be chosen', async () => {
    await folder.clear('current')
    await folder.clear('legacy')
    for (const agent of [firefox(win64), safari('17.5'), 'curl/8.5.0']) {
      const page = await pageFor(agent)
      expect(pathOf(page)).toBe('nothing')
      expect(page).toContain('id="help"')
      expect(page).not.toContain('<form')
    }
    expect(pathOf(await pageFor(safari('18.1 Mobile/15E148', 'iPhone; CPU iPhone OS 18_1')))).toBe('phone')
  })
})
