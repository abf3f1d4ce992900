import { describe, expect, it } from 'vitest'
import { checkIds, type Environment } from '../../src/shared/environment'
import { type Inventory, itemIds } from '../../src/shared/inventory'
import { parseMessage } from '../../src/shared/parse'
import { pcCheckAreaIds } from '../../src/shared/pc-check'
import {
  type AgentToConsole,
  ALIVE_MS,
  agentToConsole,
  type ConsoleToAgent,
  consoleToAgent,
  PEER_LIMIT,
  PEER_VERSION,
  SILENCE_MS,
} from '../../src/shared/peer-protocol'
import { DISPLAYS, THUMBNAIL_LIMIT } from '../../src/shared/picture'
import { describeMessages } from './wire'

const v = PEER_VERSION
const wire = { version: PEER_VERSION, limit: PEER_LIMIT }
const hex = 'a1'.repeat(32)
const environment: Environment = {
  profile: 'default',
  verdict: 'warn',
  checks: checkIds.map((id) => ({
    id,
    verdict: 'warn',
    found: null,
    asked: '4 GB',
    advice: 'unreadable',
    withheld: false,
  })),
}
const inventory: Inventory = { items: [{ id: 'os', value: 'Windows 11' }], refused: ['cpu'] }

const display = {
  id: '7',
  label: '内蔵ディスプレイ',
  width: 1920,
  height: 1080,
  scale: 1.25,
  rotation: 0,
  primary: true,
} as const

const agentSays = {
  hello: { v, type: 'hello', agentVersion: '0.1.0', language: 'en', commitment: hex },
  reveal: { v, type: 'reveal', nonce: hex },
  environment: { v, type: 'environment', environment },
  inventory: { v, type: 'inventory', inventory },
  router: { v, type: 'router', router: { model: 'WX-1', account: 'user', password: 'secret' } },
  'pc-check': { v, type: 'pc-check', result: { checkedAt: '2026-11-01T00:00:00.000Z', areas: [] } },
  'pc-check-refused': { v, type: 'pc-check-refused' },
  again: { v, type: 'again' },
  picture: { v, type: 'picture', state: 'paused' },
  displays: { v, type: 'displays', displays: [display], shown: '7', others: 'unasked' },
  thumbnail: { v, type: 'thumbnail', display: '7', data: 'AAAA' },
  still: { v, type: 'still', granted: true },
  sending: { v, type: 'sending', limit: 'cpu' },
  'time-left': { v, type: 'time-left', seconds: 300 },
  alive: { v, type: 'alive' },
  ended: { v, type: 'ended', reason: 'customer' },
} as const satisfies { [Type in AgentToConsole['type']]: AgentToConsole & { type: Type } }

const consoleSays = {
  nonce: { v, type: 'nonce', nonce: hex },
  'router-ask': { v, type: 'router-ask' },
  'router-hidden': { v, type: 'router-hidden' },
  'pc-check-ask': { v, type: 'pc-check-ask' },
  'display-ask': { v, type: 'display-ask', display: '7' },
  'thumbnails-ask': { v, type: 'thumbnails-ask' },
  'still-ask': { v, type: 'still-ask' },
  alive: { v, type: 'alive' },
  ended: { v, type: 'ended', reason: 'operator' },
} as const satisfies { [Type in ConsoleToAgent['type']]: ConsoleToAgent & { type: Type } }

describeMessages('agent to console', agentToConsole, wire, agentSays, ['displays.shown'])
describeMessages('console to agent', consoleToAgent, wire, consoleSays)

const passes = (message: unknown) => parseMessage(agentToConsole, PEER_VERSION, message, PEER_LIMIT).ok

