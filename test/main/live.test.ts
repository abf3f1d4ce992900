import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { desktopCapturer, displayOf, powerMonitor, screen } from './electron'
import { done, endAll, hear, lastRelay, late, relayStands, see, told, toRunning } from './live-stage'
import { quietLog } from './quiet'
import type { Stage } from './stage'

const { openRelayLink } = vi.hoisted(() => ({ openRelayLink: vi.fn() }))
vi.mock('../../src/main/relay-link', () => ({ openRelayLink }))
vi.mock('electron', () => import('./electron'))

quietLog()
beforeEach(() => {
  openRelayLink.mockImplementation(relayStands())
  screen.displays = [displayOf(7), displayOf(8)]
  screen.cursor = { x: 0, y: 0 }
  desktopCapturer.sources = [
    { id: 'screen:7', display_id: '7' },
    { id: 'screen:8', display_id: '8' },
  ]
})
afterEach(() => {
  endAll()
  vi.useRealTimers()
})

/** Both ends do what they have to, second by second; only the customer says nothing. */
async function pass(at: Stage, seconds: number) {
  for (let second = 0; second < seconds; second++) {
    vi.advanceTimersByTime(1000)
    hear(at, { type: 'alive' })
    see(at)
    await Promise.resolve()
  }
}

describe('the customer’s own pause', () => {
  it('hides the picture at once, and only they show it again', async () => {
    const at = await toRunning()
    expect(at.live.pause()).toEqual(done)
    expect([at.screen(), at.stream().isSending()]).toEqual([
      expect.objectContaining({ picture: 'paused' }),
      false,
    ])
    expect(told(at, 'picture')).toEqual({ v: 1, type: 'picture', state: 'paused' })
    at.sense('locked', true)
    at.sense('locked', false)
    hear(at, { type: 'display-ask', display: '8' })
    at.live.answerOthers({ granted: true })
    hear(at, { type: 'display-ask', display: '8' })
    hear(at, { type: 'still-ask' })
    at.live.answerStill({ granted: true })
    await at.shown()
    expect([at.screen(), at.stream().isSending(), at.support.mayCapture()]).toEqual([
      expect.objectContaining({ picture: 'paused' }),
      false,
      false,
    ])
    expect(at.live.unpause()).toEqual(done)
    await at.shown()
    expect([at.screen(), at.stream().isSending()]).toEqual([
      expect.objectContaining({ picture: 'running' }),
      true,
    ])
  })

  it('stands on the receipt with its time, also where it lasts to the end', async () => {
    const at = await toRunning()
    at.live.pause()
    at.live.unpause()
    await at.shown()
    at.live.pause()
    at.support.disconnect()
    expect(at.receipts[0]?.held.map(({ why }) => why)).toEqual(['paused', 'paused'])
    expect(at.receipts[0]?.held[1]?.to).toBe(at.receipts[0]?.endedAt)
  })

  it('is not lifted by the system’s reasons, nor they by it', async () => {
    const at = await toRunning()
    at.sense('private', true)
    expect(at.screen()).toMatchObject({ picture: 'private' })
    at.live.pause()
    at.sense('private', false)
    expect(at.screen()).toMatchObject({ picture: 'paused' })
    at.sense('asleep', true)
    at.live.unpause()
    expect(at.screen()).toMatchObject({ picture: 'asleep' })
    at.sense('asleep', false)
    await at.shown()
    expect(at.screen()).toMatchObject({ picture: 'running' })
  })
})

describe('the question whether to go on', () => {
  it('comes after half an hour: no picture until it is answered', async () => {
    vi.useFakeTimers()
    const at = await toRunning()
    await pass(at, 30 * 60)
    expect(at.screen()).toMatchObject({
      picture: 'question',
      goOnUntil: new Date(Date.now() + 5 * 60_000).toISOString(),
    })
    expect([at.log.filter((line) => line === 'attention'), at.stream().isSending()]).toEqual([
      ['attention'],
      false,
    ])
    await pass(at, 4 * 60)
    expect(at.live.goOn()).toEqual(done)
    await at.shown()
    expect(at.screen()).toMatchObject({ picture: 'running', goOnUntil: null })
    await pass(at, 29 * 60)
    expect(at.screen()).toMatchObject({ picture: 'running' })
    await pass(at, 1 * 60)
    expect(at.screen()).toMatchObject({ picture: 'question' })
  })

  it('without an answer ends the session after five minutes', async () => {
    vi.useFakeTimers()
    const at = await toRunning()
    await pass(at, 34.9 * 60)
    expect(at.screen().name).toBe('live')
    await pass(at, 0.2 * 60)
    expect(at.screen()).toMatchObject({ name: 'ended', reason: 'unanswered' })
    expect(lastRelay().said.at(-1)).toBe('leave unanswered')
    vi.advanceTimersByTime(60 * 60_000)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is answered only where it was asked, and is not answered by a pause', async () => {
    vi.useFakeTimers()
    const at = await toRunning()
    expect(at.live.goOn()).toEqual(late)
    await pass(at, 30 * 60)
    at.live.pause()
    at.live.unpause()
    expect(at.screen()).toMatchObject({ picture: 'question' })
    expect([at.live.goOn(), at.live.goOn()]).toEqual([done, late])
  })
})

describe('the length of a session', () => {
  it('is told to both sides at the start and before the end, and ends it', async () => {
    vi.useFakeTimers()
    const at = await toRunning({ sessionMinutes: 10 })
    const endsAt = new Date(Date.now() + 10 * 60_000).toISOString()
    expect(at.screen()).toMatchObject({ endsAt })
    const seconds = () => at.sent().flatMap((message) => ('seconds' in message ? [message.seconds] : []))
    expect(seconds()).toEqual([600])
    await pass(at, 599)
    expect([seconds(), at.screen().name]).toEqual([[600, 300, 60], 'live'])
    vi.advanceTimersByTime(1000)
    expect(at.screen()).toMatchObject({ name: 'ended', reason: 'session-limit' })
  })
})

describe('the customer’s hand', () => {
  it('on mouse or keyboard is told to the page while frames leave, and nothing after the end', async () => {
    vi.useFakeTimers()
    const at = await toRunning()
    const stirs = () => at.commands.filter((command) => command.do === 'stir').length
    vi.advanceTimersByTime(1000)
    expect(stirs()).toBe(0)
    screen.cursor = { x: 5, y: 0 }
    vi.advanceTimersByTime(100)
    expect(stirs()).toBe(1)
    vi.advanceTimersByTime(1000)
    expect(stirs()).toBe(1)
    powerMonitor.idle = 0
    vi.advanceTimersByTime(1000)
    expect(stirs()).toBe(3)
    powerMonitor.idle = 60
    at.support.disconnect()
    screen.cursor = { x: 9, y: 0 }
    vi.advanceTimersByTime(1000)
    expect(stirs()).toBe(3)
    expect(at.log).toContain('sensors stopped')
  })
})
