import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { STILLS } from '../../src/shared/picture'
import { desktopCapturer, displayOf, screen } from './electron'
import { done, endAll, hear, late, relayStands, told, toRunning } from './live-stage'
import { quietLog } from './quiet'

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

describe('other displays', () => {
  const ask = { type: 'display-ask', display: '8' }
  it('are asked about once, and shown only after the yes; the asking itself shows nothing', async () => {
    const at = await toRunning()
    hear(at, ask)
    expect(at.screen()).toMatchObject({ othersAsked: true, picture: 'running', display: { id: '7' } })
    expect(told(at, 'displays')).toMatchObject({ others: 'asked', shown: '7' })
    hear(at, ask)
    hear(at, { type: 'thumbnails-ask' })
    expect(at.log.filter((line) => line === 'attention')).toHaveLength(1)
    expect(at.live.answerOthers({ granted: true })).toEqual(done)
    expect(told(at, 'displays')).toMatchObject({ others: 'granted', shown: '7' })
    expect(at.screen()).toMatchObject({ othersAsked: false, display: { id: '7' } })
    hear(at, ask)
    await at.shown()
    expect(at.screen()).toMatchObject({ picture: 'running', display: { id: '8' } })
    expect(told(at, 'displays')).toMatchObject({ others: 'granted', shown: '8' })
    at.support.disconnect()
    expect(at.receipts[0]?.otherDisplays).toMatchObject({ answer: 'granted', shownAt: [expect.any(String)] })
  })

  it('that were refused are neither shown nor asked about again', async () => {
    const at = await toRunning()
    hear(at, ask)
    at.live.answerOthers({ granted: false })
    expect(told(at, 'displays')).toMatchObject({ others: 'refused' })
    hear(at, ask)
    hear(at, { type: 'thumbnails-ask' })
    await at.shown()
    expect(at.screen()).toMatchObject({ othersAsked: false, display: { id: '7' } })
    expect([told(at, 'thumbnail'), at.log.filter((line) => line === 'attention')]).toEqual([
      undefined,
      ['attention'],
    ])
    expect(at.live.answerOthers({ granted: true })).toEqual(late)
    at.support.disconnect()
    expect(at.receipts[0]?.otherDisplays).toMatchObject({ answer: 'refused', shownAt: [] })
  })

  it('that are not there (any more) change nothing', async () => {
    const at = await toRunning()
    hear(at, ask)
    at.live.answerOthers({ granted: true })
    hear(at, { type: 'display-ask', display: '9' })
    expect(at.screen()).toMatchObject({ picture: 'running', display: { id: '7' } })
    at.support.disconnect()
    expect(at.receipts[0]?.otherDisplays?.shownAt).toEqual([])
  })

  it('are not asked about before the approval, and not answered unasked', async () => {
    const at = await toRunning()
    expect(at.live.answerOthers({ granted: true })).toEqual(late)
    expect(told(at, 'displays')).toMatchObject({ others: 'unasked' })
  })
})

describe('thumbnails', () => {
  const picture = {
    isEmpty: () => false,
    getSize: () => ({ width: 320, height: 180 }),
    toJPEG: () => Buffer.from('small'),
  } as never
  const data = Buffer.from('small').toString('base64')
  async function granted() {
    desktopCapturer.sources = [
      { id: 'screen:7', display_id: '7', thumbnail: picture },
      { id: 'screen:8', display_id: '8', thumbnail: picture },
    ]
    const at = await toRunning()
    hear(at, { type: 'thumbnails-ask' })
    expect(at.screen()).toMatchObject({ othersAsked: true })
    at.live.answerOthers({ granted: true })
    return at
  }
  const thumbnails = (at: Awaited<ReturnType<typeof granted>>) =>
    at.sent().filter(({ type }) => type === 'thumbnail')

  it('are told of each display once it was allowed', async () => {
    const at = await granted()
    expect(thumbnails(at)).toEqual([])
    hear(at, { type: 'thumbnails-ask' })
    await vi.waitFor(() => expect(thumbnails(at)).toHaveLength(2))
    expect(thumbnails(at)).toEqual([
      { v: 1, type: 'thumbnail', display: '7', data },
      { v: 1, type: 'thumbnail', display: '8', data },
    ])
  })

  it('are not taken while there is no picture', async () => {
    const at = await granted()
    at.live.pause()
    const list = vi.spyOn(desktopCapturer, 'getSources')
    hear(at, { type: 'thumbnails-ask' })
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect([list.mock.calls, thumbnails(at)]).toEqual([[], []])
  })

  it('that were taken before a pause and are ready after it go nowhere', async () => {
    const at = await granted()
    hear(at, { type: 'thumbnails-ask' })
    at.live.pause()
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(thumbnails(at)).toEqual([])
  })

  it('that cannot be had end nothing', async () => {
    const at = await granted()
    desktopCapturer.sources = new Error('no display')
    hear(at, { type: 'thumbnails-ask' })
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect([thumbnails(at), at.screen()]).toEqual([[], expect.objectContaining({ picture: 'running' })])
  })
})

describe('a still', () => {
  it('is asked about every time, and the answer is told', async () => {
    const at = await toRunning()
    for (const granted of [true, false]) {
      hear(at, { type: 'still-ask' })
      expect(at.screen()).toMatchObject({ stillAsked: true })
      expect(at.live.answerStill({ granted })).toEqual(done)
      expect(told(at, 'still')).toEqual({ v: 1, type: 'still', granted })
      expect(at.screen()).toMatchObject({ stillAsked: false })
    }
    expect(at.live.answerStill({ granted: true })).toEqual(late)
    expect(at.log.filter((line) => line === 'attention')).toHaveLength(2)
    at.support.disconnect()
    expect(at.receipts[0]?.stills.map(({ answer }) => answer)).toEqual(['granted', 'refused'])
  })

  it('is refused at once where the organisation hands over nothing: nobody is asked, and nothing is noted', async () => {
    const at = await toRunning({ noFileTransfer: true })
    for (const _time of [1, 2]) {
      hear(at, { type: 'still-ask' })
      expect(told(at, 'still')).toEqual({ v: 1, type: 'still', granted: false, why: 'policy' })
      expect(at.screen()).toMatchObject({ stillAsked: false })
    }
    expect(at.live.answerStill({ granted: true })).toEqual(late)
    expect(at.log.filter((line) => line === 'attention')).toEqual([])
    at.support.disconnect()
    expect(at.receipts[0]?.stills).toEqual([])
  })

  it('is asked about once at a time, and not without end: whoever goes on ends the session', async () => {
    const at = await toRunning()
    hear(at, { type: 'still-ask' })
    expect(() => hear(at, { type: 'still-ask' })).toThrow('message-late')
    at.live.answerStill({ granted: false })
    for (let time = 1; time < STILLS; time++) {
      hear(at, { type: 'still-ask' })
      at.live.answerStill({ granted: true })
    }
    expect(() => hear(at, { type: 'still-ask' })).toThrow('message-late')
  })
})
