import { describe, expect, it } from 'vitest'
import type { MachineReadings } from '../../../../src/main/machine/readers'
import { windows } from '../../../../src/main/machine/windows'
import { editionOf } from '../../../../src/main/machine/windows/system'
import { recordedHost } from '../recorded-host'
import { type MachineName, machines } from './machines'

const none = { kind: 'none', authentication: null } as const
const expected: Record<MachineName, MachineReadings> = {
  'windows-10-enterprise-64': {
    platform: 'windows',
    name: 'Windows 10 Enterprise',
    version: '10.0.19045',
    edition: 'Enterprise',
    sMode: false,
    bits: 64,
    cpuBits: 64,
    clockMhz: 3000,
    cores: 6,
    memoryBytes: 16999869184,
    freeBytes: 92_000_000_000,
    proxy: { kind: 'pac', authentication: null },
  },
  'windows-10-home-32-ja': {
    platform: 'windows',
    name: 'Windows 10 Home',
    version: '10.0.19045',
    edition: 'Home',
    sMode: false,
    bits: 32,
    // Windows does not say what a processor could do beyond it.
    cpuBits: null,
    clockMhz: 1662,
    cores: 2,
    memoryBytes: 2007483648,
    freeBytes: 11_000_000_000,
    // Looking by itself is off, and the server is written down but not switched on.
    proxy: none,
  },
  'windows-10-home-s': {
    platform: 'windows',
    name: 'Windows 10 Home',
    version: '10.0.19044',
    edition: 'Home',
    sMode: true,
    bits: 64,
    cpuBits: 64,
    clockMhz: 1101,
    cores: 2,
    memoryBytes: 4094967296,
    freeBytes: 6_000_000_000,
    proxy: { kind: 'automatic', authentication: null },
  },
  'windows-10-pro-64-ja': {
    platform: 'windows',
    name: 'Windows 10 Pro',
    version: '10.0.18363',
    edition: 'Pro',
    sMode: false,
    bits: 64,
    cpuBits: 64,
    clockMhz: 2712,
    cores: 4,
    memoryBytes: 8499934592,
    freeBytes: 4_900_000_000,
    proxy: { kind: 'manual', authentication: null },
  },
  'windows-11-home-ja': {
    platform: 'windows',
    name: 'Windows 11 Home',
    version: '10.0.26200',
    edition: 'Home',
    sMode: false,
    bits: 64,
    cpuBits: 64,
    clockMhz: 2296,
    cores: 12,
    memoryBytes: 8089934592,
    freeBytes: 301_000_000_000,
    proxy: none,
  },
  'windows-11-pro': {
    platform: 'windows',
    name: 'Windows 11 Pro',
    version: '10.0.22631',
    edition: 'Pro',
    sMode: false,
    bits: 64,
    cpuBits: 64,
    clockMhz: 2496,
    cores: 16,
    memoryBytes: 34059738368,
    freeBytes: 611_000_000_000,
    // Looks by itself, as almost every Windows, and has found nothing.
    proxy: none,
  },
}

describe('the readings of a machine', () => {
  it.each(machines)('%s', async (name) => {
    expect(await windows.machine(recordedHost(name))).toEqual(expected[name])
  })

  it('are null where nothing answers, and never a guess', async () => {
    const silent = recordedHost('windows-11-pro', (kept) => {
      kept.run = {}
      kept.space = {}
      kept.facts.cpus = []
      kept.facts.memory.total = 0
    })
    expect(await windows.machine(silent)).toEqual({
      platform: 'windows',
      name: null,
      version: null,
      edition: null,
      sMode: null,
      bits: null,
      cpuBits: null,
      clockMhz: null,
      cores: null,
      memoryBytes: null,
      freeBytes: null,
      proxy: null,
    })
  })

  const query = 'C:\\Windows\\System32\\reg.exe query'
  const currentVersion = `${query} HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion`
  const without = (value: string) =>
    recordedHost('windows-11-pro', (kept) => {
      const lines = kept.run[currentVersion]
      if (!Array.isArray(lines)) throw new Error('no such key')
      kept.run[currentVersion] = lines.filter((line) => !line.startsWith(`    ${value}    `))
    })

  it.each([
    ['EditionID', { edition: null, name: 'Windows 11 Pro' }],
    ['UBR', { version: '10.0.22631' }],
    ['ProductName', { name: null, version: null, edition: null, bits: null, proxy: none }],
    ['CurrentMajorVersionNumber', { version: '6.3.22631' }],
    // The variable says the same as the build's name on this machine.
    ['BuildLabEx', { bits: 64 }],
  ])('without %s', async (value, rest) => {
    expect(await windows.machine(without(value))).toMatchObject(rest)
  })

  it('does not know of S mode where the rule could not be read', async () => {
    const path = `${query} HKLM\\SYSTEM\\CurrentControlSet\\Control\\CI`
    for (const key of [path, `${path}\\Policy`]) {
      const host = recordedHost('windows-10-home-s', (kept) => {
        delete kept.run[key]
      })
      expect((await windows.machine(host)).sMode, key).toBeNull()
    }
  })

  it('knows a 64-bit processor under a 32-bit Windows only where it is named so', async () => {
    const path = `${query} HKLM\\HARDWARE\\DESCRIPTION\\System\\CentralProcessor\\0`
    const named = (identifier: string) =>
      recordedHost('windows-10-home-32-ja', (kept) => {
        kept.run[path] = [
          'HKEY_LOCAL_MACHINE\\HARDWARE\\DESCRIPTION\\System\\CentralProcessor\\0',
          `    Identifier    REG_SZ    ${identifier}`,
        ]
      })
    expect((await windows.machine(named('Intel64 Family 6 Model 28 Stepping 10'))).cpuBits).toBe(64)
    expect((await windows.machine(named('x86 Family 6 Model 28 Stepping 10'))).cpuBits).toBeNull()
  })
})

describe('editions', () => {
  it.each([
    ['Core', 'Home'],
    ['CoreN', 'Home'],
    ['CoreSingleLanguage', 'Home'],
    ['CoreCountrySpecific', 'Home'],
    ['Professional', 'Pro'],
    ['ProfessionalN', 'Pro'],
    ['ProfessionalEducation', 'Pro Education'],
    ['ProfessionalWorkstationN', 'Pro for Workstations'],
    ['Enterprise', 'Enterprise'],
    ['EnterpriseN', 'Enterprise'],
    ['EnterpriseS', 'Enterprise'],
    ['EnterpriseSN', 'Enterprise'],
    ['EnterpriseSNEval', 'Enterprise'],
    ['EnterpriseEval', 'Enterprise'],
    ['Education', 'Education'],
    ['EducationN', 'Education'],
    ['IoTEnterpriseS', 'IoT Enterprise'],
    ['Cloud', 'S'],
    ['CloudN', 'S'],
    ['ServerStandard', 'ServerStandard'],
  ])('%s is %s', (id, name) => expect(editionOf(id)).toBe(name))
})
