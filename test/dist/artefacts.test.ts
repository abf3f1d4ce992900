import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { measure, nameOf, writeArtefacts } from '../../scripts/dist/artefacts'
import { publish } from '../../scripts/dist/publishing'
import { type ArtefactList, artefactList } from '../../src/shared/artefacts'

let home = ''
let from = ''
let downloads = ''

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'sobani-artefacts-'))
  from = join(home, 'dist')
  downloads = join(home, 'downloads')
  await mkdir(from)
})
afterEach(() => rm(home, { recursive: true, force: true }))

const make = (file: string, content = file) => writeFile(join(from, file), content)
const read = async (folder: string): Promise<ArtefactList> =>
  artefactList.parse(JSON.parse(await readFile(join(folder, 'artefacts.json'), 'utf8')))
const names = (list: ArtefactList) => list.artefacts.map(({ file }) => file)
const there = (file: string) => readFile(join(downloads, 'current', file), 'utf8')
const clear = async () => {
  await rm(from, { recursive: true })
  await mkdir(from)
}

describe('the list of packages', () => {
  it('knows by its name what each file is and for whom', async () => {
    const files = [
      'Sobani-1.2.3-x64.exe',
      'Sobani-1.2.3-arm64-admin.msi',
      'Sobani-1.2.3-arm64.dmg',
      'Sobani-1.2.3-x64-admin.pkg',
      'Sobani-1.2.3-arm64.zip',
      'Sobani-1.2.3-x64.tar.gz',
    ]
    for (const file of files) await make(file)
    const list = await writeArtefacts(from, 'current', '1.2.3')
    expect(await read(from)).toEqual(list)
    const found = list.artefacts.map(({ file, system, processor, kind, audience }) => [
      file,
      system,
      processor,
      kind,
      audience,
    ])
    expect(found.sort()).toEqual(
      [
        ['Sobani-1.2.3-x64.exe', 'windows', 'x64', 'nsis', 'customer'],
        ['Sobani-1.2.3-arm64-admin.msi', 'windows', 'arm64', 'msi', 'administrator'],
        ['Sobani-1.2.3-arm64.dmg', 'macos', 'arm64', 'dmg', 'customer'],
        ['Sobani-1.2.3-x64-admin.pkg', 'macos', 'x64', 'pkg', 'administrator'],
        ['Sobani-1.2.3-arm64.zip', 'macos', 'arm64', 'zip', 'update'],
        ['Sobani-1.2.3-x64.tar.gz', 'linux', 'x64', 'tar', 'administrator'],
      ].sort(),
    )
    for (const { file, size, sha256 } of list.artefacts)
      expect({ size, sha256 }).toEqual(await measure(join(from, file)))
  })

  it('leaves out what is of another version or channel, and what is no package', async () => {
    for (const file of [
      'Sobani-1.2.3-x64.exe',
      'Sobani-1.2.2-x64.exe',
      'Sobani-legacy-1.2.3-ia32.exe',
      'Sobani-1.2.3-x64.exe.blockmap',
      'latest.yml',
      'builder-debug.yml',
    ])
      await make(file)
    expect(names(await writeArtefacts(from, 'current', '1.2.3'))).toEqual(['Sobani-1.2.3-x64.exe'])
    expect(names(await writeArtefacts(from, 'legacy', '1.2.3'))).toEqual(['Sobani-legacy-1.2.3-ia32.exe'])
    expect([nameOf('../Sobani-1.2.3-x64.exe'), nameOf('Sobani-1.2-x64.exe')]).toEqual([null, null])
  })
})

