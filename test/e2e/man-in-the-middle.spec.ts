import { createServer } from 'node:http'
import type { Browser } from '@playwright/test'
import { Server } from 'socket.io'
import { io } from 'socket.io-client'
import type { Signal } from '../../src/shared/protocol'
import { commit } from '../../src/shared/words'
import { listening, passOn } from './fronts'
import { openRawPeer, type RawPeer } from './raw-peer'
import { expectEnded, toDecision } from './session'
import { expect, test } from './stage'

type Message = { readonly v: number; readonly type: string; readonly [field: string]: unknown }

/** What the one in the middle says, to each side, in answer to a message of the other. */
type Trick = (message: Message) => { readonly toAgent?: Message; readonly toConsole?: Message }

const passing =
  (to: 'toAgent' | 'toConsole'): Trick =>
  (message) => ({ [to]: message })

const nonces = { toAgent: 'aa'.repeat(32), toConsole: 'bb'.repeat(32) }

const tricks: Record<string, { readonly fromAgent: Trick; readonly fromConsole: Trick }> = {
  'passes every message on as it is': { fromAgent: passing('toConsole'), fromConsole: passing('toAgent') },
  'greets each side with nonces of its own': {
    fromAgent: (message) => {
      if (message.type === 'hello')
        return {
          toConsole: { ...message, commitment: commit(nonces.toConsole) },
          toAgent: { v: 1, type: 'nonce', nonce: nonces.toAgent },
        }
      return message.type === 'reveal' ? {} : { toConsole: message }
    },
    fromConsole: (message) =>
      message.type === 'nonce'
        ? { toConsole: { v: 1, type: 'reveal', nonce: nonces.toConsole } }
        : { toAgent: message },
  },
}

// Three words are 24 bits: they agree by chance once in 16,777,216 runs.
for (const [what, trick] of Object.entries(tricks))
  test(`whoever stands between and ${what} makes the words differ`, async ({
    world,
    newCustomer,
    newOperator,
  }) => {
    const middle = await standBetween(world.browser, world.relay.address, trick)
    try {
      const [{ customer }, operator] = await Promise.all([
        newCustomer({ relay: middle.address }),
        newOperator(),
      ])
      await toDecision({ customer, operator })
      const words = { customer: await customer.words(), operator: await operator.words() }
      expect(words.customer).toHaveLength(3)
      expect(words.operator).toHaveLength(3)
      expect(words.customer).not.toEqual(words.operator)
      await customer.button('approval.deny').click()
      await expectEnded({ customer, operator }, 'refused')
    } finally {
      await middle.close()
    }
  })

/** A relay that is none: it joins the real one in the agent's place, and ends the encryption on both sides itself. */
async function standBetween(
  browser: Browser,
  relay: string,
  { fromAgent, fromConsole }: (typeof tricks)[string],
) {
  // What is no signalling, such as the desk's facts, it passes on as it is.
  const http = createServer((incoming, answer) => passOn(relay, incoming, answer))
  const server = new Server(http)
  const real = io(`${relay}/agent`, { transports: ['websocket'], forceNew: true })
  const address = await listening(http)
  let peers: Promise<{ agent: RawPeer; console: RawPeer }> | null = null

  const say = async ({ toAgent, toConsole }: ReturnType<Trick>) => {
    const both = await peers
    if (toAgent !== undefined) await both?.agent.send(JSON.stringify(toAgent))
    if (toConsole !== undefined) await both?.console.send(JSON.stringify(toConsole))
  }
  const signalTo = (socket: { emit(name: string, message: Message): unknown }) => (signal: Signal) => {
    socket.emit('message', { v: 1, type: 'signal', link: 1, signal })
  }
  server.of('/agent').on('connection', (agent) => {
    const open = async () => ({
      agent: await openRawPeer(browser, {
        initiator: false,
        onSignal: signalTo(agent),
        onText: (text) => void say(fromAgent(JSON.parse(text))),
      }),
      console: await openRawPeer(browser, {
        initiator: true,
        onSignal: signalTo(real),
        onText: (text) => void say(fromConsole(JSON.parse(text))),
      }),
    })
    agent.on('message', async (message: Message, answer?: (reply: unknown) => void) => {
      if (message.type === 'signal') {
        answer?.({ ok: true })
        await (await peers)?.agent.take(message.signal as Signal)
        return
      }
      const reply: { ok: boolean } = await real.timeout(5_000).emitWithAck('message', message)
      if (message.type === 'join' && reply.ok) peers = open()
      answer?.(reply)
    })
  })
  real.on('message', async (message: Message) => {
    if (message.type === 'signal') await (await peers)?.console.take(message.signal as Signal)
    else server.of('/agent').emit('message', message)
  })
  return {
    address,
    async close() {
      real.disconnect()
      server.disconnectSockets(true)
      http.close()
      // Nothing is waited for: the agent may be asking for something right now.
      http.closeAllConnections()
      const both = await peers
      await both?.agent.close()
      await both?.console.close()
    },
  }
}
