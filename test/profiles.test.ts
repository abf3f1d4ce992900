import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compareVersions } from '../src/shared/environment'
import { parseValue } from '../src/shared/parse'
import { type Profile, profile } from '../src/shared/profile'
import { root } from './sources'

const folder = join(root, 'profiles')
const names = readdirSync(folder)
const read = (name: string): Profile => profile.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')))

describe('the profiles that ship', () => {
  it('are there: one for customers, one for the demo', () => {
    expect(names).toEqual(expect.arrayContaining(['default.json', 'demo.json']))
  })

  it('let Linux in only for the demo', () => {
    expect(names.filter((name) => read(name).environment.linux !== undefined)).toEqual(['demo.json'])
  })
})

describe.each(names)('%s', (name) => {
  it('is valid, and named as it calls itself', () => {
    expect(parseValue(profile, JSON.parse(readFileSync(join(folder, name), 'utf8')))).toMatchObject({
      ok: true,
    })
    expect(`${read(name).id}.json`).toBe(name)
  })

  it('lists the systems of each platform from old to new, without gap or overlap', () => {
    const { windows, macos, linux } = read(name).environment
    for (const platform of [windows, macos, linux])
      for (const [place, rule] of (platform?.systems ?? []).entries()) {
        if (rule.before !== undefined) expect(compareVersions(rule.from, rule.before)).toBeLessThan(0)
        const next = platform?.systems[place + 1]
        if (next !== undefined) expect([rule.name, rule.before]).toEqual([rule.name, next.from])
      }
  })

  it('asks a memory of every width that it allows, or none at all', () => {
    const { windows, macos, linux } = read(name).environment
    for (const rule of [windows, macos, linux].flatMap((platform) => platform?.systems ?? []))
      if (rule.memoryGb !== undefined)
        expect([rule.name, ...rule.bits.map((bits) => rule.memoryGb?.[`bits${bits}`] !== undefined)]).toEqual(
          [rule.name, ...rule.bits.map(() => true)],
        )
  })
})
