import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { firstSights, type Latency, latencyOf, rounded } from './figures'
import { type Likeness, legibleAfter, likenessOf } from './legibility'
import { type Area, CLOCK, onScreen, TEXT } from './place'
import type { Screen } from './screen'
import type { Usage } from './usage'
import type { Counters, Crop, ViewerWindow } from './viewer/types'
import type { Scene } from './workload/types'

/** One end that shares the screen and one that looks at it. */
export type Shared = {
  readonly viewer: Page
  readonly sharer: Usage
  readonly receiver: Usage
}

export type Flow = {
  /** Video as it came, with the headers of its packets; and all that came on that path. Mbit/s. */
  readonly mbit: number
  readonly mbitAll: number
  /** Per cent of one core: all processes of the sharing program, and of the looking one. */
  readonly cpu: number
  readonly cpuViewer: number
  /** Frames a second out of the decoder, whatever they show. */
  readonly decoded: number
  readonly jitterBufferMs: number | null
  readonly lost: number
  readonly freezes: number
  readonly codec: string | null
  readonly size: string
  readonly path: string
}

export type Run = Flow & { readonly latency: Latency | null; readonly text: Likeness }
export type JumpRun = {
  readonly legible: ReadonlyArray<number | null>
  readonly first: ReadonlyArray<number | null>
}

/** A scene settles before it is measured, and rests before its text is compared. */
const SETTLE_MS = 800
const REST_MS = 2500
/** "After 3 s of rest". */
const STILL_MS = 3000
const BETWEEN_CHANGES_MS = 2500

export async function begin(viewer: Page, text: Area | null): Promise<void> {
  await viewer.evaluate(
    ([clock, text]) => (window as unknown as ViewerWindow).benchViewer.begin(clock, text),
    [onScreen(CLOCK), text === null ? null : onScreen(text)] as const,
  )
}

export const end = (viewer: Page) =>
  viewer.evaluate(() => (window as unknown as ViewerWindow).benchViewer.end())

export const crop = (viewer: Page): Promise<Crop> =>
  viewer.evaluate((area) => (window as unknown as ViewerWindow).benchViewer.crop(area), onScreen(TEXT))

export const counters = (viewer: Page): Promise<Counters> =>
  viewer.evaluate(() => (window as unknown as ViewerWindow).benchViewer.counters())

async function flowOf<T>({ viewer, sharer, receiver }: Shared, work: () => Promise<T>): Promise<[T, Flow]> {
  const before = await counters(viewer)
  await Promise.all([sharer.begin(), receiver.begin()])
  const from = performance.now()
  const done = await work()
  const seconds = (performance.now() - from) / 1000
  const [cpu, cpuViewer] = await Promise.all([sharer.end(), receiver.end()])
  const after = await counters(viewer)
  const emitted = after.jitterBufferEmitted - before.jitterBufferEmitted
  const waited = after.jitterBufferDelay - before.jitterBufferDelay
  const rate = (bytes: number) => rounded((bytes * 8) / 1e6 / seconds, 4)
  return [
    done,
    {
      mbit: rate(after.videoBytes - before.videoBytes),
      mbitAll: rate(after.allBytes - before.allBytes),
      cpu,
      cpuViewer,
      decoded: rounded((after.framesDecoded - before.framesDecoded) / seconds, 1),
      jitterBufferMs: emitted === 0 ? null : rounded((1000 * waited) / emitted, 1),
      lost: after.packetsLost - before.packetsLost,
      freezes: after.freezes - before.freezes,
      codec: after.codec,
      size: `${after.width}x${after.height}`,
      path: after.path,
    },
  ]
}

async function textNow(viewer: Page, screen: Screen): Promise<Likeness> {
  const shown = await crop(viewer)
  return likenessOf(shown, await screen.picture(TEXT))
}

/** A scene that moves, for so many seconds, and its text once it rests. */
export async function measureScene(
  shared: Shared,
  screen: Screen,
  scene: Scene,
  fps: number,
  seconds: number,
): Promise<Run> {
  await screen.prepare(scene)
  await pause(SETTLE_MS)
  await begin(shared.viewer, null)
  const [played, flow] = await flowOf(shared, () => screen.play({ scene, fps, seconds }))
  // The last drawings are still on their way.
  await pause(REST_MS)
  const { samples } = await end(shared.viewer)
  const latency = latencyOf(samples, played.drawings, played.seconds)
  return { ...flow, latency, text: await textNow(shared.viewer, screen) }
}

/** A screen on which nothing changes. */
export async function measureStill(shared: Shared, screen: Screen, seconds: number): Promise<Run> {
  await screen.show(1)
  await pause(STILL_MS)
  const [, flow] = await flowOf(shared, () => pause(seconds * 1000))
  return { ...flow, latency: null, text: await textNow(shared.viewer, screen) }
}

/** Single changes of a small part, each after a rest. */
export async function measureChanges(shared: Shared, screen: Screen, times: number): Promise<Run> {
  await screen.show(1)
  await pause(STILL_MS)
  await begin(shared.viewer, null)
  const from = performance.now()
  const [drawings, flow] = await flowOf(shared, async () => {
    const drawings: number[] = []
    for (let index = 0; index < times; index += 1) {
      drawings.push(await screen.change())
      // Never in step with anything that looks in a rhythm.
      await pause(BETWEEN_CHANGES_MS + (index % 5) * 47)
    }
    return drawings
  })
  const seconds = (performance.now() - from) / 1000
  const { samples } = await end(shared.viewer)
  const latency = latencyOf(samples, drawings, seconds)
  return { ...flow, latency, text: await textNow(shared.viewer, screen) }
}

/** Another page all at once: when it is there, and when its small text can be read. */
export async function measureJumps(
  shared: Shared,
  screen: Screen,
  times: number,
  patienceMs: number,
): Promise<JumpRun> {
  const legible: Array<number | null> = []
  const first: Array<number | null> = []
  for (let index = 0; index < times; index += 1) {
    await begin(shared.viewer, TEXT)
    const changed = await screen.jump(100 + index)
    await pause(patienceMs)
    const { samples, crops } = await end(shared.viewer)
    legible.push(legibleAfter(crops, changed, await screen.picture(TEXT)))
    const [sight] = firstSights(samples, [changed]).sights
    first.push(sight === undefined ? null : rounded(sight.at - changed))
  }
  return { legible, first }
}
