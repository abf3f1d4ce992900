import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createProfiles } from '../../src/main/profiles'
import { createRelayHttp } from '../../src/main/relay-http'
import type { Store } from '../../src/main/store'
import { type Profile, profile as profileSchema } from '../../src/shared/profile'
import { root } from '../sources'
import { quietLog } from './quiet'

vi.mock('electron', () => import('./electron'))
const log = quietLog()

const shipped = (id: string): Profile =>
  profileSchema.parse(JSON.parse(readFileSync(join(root, 'profiles', `${id}.json`), 'utf8')))
const bundled = shipped('default')
const ucom = shipped('ucom')

/** A relay that answers what it is told, and what it was asked. */
let server: Server
let url = ''
let answer: { status: number; body: unknown }
let asked: string[]
/** What the store has; null = nothing yet. */
let kept: string | null
let writable: boolean
const store = {
  readText: async () => kept,
  keepText: async (_name, text) => {
    if (!writable) throw new Error('disk full')
    kept = text
  },
} satisfies Pick<Store, 'readText' | 'keepText'>

/** Half past nine in the morning of a Friday in Japan. */
const relayTime = Date.parse('2026-11-20T09:30+09:00')
const good = (profile: unknown) => ({
  status: 200,
  body: { ok: true, now: new Date(relayTime).toISOString(), profile },
})

