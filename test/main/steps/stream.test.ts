import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { LinkCommand } from '../../../src/shared/ipc'
import { desktopCapturer, displayOf, screen } from '../electron'
import { verified } from '../evidence'
import { quietLog } from '../quiet'
import { approval, mark, type Stage, stage } from './stream-stage'

vi.mock('electron', () => import('../electron'))

const other = { id: 'screen:1', display_id: '1' }
const primary = { id: 'screen:7', display_id: '7' }

quietLog()
beforeEach(() => {
  vi.useFakeTimers()
  screen.displays = [displayOf(7)]
  desktopCapturer.sources = [other, primary]
})
const stages: Stage[] = []
const opened = () => {
  const at = stage()
  stages.push(at)
  return at
}
afterEach(() => {
  for (const { stream } of stages.splice(0)) stream.shut()
  vi.useRealTimers()
})

describe('the gate', () => {
  it('gives no picture without an approval', async () => {
    const { stream, capture, openIndicator } = opened()
    expect(stream.mayAsk()).toBe(false)
    expect(await capture()).toBeUndefined()
    expect(openIndicator).not.toHaveBeenCalled()
  })

  it('opens only once the indicator is on the screen', async () => {
    const { stream, capture, log, show, openIndicator } = opened()
    const started = stream.start(approval)
    const [operator, display] = openIndicator.mock.calls[0] ?? []
    expect([operator, display]).toEqual([verified.joined.operator, screen.displays[0]])
    expect(await capture()).toBeUndefined()
    expect([stream.mayAsk(), log]).toEqual([false, []])
    show()
    await started
    expect([stream.mayAsk(), log]).toEqual([true, ['restore', 'share 1']])
  })

  it('gives exactly one capture: the primary display', async () => {
    const { stream, capture, start } = opened()
    await start()
    expect(await capture()).toEqual({ video: primary })
    expect(stream.mayAsk()).toBe(false)
    expect(await capture()).toBeUndefined()
  })

  it('tells the page where the indicator is, before anything is captured', async () => {
    const { commands, start } = opened()
    await start()
    expect(commands).toEqual([{ do: 'share', share: 1, marks: [mark] }] satisfies LinkCommand[])
  })

  it('stays shut where the session ended before the indicator was shown', async () => {
    const { stream, capture, log, show } = opened()
    const started = stream.start(approval)
    stream.shut()
    show()
    await started
    expect([stream.mayAsk(), log]).toEqual([false, []])
    expect(await capture()).toBeUndefined()
  })

  it('gives nothing where the session ended while the display was looked up', async () => {
    const { stream, capture, start } = opened()
    await start()
    const asked = capture()
    stream.shut()
    expect(await asked).toBeUndefined()
  })

  it('gives nothing where the picture was held while the display was looked up', async () => {
    const { stream, capture, start } = opened()
    await start()
    const asked = capture()
    stream.hold('paused')
    expect(await asked).toBeUndefined()
  })

  it('gives the page of an earlier share nothing, though the next one is about to begin', async () => {
    const { stream, capture, start } = opened()
    await start()
    const asked = capture()
    stream.hold('paused')
    stream.release('paused')
    expect(stream.mayAsk()).toBe(true)
    const next = capture()
    expect([await asked, await next]).toEqual([undefined, { video: primary }])
  })

  it('takes the only display there is, where displays have no names', async () => {
    desktopCapturer.sources = [{ id: 'screen:0', display_id: '' }]
    const { capture, start } = opened()
    await start()
    expect(await capture()).toEqual({ video: { id: 'screen:0', display_id: '' } })
  })

  it('gives nothing where no display can be found, or where it would have to guess', async () => {
    for (const sources of [[], [other, other], new Error('no display')]) {
      desktopCapturer.sources = sources
      const { capture, start } = opened()
      await start()
      expect(await capture()).toBeUndefined()
    }
  })
})

