import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import {
  type JumpRun,
  measureChanges,
  measureJumps,
  measureScene,
  measureStill,
  type Run,
  type Shared,
} from './measure'
import type { Options, Part } from './options'
import { figuresOf, jumpsOf, type System, type Workload } from './report'
import type { Screen } from './screen'
import type { Scene } from './workload/types'

/** What is played of each workload: pictures a second. */
const SCENES: Readonly<Partial<Record<Workload, { readonly scene: Scene; readonly fps: number }>>> = {
  typing: { scene: 'keys', fps: 10 },
  'typing-fast': { scene: 'typing', fps: 30 },
  scrolling: { scene: 'scrolling', fps: 30 },
  dragging: { scene: 'dragging', fps: 30 },
  video: { scene: 'video', fps: 30 },
}
const WORKLOADS: readonly Workload[] = [
  'still',
  'changes',
  'typing',
  'typing-fast',
  'scrolling',
  'dragging',
  'video',
]
/** What is played on a line; the rest tells nothing of it. */
const ON_LINES: ReadonlySet<Part> = new Set(['typing-fast', 'scrolling', 'dragging', 'jumps'])

/** Runs a part; one that fails is told and left out, and the rest of the run is not lost. */
export type Attempt = <T>(what: string, work: () => Promise<T>) => Promise<T | null>

/** Collects the runs of one system over all rounds. */
export class Collected {
  readonly #runs = new Map<Workload, Run[]>()
  readonly #jumps: JumpRun[] = []
  readonly #memory: { idle: number[]; sharing: number[]; viewer: number[] } = {
    idle: [],
    sharing: [],
    viewer: [],
  }

  noteIdle(megabytes: number | null): void {
    if (megabytes !== null) this.#memory.idle.push(megabytes)
  }

  /** Plays every workload that is asked for once. */
  async round(
    name: string,
    shared: Shared,
    screen: Screen,
    { parts, seconds, pictures }: Pick<Options, 'parts' | 'seconds' | 'pictures'>,
    attempt: Attempt,
    onLine = false,
  ): Promise<void> {
    const wanted = (part: Part) => (onLine ? ON_LINES.has(part) : parts.has(part))
    for (const workload of WORKLOADS.filter(wanted)) {
      const run = await attempt(`${name}, ${workload}`, () => play(workload, shared, screen, seconds))
      if (run !== null) this.#runs.set(workload, [...(this.#runs.get(workload) ?? []), run])
      if (run !== null && pictures !== null) {
        const file = join(pictures, `${name.replace(' ', '-')}-${workload}.png`)
        await attempt(`${name}, picture of ${workload}`, () => takePicture(workload, shared, screen, file))
      }
    }
    if (wanted('jumps')) {
      const [times, patience] = onLine ? [3, 5000] : [seconds < 8 ? 2 : 4, 2500]
      const jumps = await attempt(`${name}, jumps`, () => measureJumps(shared, screen, times, patience))
      if (jumps !== null) this.#jumps.push(jumps)
    }
    const [sharing, viewer] = await Promise.all([shared.sharer.memory(), shared.receiver.memory()])
    if (sharing !== null) this.#memory.sharing.push(sharing)
    if (viewer !== null) this.#memory.viewer.push(viewer)
  }

  /** Of memory the most that was seen counts. */
  system(): System {
    const most = (values: readonly number[]) => (values.length === 0 ? null : Math.max(...values))
    const { idle, sharing, viewer } = this.#memory
    return {
      workloads: Object.fromEntries([...this.#runs].map(([workload, runs]) => [workload, figuresOf(runs)])),
      jumps: jumpsOf(this.#jumps),
      memory: { idle: most(idle), sharing: most(sharing), viewer: most(viewer) },
    }
  }
}

/** The viewer's whole page while the workload goes on: after what was measured, so that it is not in it. */
async function takePicture(workload: Workload, shared: Shared, screen: Screen, file: string): Promise<void> {
  const scene = SCENES[workload]
  if (scene === undefined) return void (await shared.viewer.screenshot({ path: file }))
  await screen.prepare(scene.scene)
  const moving = screen.play({ ...scene, seconds: 3 })
  await pause(1500)
  await shared.viewer.screenshot({ path: file })
  await moving
}

function play(workload: Workload, shared: Shared, screen: Screen, seconds: number): Promise<Run> {
  const scene = SCENES[workload]
  if (scene !== undefined) return measureScene(shared, screen, scene.scene, scene.fps, seconds)
  return workload === 'still'
    ? measureStill(shared, screen, seconds)
    : measureChanges(shared, screen, seconds < 8 ? 3 : 5)
}