beforeEach(async () => {
  answer = good(ucom)
  asked = []
  kept = null
  writable = true
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    response.writeHead(answer.status, { 'content-type': 'application/json' })
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

let pcTime = relayTime
beforeEach(() => {
  pcTime = relayTime
})
const profiles = ({ name = 'ucom', at = url }: { name?: string; at?: string | null } = {}) =>
  createProfiles({ bundled, name, http: createRelayHttp(at), store, clock: () => pcTime })

const logged = () => log.lines.join('')

describe('the profile in use', () => {
  it('is the one built in, until the relay gives another, which is kept', async () => {
    const agent = profiles()
    await agent.load()
    expect(agent.current()).toEqual(bundled)
    await agent.refresh()
    expect(asked).toEqual(['GET /api/profiles/ucom'])
    expect(agent.current()).toEqual(ucom)

    const later = profiles()
    await later.load()
    expect(later.current()).toEqual(ucom)
    expect(asked).toHaveLength(1)
  })

  it('stays the last good one while the relay has a broken one, with every fault named', async () => {
    await profiles().refresh()
    const before = kept
    answer = good({
      ...ucom,
      phone: '',
      fax: '0120',
      hours: { ...ucom.hours, closedDates: [{ from: '02-30', to: '03-01' }] },
    })
    const agent = profiles()
    await agent.load()
    await agent.refresh()
    expect(agent.current()).toEqual(ucom)
    expect(kept).toBe(before)
    for (const fault of [
      'phone: must have at least 1 character',
      'fax: is not known here',
      'hours.closedDates[0].from: there is no 02-30',
    ])
      expect(logged()).toContain(`refused from the relay: ${fault}`)
  })

  it('must be the one that was asked for; only an agent without a name takes what it gets', async () => {
    const named = profiles({ name: 'kct' })
    await named.refresh()
    expect([named.current(), kept]).toEqual([bundled, null])
    expect(logged()).toContain('which was asked for')

    const unnamed = profiles({ name: 'default' })
    await unnamed.refresh()
    expect(unnamed.current()).toEqual(ucom)
    expect(asked).toEqual(['GET /api/profiles/kct', 'GET /api/profiles/default'])
  })

  it('belongs to one relay and one name: another takes nothing from the store', async () => {
    await profiles({ name: 'default' }).refresh()
    const others = [
      { name: 'ucom' },
      { name: 'default', at: 'http://127.0.0.1:9' },
      { name: 'default', at: null },
    ]
    for (const other of others) {
      const agent = profiles(other)
      await agent.load()
      expect(agent.current()).toEqual(bundled)
    }
  })

  it('is the one built in again once the store was emptied', async () => {
    const agent = profiles()
    await agent.refresh()
    kept = null
    await agent.load()
    expect(agent.current()).toEqual(bundled)
  })

  const spoilt: [string, (text: string) => string][] = [
    ['torn', (text) => text.slice(0, -20)],
    ['of another shape', () => '[]'],
    ['changed by hand', (text) => text.replace('"09:00"', '"25:00"')],
  ]
  it.each(spoilt)('is not taken from a store whose text is %s', async (_how, spoil) => {
    await profiles().refresh()
    kept = spoil(kept ?? '')
    const agent = profiles()
    await agent.load()
    expect(agent.current()).toEqual(bundled)
    expect(log.lines.length).toBeGreaterThan(0)
  })

  it('is in use though it could not be kept', async () => {
    writable = false
    const agent = profiles()
    await agent.refresh()
    expect(agent.current()).toEqual(ucom)
    expect(logged()).toContain('could not be kept')
  })

  const silent: [string, { status: number; body: unknown }][] = [
    ['a refusal', { status: 404, body: { ok: false, error: 'profile-unknown' } }],
    ['no JSON', { status: 200, body: '<html>' }],
    ['an envelope with more in it', { status: 200, body: { ...good(ucom).body, more: 1 } }],
    ['too much', { status: 200, body: ' '.repeat(300_000) }],
    [
      'deep nesting',
      {
        status: 200,
        body: JSON.stringify(good('#').body).replace('"#"', `${'['.repeat(90_000)}${']'.repeat(90_000)}`),
      },
    ],
  ]
  it.each(silent)('stays as it is when the relay answers %s', async (_what, given) => {
    answer = given
    const agent = profiles()
    await agent.refresh()
    expect([agent.current(), kept]).toEqual([bundled, null])
  })

  it('stays as it is without a relay, and nobody is asked', async () => {
    const agent = profiles({ at: null })
    await agent.refresh()
    expect([agent.current(), asked, log.lines]).toEqual([bundled, [], []])
  })
})

describe('the desk', () => {
  it('goes by the relay’s clock, whatever the PC’s says', async () => {
    for (const wrong of [-400, -1, 0, 1, 400]) {
      // Days off, and in the middle of the night.
      pcTime = relayTime + wrong * 86_400_000 - 6 * 3_600_000
      const agent = profiles()
      await agent.refresh()
      expect(agent.now()).toBe(relayTime)
      expect(agent.desk()).toEqual({ open: true })
      pcTime += 8 * 3_600_000
      expect(agent.desk()).toEqual({ open: false, opensAt: '2026-11-21T00:00:00.000Z' })
    }
  })

  it('takes half of the way as the time since the relay looked at its clock', async () => {
    const http = createRelayHttp(url)
    const agent = createProfiles({
      bundled,
      name: 'ucom',
      store,
      clock: () => pcTime,
      http: {
        ...http,
        get: async (path, reply) => {
          const got = await http.get(path, reply)
          pcTime += 2000
          return got
        },
      },
    })
    await agent.refresh()
    expect(agent.now()).toBe(relayTime + 1000)
  })

  it('goes by the PC’s clock as long as the relay is silent', async () => {
    const agent = profiles({ at: null })
    pcTime = 5
    expect(agent.now()).toBe(5)
    await agent.refresh()
    expect([agent.now(), agent.desk()]).toEqual([5, { open: true }])
  })

  it('promises no open desk before the service was asked for', () => {
    expect(profiles().desk()).toEqual({ open: false, opensAt: null })
  })

  it('also when the profile itself is refused', async () => {
    answer = good({})
    pcTime = 0
    const agent = profiles()
    await agent.refresh()
    expect(agent.now()).toBe(relayTime)
  })

  it('says once that the holidays of a far year are not known', async () => {
    pcTime = Date.parse('2060-01-01T00:00Z')
    const agent = profiles({ at: null })
    await agent.refresh()
    agent.desk()
    agent.desk()
    expect(log.lines.filter((line) => line.includes('holidays'))).toHaveLength(1)
  })
})