describe('a capture', () => {
  it('only watches at first: frames leave once the page saw the indicator in them', async () => {
    const { stream, capture, start, seen, since } = opened()
    await start()
    await capture()
    expect([since(), stream.isSending()]).toEqual([['restore', 'share 1'], false])
    seen(1, 'unknown')
    expect(since()).toEqual([])
    stream.started({ share: 1 })
    expect([since(), stream.isSending()]).toEqual([[], false])
    seen(1)
    expect([since(), stream.isSending()]).toEqual([['unhold 1'], false])
    seen(1)
    expect(since()).toEqual([])
    stream.started({ share: 1 })
    expect([since(), stream.isSending()]).toEqual([['RUNNING'], true])
  })

  it('that never shows the indicator is covered from the start, and goes on as soon as it does', async () => {
    const { stream, start, seen, since } = opened()
    await start()
    since()
    seen(1, 'unseen')
    expect(since()).toEqual(['restore', 'COVERED'])
    seen(1)
    expect(since()).toEqual(['unhold 1', 'STARTING'])
    stream.started({ share: 1 })
    expect(since()).toEqual(['RUNNING'])
  })

  it('is not what the page says of another: the number of the share must be that of the last', async () => {
    const { stream, start, seen, since } = opened()
    await start()
    stream.hold('paused')
    stream.release('paused')
    since()
    seen(1)
    stream.failed({ share: 1 })
    seen(3)
    expect(since()).toEqual([])
    seen(2)
    stream.started({ share: 1 })
    expect([since(), stream.isSending()]).toEqual([['unhold 2'], false])
    stream.started({ share: 2 })
    expect([since(), stream.isSending()]).toEqual([['RUNNING'], true])
  })

  it('that failed is asked for again after two seconds, with a gate of its own', async () => {
    const { stream, capture, running, since, hungs } = opened()
    await running()
    stream.failed({ share: 1 })
    expect([since(), stream.isSending(), stream.mayAsk()]).toEqual([['STARTING'], false, false])
    vi.advanceTimersByTime(1999)
    expect(since()).toEqual([])
    vi.advanceTimersByTime(1)
    expect([since(), stream.mayAsk()]).toEqual([['restore', 'share 2'], true])
    expect(await capture()).toEqual({ video: primary })
    expect(hungs()).toBe(0)
  })

  it('that failed shuts the gate it had not used', async () => {
    const { stream, capture, start } = opened()
    await start()
    stream.failed({ share: 1 })
    expect([stream.mayAsk(), await capture()]).toEqual([false, undefined])
  })

  it('that failed is not asked for again under a hold, and is once it is released', async () => {
    const { stream, running, since } = opened()
    await running()
    stream.failed({ share: 1 })
    stream.hold('paused')
    vi.advanceTimersByTime(10_000)
    expect(since()).toEqual(['STARTING', 'PAUSED'])
    stream.release('paused')
    expect(since()).toEqual(['restore', 'share 2', 'STARTING'])
  })

  it('that gives no frames is said to stall, until they come again', async () => {
    const { stream, running, since } = opened()
    await running()
    stream.seen({ share: 1, marks: 'unknown', frames: 'stalled' })
    expect([since(), stream.isSending()]).toEqual([['STALLED'], true])
    stream.seen({ share: 1, marks: 'seen', frames: 'coming' })
    expect(since()).toEqual(['RUNNING'])
  })

  it('that stalled and failed starts again: it stalls no more', async () => {
    const { stream, running, since } = opened()
    await running()
    stream.seen({ share: 1, marks: 'unknown', frames: 'stalled' })
    stream.failed({ share: 1 })
    vi.advanceTimersByTime(2000)
    expect(since()).toEqual(['STALLED', 'STARTING', 'restore', 'share 2'])
  })

  it('that fails again and again is not said to be about to begin, until it runs', async () => {
    const { stream, running, seen, since } = opened()
    await running()
    stream.failed({ share: 1 })
    vi.advanceTimersByTime(2000)
    expect(since()).toEqual(['STARTING', 'restore', 'share 2'])
    stream.failed({ share: 2 })
    vi.advanceTimersByTime(2000)
    expect(since()).toEqual(['STALLED', 'restore', 'share 3'])
    seen(3)
    stream.failed({ share: 3 })
    vi.advanceTimersByTime(2000)
    expect(since()).toEqual(['unhold 3', 'restore', 'share 4'])
    seen(4)
    stream.started({ share: 4 })
    expect(since()).toEqual(['unhold 4', 'RUNNING'])
    stream.failed({ share: 4 })
    expect(since()).toEqual(['STARTING'])
  })

  it('that is black stalls as well, and nothing leaves while the indicator is not in it', async () => {
    const { stream, running, since } = opened()
    await running()
    stream.seen({ share: 1, marks: 'unseen', frames: 'black' })
    expect([since(), stream.isSending()]).toEqual([['restore', 'hold 1', 'STALLED'], false])
    stream.seen({ share: 1, marks: 'unseen', frames: 'coming' })
    expect(since()).toEqual(['restore', 'COVERED'])
  })

  it('that the system does not allow is asked for every two seconds, and begins once it is allowed', async () => {
    const { stream, allow, start, since, hungs } = opened()
    allow('denied')
    const before = desktopCapturer.asked
    await start()
    expect([since(), stream.mayAsk()]).toEqual([['PERMISSION'], false])
    vi.advanceTimersByTime(20_000)
    expect(since()).toEqual([])
    // macOS asks the customer, and lists the program at all, only once it asked for a picture.
    expect(desktopCapturer.asked).toBeGreaterThan(before)
    allow('granted')
    vi.advanceTimersByTime(2000)
    expect([since(), hungs()]).toEqual([['restore', 'share 1', 'STARTING'], 0])
  })

  it('that failed because the system took its leave back says so', async () => {
    const { stream, allow, running, since } = opened()
    await running()
    allow('denied')
    stream.failed({ share: 1 })
    vi.advanceTimersByTime(2000)
    expect(since()).toEqual(['STARTING', 'PERMISSION'])
    allow('granted')
    vi.advanceTimersByTime(2000)
    expect(since()).toEqual(['restore', 'share 2', 'STARTING'])
  })

  it('tells the page that the customer moves only while frames leave', async () => {
    const { stream, start, capture, seen, since } = opened()
    await start()
    await capture()
    since()
    stream.stir()
    expect(since()).toEqual([])
    seen(1)
    stream.started({ share: 1 })
    since()
    stream.stir()
    expect(since()).toEqual(['stir'])
    stream.hold('paused')
    since()
    stream.stir()
    expect(since()).toEqual([])
  })
})
