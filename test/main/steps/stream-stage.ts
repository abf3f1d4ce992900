import type { Display } from 'electron'
import { vi } from 'vitest'
import { createStream } from '../../../src/main/steps/stream'
import type { Indicator } from '../../../src/main/windows/indicator'
import type { LinkCommand } from '../../../src/shared/ipc'
import type { Approval } from '../../../src/shared/journey'
import type { PictureState } from '../../../src/shared/picture'
import { fakeSession } from '../electron'
import { approvedAt, verified } from '../evidence'

export const approval: Approval = { verified, approvedAt }
export const mark = { x: 0.5, y: 0, width: 0.1, height: 0.01, rgb: [217, 48, 37] as [number, number, number] }

/**
 * The real stream, between an indicator without windows and a page that does nothing by itself. `log` is what it told
 * either and what it said of the picture, in order.
 */
export function stage() {
  const { session, handler } = fakeSession()
  const log: string[] = []
  const shows: { displays: string[]; shown: string | null }[] = []
  let show: () => void = () => undefined
  let moved: (() => Promise<void>) | null = null
  let permission: 'granted' | 'denied' = 'granted'
  let disturb: () => void = () => undefined
  let gone: () => void = () => undefined
  let moveBar: () => void = () => undefined
  let hungs = 0
  const openIndicator = vi.fn<Parameters<typeof createStream>[1]>(
    (_operator, _display, events): Indicator => {
      disturb = events.onDisturbed
      gone = events.onGone
      moveBar = events.onMoved
      return {
        shown: new Promise((resolve) => (show = resolve)),
        moveTo: (display) => {
          log.push(`border to ${display.id}`)
          return moved?.() ?? Promise.resolve()
        },
        moveBar: async () => undefined,
        marks: () => [mark],
        restore: () => {
          log.push('restore')
        },
        update: ({ picture }) => {
          log.push(`bar says ${picture}`)
        },
        close: () => {
          log.push('indicator closed')
        },
      }
    },
  )
  const said = (command: LinkCommand): string => {
    if (command.do === 'share') return `share ${command.share}`
    if (command.do === 'hold') return `hold ${command.share}${command.release ? ' and release' : ''}`
    return command.do === 'unhold' ? `unhold ${command.share}` : command.do
  }
  const commands: LinkCommand[] = []
  const stream = createStream(session, openIndicator, {
    command: (command) => {
      commands.push(command)
      log.push(said(command))
    },
    onPicture: (state: PictureState) => {
      log.push(state.toUpperCase())
    },
    onDisplays: (list, shown) => {
      shows.push({ displays: list.map(({ id }) => id), shown })
    },
    onIndicatorGone: () => {
      log.push('indicator gone')
    },
    onHung: () => {
      hungs += 1
    },
    coveredMs: 10_000,
    permission: () => permission,
  })
  const capture = () =>
    new Promise<unknown>((resolve) => handler('display')({} as never, (streams) => resolve(streams)))
  const start = async () => {
    const started = stream.start(approval)
    show()
    await started
  }
  const seen = (share: number, marks: 'seen' | 'unseen' | 'unknown' = 'seen', frames = 'coming' as const) =>
    stream.seen({ share, marks, frames })
  return {
    stream,
    log,
    shows,
    commands,
    openIndicator,
    capture,
    start,
    seen,
    show: () => show(),
    disturb: () => disturb(),
    loseIndicator: () => gone(),
    moveBar: () => moveBar(),
    /** How long the border takes to another display; null = no time. */
    moves: (way: (() => Promise<void>) | null) => {
      moved = way
    },
    allow: (now: 'granted' | 'denied') => {
      permission = now
    },
    hungs: () => hungs,
    /** Up to a picture that runs; what was said on the way is forgotten. */
    async running() {
      await start()
      await capture()
      seen(1)
      stream.started({ share: 1 })
      log.length = 0
      commands.length = 0
      shows.length = 0
    },
    /** What the log has since it was last looked at. */
    since: () => log.splice(0),
  }
}
export type Stage = ReturnType<typeof stage>

/** A second monitor beside the first. */
export const beside = (id: number): Partial<Display> & { id: number } => ({
  id,
  bounds: { x: 1920, y: 0, width: 1920, height: 1080 },
})
