import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'vite'
import { afterEach, describe, expect, it } from 'vitest'
import { isAllowed } from '../../scripts/bundle/licence-rules'
import { type Lock, placeOf, readLock, withNeeds } from '../../scripts/bundle/lock'
import { noticesOf } from '../../scripts/bundle/notices'
import { bundled, listPackages } from '../../scripts/bundle/plugin'
import { sbom } from '../../scripts/bundle/sbom'
import { type Shipped, shippedWith } from '../../scripts/bundle/shipped'
import { notAllowed } from '../../scripts/licences'
import { ROOT } from '../../scripts/root'
import { findNpm } from '../../scripts/setup/npm'
import { z } from '../../src/shared/zod'
import { bill } from './bill'

const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sobani-bundle-'))
  folders.push(folder)
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  return folder
}

const sha = `sha512-${Buffer.alloc(64, 7).toString('base64')}`
const locked = (version: string, dependencies: Record<string, string> = {}) => ({
  version,
  dependencies,
  license: 'MIT',
  integrity: sha,
})
const manifest = (name: string, more: object = {}): string =>
  JSON.stringify({ name, version: '1.0.0', license: 'MIT', main: 'index.js', type: 'module', ...more })

describe('the list of what went into a bundle', () => {
  it('has what is inside, whose it is, and what is asked for outside; not what was shaken out', async () => {
    const folder = await folderWith({
      'index.js':
        "import { used } from 'a'\nimport { idle } from 'idle'\nimport 'outside'\nimport('@b/late')\nconsole.log(used, idle)",
      'node_modules/a/package.json': manifest('a'),
      'node_modules/a/index.js': "import { deep } from 'deep'\nexport const used = () => deep",
      'node_modules/a/node_modules/deep/package.json': manifest('deep', { version: '2.0.0', license: 'ISC' }),
      'node_modules/a/node_modules/deep/index.js': 'export const deep = console',
      'node_modules/idle/package.json': manifest('idle'),
      'node_modules/idle/index.js': "import './never.js'\nexport const idle = 1",
      'node_modules/idle/never.js': "import 'unused'",
      'node_modules/unused/package.json': manifest('unused', { sideEffects: false }),
      'node_modules/unused/index.js': 'export const unused = 1',
      'node_modules/@b/late/package.json': manifest('@b/late', { main: 'late.min.js' }),
      'node_modules/@b/late/late.min.js': 'console.log(2)',
    })
    await build({
      root: folder,
      configFile: false,
      logLevel: 'error',
      plugins: [listPackages()],
      build: {
        outDir: 'out/main',
        lib: { entry: 'index.js', formats: ['es'], fileName: 'index' },
        rolldownOptions: { external: ['outside'] },
      },
    })
    const list = bundled.parse(JSON.parse(await readFile(join(folder, 'out/packages-main.json'), 'utf8')))
    const places = list.packages.map(({ place }) => place)
    expect(places).toContain('node_modules/a')
    expect(places).not.toContain('node_modules/unused')
    expect(list.packages).toContainEqual({
      name: 'deep',
      version: '2.0.0',
      licence: 'ISC',
      place: 'node_modules/a/node_modules/deep',
    })
    expect(list.prebuilt).toEqual(['node_modules/@b/late/late.min.js'])
    expect(list.external).toEqual(['outside'])
  }, 60_000)
})

const lock: Lock = {
  lockfileVersion: 3,
  packages: {
    '': { dependencies: { a: '1' } },
    'node_modules/a': locked('1.0.0', { b: '1', c: '1' }),
    'node_modules/b': locked('1.0.0'),
    'node_modules/a/node_modules/b': locked('2.0.0', { a: '1' }),
    'node_modules/c': locked('1.0.0', { b: '1' }),
    'node_modules/d': { ...locked('1.0.0'), dev: true },
  },
}

describe('what a package needs', () => {
  it('is found beside it first, then above, and followed to the end', () => {
    expect(placeOf(lock, 'node_modules/a', 'b')).toBe('node_modules/a/node_modules/b')
    expect(placeOf(lock, 'node_modules/a/node_modules/b', 'c')).toBe('node_modules/c')
    expect(placeOf(lock, 'node_modules/c', 'nowhere')).toBe(null)
    expect(withNeeds(lock, ['node_modules/c'])).toEqual(['node_modules/b', 'node_modules/c'])
    expect(withNeeds(lock, ['node_modules/a'])).toEqual([
      'node_modules/a',
      'node_modules/a/node_modules/b',
      'node_modules/b',
      'node_modules/c',
    ])
  })

  it('ships with the relay unless it is for development; a bundle that nobody knows ships nowhere', async () => {
    const list = { v: 1, packages: [], prebuilt: [], external: [] }
    const folder = await folderWith({ 'out/packages-relay.json': JSON.stringify(list) })
    expect((await shippedWith('relay', lock, folder)).map(({ place }) => place)).toEqual([
      'node_modules/a',
      'node_modules/a/node_modules/b',
      'node_modules/b',
      'node_modules/c',
    ])
    const odd = { ...list, prebuilt: ['node_modules/d/d.min.js'] }
    const other = await folderWith({ 'out/packages-console.json': JSON.stringify(odd) })
    await expect(shippedWith('console', lock, other)).rejects.toThrow('node_modules/d/d.min.js')
  })
})

