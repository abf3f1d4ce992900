import type { Page } from '@playwright/test'

type WatchWindow = { benchWatched?: Record<string, Promise<number>> }

/**
 * Notes, in the page itself, when something can be seen there for the first time from now on: the driver would look only
 * now and then. The time is that of the next picture of the page.
 * @param selector of what is not there yet
 */
export async function watchFor(page: Page, name: string, selector: string): Promise<void> {
  await page.evaluate(
    ([name, selector]) => {
      const found = new Promise<number>((resolve) => {
        const observer = new MutationObserver(() => {
          if (document.querySelector(selector) === null) return
          observer.disconnect()
          requestAnimationFrame(() => resolve(Date.now()))
        })
        observer.observe(document, { subtree: true, childList: true, attributes: true })
      })
      const watching = window as unknown as WatchWindow
      watching.benchWatched = { ...watching.benchWatched, [name]: found }
    },
    [name, selector] as const,
  )
}

/** @returns when it was seen, epoch ms */
export async function seen(page: Page, name: string): Promise<number> {
  const at = await page.evaluate((name) => (window as unknown as WatchWindow).benchWatched?.[name], name)
  if (at === undefined) throw new Error(`nobody watches for ${name}`)
  return at
}
