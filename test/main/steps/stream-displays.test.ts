import type { DesktopCapturerSource, NativeImage } from 'electron'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { desktopCapturer, displayOf, screen } from '../electron'
import { quietLog } from '../quiet'
import { approval, beside, type Stage, stage } from './stream-stage'

vi.mock('electron', () => import('../electron'))

const source = (id: number) => ({ id: `screen:${id}`, display_id: String(id) })
const first = displayOf(7)
const second = displayOf(8, beside(8))

const { lines } = quietLog()
beforeEach(() => {
  vi.useFakeTimers()
  screen.displays = [first, second]
  desktopCapturer.sources = [source(7), source(8)]
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

const settle = () => vi.advanceTimersByTimeAsync(150)

describe('the list of displays', () => {
  it('is told with the start, before anything is captured: the primary display will be shown', async () => {
    const at = opened()
    const started = at.stream.start(approval)
    expect([at.shows, at.log]).toEqual([[{ displays: ['7', '8'], shown: '7' }], []])
    at.show()
    await started
  })

  it('is told again where another display comes, and the picture runs on', async () => {
    const at = opened()
    screen.displays = [first]
    await at.running()
    screen.change('display-added', [first, second])
    screen.change('display-metrics-changed', [first, second])
    await settle()
    expect([at.shows, at.since(), at.stream.isSending()]).toEqual([
      [{ displays: ['7', '8'], shown: '7' }],
      [],
      true,
    ])
  })

  it('is said as it is to whoever was away, with the picture', async () => {
    const at = opened()
    await at.running()
    at.stream.tellAll()
    expect([at.since(), at.shows]).toEqual([['RUNNING'], [{ displays: ['7', '8'], shown: '7' }]])
  })

  it('has each by its id, and none by another', () => {
    const { stream } = opened()
    expect([stream.find('8'), stream.find('9'), stream.find('')]).toEqual([second, null, null])
  })
})

describe('another display', () => {
  it('gets the border first: the capture goes at once, the next one waits for the border', async () => {
    const at = opened()
    let arrive: () => void = () => undefined
    await at.running()
    at.moves(() => new Promise((resolve) => (arrive = resolve)))
    const showing = at.stream.showOn(second)
    expect(at.since()).toEqual(['hold 1 and release', 'STARTING', 'border to 8'])
    expect([at.shows, at.stream.mayAsk()]).toEqual([[{ displays: ['7', '8'], shown: '8' }], false])
    at.stream.held({ share: 1 })
    // Whatever comes and goes meanwhile does not start it early.
    at.stream.hold('paused')
    at.stream.release('paused')
    expect([at.since(), at.stream.mayAsk()]).toEqual([['PAUSED', 'STARTING'], false])
    arrive()
    await showing
    expect([at.since(), at.stream.mayAsk()]).toEqual([['restore', 'share 2'], true])
    expect(await at.capture()).toEqual({ video: source(8) })
  })

  it('is the last that was asked for, where two were asked for in a moment', async () => {
    const at = opened()
    const arrivals: (() => void)[] = []
    await at.running()
    at.moves(() => new Promise((resolve) => arrivals.push(resolve)))
    const showings = [at.stream.showOn(second), at.stream.showOn(first)]
    arrivals[1]?.()
    await showings[1]
    expect(at.since()).toEqual(['hold 1 and release', 'STARTING', 'border to 8', 'border to 7'])
    arrivals[0]?.()
    await showings[0]
    expect(at.since()).toEqual(['restore', 'share 2'])
    expect(await at.capture()).toEqual({ video: source(7) })
  })

  it('under a hold is only prepared', async () => {
    const at = opened()
    await at.running()
    at.stream.hold('paused')
    at.since()
    await at.stream.showOn(second)
    expect([at.since(), at.stream.mayAsk()]).toEqual([['border to 8'], false])
    at.stream.release('paused')
    expect(at.since()).toEqual(['restore', 'share 2', 'STARTING'])
    expect(await at.capture()).toEqual({ video: source(8) })
  })

  it('is never shown where only a source of another display can be had', async () => {
    const at = opened()
    await at.running()
    desktopCapturer.sources = [source(7)]
    await at.stream.showOn(second)
    expect(await at.capture()).toBeUndefined()
  })

  it('is not gone to before there is an indicator', async () => {
    const at = opened()
    await at.stream.showOn(second)
    expect([at.since(), at.shows]).toEqual([[], []])
  })

  it('whose border could not go there stays dark, and the next is tried', async () => {
    const at = opened()
    await at.running()
    at.moves(() => Promise.reject(new Error('no window')))
    await expect(at.stream.showOn(second)).rejects.toThrow('no window')
    expect([at.since().slice(0, 2), at.stream.mayAsk()]).toEqual([['hold 1 and release', 'STARTING'], false])
    at.moves(null)
    await at.stream.showOn(first)
    expect(at.since()).toEqual(['border to 7', 'restore', 'share 2'])
  })
})

describe('the display that is shown', () => {
  it('and is unplugged: the capture ends, and both sides know why', async () => {
    const at = opened()
    await at.running()
    screen.change('display-removed', [second])
    expect(at.since()).toEqual([])
    await settle()
    expect(at.since()).toEqual(['hold 1 and release', 'DISPLAY-GONE'])
    expect([at.shows, await at.capture()]).toEqual([[{ displays: ['8'], shown: '7' }], undefined])
    at.stream.held({ share: 1 })
    vi.advanceTimersByTime(60_000)
    expect([at.since(), at.hungs()]).toEqual([[], 0])
  })

  it('and comes back is shown again, its border first', async () => {
    const at = opened()
    await at.running()
    screen.change('display-removed', [second])
    await settle()
    at.stream.held({ share: 1 })
    at.since()
    screen.change('display-added', [first, second])
    await settle()
    expect(at.since()).toEqual(['STARTING', 'border to 7', 'restore', 'share 2'])
  })

  it('is gone and another is shown: the reason goes with it', async () => {
    const at = opened()
    await at.running()
    screen.change('display-removed', [second])
    await settle()
    at.stream.held({ share: 1 })
    at.since()
    await at.stream.showOn(second)
    expect(at.since()).toEqual(['STARTING', 'border to 8', 'restore', 'share 2'])
  })

  const half = { width: 960, height: 540 }
  it.each([
    ['moved', { bounds: { x: 1920, y: 0, width: 1920, height: 1080 } }],
    ['moved down', { bounds: { x: 0, y: 1080, width: 1920, height: 1080 } }],
    ['narrower', { bounds: { x: 0, y: 0, width: 1280, height: 1080 } }],
    ['lower', { bounds: { x: 0, y: 0, width: 1920, height: 1024 } }],
    ['turned', { rotation: 180 }],
    ['scaled', { scaleFactor: 2, bounds: { x: 0, y: 0, ...half }, size: half }],
    ['finer', { scaleFactor: 1.25 }],
  ])('and is %s is shown anew: the border first, then a new capture', async (_name, changed) => {
    const at = opened()
    await at.running()
    screen.change('display-metrics-changed', [displayOf(7, changed), second])
    await settle()
    expect(at.since()).toEqual(['hold 1 and release', 'STARTING', 'border to 7', 'restore', 'share 2'])
  })

  it('and changes several times in a moment is shown anew once', async () => {
    const at = opened()
    await at.running()
    for (const scaleFactor of [1.25, 1.5, 1.75, 2]) {
      screen.change('display-metrics-changed', [displayOf(7, { scaleFactor }), second])
      await vi.advanceTimersByTimeAsync(100)
    }
    await settle()
    expect(at.since().filter((line) => line.startsWith('share'))).toEqual(['share 2'])
  })

  it('and whose border does not follow leaves a line in the log, and no picture', async () => {
    const at = opened()
    await at.running()
    at.moves(() => Promise.reject(new Error('no window')))
    screen.change('display-metrics-changed', [displayOf(7, { scaleFactor: 2 }), second])
    await settle()
    expect([at.stream.mayAsk(), at.stream.isSending()]).toEqual([false, false])
    expect(lines.join('')).toContain('the border did not follow')
  })
})

describe('thumbnails', () => {
  const picture = { getSize: () => ({ width: 320, height: 180 }) } as NativeImage
  const pictured = (id: number): Partial<DesktopCapturerSource> => ({ ...source(id), thumbnail: picture })

  it('are of every display, and only while frames leave', async () => {
    desktopCapturer.sources = [pictured(8), pictured(7)]
    const at = opened()
    await at.start()
    expect(at.stream.thumbnails()).toBeNull()
    await at.capture()
    at.seen(1)
    expect(at.stream.thumbnails()).toBeNull()
    at.stream.started({ share: 1 })
    expect(await at.stream.thumbnails()).toEqual([
      { id: '7', picture },
      { id: '8', picture },
    ])
    at.stream.hold('private')
    expect(at.stream.thumbnails()).toBeNull()
  })

  it('that were taken before or in a pause, however short, are not handed out after it', async () => {
    const at = opened()
    await at.running()
    const asked = at.stream.thumbnails()
    at.stream.hold('paused')
    at.stream.release('paused')
    await at.capture()
    at.seen(2)
    at.stream.started({ share: 2 })
    expect([await asked, at.stream.isSending()]).toEqual([[], true])
  })
})
