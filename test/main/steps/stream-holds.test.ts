import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { holdReasons } from '../../../src/shared/picture'
import { desktopCapturer, displayOf, screen } from '../electron'
import { quietLog } from '../quiet'
import { approval, mark, type Stage, stage } from './stream-stage'

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

/** The page says what it sees, as it has to. */
function watched(at: Stage, share: number, seconds: number): void {
  for (let second = 0; second < seconds; second++) {
    vi.advanceTimersByTime(1000)
    at.seen(share)
  }
}

describe('a hold', () => {
  it.each(holdReasons.filter((reason) => reason !== 'covered'))(
    '%s gives the capture back at once and shuts the gate; the next picture is a new capture',
    async (reason) => {
      const at = opened()
      await at.running()
      at.stream.hold(reason)
      expect(at.since()).toEqual(['hold 1 and release', reason.toUpperCase()])
      expect([at.stream.isSending(), at.stream.mayAsk(), await at.capture()]).toEqual([
        false,
        false,
        undefined,
      ])
      at.stream.held({ share: 1 })
      vi.advanceTimersByTime(60_000)
      at.seen(1)
      expect(at.since()).toEqual([])
      at.stream.release(reason)
      expect(at.since()).toEqual(['restore', 'share 2', 'STARTING'])
      expect([at.stream.mayAsk(), at.hungs()]).toEqual([true, 0])
    },
  )

  it('takes back a gate that was open and not used yet', async () => {
    const at = opened()
    await at.start()
    at.stream.hold('locked')
    expect([at.stream.mayAsk(), await at.capture()]).toEqual([false, undefined])
  })

  it('before the indicator is shown keeps the picture from ever starting', async () => {
    const at = opened()
    at.stream.hold('asleep')
    await at.start()
    expect([at.since(), at.stream.mayAsk()]).toEqual([['ASLEEP'], false])
    at.stream.release('asleep')
    expect(at.since()).toEqual(['restore', 'share 1', 'STARTING'])
  })

  it('that comes and goes before the indicator is shown opens no gate', async () => {
    const at = opened()
    const started = at.stream.start(approval)
    at.stream.hold('locked')
    at.stream.release('locked')
    expect([at.since(), at.stream.mayAsk()]).toEqual([[], false])
    at.show()
    await started
    expect(at.since()).toEqual(['restore', 'share 1'])
  })

  it('that comes while frames are about to leave stops them: the page’s late word starts nothing', async () => {
    const at = opened()
    await at.start()
    await at.capture()
    at.seen(1)
    at.since()
    at.stream.hold('paused')
    at.stream.started({ share: 1 })
    expect([at.since(), at.stream.isSending()]).toEqual([['hold 1 and release', 'PAUSED'], false])
  })

  it('twice is one; released twice is released once', async () => {
    const at = opened()
    await at.running()
    at.stream.hold('paused')
    at.stream.hold('paused')
    at.stream.held({ share: 1 })
    at.since()
    at.stream.release('paused')
    at.stream.release('paused')
    at.stream.release('locked')
    expect(at.since()).toEqual(['restore', 'share 2', 'STARTING'])
  })

  it('is one of several: the picture comes back with the last, and the most serious is said', async () => {
    const at = opened()
    await at.running()
    at.stream.hold('contact')
    at.stream.hold('paused')
    at.stream.hold('locked')
    expect(at.since()).toEqual(['hold 1 and release', 'CONTACT', 'PAUSED', 'LOCKED'])
    at.stream.release('contact')
    expect(at.since()).toEqual([])
    at.stream.release('locked')
    expect(at.since()).toEqual(['PAUSED'])
    expect([at.stream.mayAsk(), await at.capture()]).toEqual([false, undefined])
    at.stream.release('paused')
    expect(at.since()).toEqual(['restore', 'share 2', 'STARTING'])
  })

  it.each(holdReasons.map((reason, place) => [reason, holdReasons.slice(place + 1)] as const))(
    '%s is said before those after it in the list',
    async (reason, lesser) => {
      const at = opened()
      await at.running()
      for (const one of [...lesser].reverse()) at.stream.hold(one)
      at.stream.hold(reason)
      expect(at.log.at(-1)).toBe(reason.toUpperCase())
    },
  )
})