describe('what the two ends say to each other', () => {
  it('goes one way: neither takes the other’s part', () => {
    for (const type of ['hello', 'reveal', 'environment', 'inventory', 'router', 'pc-check'] as const)
      expect(consoleToAgent.safeParse(agentSays[type]).success).toBe(false)
    for (const type of ['nonce', 'display-ask', 'thumbnails-ask', 'still-ask'] as const)
      expect(agentToConsole.safeParse(consoleSays[type]).success).toBe(false)
  })

  it('carries nonces and commitments of exactly 32 bytes, in lower-case hex', () => {
    for (const nonce of [hex.slice(2), `${hex}a1`, hex.toUpperCase(), `${hex}\n`, 'zz'.repeat(32), ''])
      expect([nonce, passes({ ...agentSays.reveal, nonce })]).toEqual([nonce, false])
  })

  it('has no item outside the catalogue, and no more items than it has', () => {
    const item = { id: 'os', value: 'a' }
    const say = (changed: object) =>
      passes({ ...agentSays.inventory, inventory: { ...inventory, ...changed } })
    expect(say({ items: Array(itemIds.length).fill(item) })).toBe(true)
    expect(say({ items: Array(itemIds.length + 1).fill(item) })).toBe(false)
    expect(say({ items: [{ id: 'browser-history', value: 'a' }] })).toBe(false)
    expect(say({ items: [{ ...item, hidden: 'a' }] })).toBe(false)
    expect(say({ items: [{ id: 'os', value: 'a'.repeat(400) }] })).toBe(true)
    expect(say({ items: [{ id: 'os', value: 'a'.repeat(401) }] })).toBe(false)
    expect(say({ refused: ['browser-history'] })).toBe(false)
  })

  it('has no check outside the list', () => {
    const [first] = environment.checks
    const say = (check: object) =>
      passes({ ...agentSays.environment, environment: { ...environment, checks: [{ ...first, ...check }] } })
    expect(say({})).toBe(true)
    expect(say({ id: 'registry' })).toBe(false)
    expect(say({ advice: 'Please call 0120' })).toBe(false)
    expect(say({ found: 'a'.repeat(161) })).toBe(false)
  })

  it('fits under the limit, however much there is to send', () => {
    const fullest = itemIds.map((id) => ({ id, value: '鬱'.repeat(400) }))
    const message = { v, type: 'inventory', inventory: { items: fullest, refused: [] } }
    expect(JSON.stringify(message).length).toBeLessThan(PEER_LIMIT)
    const checks = environment.checks.map((one) => ({
      ...one,
      found: 'f'.repeat(160),
      asked: 'a'.repeat(300),
    }))
    const card = { v, type: 'environment', environment: { ...environment, checks } }
    expect(JSON.stringify(card).length).toBeLessThan(PEER_LIMIT)
    const areas = pcCheckAreaIds.map((id) => ({
      id,
      state: 'unread',
      finding: 'unreadable',
      details: Array(20).fill('鬱'.repeat(120)),
    }))
    const result = { v, type: 'pc-check', result: { checkedAt: '2026-11-01T00:00:00.000Z', areas } }
    expect(passes(result)).toBe(true)
    expect(JSON.stringify(result).length).toBeLessThan(PEER_LIMIT)
    const thumbnail = { ...agentSays.thumbnail, display: '9'.repeat(40), data: 'A'.repeat(THUMBNAIL_LIMIT) }
    expect([passes(thumbnail), passes({ ...thumbnail, data: `${thumbnail.data}A` })]).toEqual([true, false])
    expect(JSON.stringify(thumbnail).length).toBeLessThan(PEER_LIMIT)
    const every = Array(DISPLAYS).fill({ ...display, id: '9'.repeat(40), label: '鬱'.repeat(80) })
    const displays = { ...agentSays.displays, displays: every }
    expect([passes(displays), passes({ ...displays, displays: [...every, display] })]).toEqual([true, false])
    expect(JSON.stringify(displays).length).toBeLessThan(PEER_LIMIT)
  })
})

describe('the signs of life', () => {
  it('leave room for lost ones, and silence is known within ten seconds', () => {
    expect(SILENCE_MS).toBeGreaterThanOrEqual(3 * ALIVE_MS)
    expect(SILENCE_MS + ALIVE_MS).toBeLessThanOrEqual(10_000)
  })
})
