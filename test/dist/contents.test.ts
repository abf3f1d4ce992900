import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { extractFile, getRawHeader, listPackage } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import plist from 'plist'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { electronVersion } from '../../scripts/dist/electron'
import { packages } from '../../scripts/dist/packing'
import type { System } from '../../scripts/dist/wish'
import { ROOT } from '../../scripts/root'
import { run } from '../../scripts/setup/command'
import { artefactList } from '../../src/shared/artefacts'
import { type BuiltFor, builtFor, type Channel, channels } from '../../src/shared/built-for'
import { filesOf, integrityOf } from './archive'
import { lacks } from './needed'
import { writeMacSkeleton, writeWindowsSkeleton } from './skeleton'

const BUDGET = 3_000_000
const RELAY = 'https://support.example.jp'
const KEY = 'ab'.repeat(32)
const noWindows = await lacks('x86_64-w64-mingw32-gcc', 'x86_64-w64-mingw32-windres')

const dist = (...words: string[]) =>
  run(process.execPath, ['--import', 'tsx', 'scripts/cli.ts', 'dist', ...words], { cwd: ROOT })
const forRelay = (channel: Channel): BuiltFor => ({
  v: 1,
  channel,
  relay: RELAY,
  profile: 'demo',
  relayKeys: [KEY],
  updateKey: null,
})

/** What every packed agent has, whatever it runs on. `resources` is the folder with its archive. */
function contents(place: () => { resources: string; program: string; expected: BuiltFor }): void {
  const archive = () => join(place().resources, 'app.asar')

  it('carries its own code, documents and profiles, and nothing else', async () => {
    const files = listPackage(archive(), { isPack: false })
    expect(
      files.filter((file) => !/^\/(package\.json|(out|assets|profiles|licences)(\/|$))/.test(file)),
    ).toEqual([])
    expect(
      files.filter((file) => /\.map$|\.tsx?$|node_modules|(^|\/)tests?\/|\.(test|spec)\./.test(file)),
    ).toEqual([])
    expect(files).toContain('/out/main/index.cjs')
    expect(files).toContain('/out/preload/index.cjs')
    expect(files).toContain('/out/renderer/index.html')
  })

  it('is small', async () => {
    expect((await stat(archive())).size).toBeLessThan(BUDGET)
  })

  it('has no native module in the archive: what is one lies beside it, where the system can load it', () => {
    const inside = filesOf(archive()).filter(
      ({ path, unpacked }) => /\.(node|dll|dylib|so)$/.test(path) && !unpacked,
    )
    expect(inside).toEqual([])
  })

  it('keeps to itself what its makers use', () => {
    const manifest: unknown = JSON.parse(extractFile(archive(), 'package.json').toString())
    expect(manifest).toMatchObject({ name: 'sobani', main: 'out/main/index.cjs' })
    expect(manifest).not.toHaveProperty('devDependencies')
    expect(manifest).not.toHaveProperty('scripts')
  })

  it('says what it was built for', () => {
    const said = builtFor.parse(JSON.parse(extractFile(archive(), 'out/built-for.json').toString()))
    expect(said).toEqual(place().expected)
  })

  it('has no other archive, least of all the runtime’s own stand-in for an app', async () => {
    expect((await readdir(place().resources)).filter((name) => name.endsWith('.asar'))).toEqual(['app.asar'])
  })

  it('has its fuses set', async () => {
    const wire = await getCurrentFuseWire(place().program)
    const state = (fuse: FuseV1Options) => String.fromCharCode(Number(wire[fuse]))
    expect({
      runAsNode: state(FuseV1Options.RunAsNode),
      cookieEncryption: state(FuseV1Options.EnableCookieEncryption),
      nodeOptions: state(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      inspect: state(FuseV1Options.EnableNodeCliInspectArguments),
      integrity: state(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      onlyAsar: state(FuseV1Options.OnlyLoadAppFromAsar),
      snapshot: state(FuseV1Options.LoadBrowserProcessSpecificV8Snapshot),
      fileProtocol: state(FuseV1Options.GrantFileProtocolExtraPrivileges),
    }).toEqual({
      runAsNode: '0',
      cookieEncryption: '1',
      nodeOptions: '0',
      inspect: '0',
      integrity: '1',
      onlyAsar: '1',
      snapshot: '0',
      fileProtocol: '0',
    })
  })

  it('has the hash of every block of every file in the header of its archive', async () => {
    const files = filesOf(archive())
    expect(files.length).toBeGreaterThan(20)
    for (const file of files) expect(file.integrity, file.path).toEqual(integrityOf(file))
    // One bit is enough to be found.
    const [first] = files.filter(({ content }) => content.length > 0)
    if (first === undefined) throw new Error('the archive has no file')
    const touched = Buffer.from(first.content)
    touched[0] = (touched[0] ?? 0) ^ 1
    expect(integrityOf({ content: touched })).not.toEqual(first.integrity)
  })
}

describe.skipIf(process.platform !== 'linux').each(channels)(
  'the agent of the %s channel, packed for Linux',
  (channel) => {
    let folder = ''
    let said = ''

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'sobani-packed-'))
      const words = [
        '--channel',
        channel,
        '--output',
        folder,
        '--linux',
        '--relay',
        RELAY,
        '--profile',
        'demo',
        '--relay-key',
        KEY,
      ]
      const outcome = await dist(...words)
      said = `${outcome.stdout}${outcome.stderr}`
      expect(outcome.status, said).toBe(0)
    })
    afterAll(() => rm(folder, { recursive: true, force: true }))

    contents(() => ({
      resources: join(folder, 'linux-unpacked', 'resources'),
      program: join(folder, 'linux-unpacked', 'sobani'),
      expected: forRelay(channel),
    }))

    it('says so where it is not around the Electron of its channel', async () => {
      const wanted = await electronVersion(channel)
      const around = /packaging .*electron=(\S+)/.exec(said)?.[1]
      expect(said.includes('Hand it to nobody')).toBe(around !== wanted)
    })

    it('is listed, and comes as one file with one folder in it', async () => {
      const list = artefactList.parse(JSON.parse(await readFile(join(folder, 'artefacts.json'), 'utf8')))
      const [tar, ...others] = list.artefacts
      expect(others).toEqual([])
      if (tar === undefined) throw new Error('nothing is listed')
      const name = channel === 'legacy' ? 'Sobani-legacy' : 'Sobani'
      expect(tar.file).toBe(`${name}-${list.version}-${process.arch}.tar.gz`)
      expect(list.channel).toBe(channel)
      const bytes = await readFile(join(folder, tar.file))
      expect([tar.size, tar.sha256]).toEqual([bytes.length, createHash('sha256').update(bytes).digest('hex')])
      const inside = (await run('tar', ['-tzf', join(folder, tar.file)])).stdout.trim().split('\n')
      const top = basename(tar.file, '.tar.gz')
      expect(inside.filter((path) => !path.startsWith(`${top}/`))).toEqual([])
      expect(inside).toContain(`${top}/resources/app.asar`)
    })
  },
)

