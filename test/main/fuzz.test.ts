import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { answer, type Handlers } from '../../src/main/ipc'
import { errorCodes } from '../../src/shared/errors'
import { type CallName, calls, pages } from '../../src/shared/ipc'
import { parseMessage } from '../../src/shared/parse'
import { agentToConsole, consoleToAgent, PEER_LIMIT, PEER_VERSION } from '../../src/shared/peer-protocol'
import {
  agentResumeReply,
  agentToRelay,
  consoleToRelay,
  joinReply,
  PROTOCOL_VERSION,
  relayToAgent,
  relayToConsole,
  WIRE_LIMIT,
} from '../../src/shared/protocol'
import type { z } from '../../src/shared/zod'
import { fuzzing, mutated, valuesOf } from '../wild/values'
import { invoke } from './electron'
import { quietLog } from './quiet'

vi.mock('electron', () => import('./electron'))

const run = fuzzing('agent', 2000)
const log = quietLog()
const names = Object.keys(calls) as CallName[]
const codes: readonly string[] = errorCodes

describe('whatever a page calls', () => {
  const heard: [CallName, unknown][] = []
  const breaches: string[] = []
  // Each does what a good one must not: it throws, or answers what the table does not know.
  const handlers = Object.fromEntries(
    names.map((name) => [
      name,
      (input: unknown) => {
        heard.push([name, input])
        if (heard.length % 2 === 0) throw new Error('canary: what went wrong inside')
        return { canary: 'an answer that the table does not know' }
      },
    ]),
  ) as unknown as Handlers
  answer(
    handlers,
    (id) => (id < pages.length ? ({ page: pages[id], window: {} } as never) : null),
    (breach) => breaches.push(breach.code),
  )

  const caller = fc.record({
    id: fc.nat(pages.length),
    top: fc.boolean(),
    url: fc.constantFrom(...pages, 'elsewhere'),
  })
  const call = fc
    .constantFrom(...names)
    .chain((name) =>
      fc.tuple(
        fc.oneof(
          { weight: 8, arbitrary: fc.constant(name as unknown) },
          { weight: 1, arbitrary: fc.anything() },
        ),
        mutated(valuesOf(calls[name].input)),
      ),
    )

  it('is answered in the closed form, and reaches a handler only as the table says', async () => {
    await fc.assert(
      fc.asyncProperty(caller, call, async ({ id, top, url }, [name, input]) => {
        const before = [heard.length, breaches.length]
        const mainFrame = { url: `sobani://agent/${url}.html` }
        const event = { sender: { id, mainFrame }, senderFrame: top ? mainFrame : { ...mainFrame } }
        const reply = await invoke(event as never, 'call', name, input)
        // Every handler here is a bad one: so nothing but a refusal can come back.
        expect(reply).toEqual({ ok: false, error: expect.any(String) })
        expect(codes).toContain((reply as { error: string }).error)
        expect(breaches.length).toBe((before[1] ?? 0) + 1)
        if (heard.length === before[0]) return
        const [reached, got] = heard.at(-1) ?? []
        if (reached === undefined) throw new Error('unreachable')
        expect(top).toBe(true)
        expect(calls[reached].from as readonly string[]).toContain(pages[id])
        expect(pages[id]).toBe(url)
        expect(calls[reached].input.safeParse(got).success).toBe(true)
      }),
      run,
    )
    expect(heard.length).toBeGreaterThan(0)
    expect(log.lines.join('')).not.toContain('drop table')
  }, 120_000)
})

const parsers: readonly [string, z.ZodType, number, number][] = [
  ['relay -> agent', relayToAgent, PROTOCOL_VERSION, WIRE_LIMIT],
  ['relay -> console', relayToConsole, PROTOCOL_VERSION, WIRE_LIMIT],
  ['agent -> relay', agentToRelay, PROTOCOL_VERSION, WIRE_LIMIT],
  ['console -> relay', consoleToRelay, PROTOCOL_VERSION, WIRE_LIMIT],
  ['agent -> console', agentToConsole, PEER_VERSION, PEER_LIMIT],
  ['console -> agent', consoleToAgent, PEER_VERSION, PEER_LIMIT],
]

describe.each(parsers)('whatever comes as %s', (_name, schema, version, limit) => {
  it('is read whole or refused by name, as a value and as text, and never thrown over', () => {
    let good = 0
    fc.assert(
      fc.property(mutated(valuesOf(schema)), fc.nat(), (value, cut) => {
        const text = JSON.stringify(value) ?? ''
        for (const raw of [value, text, text.slice(0, cut % (text.length + 1)), `${text}${text}`]) {
          const read = parseMessage(schema, version, raw, limit)
          if (read.ok) {
            good += 1
            continue
          }
          expect(codes).toContain(read.error)
          // The name of a field at the most, never what was in it.
          expect(JSON.stringify(read)).not.toMatch(/drop table|etc\/passwd|script/)
        }
      }),
      run,
    )
    expect(good).toBeGreaterThan(run.numRuns / 20)
  }, 120_000)
})

it.each([
  ['join', joinReply],
  ['resume', agentResumeReply],
])('whatever the relay answers to %s is read whole or not at all', (_name, schema: z.ZodType) => {
  fc.assert(
    fc.property(mutated(valuesOf(schema)), (value) => {
      expect(typeof schema.safeParse(value).success).toBe('boolean')
    }),
    run,
  )
})
