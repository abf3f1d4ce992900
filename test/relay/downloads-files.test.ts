import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, symlink, truncate, writeFile } from 'node:fs/promises'
import { type IncomingMessage, request } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ArtefactList } from '../../src/shared/artefacts'
import { type DownloadFolder, downloadFolder, everything } from './download-folder'
import { openStage, type Stage, waitFor } from './stage'

let stage: Stage
let folder: DownloadFolder
let list: ArtefactList

beforeAll(async () => {
  folder = await downloadFolder()
  stage = await openStage({ SOBANI_RELAY_DOWNLOADS: folder.path })
})
beforeEach(async () => {
  list = await folder.fill('current', '1.2.3', everything.current)
  await folder.put('current', 'latest.yml', 'version: 1.2.3\n')
  await folder.put('current', 'latest.yml.sig', 'c2ln')
})
afterAll(async () => {
  await stage.close()
  await folder.close()
})

type Answer = { status: number; headers: IncomingMessage['headers']; body: Buffer }
/** A path and headers as they are, without the tidying that fetch does. */
const ask = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(stage.address)
    request({ hostname, port, path, method, headers, agent: false }, (response) => {
      buffer(response).then(
        (body) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        reject,
      )
    })
      .on('error', reject)
      .end()
  })

const first = async () => {
  const [artefact] = list.artefacts
  if (artefact === undefined) throw new Error('the list is empty')
  const bytes = await readFile(join(folder.path, 'current', artefact.file))
  return { ...artefact, bytes, path: `/downloads/current/${artefact.file}`, etag: `"${artefact.sha256}"` }
}

test('a listed artefact is served whole, for good, and under its own name', async () => {
  const { path, file, size, sha256, bytes } = await first()
  for (const method of ['GET', 'HEAD']) {
    const { status, headers, body } = await ask(path, {}, method)
    expect(status).toBe(200)
    expect(body.equals(method === 'GET' ? bytes : Buffer.alloc(0))).toBe(true)
    expect(headers).toMatchObject({
      'accept-ranges': 'bytes',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-disposition': `attachment; filename="${file}"`,
      'content-length': `${size}`,
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'content-type': 'application/octet-stream',
      etag: `"${sha256}"`,
      'last-modified': expect.stringMatching(/ GMT$/),
      'x-content-type-options': 'nosniff',
    })
    expect(headers['set-cookie']).toBeUndefined()
  }
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
})

test('a feed and its signature are served as they are, and asked for anew each time', async () => {
  const { headers, body } = await ask('/downloads/current/latest.yml')
  expect(body.toString()).toBe('version: 1.2.3\n')
  expect(headers).toMatchObject({
    'cache-control': 'no-cache',
    'content-type': 'application/yaml; charset=utf-8',
  })
  expect((await ask('/downloads/current/latest.yml', { 'if-none-match': `${headers.etag}` })).status).toBe(
    304,
  )
  expect((await ask('/downloads/current/latest.yml.sig')).body.toString()).toBe('c2ln')
  await folder.put('current', 'latest.yml', 'version: 1.2.4\n')
  const after = await ask('/downloads/current/latest.yml', { 'if-none-match': `${headers.etag}` })
  expect([after.status, after.body.toString()]).toEqual([200, 'version: 1.2.4\n'])
  for (const name of ['latest-mac.yml', 'latest-linux.yml.sig']) {
    expect((await ask(`/downloads/current/${name}`)).status).toBe(404)
    await folder.put('current', name, name)
    expect((await ask(`/downloads/current/${name}`)).body.toString()).toBe(name)
  }
})

