import type { Page } from '@playwright/test'
import type { Operator } from './operator'
import { screenBuffersOf } from './processes'
import type { Album } from './questions'

/** What is on its way when the customer hides the screen has arrived after so long. */
const UNDERWAY_MS = 500
const STILL_MS = 1500

type Sides = {
  readonly customer: Page
  readonly bar: Page
  readonly operator: Operator
  readonly album: Album
  /** Of the agent. */
  readonly pid: number
  /** Bytes of one picture of its display. */
  readonly bytes: number
}

/** What was proven of the time in which the screen was hidden; null = cannot be looked at on this system. */
export type Hidden = { readonly framesWhileHidden: number; readonly screenBuffersHidden: number | null }

/** The customer hides the screen from the bar, does something private, and shows it again. */
export async function playHiding({ customer, bar, operator, album, pid, bytes }: Sides): Promise<Hidden> {
  await bar.locator('[data-wish=pause]').click()
  await customer.locator('.state[data-picture=paused]').waitFor()
  await operator.seesPicture('paused')
  await wait(UNDERWAY_MS)
  const { count } = await operator.watchedFrames()
  await album.window(customer, 'agent-10-hidden')
  await album.window(bar, 'agent-10-bar-hidden')
  await album.window(operator.page, 'console-5-hidden')
  await wait(STILL_MS)
  const framesWhileHidden = (await operator.watchedFrames()).count - count
  const screenBuffersHidden = await screenBuffersOf(pid, bytes)
  await bar.locator('[data-wish=unpause]').click()
  await customer.locator('.state[data-picture=running]').waitFor()
  await operator.seesPicture('running')
  return { framesWhileHidden, screenBuffersHidden }
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
