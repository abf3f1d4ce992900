import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { launch } from '../../play/launch'
import type { Display } from '../../setup/display'
import type { Picture } from '../../setup/picture'
import { bundle } from './bundle'
import { cut } from './legibility'
import { type Area, onScreen, WINDOW } from './place'
import type { Played, PlayOptions, Scene, WorkloadWindow } from './workload/types'

/** What the customer has on the screen, as a program of its own. */
export type Screen = {
  readonly page: Page
  show(seed: number): Promise<void>
  prepare(scene: Scene): Promise<void>
  play(options: PlayOptions): Promise<Played>
  /** @returns when it was drawn, epoch ms */
  change(): Promise<number>
  jump(seed: number): Promise<number>
  /** To the top; the agent's border and bar keep themselves above. */
  raise(): Promise<void>
  /** A part of it as the display has it now. */
  picture(area: Area): Promise<Picture>
  close(): Promise<void>
}

export async function openScreen(executable: string, display: Display): Promise<Screen> {
  const env = { ...definedEnv(), DISPLAY: display.display }
  const app = await launch({
    executablePath: executable,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--log-level=3',
      join(import.meta.dirname, 'workload'),
    ],
    env: { ...env, BENCH_PLACE: [WINDOW.x, WINDOW.y, WINDOW.width, WINDOW.height].join() },
  })
  const page = await app.firstWindow()
  await page.locator('#clock').waitFor()
  await page.evaluate(await bundle('workload/page.ts'))
  const focus = () =>
    app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      window?.moveTop()
      window?.focus()
    })
  return {
    page,
    show: (seed) =>
      page.evaluate((seed) => (window as unknown as WorkloadWindow).benchWorkload.show(seed), seed),
    prepare: (scene) =>
      page.evaluate((scene) => (window as unknown as WorkloadWindow).benchWorkload.prepare(scene), scene),
    async play(options) {
      const played = page.evaluate(
        (options) => (window as unknown as WorkloadWindow).benchWorkload.play(options),
        options,
      )
      if (options.scene !== 'keys') return played
      await focus()
      const typist = pressKeys(env, options)
      const done = await played
      typist.kill('SIGTERM')
      // Without the keys the figures would be of something else.
      if (done.drawings.length < (options.fps * options.seconds) / 2)
        throw new Error(`only ${done.drawings.length} keys reached the workload`)
      return done
    },
    change: () => page.evaluate(() => (window as unknown as WorkloadWindow).benchWorkload.change()),
    jump: (seed) =>
      page.evaluate((seed) => (window as unknown as WorkloadWindow).benchWorkload.jump(seed), seed),
    raise: focus,
    async picture(area) {
      return cut(await display.screenshot(), onScreen(area))
    },
    close: () => app.close(),
  }
}

/** Presses and releases real keys through the display, at a steady rate. */
function pressKeys(env: NodeJS.ProcessEnv, { fps, seconds }: PlayOptions): ChildProcess {
  const words = Array.from({ length: Math.ceil(fps * seconds) + 10 }, (_, index) => [
    'key',
    '--delay',
    '0',
    'abcdefgh'[index % 8] ?? 'a',
    'sleep',
    // A key itself takes some milliseconds.
    (1 / fps - 0.005).toFixed(3),
  ])
  return spawn('xdotool', words.flat(), { env, stdio: 'ignore' })
}

const definedEnv = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  )