describe('a part', () => {
  const of = (size: number): [range: string, first: number, last: number][] => [
    ['bytes=0-0', 0, 0],
    ['bytes=100-199', 100, 199],
    ['bytes=100-', 100, size - 1],
    [`bytes=${size - 1}-`, size - 1, size - 1],
    [`bytes=10-${size + 5}`, 10, size - 1],
    ['bytes=-1', size - 1, size - 1],
    [`bytes=-${size * 2}`, 0, size - 1],
    ['Bytes=5-6', 5, 6],
  ]
  test('is the bytes that were asked for', async () => {
    const { path, size, bytes } = await first()
    for (const [range, from, to] of of(size)) {
      const { status, headers, body } = await ask(path, { range })
      expect([range, status, headers['content-range'], headers['content-length']]).toEqual([
        range,
        206,
        `bytes ${from}-${to}/${size}`,
        `${to - from + 1}`,
      ])
      expect(body.equals(bytes.subarray(from, to + 1)), range).toBe(true)
    }
    const head = await ask(path, { range: 'bytes=5-9' }, 'HEAD')
    expect([head.status, head.headers['content-length'], head.body.length]).toEqual([206, '5', 0])
  })

  test('beyond the end is refused with the size', async () => {
    const { path, size } = await first()
    for (const range of [
      `bytes=${size}-`,
      `bytes=${size + 10}-${size + 20}`,
      'bytes=-0',
      'bytes=9999999999999999-',
    ]) {
      const { status, headers, body } = await ask(path, { range })
      expect([range, status, headers['content-range'], body.length]).toEqual([
        range,
        416,
        `bytes */${size}`,
        0,
      ])
    }
  })

  test('that is none, or several at once, is the whole', async () => {
    const { path, size } = await first()
    for (const range of [
      'bytes=',
      'bytes=-',
      'bytes=9-5',
      'bytes=a-b',
      'lines=1-2',
      'bytes=0-1,5-6',
      'x',
      'bytes=1-2-3',
    ]) {
      const { status, body } = await ask(path, { range })
      expect([range, status, body.length]).toEqual([range, 200, size])
    }
  })

  test('goes with the file that the first part was of, or is the whole', async () => {
    const { path, size, etag } = await first()
    const { headers } = await ask(path, {}, 'HEAD')
    const range = 'bytes=5-9'
    const early = 'Sat, 01 Jan 2000 00:00:00 GMT'
    const statusOf = async (more: Record<string, string>) => (await ask(path, { range, ...more })).status
    expect(await statusOf({ 'if-range': etag })).toBe(206)
    expect(await statusOf({ 'if-range': `${headers['last-modified']}` })).toBe(206)
    for (const other of ['"other"', `W/${etag}`, early, 'nonsense', ''])
      expect([other, await statusOf({ 'if-range': other })]).toEqual([other, 200])
    expect(await statusOf({ 'if-match': etag })).toBe(206)
    expect(await statusOf({ 'if-match': '"other"' })).toBe(412)
    expect(await statusOf({ 'if-unmodified-since': early })).toBe(412)
    expect(await statusOf({ 'if-none-match': `"x", W/${etag}` })).toBe(304)
    expect(await statusOf({ 'if-modified-since': `${headers['last-modified']}` })).toBe(304)
    expect((await ask(path, { 'if-modified-since': early })).body.length).toBe(size)
  })

  test('and the rest of it are the file, after the line broke', async () => {
    const { path, size, bytes, etag } = await first()
    const begun = await new Promise<Buffer>((resolve, reject) => {
      const { hostname, port } = new URL(stage.address)
      request({ hostname, port, path, agent: false }, (response) => {
        response.once('data', (part: Buffer) => {
          response.destroy()
          resolve(part.subarray(0, 7000))
        })
      })
        .on('error', reject)
        .end()
    })
    const rest = await ask(path, { range: `bytes=${begun.length}-`, 'if-range': etag })
    expect([rest.status, rest.body.length]).toEqual([206, size - begun.length])
    expect(Buffer.concat([begun, rest.body]).equals(bytes)).toBe(true)
  })
})

test('nothing but the listed files and the feeds can be had', async () => {
  const { file } = await first()
  await folder.put('current', 'unlisted.exe', 'unlisted')
  await folder.put('current', '.hidden', 'hidden')
  await folder.put('.', 'secret.txt', 'secret')
  await folder.put('other', 'artefacts.json', JSON.stringify(list))
  await mkdir(join(folder.path, 'current', 'latest-linux.yml'), { recursive: true }).catch(() => undefined)
  const paths = [
    '/downloads',
    '/downloads/',
    '/downloads/current',
    '/downloads/current/',
    '/downloads/current/artefacts.json',
    '/downloads/current/unlisted.exe',
    '/downloads/current/.hidden',
    '/downloads/current/..',
    '/downloads/current/../secret.txt',
    '/downloads/current/%2e%2e/secret.txt',
    '/downloads/current/..%2fsecret.txt',
    '/downloads/current/%2e%2e%2fsecret.txt',
    '/downloads/current/..%5csecret.txt',
    '/downloads/current/..\\secret.txt',
    '/downloads/../package.json',
    '/downloads/%2e%2e/package.json',
    '/downloads/current%2f..%2flegacy/latest.yml',
    '/downloads/./latest.yml',
    `/downloads/other/${file}`,
    `/downloads/CURRENT/${file}`,
    `/downloads/__proto__/${file}`,
    `/downloads/legacy/${file}`,
    `/downloads/current/${file.toUpperCase()}`,
    `/downloads/current/${file}%00`,
    `/downloads/current/${file}%00.txt`,
    `/downloads/current/${file}/`,
    `/downloads/current/${file}/.`,
    `/downloads/current//${file}`,
    `/downloads//current/${file}`,
    `/downloads/current/${file}::$DATA`,
    `/downloads/current/${file} `.replace(' ', '%20'),
    '/downloads/current/latest.yml.sig.sig',
    '/downloads/current/LATEST.YML',
    '/downloads/current/latest.yml%3Fx',
    `/downloads/current/${'a'.repeat(5000)}`,
    '/downloads/current/%',
    '/downloads/current/%ff',
  ]
  for (const path of paths) {
    const { status, body } = await ask(path)
    expect([path, status >= 400 && status < 500]).toEqual([path, true])
    expect([path, JSON.parse(body.toString())]).toMatchObject([path, { ok: false }])
  }
  expect((await ask(`/downloads/current/${file}?v=2`)).status).toBe(200)
})

