import os from 'node:os'
import { describe, expect, it } from 'vitest'
import defaultProfile from '../../../profiles/default.json'
import { checkMachine, readMachine } from '../../../src/main/steps/environment'
import { checkEnvironment, checkIds, readings } from '../../../src/shared/environment'
import { profile } from '../../../src/shared/profile'
import type { Consent } from '../../../src/shared/receipt'

const machine = { systemVersion: '13.6', display: { width: 1280, height: 800, depth: 24 } }
const consent: Consent = { documents: [] }

describe('reading this machine', () => {
  it('gives values that a machine can have, in the units that the rules use', async () => {
    const read = readings.parse(await readMachine(machine))
    expect(read.cores).toBe(os.cpus().length)
    expect(read.memoryBytes).toBe(os.totalmem())
    expect(read.freeBytes).toBeGreaterThan(1e6)
    expect(read.display).toEqual(machine.display)
    expect([32, 64]).toContain(read.bits)
    // MHz: a GHz value would be below 10, Hz above a million.
    if (read.clockMhz !== null) expect(read.clockMhz > 100 && read.clockMhz < 10_000).toBe(true)
    expect(read.platform).toBe({ win32: 'windows', darwin: 'macos' }[process.platform as string] ?? 'linux')
  })

  it('hands on what only Electron knows, and its absence', async () => {
    expect((await readMachine({ ...machine, display: null })).display).toBeNull()
  })
})

describe('checking this machine', () => {
  it('judges what was read by the rules of the profile', async () => {
    const linux = {
      older: 'warn',
      newer: 'warn',
      systems: [{ name: 'Any', from: '0', bits: [32, 64], freeMb: 1 }],
    }
    const rules = profile.parse({
      ...defaultProfile,
      environment: { memoryTolerance: 0, windows: linux, macos: linux, linux },
    })
    const result = await checkMachine(consent, rules, machine)
    expect(result.checks.map((line) => line.id)).toEqual(checkIds)
    const disk = result.checks.find((line) => line.id === 'disk')
    expect(disk).toMatchObject({ verdict: 'pass', asked: '1 MB' })
    const expected = checkEnvironment(rules, await readMachine(machine))
    expect(result.checks.map((line) => line.verdict)).toEqual(expected.checks.map((line) => line.verdict))
  })
})
