import type { Page } from '@playwright/test'
import { startAgent } from '../../play/agent'
import { Customer } from '../../play/customer'
import { type Account, Operator, startBrowser } from '../../play/operator'
import type { Display } from '../../setup/display'
import { bundle } from './bundle'
import { rounded } from './figures'
import { counters } from './measure'
import type { OpenShared } from './reference'
import type { Screen } from './screen'
import { startedBy, Usage } from './usage'
import { seen, watchFor } from './watch'

/** Where the agent and the console run. In a network both programs are wrapped, so that they start inside. */
export type Stage = {
  readonly executable: string
  readonly chromiumPath: string
  readonly display: Display
  readonly relay: string
  readonly account: Account
}

/** One session of the real agent and the real console, which is live. */
export type Session = OpenShared & {
  /** From the code to the first frame at the console, without the time that the two people need; ms. */
  readonly codeToFirstFrame: number
  /** Of the agent, before the code was entered: MB. */
  readonly memoryIdle: number | null
  /** The way that it took, as the console's connection says. */
  readonly path: string
  /** From the click on the bar to the console's picture covered, ms. The picture is shown again afterwards. */
  pause(): Promise<number>
  /** From the click on the bar to the last frame at the console, ms; 0 where none came after the click. */
  disconnect(): Promise<number>
}

export async function openSession(stage: Stage, screen: Screen): Promise<Session> {
  const undo: Array<() => Promise<unknown>> = []
  const close = async () => {
    for (const one of undo.splice(0).reverse()) await one()
  }
  try {
    return { ...(await open(stage, screen, undo)), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function open(
  { executable, chromiumPath, display, relay, account }: Stage,
  screen: Screen,
  undo: Array<() => Promise<unknown>>,
): Promise<Omit<Session, 'close'>> {
  const { made: browser, pid } = await startedBy(() => startBrowser(chromiumPath))
  undo.push(() => browser.close())
  const connections = await bundle('viewer/connections.ts')
  const operator = await Operator.at(browser, relay, {
    prepare: async (context) => {
      await context.addInitScript(connections)
    },
  })
  await operator.signIn(account)
  const agent = await startAgent({ executable, relay, display: display.display })
  undo.push(() => agent.stop())
  const customer = new Customer(agent.page)
  await customer.comesToCode()
  const memoryIdle = await new Usage(agent.pid).memory()
  const code = await operator.opensSession()
  // The agent's own window is behind what the customer works with, as it would be; its driver reaches it there too.
  await screen.raise()

  await watchFor(agent.page, 'asked', 'main[data-screen=approval]')
  const submitted = await clickTime(agent.page, () => customer.enterCode(code))
  await customer.sees('approval')
  const asked = await seen(agent.page, 'asked')
  await customer.nameCaller('customer')
  await customer.words()
  await operator.words()
  const allowed = await clickTime(agent.page, () => customer.allow())
  const firstFrame = await operator.firstFrame()
  const viewer = operator.page
  await viewer.locator('.stage[data-covered=false]').waitFor()
  await viewer.evaluate(await bundle('viewer/page.ts'))
  await screen.raise()

  const bar = await agent.window('bar')
  return {
    viewer,
    sharer: new Usage(agent.pid),
    receiver: new Usage(pid),
    codeToFirstFrame: rounded(asked - submitted + (firstFrame - allowed)),
    memoryIdle,
    path: (await counters(viewer)).path,
    async pause() {
      await watchFor(viewer, 'covered', '.stage[data-covered=true]')
      const clicked = await clickTime(bar, () => bar.locator('[data-wish=pause]').click())
      const covered = await seen(viewer, 'covered')
      await bar.locator('[data-wish=unpause]').click()
      await viewer.locator('.stage[data-covered=false]').waitFor()
      return rounded(covered - clicked)
    },
    async disconnect() {
      await operator.watchFrames()
      await screen.prepare('video')
      // While all moves: on a screen at rest hardly any frame is on its way.
      const moving = screen.play({ scene: 'video', fps: 30, seconds: 4 })
      await viewer.waitForTimeout(1500)
      const clicked = await clickTime(bar, () => bar.locator('[data-wish=disconnect]').click(), true)
      await operator.sees('ended')
      // Long enough for a frame that should not come.
      await viewer.waitForTimeout(1000)
      const { last } = await operator.watchedFrames()
      await moving
      return Math.max(0, rounded(last - clicked))
    },
  }
}

/** When the page saw the click that `act` makes, epoch ms: without the driver's own time. */
async function clickTime(page: Page, act: () => Promise<unknown>, closes = false): Promise<number> {
  const clicked = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        addEventListener('click', () => resolve(Date.now()), { capture: true, once: true })
      }),
  )
  const before = Date.now()
  // A window that closes on its click takes the answer with it: then the time before the click stands, which is longer.
  const when = closes ? clicked.catch(() => before) : clicked
  await act()
  return when
}
