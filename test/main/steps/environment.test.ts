import { describe, expect, it } from 'vitest'
import defaultProfile from '../../../profiles/default.json'
import { checkMachine, type Sources } from '../../../src/main/steps/environment'
import { checkEnvironment } from '../../../src/shared/environment'
import { profile } from '../../../src/shared/profile'
import type { Consent } from '../../../src/shared/receipt'

const consent: Consent = { documents: [] }
const rules = profile.parse(defaultProfile)
const { proxy, ...machine } = {
  platform: 'windows',
  name: 'Windows 11 Pro',
  version: '10.0.22631',
  edition: 'Pro',
  sMode: false,
  bits: 64,
  cpuBits: 64,
  clockMhz: 2400,
  cores: 4,
  memoryBytes: 8 * 2 ** 30,
  freeBytes: 5e9,
  proxy: { kind: 'pac', authentication: null },
} as const
const screen = { display: { width: 1280, height: 800, depth: 24 }, language: 'ja-JP' }
const way = { state: 'reached', at: 'relay.example.jp:443' } as const
const network = { proxy, http: way, https: way, websocket: way, polling: way, udp: way, turn: way }

function sources(asked: unknown[][]): Sources {
  return {
    machine: async () => ({ ...machine, proxy }),
    screen: () => screen,
    network: async (...given) => {
      asked.push(given)
      return network
    },
  }
}

describe('checking this machine', () => {
  it('judges what all of its sources said by the rules of the profile', async () => {
    const asked: unknown[][] = []
    expect(await checkMachine(consent, rules, sources(asked), () => true)).toEqual(
      checkEnvironment(rules, { ...machine, ...screen, network }),
    )
  })

  it('tries the network by the profile’s ports, and tells it what the system has set up', async () => {
    const asked: unknown[][] = []
    await checkMachine(consent, rules, sources(asked), () => true)
    expect(asked).toEqual([[rules.environment.network, proxy]])
  })

  it('asks nobody on the network once the consent was withdrawn', async () => {
    const asked: unknown[][] = []
    expect(await checkMachine(consent, rules, sources(asked), () => false)).toBeNull()
    expect(asked).toEqual([])
  })
})
