import {
  type Check,
  checkEnvironment,
  type NetworkReadings,
  type Readings,
} from '../../src/shared/environment'
import type { EnvironmentRules, Profile } from '../../src/shared/profile'

export const GB = 2 ** 30
export const MB = 1e6

const display = { width: 800, height: 600, depth: 16 }
const editions = ['Home', 'Pro', 'Enterprise']

/** The table as the services publish it, with a verdict of its own for every way. */
export const environmentRules: EnvironmentRules = {
  memoryTolerance: 0.15,
  language: { confirmed: 'ja', other: 'pass' },
  network: {
    httpPort: 80,
    httpsPort: 443,
    http: 'warn',
    https: 'fail',
    websocket: 'warn',
    polling: 'warn',
    udp: 'warn',
    turn: 'warn',
  },
  windows: {
    older: 'fail',
    newer: 'warn',
    otherEdition: 'warn',
    sMode: 'warn',
    proxy: 'warn',
    systems: [
      {
        name: 'Windows 10',
        from: '10.0.10240',
        before: '10.0.22000',
        bits: [32, 64],
        editions,
        clockMhz: 1000,
        memoryGb: { bits32: 1, bits64: 2 },
        display,
        freeMb: 100,
      },
      {
        name: 'Windows 11',
        from: '10.0.22000',
        bits: [64],
        editions,
        cpuBits: 64,
        clockMhz: 1000,
        cores: 2,
        memoryGb: { bits64: 4 },
        display,
        freeMb: 100,
      },
    ],
  },
  macos: {
    older: 'fail',
    newer: 'warn',
    otherEdition: 'pass',
    sMode: 'pass',
    proxy: 'fail',
    systems: [
      { name: 'macOS 10.15', from: '10.15', before: '10.16', bits: [64], freeMb: 100 },
      { name: 'macOS 11', from: '10.16', before: '12', bits: [64], freeMb: 100 },
      { name: 'macOS 12', from: '12', before: '13', bits: [64], freeMb: 100 },
      { name: 'macOS 13', from: '13', before: '14', bits: [64], freeMb: 100 },
    ],
  },
}

export const rules: Profile = {
  v: 1,
  id: 'table',
  company: { ja: 'お試し通信', en: 'Trial Telecom' },
  phone: '0120-000-000',
  hours: null,
  limits: {},
  session: { resumeSeconds: 120, askMinutes: 30, answerMinutes: 5 },
  terms: {
    contracts: ['personal'],
    monthlyFee: false,
    reapplicationFee: false,
    agreedBeforeDownload: false,
    openingLetter: [],
  },
  inventory: ['os'],
  pcCheck: [],
  environment: environmentRules,
}

/** The same rules with some of their parts put in another way. */
export const rulesWith = (change: (environment: EnvironmentRules) => void): Profile => {
  const copy = structuredClone(rules)
  change(copy.environment)
  return copy
}

const reached = (at: string) => ({ state: 'reached', at }) as const

export const openNetwork: NetworkReadings = {
  proxy: { kind: 'none', authentication: false },
  http: reached('support.example.jp:80, 12 ms'),
  https: reached('support.example.jp:443, 24 ms'),
  websocket: reached('support.example.jp:443, 31 ms'),
  polling: reached('support.example.jp:443, 35 ms'),
  udp: reached('turn.example.jp:3478'),
  turn: reached('turn.example.jp:3478'),
}

export const windows11: Readings = {
  platform: 'windows',
  name: 'Windows 11 Pro',
  version: '10.0.22631',
  edition: 'Pro',
  sMode: false,
  bits: 64,
  cpuBits: 64,
  clockMhz: 2400,
  cores: 8,
  memoryBytes: 16 * GB,
  display: { width: 1920, height: 1080, depth: 24 },
  freeBytes: 100e9,
  language: 'ja-JP',
  network: openNetwork,
}
export const windows10: Readings = {
  ...windows11,
  name: 'Windows 10 Home',
  version: '10.0.19045',
  edition: 'Home',
}
export const mac: Readings = {
  ...windows11,
  platform: 'macos',
  name: 'macOS 13.6',
  version: '13.6',
  edition: null,
  sMode: null,
}
export const linux: Readings = { ...mac, platform: 'linux', name: 'Debian GNU/Linux 12', version: '12' }

/** A machine that says nothing of itself. */
export const mute: Readings = {
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
  display: null,
  freeBytes: null,
  language: null,
  network: {
    proxy: null,
    http: null,
    https: null,
    websocket: null,
    polling: null,
    udp: null,
    turn: null,
  },
}

export const lineOf = (by: Profile, read: Readings, id: Check['id']): Check | undefined =>
  checkEnvironment(by, read).checks.find((line) => line.id === id)

/** "verdict advice" of one line. */
export function said(read: Readings, id: Check['id'], by = rules): string {
  const line = lineOf(by, read, id)
  return line === undefined ? 'no line' : `${line.verdict} ${line.advice}`
}