describe.each<[System, Channel]>([
  ['mac', 'current'],
  ['mac', 'legacy'],
  ['win', 'current'],
])('the agent packed for %s, %s channel, around a constructed runtime', (system, channel) => {
  const skipped = process.platform !== 'linux' || (system === 'win' && noWindows)
  let home = ''
  const app = () => join(home, 'out', system === 'mac' ? 'mac/Sobani.app' : 'win-unpacked')

  beforeAll(async () => {
    if (skipped) return
    home = await mkdtemp(join(tmpdir(), 'sobani-packed-'))
    const skeleton = await mkdtemp(join(home, 'electron-'))
    await (system === 'mac' ? writeMacSkeleton : writeWindowsSkeleton)(skeleton)
    await packages({
      builtFor: forRelay(channel),
      electron: { version: await electronVersion(channel), dist: () => skeleton },
      targets: new Map([[system, ['dir']]]),
      processors: ['x64'],
      output: join(home, 'out'),
    })
  })
  afterAll(() => rm(home, { recursive: true, force: true }))

  describe.skipIf(skipped)('has what every packed agent has:', () => {
    contents(() => ({
      resources: join(app(), system === 'mac' ? 'Contents/Resources' : 'resources'),
      program: system === 'mac' ? app() : join(app(), 'Sobani.exe'),
      expected: forRelay(channel),
    }))
  })

  if (system === 'mac')
    it.skipIf(skipped)('says in Info.plist what its archive is, and what it needs', async () => {
      const info = plist.parse(await readFile(join(app(), 'Contents/Info.plist'), 'utf8')) as Record<
        string,
        unknown
      >
      expect(info).toMatchObject({
        CFBundleIdentifier: 'jp.sobani.agent',
        LSMinimumSystemVersion: channel === 'legacy' ? '10.15' : '13.0',
        ElectronAsarIntegrity: {
          'Resources/app.asar': {
            algorithm: 'SHA256',
            hash: headerHash(join(app(), 'Contents/Resources/app.asar')),
          },
        },
      })
      expect(Object.keys(info).filter((key) => key.endsWith('UsageDescription'))).toEqual([
        'NSScreenCaptureUsageDescription',
      ])
    })

  if (system === 'win')
    it.skipIf(skipped)('has the hash of its archive among the program’s resources', async () => {
      const text = (await readFile(join(app(), 'Sobani.exe'))).toString('latin1')
      const hash = headerHash(join(app(), 'resources/app.asar'))
      expect(text).toContain(JSON.stringify([{ file: 'resources\\app.asar', alg: 'SHA256', value: hash }]))
      // Names of resources are UTF-16.
      for (const name of ['INTEGRITY', 'ELECTRONASAR'])
        expect(text).toContain(Buffer.from(name, 'utf16le').toString('latin1'))
    })
})

/** The hash that Electron compares before it reads anything from an archive. */
const headerHash = (archive: string): string =>
  createHash('sha256').update(getRawHeader(archive).headerString).digest('hex')
