import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ArtefactList } from '../../src/shared/artefacts'
import { type DownloadFolder, downloadFolder, everything } from './download-folder'
import { openStage, type Stage } from './stage'

let stage: Stage
let folder: DownloadFolder
let list: ArtefactList

beforeAll(async () => {
  folder = await downloadFolder()
  list = await folder.fill('current', '1.2.3', everything.current)
  await folder.put('current', 'latest.yml', 'version: 1.2.3\n')
  await folder.put('current', 'latest.yml.sig', 'c2ln')
  stage = await openStage({ SOBANI_RELAY_DOWNLOADS: folder.path })
}, 30_000)
afterAll(async () => {
  await stage.close()
  await folder.close()
}, 30_000)

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(`${stage.address}${path}`, { headers, method })

const first = () => {
  const [artefact] = list.artefacts
  if (artefact === undefined) throw new Error('the list is empty')
  return { ...artefact, path: `/downloads/current/${artefact.file}` }
}

test('a listed artefact is served whole, for good, and under its own name', async () => {
  const { path, file, size, sha256 } = first()
  const response = await get(path)
  const bytes = Buffer.from(await response.arrayBuffer())
  expect(response.status).toBe(200)
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
  expect(bytes.equals(await readFile(join(folder.path, 'current', file)))).toBe(true)
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'accept-ranges': 'bytes',
    'cache-control': 'public, max-age=31536000, immutable',
    'content-disposition': `attachment; filename="${file}"`,
    'content-length': `${size}`,
    'content-type': 'application/octet-stream',
    etag: `"${sha256}"`,
    'x-content-type-options': 'nosniff',
  })
})

test('a feed and its signature are served as they are, and asked for anew each time', async () => {
  for (const [name, text] of [
    ['latest.yml', 'version: 1.2.3\n'],
    ['latest.yml.sig', 'c2ln'],
  ]) {
    const response = await get(`/downloads/current/${name}`)
    expect([response.status, await response.text()]).toEqual([200, text])
    expect(response.headers.get('cache-control')).toBe('no-cache')
  }
  await folder.put('current', 'latest.yml', 'version: 1.2.4\n')
  expect(await (await get('/downloads/current/latest.yml')).text()).toBe('version: 1.2.4\n')
})
