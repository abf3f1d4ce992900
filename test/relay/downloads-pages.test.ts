import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { documentHtml } from '../../src/relay/downloads/document-html'
import { languageAsked } from '../../src/relay/downloads/pages'
import { type DownloadFolder, downloadFolder, everything, fileOf } from './download-folder'
import { type Element, faultsOf, parsePage } from './html-check'
import { openStage, type Stage } from './stage'

const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0'
const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:132.0) Gecko/20100101 Firefox/132.0'

let stage: Stage
let folder: DownloadFolder
let profiles: string

/** A profile whose names try to become something else. */
const hostile = '"><script>alert(1)</script>\'&amp;'

beforeAll(async () => {
  folder = await downloadFolder()
  profiles = join(folder.path, 'profiles')
  await folder.put(
    'profiles',
    'default.json',
    await readFile('profiles/ucom.json', 'utf8').then(renamed('default')),
  )
  await folder.put(
    'profiles',
    'open.json',
    await changed('open', { hours: alwaysOpen, phone: '0120-777-888' }),
  )
  await folder.put(
    'profiles',
    'hostile.json',
    await changed('hostile', { company: { ja: hostile, en: hostile }, phone: hostile }),
  )
  stage = await openStage({ SOBANI_RELAY_DOWNLOADS: folder.path, SOBANI_RELAY_PROFILES: profiles })
})
beforeEach(async () => {
  stage.later(61_000)
  await folder.fill('current', '1.2.3', everything.current)
  await folder.fill('legacy', '1.2.3', everything.legacy)
})
afterAll(async () => {
  await stage.close()
  await folder.close()
})

const alwaysOpen = {
  timeZone: 'Asia/Tokyo',
  weekly: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '00:00', to: '24:00' }],
  closedOnHolidays: false,
  closedDates: [],
}
const changed = async (id: string, change: object) =>
  JSON.stringify({ ...JSON.parse(await readFile('profiles/ucom.json', 'utf8')), id, ...change })
