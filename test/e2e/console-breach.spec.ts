import type { Browser } from '@playwright/test'
import { io, type Socket } from 'socket.io-client'
import { type AgentToConsole, PEER_LIMIT } from '../../src/shared/peer-protocol'
import type { Signal } from '../../src/shared/protocol'
import { commit } from '../../src/shared/words'
import { openRawPeer, type RawPeer } from './raw-peer'
import { expectAgentEnded, ja } from './session'
import { expect, test, type World } from './stage'

const nonce = 'ab'.repeat(32)
const aNonce = { v: 1, type: 'nonce', nonce }

/** What a page that poses as the console says once the agent has greeted it. */
const consoleSays: ReadonlyArray<readonly [what: string, texts: readonly string[]]> = [
  ['text that is no message', ['hello?']],
  ['an unknown message', [JSON.stringify({ v: 1, type: 'click', x: 1, y: 1 })]],
  ['a message of another version', [JSON.stringify({ ...aNonce, v: 2 })]],
  ['a message with more in it', [JSON.stringify({ ...aNonce, also: 'this' })]],
  ['a message that is too long', [JSON.stringify({ v: 1, type: 'alive' }).padEnd(PEER_LIMIT + 1)]],
  ['its nonce twice', [JSON.stringify(aNonce), JSON.stringify(aNonce)]],
]

test('a console that breaks the rules is cut off by the agent, with a receipt', async ({
  world,
  newCustomer,
}) => {
  test.setTimeout(90_000)
  const { customer } = await newCustomer()
  await test.step('one that keeps to them is let through to the words', async () => {
    const posing = await poseAsConsole(world, (peer) => void peer.send(JSON.stringify(aNonce)))
    await customer.comesToCode()
    await customer.enterCode(posing.code)
    await customer.sees('approval')
    await customer.button('approval.deny').click()
    await expectAgentEnded({ customer }, 'refused')
    await posing.close()
  })
  for (const [what, texts] of consoleSays)
    await test.step(what, async () => {
      const posing = await poseAsConsole(world, (peer) => {
        for (const text of texts) void peer.send(text)
      })
      try {
        if (await customer.page.locator('main[data-screen=ended]').isVisible())
          await customer.button('ended.again').click()
        await customer.comesToCode()
        await customer.enterCode(posing.code)
        await expectAgentEnded({ customer }, 'failed')
        await expect(customer.page.locator('main .receipt')).toContainText(ja('receipt.nothingSent'))
      } finally {
        await posing.close()
      }
    })
})

const hello = { v: 1, type: 'hello', agentVersion: '0', language: 'ja', commitment: commit(nonce) } as const
const inventory: AgentToConsole = { v: 1, type: 'inventory', inventory: { items: [], refused: ['os'] } }

/** What a program that poses as an agent does, and the name by which the console refuses it. */
const agentSays: ReadonlyArray<{
  readonly what: string
  readonly says: readonly AgentToConsole[]
  readonly picture?: boolean
  readonly reason: 'failed' | 'words-differ'
  readonly refused?: string
}> = [
  {
    what: 'offers a picture before the approval',
    says: [],
    picture: true,
    reason: 'failed',
    refused: 'message-late',
  },
  {
    what: 'sends the inventory before the words',
    says: [hello, inventory],
    reason: 'failed',
    refused: 'message-late',
  },
  {
    what: 'greets twice',
    says: [hello, hello],
    reason: 'failed',
    refused: 'message-late',
  },
  {
    what: 'reveals another nonce than it promised',
    says: [hello, { v: 1, type: 'reveal', nonce: 'cd'.repeat(32) }],
    reason: 'words-differ',
  },
]

test('an agent that breaks the rules is cut off by the console', async ({ world, newOperator }) => {
  const operator = await newOperator()
  await test.step('one that keeps to them is let through to the words', async () => {
    const posing = await poseAsAgent(world, await operator.opensSession(), false)
    for (const message of [hello, { v: 1, type: 'reveal', nonce }])
      await posing.peer.send(JSON.stringify(message))
    await operator.words()
    await operator.ends()
    await operator.backToDesk()
    await posing.close()
  })
  for (const { what, says, picture = false, reason, refused } of agentSays)
    await test.step(what, async () => {
      const posing = await poseAsAgent(world, await operator.opensSession(), picture)
      try {
        for (const message of says) await posing.peer.send(JSON.stringify(message))
        await operator.sees('ended')
        const ended = operator.page.locator('[data-reason]')
        await expect(ended).toHaveAttribute('data-reason', reason)
        if (refused !== undefined) await expect(ended).toHaveAttribute('data-refused', refused)
        await expect(operator.page.locator('video')).toHaveCount(0)
        await operator.backToDesk()
      } finally {
        await posing.close()
      }
    })
})

type Message = { readonly type: string; readonly signal: Signal }

/** Signs in with a real account and opens a session; `greeted` runs when the agent has said hello. */
async function poseAsConsole(world: World, greeted: (peer: RawPeer) => void) {
  const { address } = world.relay
  const cookie = world.signedIn.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const socket = io(`${address}/console`, {
    transports: ['websocket'],
    forceNew: true,
    extraHeaders: { cookie, origin: address },
  })
  const reply: { code: string } = await socket.timeout(5_000).emitWithAck('message', { v: 1, type: 'open' })
  const peer = await openOn(world.browser, socket, { initiator: false, picture: false }, (text, self) => {
    if (JSON.parse(text).type === 'hello') greeted(self)
  })
  return { code: reply.code, close: () => part(socket, peer) }
}

async function poseAsAgent(world: World, code: string, picture: boolean) {
  const socket = io(`${world.relay.address}/agent`, { transports: ['websocket'], forceNew: true })
  const join = {
    v: 1,
    type: 'join',
    code,
    agentVersion: '0',
    channel: 'current',
    language: 'ja',
    nonce: '7a'.repeat(32),
    records: [],
    resumeSeconds: 60,
  }
  expect(await socket.timeout(5_000).emitWithAck('message', join)).toMatchObject({ ok: true })
  const peer = await openOn(world.browser, socket, { initiator: true, picture }, () => undefined)
  return { peer, close: () => part(socket, peer) }
}

/** An end of our own on one of the relay's sockets; what comes before it stands is kept for it. */
async function openOn(
  browser: Browser,
  socket: Socket,
  options: { readonly initiator: boolean; readonly picture: boolean },
  hear: (text: string, peer: RawPeer) => void,
): Promise<RawPeer> {
  const opened: Promise<RawPeer> = openRawPeer(browser, {
    ...options,
    onSignal: (signal) => void socket.emit('message', { v: 1, type: 'signal', link: 1, signal }),
    onText: async (text) => hear(text, await opened),
  })
  socket.on('message', async (message: Message, answer?: (reply: unknown) => void) => {
    answer?.({ ok: true })
    if (message.type === 'signal') await (await opened).take(message.signal).catch(ignoreEnded)
  })
  return opened
}

/** The page may be gone when the last candidates arrive. */
function ignoreEnded(error: unknown): void {
  if (!(error instanceof Error) || !/closed/i.test(error.message)) throw error
}

async function part(socket: Socket, peer: RawPeer): Promise<void> {
  socket.disconnect()
  await peer.close()
}