describe('a page that does not do what it is told', () => {
  it('is hung where it does not confirm a hold within a second', async () => {
    const at = opened()
    await at.running()
    at.stream.hold('paused')
    vi.advanceTimersByTime(999)
    expect(at.hungs()).toBe(0)
    vi.advanceTimersByTime(1)
    expect(at.hungs()).toBe(1)
  })

  it('is not, where it confirms in time, also once the next capture has begun', async () => {
    const at = opened()
    await at.running()
    at.stream.hold('paused')
    at.stream.release('paused')
    at.stream.held({ share: 1 })
    watched(at, 2, 4)
    expect(at.hungs()).toBe(0)
  })

  it('is hung where it confirms another hold than the last', async () => {
    const at = opened()
    await at.running()
    at.stream.hold('paused')
    at.stream.release('paused')
    at.stream.hold('paused')
    at.stream.held({ share: 1 })
    vi.advanceTimersByTime(1000)
    expect(at.hungs()).toBe(1)
  })

  it('is hung where it does not confirm that it stopped for what covers the indicator', async () => {
    const at = opened()
    await at.running()
    at.disturb()
    vi.advanceTimersByTime(500)
    at.seen(1, 'unseen')
    vi.advanceTimersByTime(500)
    expect(at.hungs()).toBe(1)
  })

  it('is hung where it does not say what it sees for five seconds, from the first moment on', async () => {
    const at = opened()
    await at.start()
    vi.advanceTimersByTime(4999)
    expect(at.hungs()).toBe(0)
    vi.advanceTimersByTime(1)
    expect(at.hungs()).toBe(1)
    const running = opened()
    await running.running()
    watched(running, 1, 20)
    vi.advanceTimersByTime(4999)
    expect(running.hungs()).toBe(0)
    vi.advanceTimersByTime(1)
    expect(running.hungs()).toBe(1)
  })

  it('is hung where what it says is about an earlier share', async () => {
    const at = opened()
    await at.running()
    at.stream.hold('paused')
    at.stream.release('paused')
    at.stream.held({ share: 1 })
    watched(at, 1, 5)
    expect(at.hungs()).toBe(1)
  })

  it('has nothing to say while nothing is captured', async () => {
    const at = opened()
    await at.running()
    at.stream.hold('paused')
    at.stream.held({ share: 1 })
    vi.advanceTimersByTime(60_000)
    expect(at.hungs()).toBe(0)
    const failing = opened()
    failing.allow('denied')
    await failing.start()
    vi.advanceTimersByTime(60_000)
    expect(failing.hungs()).toBe(0)
  })
})

