import type { Page } from '@playwright/test'
import type { Caller } from '../../src/shared/callers'
import type { ItemId, Router } from '../../src/shared/inventory'
import type { Forgettable } from '../../src/shared/ipc'
import { type TextKey, translator } from '../../src/shared/texts'

export type ScreenName = 'documents' | 'environment' | 'inventory' | 'code' | 'approval' | 'live' | 'ended'

/** Does with the agent's window what a customer does: reads, scrolls, clicks and types. */
export class Customer {
  readonly #t

  constructor(
    readonly page: Page,
    language: 'ja' | 'en' = 'ja',
  ) {
    this.#t = translator(language)
  }

  async sees(screen: ScreenName, timeout = 15_000): Promise<void> {
    await this.page.locator(`main[data-screen=${screen}]`).waitFor({ timeout })
  }

  button(key: TextKey) {
    return this.page.getByRole('button', { name: this.#t(key), exact: true })
  }

  /** Scrolls both documents to their ends; where only what has changed is shown first, the whole text after that. */
  async readDocuments(): Promise<void> {
    await this.sees('documents')
    for (const id of ['license', 'notices']) {
      const changes = this.page.locator(`[data-changes=${id}]`)
      if (await changes.isVisible()) await changes.getByRole('button').click()
      await this.page.locator(`[data-document=${id}]`).focus()
      await this.page.keyboard.press('End')
      await this.page.locator(`[data-document=${id}][data-read=true]`).waitFor()
    }
  }

  async agree(): Promise<void> {
    await this.button('documents.agree').click()
    await this.sees('environment')
  }

  async checked(): Promise<void> {
    await this.page.locator('[data-check=disk]').waitFor()
  }

  /** Has the PC looked at once more; the lines of before are gone by then, however quick that was. */
  async checkAgain(): Promise<void> {
    await this.page.locator('[data-check=disk]').evaluate((line) => line.setAttribute('data-before', ''))
    await this.button('environment.again').click()
    await this.page.locator('[data-check=disk]:not([data-before])').waitFor()
  }

  async confirmEnvironment(): Promise<void> {
    await this.checked()
    await this.button('environment.next').click()
    await this.sees('inventory')
  }

  /** Turns every item on but the router, sees its value, and turns off what is in `refused`. */
  async chooseItems(refused: readonly string[] = []): Promise<void> {
    await this.button('inventory.all').click()
    await this.page.locator('[data-item=memory][data-state=on]').waitFor()
    await this.refuseItems(refused)
    await this.page.waitForFunction(() => document.querySelector('[data-state=reading]') === null)
  }

  async refuseItems(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      await this.page.locator(`[data-item=${id}] .switch`).uncheck()
      await this.page.locator(`[data-item=${id}][data-state=off]`).waitFor()
    }
  }

  /** Turns one item on and sees what came of it. */
  async chooseItem(id: ItemId): Promise<void> {
    await this.page.locator(`[data-item=${id}] .switch`).check()
    await this.page.locator(`[data-item=${id}][data-state=on]`).waitFor()
  }

  /** Switches the router on and fills its lines; returns once main has all that were given. */
  async typeRouter(router: Partial<Router>): Promise<void> {
    await this.chooseItem('router')
    for (const [field, text] of Object.entries(router)) {
      const line = this.page.locator(`[data-router=${field}]`)
      await line.fill(text)
      await line.blur()
      await this.page.locator(`.field:has([data-router=${field}]) [data-typed=true]`).waitFor()
    }
  }

  async agreeInventory(): Promise<void> {
    await this.page.locator('.foot .primary').click()
    await this.sees('code')
  }

  async enterCode(code: string): Promise<void> {
    await this.page.locator('#code').fill(code)
    await this.button('code.submit').click()
  }

  async nameCaller(caller: Caller): Promise<void> {
    await this.page.locator(`input[value=${caller}]`).check()
    await this.button('approval.next').click()
  }

  async words(): Promise<string[]> {
    await this.page.locator('.words li').first().waitFor()
    return this.page.locator('.words li').allTextContents()
  }

  async allow(): Promise<void> {
    await this.button('approval.allow').click()
    await this.sees('live')
  }

  /** Hides the screen from the operator (目隠し); returns once the window says that nothing is seen. */
  async hides(): Promise<void> {
    await this.button('live.pause').click()
    await this.page.locator('[data-picture=paused]').waitFor()
  }

  /** Shows it again. */
  async unhides(): Promise<void> {
    await this.button('live.unpause').click()
    await this.page.locator('[data-picture=running]').waitFor()
  }

  /** Answers the operator's request to check this PC. */
  async answerPcCheck(granted: boolean): Promise<void> {
    await this.page.locator('[data-pc-check=asked]').waitFor()
    await this.button(granted ? 'pc-check.ask.allow' : 'pc-check.ask.refuse').click()
    await this.page.locator(`[data-pc-check=${granted ? 'done' : 'refused'}]`).waitFor()
  }

  /** Opens what is stored, deletes one kind and confirms it. The sheet stays open but where everything went. */
  async forget(what: Forgettable): Promise<void> {
    if (!(await this.page.locator('[data-dialog=stored]').isVisible()))
      await this.button('stored.open').click()
    await this.page.locator(`[data-forget=${what}]`).click()
    await this.page
      .locator('.confirm')
      .getByRole('button', { name: this.#t(`stored.yes.${what}`) })
      .click()
    await this.page.locator('.confirm').waitFor({ state: 'detached' })
  }

  /** Everything up to the code; the documents only where they are still to be read. */
  async comesToCode(refused: readonly string[] = []): Promise<void> {
    const documents = this.page.locator('main[data-screen=documents]')
    await documents.or(this.page.locator('main[data-screen=environment]')).waitFor()
    if (await documents.isVisible()) {
      await this.readDocuments()
      await this.agree()
    }
    await this.confirmEnvironment()
    await this.chooseItems(refused)
    await this.agreeInventory()
  }

  /** Everything up to the live screen. */
  async comesToLive(code: string): Promise<void> {
    await this.comesToCode()
    await this.joins(code)
  }

  /** From the code to the live screen. */
  async joins(code: string): Promise<void> {
    await this.enterCode(code)
    await this.sees('approval')
    await this.nameCaller('customer')
    await this.words()
    await this.allow()
  }
}