const renamed = (id: string) => (text: string) => JSON.stringify({ ...JSON.parse(text), id })

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${stage.address}${path}`, { headers: { 'user-agent': windows, ...headers } })
const page = async (path: string, headers: Record<string, string> = {}) => (await get(path, headers)).text()
const attributes = (elements: readonly Element[], name: string, attribute: string) =>
  elements.filter((one) => one.name === name).map((one) => one.attributes.get(attribute) ?? '')

const start = (choice: string, lang = 'ja') => `/download/start?lang=${lang}&for=${choice}`
const everyPage = [
  ...['ja', 'en'].flatMap((lang) => [
    [`/download?lang=${lang}`, windows],
    [`/download?lang=${lang}&profile=open`, mac],
    [`/download?lang=${lang}&profile=hostile`, mac],
    [`/download/start?lang=${lang}`, windows],
    [start('current-windows-x64-nsis', lang), windows],
    [start('legacy-macos-x64-dmg', lang), mac],
    [start('current-windows-x64-msi', lang), windows],
    [start('current-linux-x64-tar', lang), windows],
    [start('no-such-thing', lang), windows],
  ]),
  ['/download', 'curl/8.5.0'],
]

test.each(everyPage)('%s is good HTML for %s', async (path, agent) => {
  const response = await get(path, { 'user-agent': agent })
  const text = await response.text()
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(faultsOf(text)).toEqual([])
  // Everything that it loads is there.
  const { elements } = parsePage(text)
  const loaded = [
    ...attributes(elements, 'img', 'src'),
    ...attributes(elements, 'source', 'srcset'),
    ...attributes(elements, 'link', 'href'),
  ]
  for (const address of loaded) {
    expect(address).toMatch(/^\/download\/assets\/[a-z-]+-[0-9a-f]{12}\.(css|svg)$/)
    const asset = await get(address)
    expect([address, asset.status]).toEqual([address, 200])
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(asset.headers.get('content-type')).toMatch(
      address.endsWith('css') ? /^text\/css/ : /^image\/svg\+xml/,
    )
  }
})

test('pages run no script, set no cookie, and are made anew for each visitor', async () => {
  for (const path of ['/download', start('current-windows-x64-nsis'), start('gone')]) {
    const { headers } = await get(path)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy.split(';').sort()).toEqual([
      "base-uri 'none'",
      "default-src 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "img-src 'self'",
      "script-src 'none'",
      "style-src 'self'",
    ])
    expect(headers.get('set-cookie')).toBeNull()
    expect(headers.get('cache-control')).toBe('no-cache')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('permissions-policy')).toContain('camera=()')
    const hints = 'Sec-CH-UA-Platform, Sec-CH-UA-Platform-Version, Sec-CH-UA-Arch, Sec-CH-UA-Bitness'
    expect(headers.get('accept-ch')).toBe(hints)
    expect(headers.get('critical-ch')).toBe(hints)
    expect(headers.get('vary')).toBe(`Accept-Language, User-Agent, ${hints}`)
  }
})

test('only GET and HEAD are answered', async () => {
  for (const path of ['/download', '/download/start', '/downloads/current/latest.yml']) {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
      expect([method, path, (await fetch(`${stage.address}${path}`, { method })).status]).toEqual([
        method,
        path,
        404,
      ])
  }
  const head = await fetch(`${stage.address}/download`, { method: 'HEAD' })
  expect([head.status, await head.text()]).toEqual([200, ''])
  expect(Number(head.headers.get('content-length'))).toBeGreaterThan(5000)
})

test('the language is the one asked for, and Japanese in doubt', async () => {
  const langOf = async (path: string, accept: string) =>
    /<html lang="(\w+)">/.exec(await page(path, { 'accept-language': accept }))?.[1]
  expect(await langOf('/download', 'en-US,en;q=0.9')).toBe('en')
  expect(await langOf('/download', 'en-US,en;q=0.9,ja;q=0.9')).toBe('en')
  expect(await langOf('/download?lang=ja', 'en')).toBe('ja')
  expect(await langOf('/download?lang=en', 'ja')).toBe('en')
  expect(await langOf('/download?lang=xx', 'ja')).toBe('ja')
  expect(await langOf('/download?lang=en&lang=ja', 'en')).toBe('en')
})

test.each([
  [undefined, 'ja'],
  ['', 'ja'],
  ['*', 'ja'],
  ['ja', 'ja'],
  ['ja-JP, en;q=0.5', 'ja'],
  ['en, ja', 'ja'],
  ['en;q=0.8, ja;q=0.9', 'ja'],
  ['en-GB', 'en'],
  ['zh-CN, ja;q=0.3, en;q=0.2', 'ja'],
  ['zh-CN, en;q=0.2', 'en'],
  ['zh-CN', 'en'],
  ['ja;q=0, en', 'en'],
  [';;q=,,', 'ja'],
])('Accept-Language %s is %s', (header, language) => {
  expect(languageAsked(header)).toBe(language)
})

test('the documents stand there in full, as the agent shows them', async () => {
  for (const lang of ['ja', 'en']) {
    const { text } = parsePage(await page(`/download?lang=${lang}`))
    for (const name of ['license', 'notices']) {
      const file = await readFile(`assets/documents/${name}.${lang}.md`, 'utf8')
      const lines = file
        .slice(file.indexOf('\n---\n') + 5)
        .split('\n')
        .map((one) => one.replace(/^(#+|-) /, '').trim())
        .filter((one) => one !== '')
      expect(lines.length).toBeGreaterThan(20)
      expect(lines.filter((one) => !text.includes(one))).toEqual([])
    }
  }
})

test('a document brings neither HTML nor an address into the page', () => {
  const text = [
    '## <img src=x onerror=alert(1)>',
    'A [link](https://evil.example) and ![picture](https://evil.example/x.png), <b>bold</b> & `code` *so*.',
    '<script>alert(1)</script>',
    '> <iframe src="//evil.example"></iframe>',
    '```\n<style>*{}</style>\n```',
    '| a |\n|---|\n| <td onclick=x> |',
    '[one]: https://evil.example "two"',
  ].join('\n\n')
  const { elements } = parsePage(documentHtml(text).html)
  const names = [...new Set(elements.map(({ name }) => name))].sort()
  expect(names).toEqual(['em', 'h3', 'p'])
  expect(elements.flatMap(({ attributes }) => [...attributes])).toEqual([])
})

test('the names of a profile and of a file are text and nothing else', async () => {
  const answer = await page('/download?profile=hostile')
  expect(answer).not.toContain('<script')
  const { text } = parsePage(answer)
  expect(text.split(hostile).length).toBeGreaterThanOrEqual(4)
  // A list with a name that is none is not read at all.
  const list = await folder.fill('current', '1.2.3', everything.current)
  const artefacts = list.artefacts.map((one) => ({ ...one, file: '"><script>.exe' }))
  await folder.put('current', 'artefacts.json', JSON.stringify({ ...list, artefacts }))
  const after = await page('/download?lang=en')
  expect(after).not.toContain('<script')
  expect(after).toContain('no software for this computer just now')
  const wanted = await page(
    `/download/start?for=${encodeURIComponent(hostile)}&profile=${encodeURIComponent(hostile)}`,
  )
  expect(wanted).not.toContain('<script')
})

test('the service is the one that the address names, and the relay’s own where it names none', async () => {
  const phoneOf = async (path: string) =>
    /class="(?:phone|lead)">(?:<a href="([^"]*)">)?/.exec((await page(path)).split('id="help"')[1] ?? '')?.[1]
  expect(await phoneOf('/download?profile=open')).toBe('tel:0120777888')
  for (const other of [
    '',
    '?profile=unknown',
    '?profile=../../etc',
    '?profile=open&profile=open',
    '?profile=default',
  ])
    expect(await page(`/download${other}`)).not.toContain('0120-777-888')
  // And it stays the same from page to page.
  const { elements } = parsePage(await page('/download?profile=open'))
  expect(
    elements.some(
      (one) => one.attributes.get('name') === 'profile' && one.attributes.get('value') === 'open',
    ),
  ).toBe(true)
  expect(await page(`${start('current-windows-x64-nsis')}&profile=open`)).toContain('0120-777-888')
})

test('whether the desk is open now is told by the clock of the relay', async () => {
  // ucom: every day from 9:00 to 17:00 in Japan.
  const atJapan = async (hour: number) => {
    const now = stage.now() + 9 * 3_600_000
    const today = now - (now % 86_400_000)
    stage.later(today + 86_400_000 + hour * 3_600_000 - now)
    const { text } = parsePage(await page('/download?lang=ja'))
    return text
  }
  expect(await atJapan(10)).toContain('ただいま受付中です。')
  const evening = await atJapan(18)
  expect(evening).toContain('ただいま受付時間外です。')
  expect(evening).toMatch(/次の受付は、\d+月\d+日（.）9:00からです。/)
  expect(parsePage(await page('/download?lang=ja&profile=open')).text).toContain('ただいま受付中です。')
})

test('each file is told with version, size and SHA-256, and IT finds MSI and PKG', async () => {
  const list = await folder.fill('legacy', '1.2.2', everything.legacy)
  const { text, elements } = parsePage(await page('/download?lang=en'))
  for (const { file, sha256, audience } of list.artefacts) {
    expect(text).toContain(file)
    expect(text).toContain(sha256)
    if (audience !== 'administrator') continue
    const kind = file.split('.').at(-1)
    expect(
      attributes(elements, 'a', 'href').some(
        (href) => href.includes('for=legacy-') && href.endsWith(`-${kind}`),
      ),
    ).toBe(true)
  }
  expect(text).toContain('Version 1.2.2 (0.1 MB)')
  expect(text).toContain('certutil -hashfile FILE SHA256')
  // What only the updater fetches is not for people.
  expect(text).not.toContain(
    fileOf('current', '1.2.3', { system: 'macos', processor: 'arm64', kind: 'zip', audience: 'update' }),
  )
})

test('after the agreement the file comes by itself, by a link as well, and the way on is told', async () => {
  const file = '/downloads/current/Sobani-current-1.2.3-windows-x64.exe'
  const answer = await get(start('current-windows-x64-nsis'))
  expect(answer.status).toBe(200)
  const { elements } = parsePage(await answer.text())
  expect(attributes(elements, 'meta', 'content')).toContain(`0; url=${file}`)
  expect(attributes(elements, 'a', 'href')).toContain(file)
  expect((await get(file)).status).toBe(200)
  const alts = attributes(elements, 'img', 'alt')
  expect(alts).toHaveLength(3)
  const onMac = parsePage(await page(start('current-macos-arm64-dmg')))
  expect(attributes(onMac.elements, 'img', 'alt')).toHaveLength(4)
  const forIt = parsePage(await page(start('current-windows-x64-msi')))
  expect(attributes(forIt.elements, 'img', 'alt')).toEqual([])
  expect(forIt.text).toContain('管理者ガイド')
})

test('the warning of SmartScreen is told only where the installer carries no signature', async () => {
  const program = (signed: boolean) => {
    const bytes = Buffer.alloc(1024)
    bytes.write('MZ', 0, 'latin1')
    bytes.writeUInt32LE(128, 60)
    bytes.write('PE\0\0', 128, 'latin1')
    bytes.writeUInt16LE(0x20b, 152)
    if (signed) bytes.writeUInt32LE(900, 152 + 112 + 32)
    if (signed) bytes.writeUInt32LE(100, 152 + 112 + 36)
    return bytes
  }
  const told = async (bytes: Buffer) => {
    const list = await folder.fill('current', '1.2.3', everything.current)
    const artefacts = list.artefacts.map((one) =>
      one.kind === 'nsis' ? { ...one, size: bytes.length } : one,
    )
    await folder.put('current', 'Sobani-current-1.2.3-windows-x64.exe', bytes)
    await folder.put('current', 'artefacts.json', JSON.stringify({ ...list, artefacts }))
    return (await page(start('current-windows-x64-nsis'))).includes('詳細情報')
  }
  expect(await told(program(false))).toBe(true)
  expect(await told(program(true))).toBe(false)
  for (const length of [0x40, 130, 160, 290]) expect(await told(program(true).subarray(0, length))).toBe(true)
})

test('what is not there leads back to the page, which says what to do', async () => {
  for (const [query, status, sentence] of [
    ['', 400, 'どれか1つを選んでから'],
    ['for=current-windows-x64-appimage', 404, '選ばれたファイルが見つかりませんでした'],
    ['for=current-macos-arm64-zip', 404, '選ばれたファイルが見つかりませんでした'],
    ['for=../../etc/passwd', 404, '選ばれたファイルが見つかりませんでした'],
    ['for=a&for=b', 404, '選ばれたファイルが見つかりませんでした'],
  ] as const) {
    const answer = await get(`/download/start?lang=ja&${query}`)
    const text = await answer.text()
    expect([query, answer.status]).toEqual([query, status])
    expect(text).toContain(sentence)
    expect(text).not.toContain('http-equiv="refresh"')
    expect(text).toContain('同意してダウンロード')
  }
})

test('without its documents nothing can be agreed to, so nothing is offered', async () => {
  const bare = await openStage({
    SOBANI_RELAY_DOWNLOADS: folder.path,
    SOBANI_RELAY_DOCUMENTS: join(folder.path, 'nowhere'),
  })
  try {
    const answer = await (
      await fetch(`${bare.address}/download?lang=en`, { headers: { 'user-agent': windows } })
    ).text()
    expect(answer).toContain('nothing to download just now')
    expect(answer).not.toContain('<form')
    const begun = await fetch(`${bare.address}${start('current-windows-x64-nsis')}`)
    expect([begun.status, (await begun.text()).includes('http-equiv')]).toEqual([404, false])
    expect(bare.log.filter((line) => line.includes('documents not read'))).toHaveLength(2)
  } finally {
    await bare.close()
  }
})

test('a document that changes is shown as it is now', async () => {
  const documents = join(folder.path, 'documents')
  for (const name of ['license.ja', 'license.en', 'notices.ja', 'notices.en'])
    await folder.put('documents', `${name}.md`, await readFile(`assets/documents/${name}.md`))
  const own = await openStage({ SOBANI_RELAY_DOWNLOADS: folder.path, SOBANI_RELAY_DOCUMENTS: documents })
  try {
    const look = async () => (await fetch(`${own.address}/download?lang=en`)).text()
    expect(await look()).not.toContain('New notices')
    await writeFile(
      join(documents, 'notices.en.md'),
      '---\nid: notices\nversion: 2027-01-01\nlanguage: en\ntitle: New notices\n---\n\nNew text.\n',
    )
    const after = await look()
    expect(after).toContain('New notices')
    expect(after).toContain('Version 2027-01-01')
  } finally {
    await own.close()
  }
})
