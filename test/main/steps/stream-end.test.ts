import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { desktopCapturer, displayOf, screen } from '../electron'
import { quietLog } from '../quiet'
import { type Stage, stage } from './stream-stage'

vi.mock('electron', () => import('../electron'))

quietLog()
beforeEach(() => {
  vi.useFakeTimers()
  screen.displays = [displayOf(7)]
  desktopCapturer.sources = [{ id: 'screen:7', display_id: '7' }]
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

describe('the end', () => {
  it('shuts the gate once and for all, and leaves the indicator until no frame can leave', async () => {
    const { stream, capture, log, start } = opened()
    await start()
    stream.shut()
    stream.shut()
    expect([stream.mayAsk(), await capture()]).toEqual([false, undefined])
    stream.hideIndicator()
    stream.hideIndicator()
    expect(log).toEqual(['restore', 'share 1', 'indicator closed'])
  })

  it('has no indicator to hide where it never came to one', () => {
    const { stream, log } = opened()
    stream.shut()
    stream.hideIndicator()
    expect(log).toEqual([])
  })

  it('lets nothing start, whatever is said after it', async () => {
    const { stream, capture, start, seen, since, shows, hungs, disturb } = opened()
    await start()
    await capture()
    stream.hold('paused')
    stream.shut()
    since()
    shows.length = 0
    stream.release('paused')
    seen(1)
    stream.started({ share: 1 })
    stream.failed({ share: 1 })
    disturb()
    stream.stir()
    await stream.showOn(displayOf(1))
    screen.change('display-removed', [displayOf(1)])
    vi.advanceTimersByTime(60_000)
    expect(since().filter((line) => line !== 'restore')).toEqual([])
    expect([shows, hungs(), stream.isSending(), stream.thumbnails()]).toEqual([[], 0, false, null])
    expect([vi.getTimerCount(), screen.listeners()]).toEqual([0, 0])
  })

  it('lets nothing start that was about to: a capture that was watched is not sent', async () => {
    const { stream, capture, start, seen, since } = opened()
    await start()
    await capture()
    stream.shut()
    since()
    seen(1)
    expect([since(), vi.getTimerCount()]).toEqual([[], 0])
  })
})
