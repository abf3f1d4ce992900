import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readBuiltIn } from '../../../src/main/policy/built-in'
import { relayOf } from '../../../src/main/settings'
import { resolvePolicy } from '../../../src/shared/policy'

const built = {
  v: 1,
  channel: 'legacy',
  relay: 'https://built.example.jp',
  profile: 'demo',
  relayKeys: ['ab'.repeat(32)],
  updateKey: 'MCowBQYDK2VwAyEA',
}
let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sobani-built-'))
  await mkdir(join(root, 'out'))
})
afterEach(() => rm(root, { recursive: true, force: true }))
const put = (values: unknown) =>
  writeFile(join(root, 'out', 'built-for.json'), typeof values === 'string' ? values : JSON.stringify(values))
const policy = (spoken = {}) => resolvePolicy([readBuiltIn(root, spoken).source])

describe('what a package was built for', () => {
  it('is in force where nobody else has said anything', async () => {
    await put(built)
    expect(readBuiltIn(root, {}).builtFor).toEqual(built)
    const { entries, faults } = policy()
    expect(faults).toEqual([])
    expect(entries.ServerUrl).toMatchObject({ value: built.relay, from: ['built-in'] })
    expect(entries.Profile.value).toBe('demo')
    expect(entries.RelayKeys.value).toEqual(built.relayKeys)
  })

  it('is weaker than a developer’s word, and than a policy’s keys', async () => {
    await put(built)
    expect(policy({ ServerUrl: 'https://own.example.jp' }).entries.ServerUrl.value).toBe(
      'https://own.example.jp',
    )
    const { entries } = resolvePolicy([
      readBuiltIn(root, {}).source,
      { layer: 'policy', values: { RelayKeys: ['cd'.repeat(32)] }, fault: null },
    ])
    expect(entries.RelayKeys.value).toEqual(['cd'.repeat(32)])
  })

  it('is nothing in particular while there is no package', () => {
    expect(readBuiltIn(root, {}).builtFor).toMatchObject({ channel: 'current', relay: null, updateKey: null })
    expect(policy().entries.RelayKeys.value).toBeNull()
  })

  it.each([
    ['is no JSON', '{'],
    ['is of a later shape', { ...built, v: 2 }],
    ['has a relay without encryption', { ...built, relay: 'http://built.example.jp' }],
    ['has more in it', { ...built, more: true }],
    ['has less in it', { ...built, relayKeys: undefined }],
  ])('refuses everything where it %s', async (_name, values) => {
    await put(values)
    const broken = policy({ ServerUrl: 'https://own.example.jp' })
    expect(broken.faults).toEqual([{ layer: 'built-in', setting: null, why: 'unreadable' }])
    expect(relayOf(broken)).toEqual({ relay: null, relayRefusal: 'policy-unreadable' })
    expect(readBuiltIn(root, {}).builtFor.updateKey).toBeNull()
  })
})
