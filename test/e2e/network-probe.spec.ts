import { createSocket } from 'node:dgram'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { build } from 'vite'
import { startBrowser } from '../../scripts/play/operator'
import { ROOT } from '../../scripts/root'
import { findBrowser } from '../../scripts/setup/browser'
import type { Probed } from '../../src/peer/probe'
import { ownAddress, startTurnServer } from '../turn-server'

const PORT = 34_780
/** Somebody listens here and never says a word, as a firewall does that drops what it does not like. */
const SILENT = 34_790
const NOBODY = 34_799

const ways = (port: number) => [
  `stun:${ownAddress()}:${port}`,
  `turn:${ownAddress()}:${port}`,
  `turn:${ownAddress()}:${port}?transport=udp`,
  `turn:${ownAddress()}:${port}?transport=tcp`,
]

test.skip(process.platform !== 'linux', 'the TURN server of the tests is installed on Linux only')

let browser: Browser
let page: Page
test.beforeAll(async () => {
  browser = await startBrowser(await findBrowser())
  page = await browser.newPage()
  await page.addScriptTag({ content: await bundled() })
})
test.afterAll(() => browser.close())

/** The page's part alone, as a page would load it: `window.peer`. */
async function bundled(): Promise<string> {
  const made = await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: { entry: join(ROOT, 'src/peer/probe.ts'), formats: ['iife'], name: 'peer' },
    },
  })
  const [result] = [made].flat()
  const [chunk] = result !== undefined && 'output' in result ? result.output : []
  if (chunk?.type !== 'chunk') throw new Error('the probe was not bundled')
  return `${chunk.code};window.peer = peer`
}

const probe = (urls: readonly string[]): Promise<Probed[]> =>
  page.evaluate(
    (urls) => (window as unknown as { peer: typeof import('../../src/peer/probe') }).peer.probeServers(urls),
    urls,
  )

const all = (urls: readonly string[], reached: boolean) => urls.map((url) => ({ url, reached }))

test('a server that runs is reached over UDP and TCP, and is not once it stopped', async () => {
  const server = await startTurnServer({ port: PORT })
  try {
    expect(await probe(ways(PORT))).toEqual(all(ways(PORT), true))
  } finally {
    await server.stop()
  }
  expect(await probe(ways(PORT))).toEqual(all(ways(PORT), false))
})

test('what takes a packet or a connection without an answer is no server', async () => {
  const udp = createSocket('udp4')
  const tcp = createServer()
  await new Promise<void>((bound) => udp.bind(SILENT, ownAddress(), bound))
  await new Promise<void>((listening) => tcp.listen(SILENT, ownAddress(), listening))
  try {
    expect(await probe(ways(SILENT))).toEqual(all(ways(SILENT), false))
  } finally {
    udp.close()
    tcp.close()
  }
})

test('each address is answered for by itself, in order', async () => {
  const server = await startTurnServer({ port: PORT })
  const [stun = '', turn = ''] = ways(PORT)
  const [deaf = ''] = ways(NOBODY)
  try {
    const urls = [deaf, turn, 'turn:no-such-host.invalid', 'https://not.a.server', stun]
    expect((await probe(urls)).map(({ url, reached }) => [url, reached])).toEqual([
      [deaf, false],
      [turn, true],
      ['turn:no-such-host.invalid', false],
      ['https://not.a.server', false],
      [stun, true],
    ])
    expect(await probe([])).toEqual([])
  } finally {
    await server.stop()
  }
})

test('leaves no connection open, and asks for no camera or microphone', async () => {
  const server = await startTurnServer({ port: PORT })
  try {
    await page.evaluate(() => {
      const made: RTCPeerConnection[] = []
      window.RTCPeerConnection = class extends RTCPeerConnection {
        constructor(configuration?: RTCConfiguration) {
          super(configuration)
          made.push(this)
        }
      }
      Object.assign(window, { made })
    })
    await probe(ways(PORT))
    const left = await page.evaluate(() =>
      (window as unknown as { made: RTCPeerConnection[] }).made.map((connection) => ({
        state: connection.signalingState,
        media: connection.getTransceivers().length,
        sdp: connection.localDescription?.sdp.match(/^m=\w+/gm) ?? [],
      })),
    )
    expect(left).toEqual(ways(PORT).map(() => ({ state: 'closed', media: 0, sdp: ['m=application'] })))
  } finally {
    await server.stop()
  }
})