const parts = (places: readonly string[], from: Lock): Shipped[] =>
  places.map((place) => ({
    name: place.slice(place.lastIndexOf('node_modules/') + 13),
    version: from.packages[place]?.version ?? '',
    licence: from.packages[place]?.license ?? 'MIT',
    place,
    integrity: from.packages[place]?.integrity ?? '',
  }))

describe('a bill of materials', () => {
  const electron = { name: 'electron', version: '45.4.1', licence: 'MIT' } as const
  const chromium = { name: 'chromium', version: '156.0.1.2', licence: 'BSD-3-Clause' } as const

  it('names each part once, with its hash, its licence and what it needs', () => {
    const text = sbom(
      'agent',
      '0.1.0',
      parts(withNeeds(lock, ['node_modules/a']), lock),
      [electron, chromium],
      lock,
    )
    const { components, dependencies } = bill.parse(JSON.parse(text))
    expect(components.map((one) => one['bom-ref'])).toEqual([
      'electron@45.4.1',
      'chromium@156.0.1.2',
      'a@1.0.0',
      'b@2.0.0',
      'b@1.0.0',
      'c@1.0.0',
    ])
    expect(components[2]?.hashes?.[0]?.content).toBe('07'.repeat(64))
    expect(dependencies).toContainEqual({ ref: 'a@1.0.0', dependsOn: ['b@2.0.0', 'c@1.0.0'] })
    expect(dependencies).toContainEqual({ ref: 'c@1.0.0', dependsOn: ['b@1.0.0'] })
  })

  it('is the same each time, and another for other parts', () => {
    const make = (places: readonly string[]) => sbom('agent', '0.1.0', parts(places, lock), [electron], lock)
    expect(make(['node_modules/c'])).toBe(make(['node_modules/c']))
    const serial = (text: string) => bill.parse(JSON.parse(text)).serialNumber
    expect(serial(make(['node_modules/c']))).not.toBe(serial(make(['node_modules/b'])))
  })

  it('refuses a part without a hash that it knows', () => {
    const [one] = parts(['node_modules/b'], lock)
    if (one === undefined) throw new Error('there is no part')
    expect(() => sbom('relay', '0.1.0', [{ ...one, integrity: '' }], [], lock)).toThrow('b: its hash')
  })

  const npm = findNpm()
  it.skipIf(npm === null)(
    'says of every package what npm says of it',
    async () => {
      const words = [npm ?? '', 'sbom', '--sbom-format', 'cyclonedx', '--package-lock-only']
      const { stdout } = await promisify(execFile)(process.execPath, words, {
        cwd: ROOT,
        maxBuffer: 64_000_000,
      })
      const real = readLock()
      const places = Object.keys(real.packages).filter((place) => place !== '' && !real.packages[place]?.dev)
      const own = bill.parse(JSON.parse(sbom('relay', '0.1.0', parts(places, real), [], real)))
      const npms = z
        .object({
          components: z.array(
            z.looseObject({
              purl: z.string(),
              hashes: z.unknown().optional(),
              licenses: z.unknown().optional(),
            }),
          ),
        })
        .parse(JSON.parse(stdout))
      const said = new Map(npms.components.map(({ purl, hashes, licenses }) => [purl, { hashes, licenses }]))
      expect(own.components.length).toBeGreaterThan(50)
      for (const { purl, hashes, licenses } of own.components)
        expect([purl, said.get(purl ?? '')]).toEqual([purl, { hashes, licenses }])
    },
    120_000,
  )
})

describe('licences', () => {
  it.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0)', true],
    ['MIT AND ISC', true],
    ['MIT AND GPL-3.0', false],
    ['GPL-3.0-or-later', false],
    ['MPL-2.0', false],
    ['', false],
    ['SEE LICENSE IN LICENSE', false],
    ['(MIT OR (GPL-3.0 AND MIT))', false],
  ])('%s may ship: %s', (expression, allowed) => {
    expect(isAllowed(expression)).toBe(allowed)
  })

  it('that are not allowed are named with package and program', () => {
    const [good, bad] = parts(['node_modules/a', 'node_modules/b'], lock)
    if (good === undefined || bad === undefined) throw new Error('there are no parts')
    const said = notAllowed({ agent: [good, { ...bad, licence: 'AGPL-3.0' }], console: [], relay: [good] })
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(/^b 1\.0\.0 ships with the agent, and its licence \(AGPL-3\.0\)/)
  })

  it('go along with their text; one without a text of its own gets the common one, if there is one', async () => {
    const folder = await folderWith({
      'node_modules/a/LICENSE.md': 'Text of a  \r\nsecond line\r\n',
      'node_modules/a/NOTICE': 'Notice of a',
      'node_modules/a/licence-checker.js': 'no licence',
      'node_modules/b/package.json': JSON.stringify({ author: { name: 'Maker of b' } }),
      'node_modules/c/package.json': '{}',
    })
    const [a, b, c] = parts(['node_modules/a', 'node_modules/b', 'node_modules/c'], lock)
    if (a === undefined || b === undefined || c === undefined) throw new Error('there are no parts')
    const [ofA, ofB] = await noticesOf([b, a], folder)
    expect(ofA?.text).toBe('Text of a\nsecond line\n\nNotice of a')
    expect(ofB?.text).toMatch(
      /^The MIT License\n\nCopyright \(c\) Maker of b\n\nPermission is hereby granted/,
    )
    await expect(noticesOf([c], folder)).rejects.toThrow('names no author')
    await expect(noticesOf([{ ...b, licence: 'Apache-2.0' }], folder)).rejects.toThrow(
      'no text of its licence',
    )
  })
})
