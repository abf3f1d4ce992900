import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { desktopCapturer, displayOf, screen } from './electron'
import {
  connect,
  done,
  endAll,
  greet,
  hear,
  lastRelay,
  late,
  linkOf,
  lose,
  relayStands,
  renewWith,
  sdp,
  toApproval,
  told,
  toRunning,
} from './live-stage'
import { quietLog } from './quiet'
import type { Stage } from './stage'

const { openRelayLink } = vi.hoisted(() => ({ openRelayLink: vi.fn() }))
vi.mock('../../src/main/relay-link', () => ({ openRelayLink }))
vi.mock('electron', () => import('./electron'))

quietLog()
beforeEach(() => {
  openRelayLink.mockImplementation(relayStands())
  screen.displays = [displayOf(7)]
  desktopCapturer.sources = [{ id: 'screen:7', display_id: '7' }]
})
afterEach(() => {
  endAll()
  vi.useRealTimers()
})

/** What the operator's end was told since `work` began. */
function saidBy(at: Stage, work: () => void): string[] {
  const before = at.sent().length
  work()
  return at
    .sent()
    .slice(before)
    .map(({ type }) => type)
}

/** As the customer's screen has them now. */
function wordsOn(at: Stage): string[] {
  const screen = at.screen()
  return screen.name === 'live' ? screen.words : ['', '', '']
}

describe('a contact that is lost', () => {
  it('takes the picture away at once, gives the capture back and makes a new link', async () => {
    const at = await toRunning()
    lose(at)
    expect(at.screen()).toMatchObject({ contact: 'lost', lostAt: expect.any(String), picture: 'contact' })
    expect([at.stream().isSending(), at.support.mayCapture(), linkOf(at)]).toEqual([false, false, 2])
    expect(at.commands).toContainEqual({ do: 'hold', share: 1, release: true })
  })

  it('and comes back with the same keys goes on by itself: how things are is said, nothing else again', async () => {
    const at = await toRunning({ sessionMinutes: 10 })
    lose(at)
    const said = saidBy(at, () => connect(at))
    expect(said).toEqual(['again', 'picture', 'displays', 'time-left', 'picture'])
    expect(told(at, 'picture')).toMatchObject({ state: 'starting' })
    await at.shown()
    expect(at.screen()).toMatchObject({ contact: 'standing', lostAt: null, picture: 'running' })
    expect(lastRelay().said.filter((one) => one.startsWith('progress'))).toEqual([
      'progress approved',
      'progress live',
    ])
    at.support.disconnect()
    expect(at.receipts[0]?.held).toMatchObject([{ why: 'contact' }])
  })

  it('does not lift what the customer wished meanwhile', async () => {
    const at = await toRunning()
    at.live.pause()
    lose(at)
    expect(at.screen()).toMatchObject({ picture: 'paused' })
    connect(at)
    expect([at.screen(), at.support.mayCapture()]).toEqual([
      expect.objectContaining({ contact: 'standing', picture: 'paused' }),
      false,
    ])
    expect(told(at, 'picture')).toMatchObject({ state: 'paused' })
  })

  it('keeps the customer’s answer for an end that comes back', async () => {
    const at = await toRunning()
    hear(at, { type: 'still-ask' })
    lose(at)
    expect(saidBy(at, () => at.live.answerStill({ granted: true }))).toEqual([])
    expect(saidBy(at, () => connect(at)).slice(0, 2)).toEqual(['again', 'still'])
  })

  it('keeps it as well where no link can be made yet: the relay is away', async () => {
    const at = await toRunning()
    hear(at, { type: 'still-ask' })
    lastRelay().events.onLost()
    lose(at)
    expect(linkOf(at)).toBe(1)
    expect(saidBy(at, () => at.live.answerStill({ granted: true }))).toEqual([])
    lastRelay().events.onBack({ iceServers: [], present: true })
    expect(linkOf(at)).toBe(2)
    expect(saidBy(at, () => connect(at)).slice(0, 2)).toEqual(['again', 'still'])
  })

  it('hears nothing more of the link before, from either side', async () => {
    const at = await toRunning()
    lose(at)
    const before = [at.commands.length, lastRelay().said.length]
    at.support.linkSignal({ link: 1, signal: { type: 'offer', sdp: sdp('0B') } })
    lastRelay().events.onSignal(1, { type: 'answer', sdp: sdp('0D') })
    at.support.linkOpened({ link: 1 })
    at.support.linkMessage({ link: 1, text: 'noise' })
    at.support.linkLost({ link: 1 })
    expect([at.commands.length, lastRelay().said.length]).toEqual(before)
    expect([linkOf(at), at.screen()]).toEqual([2, expect.objectContaining({ contact: 'lost' })])
  })

  it('is not the relay’s: without it the picture runs on, and other addresses have it asked anew', async () => {
    const at = await toRunning()
    lastRelay().events.onLost()
    at.changeNetwork()
    expect([at.screen(), at.stream().isSending()]).toEqual([
      expect.objectContaining({ contact: 'standing', picture: 'running' }),
      true,
    ])
    expect(lastRelay().said.at(-1)).toBe('reconnect')
    lastRelay().events.onBack({ iceServers: [], present: true })
    expect(linkOf(at)).toBe(1)
    at.support.disconnect()
    expect(at.log).toContain('network unwatched')
  })

  it('before the approval holds nothing up once it is back', async () => {
    const at = await toApproval()
    lose(at)
    expect(at.screen()).toMatchObject({ name: 'approval', contact: 'lost' })
    at.support.nameCaller('customer')
    expect(at.support.approve()).toEqual(late)
    connect(at)
    expect(at.screen()).toMatchObject({ name: 'approval', contact: 'standing' })
    at.support.approve()
    await at.shown()
    expect(at.screen()).toMatchObject({ name: 'live', picture: 'running' })
  })

  it('before the approval and with new keys asks for the new words, and who called, once more', async () => {
    const at = await toApproval()
    at.support.nameCaller('customer')
    const screen = at.screen()
    renewWith(at, '0D')
    expect(at.screen()).toMatchObject({ name: 'approval', contact: 'standing', caller: null })
    expect(at.screen()).not.toMatchObject({ words: screen.name === 'approval' ? screen.words : [] })
    expect(at.support.approve()).toEqual(late)
    at.support.nameCaller('customer')
    at.support.approve()
    await at.shown()
    expect(at.screen()).toMatchObject({ name: 'live', picture: 'running' })
  })
})

