import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { type Browser, chromium, expect, type Page } from '@playwright/test'
import { ROOT } from '../../scripts/root'

export const PACKED_FOLDER = join(ROOT, 'dist', 'linux-unpacked')
export const PACKED_PROGRAM = join(PACKED_FOLDER, 'sobani')

export type PackedAgent = {
  /** The main window. */
  readonly page: Page
  readonly pid: number
  readonly browser: Browser
  /** Addresses of everything with a page in it. */
  targets(): Promise<string[]>
  /** Waits for a window by the page it shows. */
  window(page: 'bar' | 'paper'): Promise<Page>
  stop(): Promise<void>
}

export type PackedOptions = {
  readonly relay: string
  readonly display: string
  /** More of its command line. */
  readonly words?: readonly string[]
  /** What starts it, for another user than this one; then with the sandbox. */
  readonly as?: { readonly executable: string; readonly folder: string }
}

/**
 * Starts the packed program and finds its window. Its fuses close the door that Electron's own driver comes through,
 * so it is driven as a browser is; that door is Chromium's and asks for a switch on the command line.
 */
export async function startPacked({ relay, display, words = [], as }: PackedOptions): Promise<PackedAgent> {
  const folder = await mkdtemp(join(as?.folder ?? tmpdir(), 'sobani-packed-'))
  const sandboxed = as !== undefined || process.getuid?.() !== 0
  const data = as === undefined ? folder : join(as.folder, 'data')
  const child = spawn(
    as?.executable ?? PACKED_PROGRAM,
    [
      ...(sandboxed ? [] : ['--no-sandbox']),
      '--remote-debugging-port=0',
      '--lang=ja',
      '--log-level=3',
      ...words,
      `--user-data-dir=${data}`,
    ],
    {
      env: {
        ...process.env,
        DISPLAY: display,
        SOBANI_RELAY: relay,
        SOBANI_PROFILE: 'demo',
        ...(as === undefined ? {} : { TMPDIR: as.folder }),
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  const stop = async () => {
    child.kill('SIGKILL')
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    const address = await debuggerOf(child.stderr)
    const list = new URL('/json/list', address.replace('ws:', 'http:'))
    const targets = async () =>
      ((await (await fetch(list)).json()) as { url: string; type: string }[]).map(({ url }) => url)
    // A driver that comes while the window is being made may wait for ever.
    await expect.poll(targets, { timeout: 15_000 }).toContainEqual(expect.stringMatching(/\/index\.html$/))
    const browser = await chromium.connectOverCDP(address)
    const find = (name: string) =>
      browser
        .contexts()
        .flatMap((context) => context.pages())
        .find((page) => page.url().endsWith(`/${name}.html`))
    const waitForWindow = async (name: string) => {
      await expect.poll(() => find(name) !== undefined, { timeout: 15_000 }).toBe(true)
      const page = find(name)
      if (page === undefined) throw new Error(`the packed agent has no window ${name}`)
      return page
    }
    const { pid } = child
    if (pid === undefined) throw new Error('the packed agent has no process')
    return { page: await waitForWindow('index'), pid, browser, targets, window: waitForWindow, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Where Chromium listens, as it says itself. The output is read on to its end: a closed pipe is an error to a writer. */
function debuggerOf(stderr: Readable): Promise<string> {
  let said = ''
  return new Promise((resolve, reject) => {
    stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text
      const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1]
      if (address !== undefined) resolve(address)
    })
    stderr.once('end', () => reject(new Error(`the packed agent ended: ${said.slice(-400)}`)))
  })
}
