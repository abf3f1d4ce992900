import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import type { Customer } from './customer'
import type { Operator } from './operator'

/** What the customer of the play types of the router. */
export const ROUTER = { model: 'BBR-4HG', account: 'hanako@example.jp', password: 'only-for-the-play' }

/** Pictures of one play, all in one folder. */
export class Album {
  constructor(private readonly folder: string) {}

  /** What a window shows. */
  async window(page: Page, name: string): Promise<void> {
    await page.screenshot({ path: this.#path(name) })
  }

  /** A page from top to bottom. */
  async whole(page: Page, name: string): Promise<void> {
    await uncovered(page, () => page.screenshot({ path: this.#path(name), fullPage: true }))
  }

  /** One part of a page. */
  async part(part: Locator, name: string): Promise<void> {
    await uncovered(part.page(), () => part.screenshot({ path: this.#path(name) }))
  }

  #path(name: string): string {
    return join(this.folder, `${name}.png`)
  }
}

/** The row of buttons keeps to the edge of the window, over what is below it: for a picture it goes to the end. */
async function uncovered(page: Page, take: () => Promise<unknown>): Promise<void> {
  const place = (position: string) =>
    page.locator('.foot').evaluateAll((rows, position) => {
      for (const row of rows) if (row instanceof HTMLElement) row.style.position = position
    }, position)
  await place('static')
  await take()
  await place('')
}

/** What the operator may ask in a session: the router is looked at once, and the PC is checked. */
export async function playQuestions(customer: Customer, operator: Operator, album: Album): Promise<void> {
  const shown = await operator.looksAtRouter()
  if (shown.join() !== Object.values(ROUTER).join()) throw new Error('the router is not what was typed')
  await customer.page.locator('[data-router-shown=true]').waitFor()
  await album.window(customer.page, 'agent-9-router-shown')
  await album.part(operator.page.locator('[data-testid=router]'), 'console-5-router')
  await operator.hidesRouter()
  await customer.page.locator('[data-router-shown=false]').waitFor({ state: 'attached' })

  await operator.asksPcCheck()
  await customer.page.locator('[data-pc-check=asked]').waitFor()
  await album.window(customer.page, 'agent-9-pc-check-asked')
  await customer.answerPcCheck(true)
  await album.whole(customer.page, 'agent-9-pc-check')
  const card = operator.page.locator('[data-testid=pc-check]')
  await operator.page.locator('[data-pc-check=granted]').waitFor()
  await album.part(card, 'console-5-pc-check')
  const panel = operator.page.locator('#side-panel')
  const size = operator.page.viewportSize()
  // The panel scrolls by itself: for its picture the window is as high as all of it, and what is above.
  const height = await panel.evaluate((element) => element.scrollHeight + element.getBoundingClientRect().top)
  await operator.page.setViewportSize({ width: size?.width ?? 1600, height: Math.ceil(height) })
  await album.part(panel, 'console-5-panel')
  if (size !== null) await operator.page.setViewportSize(size)
}
