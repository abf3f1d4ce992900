import { spawn } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { listPackage } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { chromium, type Page } from '@playwright/test'
import { Customer } from '../../scripts/play/customer'
import { ROOT } from '../../scripts/root'
import { expect, test } from './stage'

const FOLDER = join(ROOT, 'dist', 'linux-unpacked')
/** A fuse's byte in the program: the characters 1 and 0. */
const ENABLED = 49
const DISABLED = 48
const PROGRAM = join(FOLDER, 'sobani')

test.describe('the packed agent', () => {
  test.skip(process.platform !== 'linux', 'packed and driven on Linux only')

  test('goes the whole journey', async ({ world, newOperator }) => {
    const packed = await startPacked(world.relay.address, world.display?.display ?? process.env.DISPLAY ?? '')
    try {
      const customer = new Customer(packed.page)
      const operator = await newOperator()
      await customer.comesToLive(await operator.opensSession())
      await operator.firstFrame()
      await customer.button('live.disconnect').click()
      await customer.sees('ended')
      await operator.sees('ended')
      await expect(customer.page.locator('[data-session]')).toBeVisible()
    } finally {
      await packed.stop()
    }
  })

  test('has its fuses set', async () => {
    const wire = await getCurrentFuseWire(PROGRAM)
    const on = [
      FuseV1Options.EnableCookieEncryption,
      FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
      FuseV1Options.OnlyLoadAppFromAsar,
    ]
    const off = [
      FuseV1Options.RunAsNode,
      FuseV1Options.EnableNodeOptionsEnvironmentVariable,
      FuseV1Options.EnableNodeCliInspectArguments,
      FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
      FuseV1Options.GrantFileProtocolExtraPrivileges,
    ]
    expect(on.map((fuse) => wire[fuse])).toEqual(on.map(() => ENABLED))
    expect(off.map((fuse) => wire[fuse])).toEqual(off.map(() => DISABLED))
  })

  test('carries its own code, documents and profiles, and nothing else', async () => {
    const files = listPackage(join(FOLDER, 'resources', 'app.asar'), { isPack: false })
    const strange = files.filter((file) => !/^\/(package\.json|(out|assets|profiles)(\/|$))/.test(file))
    expect(strange).toEqual([])
    expect(files.filter((file) => /\.map$|\.ts$|node_modules|test/.test(file))).toEqual([])
    expect(await readdir(join(FOLDER, 'resources'))).toEqual(['app.asar'])
  })
})

/**
 * Starts the packed program and finds its window. Its fuses close the door that Electron's own driver comes through,
 * so it is driven as a browser is; that door is Chromium's and asks for a switch on the command line.
 */
async function startPacked(relay: string, display: string) {
  const folder = await mkdtemp(join(tmpdir(), 'sobani-packed-'))
  const child = spawn(
    PROGRAM,
    [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--remote-debugging-port=0',
      '--lang=ja',
      '--log-level=3',
      `--user-data-dir=${folder}`,
    ],
    {
      env: { ...process.env, DISPLAY: display, SOBANI_RELAY: relay, SOBANI_PROFILE: 'demo' },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  const stop = async () => {
    child.kill('SIGKILL')
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    const address = await debuggerOf(child.stderr)
    await windowAt(address)
    const browser = await chromium.connectOverCDP(address)
    const page = browser.contexts()[0]?.pages().find(isMain)
    if (page === undefined) throw new Error('the packed agent has no window')
    return { page, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

const isMain = (page: Page): boolean => page.url().endsWith('/index.html')

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

/** Waits for the window: a driver that comes while it is being made may wait for ever. */
async function windowAt(address: string): Promise<void> {
  const list = new URL('/json/list', address.replace('ws:', 'http:'))
  await expect
    .poll(async () => JSON.stringify(await (await fetch(list)).json()), { timeout: 15_000 })
    .toContain('sobani://agent/index.html')
}
