import { createHash, createHmac } from 'node:crypto'
import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTurn } from '../../src/relay/turn'
import { iceServer } from '../../src/shared/protocol'
import { startTurnServer, type TurnServer } from '../turn-server'
import { allocate } from './allocate'
import { gather } from './sessions'
import { openStage, type Stage } from './stage'

const secret = 'a-secret-of-the-turn-servers'
const urls = ['stun:stun.example.jp', 'turn:turn.example.jp:3478', 'turns:turn.example.jp:443?transport=tcp']
const at = (ms: number) => createTurn({ urls, secret, minutes: 240 }, () => ms)

test('an account says when it runs out and for which session, signed with the secret', () => {
  const session = 'a-session-of-22-letters'
  const [stun, turn, ...more] = at(1_700_000_000_999).serversFor(session)
  const username = `${1_700_000_000 + 240 * 60}:${createHash('sha256').update(session).digest('hex').slice(0, 16)}`
  const credential = createHmac('sha1', secret).update(username).digest('base64')
  expect([stun, turn, more]).toEqual([
    { urls: urls.slice(0, 1) },
    { urls: urls.slice(1), username, credential },
    [],
  ])
  expect([stun, turn].map((one) => iceServer.safeParse(one).success)).toEqual([true, true])
  expect(username).not.toContain(session)
})

test('the same session at the same time gives one account, any other another', () => {
  const of = (ms: number, session: string) => JSON.stringify(at(ms).serversFor(session))
  expect(of(5000, 'session-1')).toBe(of(5999, 'session-1'))
  const all = [0, 1000, 2000].flatMap((ms) =>
    ['session-1', 'session-2', 'session-3'].map((name) => of(ms, name)),
  )
  expect(new Set(all).size).toBe(9)
})

test('without servers there is none, and a STUN server needs no account', () => {
  const turn = (urls: string[]) => createTurn({ urls, secret: null, minutes: 240 }, Date.now)
  expect(turn([]).serversFor('session-1')).toEqual([])
  expect(turn(['stun:a.example']).serversFor('session-1')).toEqual([{ urls: ['stun:a.example'] }])
})

// Where the end-to-end tests set it up.
describe.skipIf(!existsSync('/usr/bin/turnserver'))('coturn', () => {
  const port = 34_790
  let server: TurnServer
  let stage: Stage
  const { join, openAgent, part } = gather(() => stage)

  beforeAll(async () => {
    server = await startTurnServer({ port, secret })
    stage = await openStage({
      SOBANI_RELAY_TURN_URLS: `turn:${server.address}:${port}`,
      SOBANI_RELAY_TURN_SECRET: secret,
    })
  })
  afterAll(async () => {
    part()
    await stage.close()
    await server.stop()
  })

  test('takes the account of a join and that of a resume', async () => {
    const { agent, console, byAgent, iceServers } = await join(await stage.signIn())
    expect(console.inbox[0]?.iceServers).toEqual(iceServers)
    expect(await allocate(server, iceServers[0] ?? {})).toBe('allocated')
    agent.kill()
    await console.next()
    stage.later(5000)
    const reply = await (await openAgent()).ask(byAgent)
    const [fresh] = reply.iceServers as typeof iceServers
    expect(fresh?.username).not.toBe(iceServers[0]?.username)
    expect(await allocate(server, fresh ?? {})).toBe('allocated')
  })

  test('refuses an account of another secret, and one that has run out', async () => {
    const made = (secret: string, ago: number) =>
      createTurn({ urls: ['turn:a.example'], secret, minutes: 240 }, () => Date.now() - ago).serversFor(
        'session-1',
      )
    const [good] = made(secret, 239 * 60_000)
    const [other] = made(`${secret}!`, 0)
    const [late] = made(secret, 241 * 60_000)
    expect(await allocate(server, good ?? {})).toBe('allocated')
    expect(await allocate(server, other ?? {})).toBe(401)
    expect(await allocate(server, late ?? {})).toBe(401)
    expect(await allocate(server, { ...good, username: `9${good?.username}` })).toBe(401)
  })
})
