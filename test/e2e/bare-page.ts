import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { ROOT } from '../../scripts/root'
import type { Screen, View } from '../../src/shared/ipc'
import { kept, screens, stored } from './views'

/** The built page alone, with views that are handed to it: every screen in every size, without a session behind it. */
const PAGES = join(ROOT, 'out/renderer')
/** Chromium takes it for safe: otherwise a page could capture nothing. */
const ORIGIN = 'http://agent.localhost'
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}
export const smallest = { width: 560, height: 480 }
export const usual = { width: 980, height: 780 }

declare global {
  interface Window {
    show(view: View): void
    /** What main says to a call, where it is more than yes. */
    readonly answers: Record<string, unknown>
    readonly asked: [name: string, input: unknown][]
  }
}

/** @param prepare runs in the page, before anything of its own */
export async function openPage(
  browser: Browser,
  viewport: { width: number; height: number },
  view: View,
  prepare?: () => void,
): Promise<Page> {
  const page = await browser.newPage({ viewport, reducedMotion: 'reduce' })
  await page.route(`${ORIGIN}/**`, async (route) => {
    const path = new URL(route.request().url()).pathname
    const body = await readFile(join(PAGES, path)).catch(() => null)
    if (body === null) return route.fulfill({ status: 404 })
    return route.fulfill({ body, contentType: types[extname(path)] ?? 'text/plain' })
  })
  await page.addInitScript(
    ({ view, kept, stored }) => {
      const answers: Record<string, unknown> = { view, receipts: [kept], stored }
      const asked: [string, unknown][] = []
      const sobani = {
        call: async (name: string, input: unknown) => {
          asked.push([name, input])
          return answers[name] ?? { ok: true, saved: true }
        },
        on: (name: string, listener: (view: View) => void) => {
          if (name === 'view') Object.assign(window, { show: listener })
          return () => undefined
        },
      }
      Object.assign(window, { answers, asked, sobani })
    },
    { view, kept, stored },
  )
  if (prepare !== undefined) await page.addInitScript(prepare)
  await page.goto(`${ORIGIN}/index.html`)
  await page.locator('main').waitFor()
  return page
}

export function screenOf(name: string): Screen {
  const screen = screens[name]
  if (screen === undefined) throw new Error(`there is no screen "${name}"`)
  return screen
}
