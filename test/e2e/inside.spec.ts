import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { readLock } from '../../scripts/bundle/lock'
import { bundled } from '../../scripts/bundle/plugin'
import { programs } from '../../scripts/bundle/shipped'
import { notAllowed, PAGE, shippedByAll, thirdParty } from '../../scripts/licences'
import { ROOT } from '../../scripts/root'
import { licences } from '../../src/shared/licences'
import { z } from '../../src/shared/zod'
import { bill } from '../scripts/bill'

/** What was built, as it lies in out/. */
const read = (path: string): Promise<string> => readFile(join(ROOT, path), 'utf8')
const json = async (path: string): Promise<unknown> => JSON.parse(await read(path))
const lock = readLock()

test('the list of third parties is what was built, and all of it may ship', async () => {
  const shipped = await shippedByAll(lock, ROOT)
  for (const program of programs) expect([program, shipped[program].length > 10]).toEqual([program, true])
  expect(notAllowed(shipped)).toEqual([])
  expect(await read(PAGE), 'run "npm run licences"').toBe(thirdParty(shipped, lock))
})

test('each program has its bill of materials, and every part its hash', async () => {
  const shipped = await shippedByAll(lock, ROOT)
  for (const name of ['agent', 'agent-legacy', 'console', 'relay'] as const) {
    const { components } = bill.parse(await json(`out/sbom/${name}.cdx.json`))
    const runtimes = components.filter(({ hashes }) => hashes === undefined)
    const packages = components.filter(({ hashes }) => hashes !== undefined).map((one) => one['bom-ref'])
    const program = name === 'agent-legacy' ? 'agent' : name
    const wanted = shipped[program].map((one) => `${one.name}@${one.version}`)
    expect([...packages].sort()).toEqual([...new Set(wanted)].sort())
    const electron = { agent: 'electron', 'agent-legacy': 'electron-legacy' } as const
    const names = runtimes.map((one) => one['bom-ref'])
    if (name === 'agent' || name === 'agent-legacy')
      expect(names).toContain(`electron@${lock.packages[`node_modules/${electron[name]}`]?.version}`)
    else expect(names).toEqual([])
  }
})

test('whose work is inside goes along with its licence', async () => {
  const { agent, console: page } = await shippedByAll(lock, ROOT)
  const { own, packages } = licences.parse(await json('out/licences.json'))
  expect(own).toContain('Apache License')
  expect(packages.map(({ name, version }) => `${name}@${version}`).sort()).toEqual(
    [...new Set(agent.map(({ name, version }) => `${name}@${version}`))].sort(),
  )
  for (const { name, text } of packages)
    expect([name, /copyright|licen[cs]e/i.test(text)]).toEqual([name, true])
  const texts = await read('out/console/licences.txt')
  for (const { name, version, licence } of page) expect(texts).toContain(`${name} ${version} (${licence})`)
})

test('no program asks at run time for a package that does not come with it', async () => {
  const manifest = z
    .object({ dependencies: z.record(z.string(), z.string()) })
    .parse(await json('package.json'))
  const asked = async (name: string): Promise<string[]> =>
    bundled
      .parse(await json(`out/packages-${name}.json`))
      .external.filter((one) => !one.startsWith('node:') && one !== 'electron')
  for (const name of ['main', 'preload', 'renderer', 'console'])
    expect([name, await asked(name)]).toEqual([name, []])
  const relay = await asked('relay')
  expect(relay.length).toBeGreaterThan(3)
  const known = Object.keys(manifest.dependencies)
  const packageOf = (one: string): string => one.split('/', one.startsWith('@') ? 2 : 1).join('/')
  expect(relay.filter((one) => !known.includes(packageOf(one)))).toEqual([])
})
