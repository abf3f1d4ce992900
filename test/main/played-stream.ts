import { createStream, type Stream } from '../../src/main/steps/stream'
import type { StreamEvents } from '../../src/main/stream-events'
import type { Indicator } from '../../src/main/windows/indicator'
import { fakeSession } from './electron'

/** The real stream with an indicator of no windows; what is done to either stands in the log. */
export function playedStream(
  log: string[],
  shown: (() => Promise<void>) | undefined,
  events: Omit<StreamEvents, 'permission' | 'coveredMs'>,
): Stream {
  const openIndicator = (): Indicator => {
    log.push('indicator opened')
    return {
      shown: shown?.() ?? Promise.resolve(),
      moveTo: async () => undefined,
      moveBar: async () => undefined,
      marks: () => [],
      restore: () => undefined,
      update: () => undefined,
      close: () => {
        log.push('indicator hidden')
      },
    }
  }
  const stream = createStream(fakeSession().session, openIndicator, {
    ...events,
    coveredMs: 10_000,
    permission: () => 'granted',
  })
  return {
    ...stream,
    shut: () => {
      log.push('gate shut')
      stream.shut()
    },
  }
}
