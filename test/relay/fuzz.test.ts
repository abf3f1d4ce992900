import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { errorCodes } from '../../src/shared/errors'
import { agentToRelay, consoleToRelay, doneReply } from '../../src/shared/protocol'
import { z } from '../../src/shared/zod'
import { ask, askedOf, visible } from '../wild/requests'
import { fuzzing, mutated, oddValue, valuesOf } from '../wild/values'
import { gather, type Pair } from './sessions'
import { connect, type End, openStage, PATIENCE, password, type Stage } from './stage'

// Whatever is sent to a relay: it stands, says only what it may, and serves the next good session. The seed of a run is
// printed; SOBANI_FUZZ_SEED plays it again, SOBANI_FUZZ_RUNS makes it longer.

const run = fuzzing('relay', 250)

let stage: Stage
let cookie: string
let secrets: string[]
const strays: unknown[] = []
const note = (reason: unknown) => void strays.push(reason)
const ends = gather(() => stage)

beforeAll(async () => {
  process.on('unhandledRejection', note)
  // Each request at an address of its own: what is tried here is not the limits.
  stage = await openStage({
    SOBANI_RELAY_TRUST_PROXY: 'true',
    SOBANI_RELAY_TURN_URLS: 'turn:turn.example.jp',
    SOBANI_RELAY_TURN_SECRET: 'canary-of-the-turn-server',
  })
  cookie = await stage.signIn()
  secrets = [password, cookie.slice('sobani='.length), 'canary', 'scrypt$', stage.config.data, '203.0.113.77']
})
afterEach(() => ends.part())
afterAll(async () => {
  process.off('unhandledRejection', note)
  await stage.close()
})

/** Nothing of the inside: traces, paths, SQL, secrets, other people's addresses. */
function expectNoLeak(said: string, what: string, ...more: string[]): void {
  expect(said, what).not.toMatch(
    /\n\s+at |\.(ts|js|cjs|mjs):\d+|node_modules|file:\/\/|\bselect \w+|insert into|\$\d\b/i,
  )
  for (const secret of [...secrets, ...more]) expect(said, what).not.toContain(secret)
}
function expectQuiet(): void {
  expect(strays).toEqual([])
  const log = stage.log.join('\n')
  expectNoLeak(log, 'the log')
  expect(stage.log.filter((line) => /"level":"(error|fatal)"/.test(line))).toEqual([])
}
/** A whole good session, from the code to the end. */
async function serves(): Promise<void> {
  stage.later(601_000)
  cookie = await stage.signIn()
  const pair = await ends.join(cookie)
  expect(await pair.agent.ask({ type: 'signal', link: 1, signal: { type: 'offer', sdp: 'v=0' } })).toEqual({
    ok: true,
  })
  expect(await pair.console.next()).toMatchObject({ type: 'signal' })
  expect(await pair.console.ask({ type: 'leave', reason: 'operator-ended' })).toMatchObject({
    ok: expect.any(Boolean),
  })
}

const closedForm = z.union([
  z.looseObject({ ok: z.literal(true) }),
  z.strictObject({ ok: z.literal(false), error: z.enum(errorCodes), field: z.string().max(64).optional() }),
])

describe('every route, whatever is asked of it', () => {
  test('answers in the closed form and tells nothing of the inside', async () => {
    const statuses = new Set<number>()
    await fc.assert(
      fc.asyncProperty(
        askedOf(() => stage.relay.routes),
        async (wish) => {
          const headers = { ...wish.headers }
          if (headers.cookie === 'session') headers.cookie = cookie
          if (headers.origin === 'own') headers.origin = stage.address
          const reads =
            wish.method === 'GET' ||
            wish.method === 'HEAD' ||
            wish.method === 'OPTIONS' ||
            wish.method === 'TRACE'
          const answer = await ask(stage.address, { ...wish, headers, body: reads ? '' : wish.body })
          if (answer === null) return
          statuses.add(answer.status)
          expect(answer.status).toBeLessThan(500)
          expect(answer.status).toBeGreaterThanOrEqual(200)
          expectNoLeak(answer.body, `${wish.method} ${wish.path}`, headers['x-forwarded-for'] ?? '-')
          if (wish.method === 'HEAD' || answer.body === '') return
          if (answer.type.includes('json') && wish.path.startsWith('/api/'))
            expect(closedForm.safeParse(JSON.parse(answer.body)).success, answer.body).toBe(true)
          else if (answer.status >= 400 && !answer.type.includes('html'))
            expect(closedForm.safeParse(JSON.parse(answer.body)).success, answer.body).toBe(true)
        },
      ),
      run,
    )
    // It was no run against a closed door.
    expect([...statuses]).toEqual(expect.arrayContaining([200, 400, 404]))
    expectQuiet()
    await serves()
  }, 600_000)
})