test('no link leads out of the folder, and none to another file in it', async () => {
  const other = await downloadFolder()
  try {
    const { file, path, bytes } = await first()
    await other.put('current', file, bytes)
    await other.put('current', 'latest-mac.yml', 'from elsewhere')
    const place = join(folder.path, 'current', file)
    await rename(place, `${place}.real`)
    expect((await ask(path)).status).toBe(404)
    await symlink(join(other.path, 'current', file), place)
    expect((await ask(path)).status).toBe(404)
    await symlink(join(other.path, 'current', 'latest-mac.yml'), join(folder.path, 'current', 'linked.yml'))
    await rename(join(folder.path, 'current', 'linked.yml'), join(folder.path, 'current', 'latest-mac.yml'))
    expect((await ask('/downloads/current/latest-mac.yml')).status).toBe(404)
    await folder.clear('legacy')
    await other.fill('legacy', '1.2.3', everything.legacy)
    await symlink(join(other.path, 'legacy'), join(folder.path, 'legacy'))
    expect((await ask(`/downloads/legacy/Sobani-legacy-1.2.3-windows-x64.exe`)).status).toBe(404)
    await folder.clear('legacy')
    await rename(`${place}.real`, join(folder.path, 'current', 'moved'))
    await folder.clear('current')
  } finally {
    await other.close()
  }
})

test('what is not as the list says is not served, and said in the log once', async () => {
  const { path, file, size } = await first()
  stage.log.length = 0
  await truncate(join(folder.path, 'current', file), size - 1)
  for (const _ of [1, 2, 3]) expect((await ask(path)).status).toBe(404)
  const page = (await ask('/download?lang=en')).body.toString()
  expect(page).not.toContain(file)
  expect(page).toContain('current-windows-arm64-nsis')
  expect(stage.log.filter((line) => line.includes('not as listed'))).toHaveLength(1)
  await folder.put('current', file, Buffer.alloc(size))
  expect((await ask(path)).status).toBe(200)
})

test.each([
  ['no JSON', '{"v":1,'],
  ['nothing', ''],
  ['another shape', '{"v":2}'],
  ['another channel', () => JSON.stringify({ ...list, channel: 'legacy' })],
  [
    'a path for a name',
    () => JSON.stringify({ ...list, artefacts: [{ ...list.artefacts[0], file: '../secret.txt' }] }),
  ],
  ['a file twice', () => JSON.stringify({ ...list, artefacts: [list.artefacts[0], list.artefacts[0]] })],
  ['too much', () => JSON.stringify(list) + ' '.repeat(300_000)],
])('a list that is %s offers nothing, and nothing fails', async (_name, text) => {
  const { path } = await first()
  stage.log.length = 0
  expect((await ask(path)).status).toBe(200)
  await folder.put('current', 'artefacts.json', typeof text === 'string' ? text : text())
  expect((await ask(path)).status).toBe(404)
  const page = await ask('/download?lang=en')
  expect([page.status, page.body.toString().includes('nothing to download')]).toEqual([200, true])
  expect(stage.log.filter((line) => line.includes('list of the downloads not readable'))).toHaveLength(1)
  // Put right again, it is seen without a restart.
  list = await folder.fill('current', '1.2.4', everything.current)
  expect((await ask((await first()).path)).status).toBe(200)
  expect((await ask(path)).status).toBe(404)
})

test('many parts at one address neither run into the general limit nor use it up', async () => {
  const { path } = await first()
  const left = async () => Number((await ask('/healthz')).headers['x-ratelimit-remaining'])
  const before = await left()
  for (let round = 0; round < 13; round++) {
    const parts = Array.from({ length: 50 }, (_, part) => ask(path, { range: `bytes=${part}-${part + 9}` }))
    expect(new Set((await Promise.all(parts)).map(({ status }) => status))).toEqual(new Set([206]))
  }
  // Its own request, or a new minute began.
  expect([before - 1, 599]).toContain(await left())
})

test('a relay that stops does not wait for who reads a download slowly', async () => {
  const own = await openStage({ SOBANI_RELAY_DOWNLOADS: folder.path })
  const { path, file } = await first()
  const size = 64_000_000
  await truncate(join(folder.path, 'current', file), size)
  const artefacts = list.artefacts.map((one) => (one.file === file ? { ...one, size } : one))
  await writeFile(join(folder.path, 'current', 'artefacts.json'), JSON.stringify({ ...list, artefacts }))
  const { hostname, port } = new URL(own.address)
  const socket = connect(Number(port), hostname)
  let over = false
  socket
    .on('error', () => undefined)
    .once('close', () => {
      over = true
    })
  socket.write(`GET ${path} HTTP/1.1\r\nhost: relay\r\n\r\n`)
  await new Promise((begun) => socket.once('data', begun))
  socket.pause()
  // Others are served meanwhile.
  expect((await fetch(`${own.address}/healthz`)).status).toBe(200)
  await own.close()
  socket.resume()
  await waitFor(() => over, 'the end of the connection', 20_000)
})
