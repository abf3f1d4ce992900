import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { quietLog } from './quiet'
import { byType, good, noAnswer, openLink, openRelay, request, type ToldRelay } from './told-relay'

vi.mock('electron', () => import('./electron'))

const back = { ok: true, iceServers: [], present: true }
const usual = { join: good, resume: back }
const over = { ok: false, error: 'session-over' }

let relay: ToldRelay
quietLog()
beforeEach(async () => {
  relay = await openRelay()
  relay.reply = byType(usual)
})
afterEach(() => relay.close())

async function joined() {
  const stage = openLink(relay.url)
  expect(await stage.link.join(request)).toEqual(good)
  return stage
}
const left = () =>
  relay.heard.filter((message) => (message as { readonly type: string }).type === 'leave').length

describe('a report', () => {
  it('is heard once the relay says so, not before', async () => {
    let confirm: (reply: unknown) => void = () => undefined
    const { link } = await joined()
    relay.reply = noAnswer
    relay.socket?.on('message', (_message: unknown, answer: (reply: unknown) => void) => {
      confirm = answer
    })
    const { soon, heard } = link.leave('reported', [])
    let known: boolean | null = null
    void heard.then((was) => {
      known = was
    })
    // The moment for which a program that quits waits is over, and nobody has said anything.
    expect(await soon).toBe(false)
    expect([left(), known]).toEqual([1, null])
    confirm({ ok: true })
    expect(await heard).toBe(true)
  })

  it('that a relay could not keep was not heard', async () => {
    relay.reply = byType({ ...usual, leave: { ok: false, error: 'internal' } })
    const { link } = await joined()
    expect(await link.leave('reported', []).heard).toBe(false)
  })

  it('is said again over a new connection, and heard there', async () => {
    const { link, log } = await joined()
    await relay.vanish()
    await vi.waitFor(() => expect(log).toEqual(['lost']), { timeout: 5000 })
    const { soon, heard } = link.leave('reported', [])
    expect(await soon).toBe(false)
    await relay.returns()
    expect(await heard).toBe(true)
    expect(relay.heard.at(-1)).toMatchObject({ type: 'leave', reason: 'reported' })
  })

  // The answer was lost with its connection; the relay tells whoever comes back how the session ended.
  const ended = (reason: string) => (message: { readonly type: string }) => {
    if (message.type === 'join') return good
    if (message.type !== 'resume') {
      queueMicrotask(() => relay.drop())
      return noAnswer
    }
    void relay.say({ v: 1, type: 'ended', reason }).catch(() => undefined)
    return over
  }
  it.each([
    ['reported', true],
    ['operator', false],
    ['customer', false],
  ] as const)('whose answer was lost is known by how the session ended: %s', async (reason, was) => {
    relay.reply = ended(reason)
    const { link, log } = await joined()
    expect(await link.leave('reported', []).heard).toBe(was)
    expect(left()).toBe(1)
    expect(log).toEqual([])
  })

  it('of a session that is no more is not taken for heard', async () => {
    relay.reply = byType({ ...usual, resume: over })
    const { link, log } = await joined()
    relay.drop()
    await vi.waitFor(() => expect(log).toEqual(['lost', 'ended operator-gone']), { timeout: 5000 })
    const { soon, heard } = link.leave('reported', [])
    expect([await soon, await heard]).toEqual([false, false])
  })
})
