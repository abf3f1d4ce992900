import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isAllowed } from '../../scripts/bundle/licence-rules'
import { readLock } from '../../scripts/bundle/lock'
import { PAGE } from '../../scripts/licences'
import { ROOT } from '../../scripts/root'
import { z } from '../../src/shared/zod'

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
const lock = readLock()
const installed = Object.entries(lock.packages).filter(([place]) => place !== '')
/** | package | version | licence | agent | console | relay | */
const rows = read(PAGE)
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| ---') && !line.startsWith('| package'))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, name = '', version = '', licence = '', , , relay = '']) => ({ name, version, licence, relay }))

describe('what an install runs and where it comes from', () => {
  it('is no script of any package', () => {
    expect(read('.npmrc').split('\n')).toContain('ignore-scripts=true')
    expect(read('scripts/start.mjs')).toContain("'--ignore-scripts'")
    const own = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(read('package.json')))
    const hooks = ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish']
    expect(Object.keys(own.scripts).filter((name) => hooks.includes(name))).toEqual([])
  })

  it('is the lock file, with a hash of every package', () => {
    expect(lock.lockfileVersion).toBe(3)
    expect(installed.length).toBeGreaterThan(300)
    const bare = installed.filter(
      ([, { integrity }]) => !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? ''),
    )
    expect(bare.map(([place]) => place)).toEqual([])
  })

  it('names no registry, and no package comes from a repository, a file or an address', () => {
    expect(read('package-lock.json')).not.toMatch(/"resolved"/)
    expect(read('.npmrc')).not.toMatch(/registry\s*=/)
    expect(installed.filter(([, { link }]) => link).map(([place]) => place)).toEqual([])
    const wishes = Object.entries(lock.packages).flatMap(
      ([place, { dependencies, devDependencies, optionalDependencies }]) =>
        Object.entries({
          ...dependencies,
          ...optionalDependencies,
          ...(place === '' ? devDependencies : {}),
        }),
    )
    expect(wishes.length).toBeGreaterThan(500)
    // A version, or a package of the registry under another name.
    const elsewhere = wishes.filter(([, wish]) => /[/:]/.test(wish.replace(/^npm:(@[^/]+\/)?[^/@]+@/, '')))
    expect(elsewhere).toEqual([])
  })

  it('needs no install script where it ships', () => {
    const scripted = installed.filter(([, { hasInstallScript }]) => hasInstallScript)
    expect(scripted.length).toBeGreaterThan(0)
    const shipping = scripted.filter(([, { dev }]) => dev !== true).map(([place]) => place)
    expect(shipping).toEqual([])
    const names = scripted.map(([place, { name }]) => name ?? place.replace(/^.*node_modules\//, ''))
    expect(rows.filter(({ name }) => names.includes(name)).map(({ name }) => name)).toEqual([])
  })
})

describe('docs/third-party.md', () => {
  it('has only versions that the lock file has, under licences that may ship', () => {
    expect(rows.length).toBeGreaterThan(100)
    const versions = new Set(
      installed.map(
        ([place, { name, version }]) => `${name ?? place.replace(/^.*node_modules\//, '')} ${version}`,
      ),
    )
    const known = (name: string) => (name === 'Electron' ? 'electron' : name)
    expect(rows.filter(({ name, version }) => !versions.has(`${known(name)} ${version}`))).toEqual([])
    expect(rows.filter(({ licence }) => !isAllowed(licence))).toEqual([])
  })

  it('has every package that is installed beside the relay', () => {
    const listed = new Set(
      rows.filter(({ relay }) => relay === '✓').map(({ name, version }) => `${name} ${version}`),
    )
    const missing = installed
      .filter(([, { dev }]) => dev !== true)
      .map(([place, { version }]) => `${place.replace(/^.*node_modules\//, '')} ${version}`)
      .filter((one) => !listed.has(one))
    expect(missing).toEqual([])
  })
})
