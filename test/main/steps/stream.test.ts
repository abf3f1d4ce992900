import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createStream } from '../../../src/main/steps/stream'
import type { Indicator } from '../../../src/main/windows/indicator'
import type { Approval } from '../../../src/shared/journey'
import { desktopCapturer, fakeSession } from '../electron'
import { approvedAt, verified } from '../evidence'
import { quietLog } from '../quiet'

vi.mock('electron', () => import('../electron'))

const approval: Approval = { verified, approvedAt }
const other = { id: 'screen:1', display_id: '1' }
const primary = { id: 'screen:7', display_id: '7' }

/** A gate, its indicator in hand, and what the page's captures are answered. */
function stage() {
  const { session, handler } = fakeSession()
  const log: string[] = []
  let show: () => void = () => undefined
  const openIndicator = vi.fn(
    (): Indicator => ({
      shown: new Promise((resolve) => (show = resolve)),
      close: () => {
        log.push('indicator closed')
      },
    }),
  )
  const stream = createStream(session, openIndicator, {
    share: () => {
      log.push('share')
    },
  })
  const capture = () =>
    new Promise<unknown>((resolve) => handler('display')({} as never, (streams) => resolve(streams)))
  const start = async () => {
    const started = stream.start(approval)
    show()
    await started
  }
  return { stream, log, openIndicator, capture, start, show: () => show() }
}

quietLog()
beforeEach(() => {
  desktopCapturer.sources = [other, primary]
})

describe('the gate', () => {
  it('gives no picture without an approval', async () => {
    const { stream, capture, openIndicator } = stage()
    expect(stream.mayAsk()).toBe(false)
    expect(await capture()).toBeUndefined()
    expect(openIndicator).not.toHaveBeenCalled()
  })

  it('opens only once the indicator is on the screen', async () => {
    const { stream, capture, log, show, openIndicator } = stage()
    const started = stream.start(approval)
    expect(openIndicator).toHaveBeenCalledWith(verified.joined.operator)
    expect(await capture()).toBeUndefined()
    expect([stream.mayAsk(), log]).toEqual([false, []])
    show()
    await started
    expect([stream.mayAsk(), log]).toEqual([true, ['share']])
  })

  it('gives exactly one picture: the primary display', async () => {
    const { stream, capture, start } = stage()
    await start()
    expect(await capture()).toEqual({ video: primary })
    expect(stream.mayAsk()).toBe(false)
    expect(await capture()).toBeUndefined()
  })

  it('stays shut where the session ended before the indicator was shown', async () => {
    const { stream, capture, log, show } = stage()
    const started = stream.start(approval)
    stream.shut()
    show()
    await started
    expect([stream.mayAsk(), log]).toEqual([false, []])
    expect(await capture()).toBeUndefined()
  })

  it('gives nothing where the session ended while the display was looked up', async () => {
    const { stream, capture, start } = stage()
    await start()
    const asked = capture()
    stream.shut()
    expect(await asked).toBeUndefined()
  })

  it('shuts with the session, once and for all, and leaves the indicator until no frame can leave', async () => {
    const { stream, capture, log, start } = stage()
    await start()
    stream.shut()
    stream.shut()
    expect([stream.mayAsk(), await capture()]).toEqual([false, undefined])
    expect(log).toEqual(['share'])
    stream.hideIndicator()
    stream.hideIndicator()
    expect(log).toEqual(['share', 'indicator closed'])
  })

  it('has no indicator to hide where it never came to one', () => {
    const { stream, log } = stage()
    stream.shut()
    stream.hideIndicator()
    expect(log).toEqual([])
  })

  it('takes the only display there is, where displays have no names', async () => {
    desktopCapturer.sources = [{ id: 'screen:0', display_id: '' }]
    const { capture, start } = stage()
    await start()
    expect(await capture()).toEqual({ video: { id: 'screen:0', display_id: '' } })
  })

  it('gives nothing where no display can be found, or where it would have to guess', async () => {
    for (const sources of [[], [other, other], new Error('no display')]) {
      desktopCapturer.sources = sources
      const { capture, start } = stage()
      await start()
      expect(await capture()).toBeUndefined()
    }
  })
})