describe('publishing', () => {
  it('brings packages and the list, no feed, and leaves nothing half written', async () => {
    await make('Sobani-1.0.0-x64.exe')
    await make('latest.yml', 'version: 1.0.0')
    await writeArtefacts(from, 'current', '1.0.0')
    await mkdir(join(downloads, 'current'), { recursive: true })
    await writeFile(
      join(downloads, 'current', '.Sobani-1.0.0-x64.exe.00000000.part'),
      'of a run that was stopped',
    )

    const list = await publish(from, downloads, 'current')
    expect((await readdir(join(downloads, 'current'))).sort()).toEqual([
      'Sobani-1.0.0-x64.exe',
      'artefacts.json',
    ])
    expect(await read(join(downloads, 'current'))).toEqual(list)
    expect(names(list)).toEqual(['Sobani-1.0.0-x64.exe'])
  })

  it('takes no package away from agents that hold a feed', async () => {
    await make('Sobani-1.1.0-x64.exe')
    await writeArtefacts(from, 'current', '1.1.0')
    await mkdir(join(downloads, 'current'), { recursive: true })
    const feed = join(downloads, 'current', 'latest.yml')
    await writeFile(feed, 'version: 1.0.0')
    await expect(publish(from, downloads, 'current')).rejects.toThrow('npm run updates -- publish')
    await writeFile(feed, 'version: 1.1.0')
    expect(names(await publish(from, downloads, 'current'))).toEqual(['Sobani-1.1.0-x64.exe'])
  })

  it('may be done again, and adds what another machine made of the same version', async () => {
    await make('Sobani-1.0.0-x64.exe')
    await writeArtefacts(from, 'current', '1.0.0')
    await publish(from, downloads, 'current')
    await publish(from, downloads, 'current')
    await clear()
    await make('Sobani-1.0.0-arm64.dmg')
    await writeArtefacts(from, 'current', '1.0.0')
    const list = await publish(from, downloads, 'current')
    expect(names(list).sort()).toEqual(['Sobani-1.0.0-arm64.dmg', 'Sobani-1.0.0-x64.exe'])
  })

  it('lists no earlier version', async () => {
    for (const version of ['1.0.0', '1.1.0']) {
      await clear()
      await make(`Sobani-${version}-x64.exe`)
      await writeArtefacts(from, 'current', version)
      await publish(from, downloads, 'current')
    }
    expect(names(await read(join(downloads, 'current')))).toEqual(['Sobani-1.1.0-x64.exe'])
    expect(await there('Sobani-1.0.0-x64.exe')).toBe('Sobani-1.0.0-x64.exe')
  })

  it('never puts other bytes under a name that was published', async () => {
    await make('Sobani-1.0.0-x64.exe')
    await writeArtefacts(from, 'current', '1.0.0')
    await publish(from, downloads, 'current')
    await make('Sobani-1.0.0-x64.exe', 'built anew')
    await writeArtefacts(from, 'current', '1.0.0')
    await expect(publish(from, downloads, 'current')).rejects.toThrow('was published with other content')
    expect(await there('Sobani-1.0.0-x64.exe')).toBe('Sobani-1.0.0-x64.exe')
  })

  it('refuses a package that changed since it was listed, a list of the other channel, and no list', async () => {
    await expect(publish(from, downloads, 'current')).rejects.toThrow('There is nothing to publish')
    await make('Sobani-1.0.0-x64.exe')
    await writeArtefacts(from, 'current', '1.0.0')
    await expect(publish(from, downloads, 'legacy')).rejects.toThrow('is of the current channel')
    await make('Sobani-1.0.0-x64.exe', 'touched')
    await expect(publish(from, downloads, 'current')).rejects.toThrow('is not what was listed')
    expect(await readdir(join(downloads, 'current'))).toEqual([])
  })

  it('shows whoever reads meanwhile only whole files and a list that holds', async () => {
    const large = (letter: string) => letter.repeat(8_000_000)
    await make('Sobani-1.0.0-x64.exe', large('a'))
    await writeArtefacts(from, 'current', '1.0.0')
    await publish(from, downloads, 'current')
    await clear()
    await make('Sobani-2.0.0-x64.exe', large('b'))
    await make('Sobani-2.0.0-x64-admin.msi', large('c'))
    await writeArtefacts(from, 'current', '2.0.0')

    let done = false
    const publishing = publish(from, downloads, 'current').finally(() => {
      done = true
    })
    do {
      const list = await read(join(downloads, 'current'))
      for (const { file, size, sha256 } of list.artefacts)
        expect(await measure(join(downloads, 'current', file))).toEqual({ size, sha256 })
      for (const file of await readdir(join(downloads, 'current')))
        if (nameOf(file) !== null)
          expect((await measure(join(downloads, 'current', file))).size).toBe(8_000_000)
    } while (!done)
    await publishing
    expect((await read(join(downloads, 'current'))).version).toBe('2.0.0')
  })
})
