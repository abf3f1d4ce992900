import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readAbout } from '../../src/main/about'
import { about } from '../../src/shared/licences'
import { quietLog } from './quiet'

const logged = quietLog()
let root = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sobani-about-'))
  await mkdir(join(root, 'out'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

const versions = { electron: '45.4.1', chrome: '156.0.8078.100', node: '24.1.0' }
const read = (platform: NodeJS.Platform) =>
  readAbout({ root, version: '1.2.3', channel: 'legacy', platform, versions })
const licences = {
  v: 1,
  own: 'Apache License',
  packages: [{ name: 'a', version: '1.0.0', licence: 'MIT', text: 'The MIT License' }],
}

it('tells what runs and hands over the texts as the build wrote them', async () => {
  await writeFile(join(root, 'out/licences.json'), JSON.stringify(licences))
  const told = await read('win32')
  expect(about.parse(told)).toEqual({
    version: '1.2.3',
    channel: 'legacy',
    runtime: { electron: '45.4.1', chromium: '156.0.8078.100', node: '24.1.0' },
    beside: 'folder',
    licences,
  })
})

it('knows that on macOS the licences of the runtime are inside the app', async () => {
  expect((await read('darwin')).beside).toBe('app')
  expect((await read('linux')).beside).toBe('folder')
})

it.each([
  ['missing', null],
  ['damaged', '{'],
  ['of another kind', JSON.stringify({ ...licences, v: 2 })],
])('says that the texts could not be read where the file is %s', async (_name, text) => {
  if (text !== null) await writeFile(join(root, 'out/licences.json'), text)
  const told = await read('linux')
  expect(about.parse(told)).toMatchObject({ version: '1.2.3', licences: null })
  expect(logged.lines.join('')).toContain('licences could not be read')
  expect(logged.lines.join('')).not.toContain(root)
})