const aMessage = fc.oneof(mutated(valuesOf(agentToRelay)), mutated(valuesOf(consoleToRelay)))
/** To the letter, as somebody writes it who knows the protocol and means no good. */
const packet = fc.oneof(
  visible,
  fc
    .tuple(
      fc.constantFrom('40', '41', '42', '43', '44', '451-', '46', '2', '3', '5', '6', '1'),
      fc.constantFrom('/agent,', '/console,', '/,', '', '/admin,'),
      fc.oneof(
        visible,
        aMessage.map((one) => JSON.stringify(['message', one])),
        oddValue.map((one) => JSON.stringify([one])),
      ),
    )
    .map((parts) => parts.join('')),
  fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes)),
)
const doing = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(fc.constant('message' as const), fc.constantFrom('agent', 'console'), aMessage),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constant('event' as const), fc.constantFrom('agent', 'console'), visible),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constant('packet' as const), fc.constantFrom('agent', 'console'), packet),
  },
)
type Doing = readonly ['message' | 'event' | 'packet', string, unknown]

async function does(end: End, [how, , what]: Doing): Promise<unknown> {
  if (!end.socket.connected) return null
  if (how === 'packet') {
    const { ws } = end.socket.io.engine.transport as unknown as { ws: { send(data: string | Buffer): void } }
    ws.send(what as string | Buffer)
    return null
  }
  const event = how === 'message' ? 'message' : String(what)
  if (
    ['connect', 'connect_error', 'disconnect', 'disconnecting', 'newListener', 'removeListener'].includes(
      event,
    )
  )
    return null
  return (
    end.socket
      .timeout(PATIENCE)
      .emitWithAck(event, what)
      // Hung up on while it was asked.
      .catch(() => null)
  )
}

describe('every event of both namespaces, in every state', () => {
  const few = { ...run, numRuns: Math.ceil(run.numRuns / 5) }

  const tryOut = async (state: 'fresh' | 'joined' | 'approved', steps: readonly Doing[]) => {
    stage.later(1000)
    const extraHeaders = { cookie, origin: stage.address, 'x-forwarded-for': '203.0.113.77' }
    let pair: Pick<Pair, 'agent' | 'console'>
    if (state === 'fresh')
      pair = {
        agent: await connect(stage.address, '/agent', {
          extraHeaders: { 'x-forwarded-for': '203.0.113.77' },
        }),
        console: await connect(stage.address, '/console', { extraHeaders }),
      }
    else pair = await ends.join(cookie)
    if (state === 'approved')
      expect(await pair.agent.ask({ type: 'progress', step: 'approved' })).toEqual({ ok: true })
    for (const step of steps) {
      const answer = await does(pair[step[1] as 'agent' | 'console'], step)
      if (answer !== null) expect(closedForm.safeParse(answer).success, JSON.stringify(answer)).toBe(true)
      expectNoLeak(JSON.stringify(answer) ?? '', 'an answer')
    }
    for (const refused of [...pair.agent.refused, ...pair.console.refused])
      expect(doneReply.safeParse(refused).success).toBe(true)
    pair.agent.close()
    pair.console.close()
  }

  test.each(['fresh', 'joined', 'approved'] as const)(
    '%s: is answered by name, and ends no other',
    async (state) => {
      cookie = await stage.signIn()
      const witness = await ends.join(cookie)
      await fc.assert(
        fc.asyncProperty(fc.array(doing, { minLength: 1, maxLength: 6 }), (steps) =>
          tryOut(state, steps as Doing[]),
        ),
        few,
      )
      expect(await witness.agent.ask({ type: 'progress', step: 'approved' })).toEqual({ ok: true })
      expect(await witness.console.next()).toMatchObject({ type: 'progress' })
      expectQuiet()
      await serves()
    },
    600_000,
  )
})

test('the memory of all that is not kept', async () => {
  const measure = () => {
    globalThis.gc?.()
    return process.memoryUsage().heapUsed
  }
  const before = measure()
  for (let n = 0; n < 300; n++) {
    const path = `/${'x'.repeat(2000)}${n}`
    await ask(stage.address, {
      method: 'POST',
      path,
      headers: { 'x-forwarded-for': `10.0.${n % 250}.${n % 200}` },
      body: 'x'.repeat(4000),
    })
  }
  // Whoever was in a session of the runs before and did not come back is forgotten.
  stage.later(601_000)
  await stage.relay.sweep()
  expect(stage.relay.services.rooms.all()).toEqual([])
  // Loose: a leak of all that was sent would be several times as much with the runs before it.
  expect(measure() - before).toBeLessThan(200e6)
})