describe('an end with a new key', () => {
  it('gets neither picture nor word before the customer said that the words are the same', async () => {
    const at = await toRunning()
    const before = at.screen()
    const said = saidBy(at, () => {
      renewWith(at, '0D')
      at.live.pause()
      at.live.unpause()
      at.sense('locked', true)
      at.sense('locked', false)
      screen.change('display-added', [displayOf(7), displayOf(8)])
    })
    await at.shown()
    expect(said).toEqual(['hello', 'reveal'])
    expect(at.screen()).toMatchObject({ contact: 'words', picture: 'words' })
    expect(at.screen()).not.toMatchObject({ words: before.name === 'live' ? before.words : [] })
    expect([at.stream().isSending(), at.support.mayCapture()]).toEqual([false, false])
    expect(at.log.at(-1)).toBe('attention')
    for (const type of ['router-ask', 'pc-check-ask', 'still-ask', 'thumbnails-ask'])
      expect(() => hear(at, { type })).toThrow('message-late')
  })

  it('gets all that was agreed to after the yes, then how things are, then the picture', async () => {
    const at = await toRunning({ sessionMinutes: 10 })
    renewWith(at, '0D')
    const said = saidBy(at, () =>
      expect(at.live.answerWords({ same: true, words: wordsOn(at) })).toEqual(done),
    )
    expect(said.slice(0, 4)).toEqual(['environment', 'inventory', 'picture', 'displays'])
    expect(said).toContain('time-left')
    expect(told(at, 'inventory')).toMatchObject({ inventory: { items: [{ id: 'os' }] } })
    await at.shown()
    expect(at.screen()).toMatchObject({ contact: 'standing', picture: 'running' })
    at.support.disconnect()
    expect(at.receipts[0]?.held.map(({ why }) => why)).toEqual(['contact', 'words'])
  })

  it('whose words differ ends the session, and was told nothing', async () => {
    const at = await toRunning()
    renewWith(at, '0D')
    const said = saidBy(at, () =>
      expect(at.live.answerWords({ same: false, words: wordsOn(at) })).toEqual(done),
    )
    expect(said).toEqual(['ended'])
    expect(at.screen()).toMatchObject({ name: 'ended', reason: 'words-differ' })
  })

  it('is confirmed once, and only while it is there', async () => {
    const at = await toRunning()
    expect(at.live.answerWords({ same: true, words: wordsOn(at) })).toEqual(late)
    expect(at.live.answerWords({ same: false, words: wordsOn(at) })).toEqual(late)
    renewWith(at, '0D')
    lose(at)
    expect(at.live.answerWords({ same: true, words: wordsOn(at) })).toEqual(late)
    expect(at.screen()).toMatchObject({ contact: 'lost' })
    expect(saidBy(at, () => connect(at, '0D'))).toEqual(['again'])
    expect([at.screen(), at.support.mayCapture()]).toEqual([
      expect.objectContaining({ contact: 'words', picture: 'words' }),
      false,
    ])
    // The hand was on its way to other words.
    expect(at.live.answerWords({ same: true, words: ['a', 'b', 'c'] })).toEqual(late)
    expect(at.live.answerWords({ same: true, words: wordsOn(at) })).toEqual(done)
    expect(at.live.answerWords({ same: true, words: wordsOn(at) })).toEqual(late)
    await at.shown()
    expect(at.screen()).toMatchObject({ picture: 'running' })
  })

  it('is not saved from the words by the old key, once there are new ones', async () => {
    const at = await toRunning()
    renewWith(at, '0D')
    renewWith(at, '0C')
    expect(at.screen()).toMatchObject({ contact: 'words', picture: 'words' })
    expect(at.support.mayCapture()).toBe(false)
  })

  it('knows of no question of the page before: none can be answered to it', async () => {
    const at = await toRunning()
    hear(at, { type: 'still-ask' })
    hear(at, { type: 'pc-check-ask' })
    hear(at, { type: 'display-ask', display: '7' })
    renewWith(at, '0D')
    expect(at.screen()).toMatchObject({ stillAsked: false, othersAsked: false, routerShown: false })
    expect(at.live.answerStill({ granted: true })).toEqual(late)
    expect(at.live.answerOthers({ granted: true })).toEqual(late)
    expect(await at.live.answerPcCheck({ granted: true })).toEqual(late)
    const said = saidBy(at, () => at.live.answerWords({ same: true, words: wordsOn(at) }))
    expect(said).not.toContain('still')
    expect(told(at, 'displays')).toMatchObject({ others: 'unasked' })
    hear(at, { type: 'still-ask' })
    expect(at.screen()).toMatchObject({ stillAsked: true })
    at.support.disconnect()
    expect(at.receipts[0]).toMatchObject({
      stills: [{ answer: 'refused' }, { answer: null }],
      pcChecks: [{ answer: 'refused', result: null }],
    })
  })

  it('is not told what was answered to the page before it, while the link was down', async () => {
    const at = await toRunning()
    hear(at, { type: 'still-ask' })
    lose(at)
    at.live.answerStill({ granted: true })
    connect(at, '0D')
    greet(at)
    at.live.answerWords({ same: true, words: wordsOn(at) })
    expect(told(at, 'still')).toBeUndefined()
  })

  it('is not told what is read for the page before it', async () => {
    let finish: (value: { checkedAt: string; areas: [] }) => void = () => undefined
    const at = await toRunning({ checkPc: () => new Promise((resolve) => (finish = resolve)) })
    hear(at, { type: 'pc-check-ask' })
    const answered = at.live.answerPcCheck({ granted: true })
    renewWith(at, '0D')
    at.live.answerWords({ same: true, words: wordsOn(at) })
    finish({ checkedAt: '2026-11-01T00:03:30.000Z', areas: [] })
    expect(await answered).toEqual(late)
    expect(told(at, 'pc-check')).toBeUndefined()
  })

  it('keeps what was granted', async () => {
    const at = await toRunning()
    hear(at, { type: 'display-ask', display: '7' })
    at.live.answerOthers({ granted: true })
    renewWith(at, '0D')
    at.live.answerWords({ same: true, words: wordsOn(at) })
    expect(told(at, 'displays')).toMatchObject({ others: 'granted' })
  })
})
