import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { afterEach, beforeEach } from 'vitest'
import { key } from '../../../scripts/updates/key'
import { publish } from '../../../scripts/updates/publish'
import { rollBack } from '../../../scripts/updates/roll-back'
import { verify } from '../../../scripts/updates/verify'
import { readWords } from '../../../scripts/updates/words'
import type { Artefact } from '../../../src/shared/artefacts'
import type { UpdateFeed } from '../../../src/shared/update-feed'

const commands = { key, publish, 'roll-back': rollBack, verify } as const

const all: ReadonlyArray<Pick<Artefact, 'system' | 'processor' | 'kind'> & { readonly end: string }> = [
  { system: 'windows', processor: 'x64', kind: 'nsis', end: 'x64.exe' },
  { system: 'windows', processor: 'arm64', kind: 'nsis', end: 'arm64.exe' },
  { system: 'windows', processor: 'x64', kind: 'msi', end: 'x64-admin.msi' },
  { system: 'macos', processor: 'arm64', kind: 'zip', end: 'arm64.zip' },
  { system: 'linux', processor: 'x64', kind: 'appimage', end: 'x64.AppImage' },
]

/** A folder with a key pair, a place for builds and the relay's downloads; a new one for each test. */
export function workshop() {
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sobani-updates-'))
    await run('key', '--out', join(folder, 'keys'))
  })
  afterEach(() => rm(folder, { recursive: true }))
  const path = (...names: string[]) => join(folder, ...names)
  const run = (name: keyof typeof commands, ...words: string[]) => commands[name](readWords(words))
  const signed = () => ['--to', path('downloads'), '--key', path('keys', 'update-key.pem')]
  return {
    path,
    run,
    /** As packaging leaves it. */
    async build(version: string, channel = 'current', kinds = all) {
      const from = path(`built-${channel}-${version}`)
      await mkdir(from, { recursive: true })
      const artefacts: Artefact[] = []
      for (const { end, ...what } of kinds) {
        const file = `Sobani-${version}-${end}`
        const text = `${file} of ${channel}`
        await writeFile(join(from, file), text)
        const sha256 = createHash('sha256').update(text).digest('hex')
        artefacts.push({ ...what, file, audience: 'customer', size: text.length, sha256 })
      }
      const list = { v: 1, channel, version, builtAt: '2026-11-22T00:00:00.000Z', artefacts }
      await writeFile(join(from, 'artefacts.json'), JSON.stringify(list))
      return from
    },
    publish: (from: string, ...words: string[]) =>
      run('publish', '--channel', 'current', '--from', from, ...signed(), ...words),
    rollBack: (version: string, ...words: string[]) =>
      run('roll-back', '--channel', 'current', '--version', version, ...signed(), ...words),
    feed: async (name: string, channel = 'current') =>
      load(await readFile(path('downloads', channel, name), 'utf8')) as UpdateFeed,
    withoutMac: all.filter(({ system }) => system !== 'macos'),
  }
}