describe('an indicator that is not seen', () => {
  it('stops what leaves at once and is put back; the capture stays, to see it come back', async () => {
    const at = opened()
    await at.running()
    at.seen(1, 'unseen')
    expect(at.since()).toEqual(['restore', 'hold 1', 'COVERED'])
    expect([at.stream.isSending(), at.stream.thumbnails()]).toEqual([false, null])
    at.stream.held({ share: 1 })
    at.seen(1, 'unseen')
    expect(at.since()).toEqual(['restore'])
    at.seen(1, 'unknown')
    expect(at.since()).toEqual([])
    at.seen(1)
    expect(at.since()).toEqual(['unhold 1', 'STARTING'])
    at.stream.started({ share: 1 })
    expect([at.since(), at.stream.isSending(), at.hungs()]).toEqual([['RUNNING'], true, 0])
  })

  it('that is disturbed from outside stops it before a frame could show it', async () => {
    const at = opened()
    await at.running()
    at.disturb()
    expect(at.since()).toEqual(['hold 1', 'COVERED', 'restore'])
    at.stream.held({ share: 1 })
    at.seen(1)
    expect(at.since()).toEqual(['unhold 1', 'STARTING'])
    at.disturb()
    expect(at.since()).toEqual(['hold 1', 'COVERED', 'restore'])
    at.stream.started({ share: 1 })
    expect(at.stream.isSending()).toBe(false)
  })

  it('that is disturbed while nothing leaves is put back, and nothing more', async () => {
    const at = opened()
    await at.start()
    at.since()
    at.disturb()
    expect(at.since()).toEqual(['restore'])
  })

  it('gives the capture back where something else speaks against it', async () => {
    const at = opened()
    await at.running()
    at.seen(1, 'unseen')
    at.since()
    at.stream.hold('paused')
    expect(at.since()).toEqual(['hold 1 and release', 'PAUSED'])
    at.stream.held({ share: 1 })
    at.seen(1)
    // Without frames nobody knows whether it still is: that is no reason to end.
    vi.advanceTimersByTime(60_000)
    expect(at.since()).toEqual([])
    // A new capture looks, and nothing leaves before.
    at.stream.release('paused')
    expect(at.since()).toEqual(['restore', 'share 2', 'STARTING'])
    await at.capture()
    at.seen(2, 'unseen')
    expect(at.since()).toEqual(['restore', 'COVERED'])
    at.seen(2)
    expect(at.since()).toEqual(['unhold 2', 'STARTING'])
  })

  it('in frames that show nothing at all, or in none, is waited for: it may well be there', async () => {
    for (const nothing of [
      { marks: 'unseen', frames: 'black' },
      { marks: 'unknown', frames: 'stalled' },
    ] as const) {
      const at = opened()
      await at.running()
      at.seen(1, 'unseen')
      at.stream.held({ share: 1 })
      for (let second = 0; second < 30; second++) {
        vi.advanceTimersByTime(1000)
        at.stream.seen({ share: 1, ...nothing })
      }
      expect([at.stream.isSending(), at.log.includes('indicator gone')]).toEqual([false, false])
      // A dark screen that is no longer dark, and still without it.
      for (let second = 0; second < 11; second++) {
        at.seen(1, 'unseen')
        vi.advanceTimersByTime(1000)
      }
      expect(at.log).toContain('indicator gone')
    }
  })

  it('for ten seconds, in spite of being put back, is as good as gone', async () => {
    const at = opened()
    await at.running()
    at.seen(1, 'unseen')
    at.stream.held({ share: 1 })
    for (let second = 0; second < 9; second++) {
      vi.advanceTimersByTime(1000)
      at.seen(1, 'unseen')
    }
    expect(at.log).not.toContain('indicator gone')
    vi.advanceTimersByTime(1000)
    expect(at.log.at(-1)).toBe('indicator gone')
  })

  it('and is seen again has all its time the next time', async () => {
    const at = opened()
    await at.running()
    for (let round = 0; round < 2; round++) {
      at.seen(1, 'unseen')
      at.stream.held({ share: 1 })
      for (let second = 0; second < 9; second++) {
        vi.advanceTimersByTime(1000)
        at.seen(1, 'unseen')
      }
      at.seen(1)
      at.stream.started({ share: 1 })
    }
    expect([at.log.includes('indicator gone'), at.log.at(-1)]).toEqual([false, 'RUNNING'])
  })

  it('in a capture that fails is no reason to end either', async () => {
    const at = opened()
    await at.running()
    at.seen(1, 'unseen')
    at.stream.held({ share: 1 })
    at.stream.failed({ share: 1 })
    at.stream.hold('locked')
    vi.advanceTimersByTime(60_000)
    expect(at.log).not.toContain('indicator gone')
  })

  it('whose bar went to another edge is looked for there, by whatever is captured', async () => {
    const at = opened()
    await at.start()
    at.since()
    at.moveBar()
    expect([at.since(), at.commands.at(-1)]).toEqual([['marks'], { do: 'marks', marks: [mark] }])
    at.stream.hold('paused')
    at.since()
    at.moveBar()
    expect(at.since()).toEqual([])
  })

  it('that is gone is told', async () => {
    const at = opened()
    await at.running()
    at.loseIndicator()
    expect(at.since()).toEqual(['indicator gone'])
  })
})
