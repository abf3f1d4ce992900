import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { launch } from '../../play/launch'
import { startBrowser } from '../../play/operator'
import type { Display } from '../../setup/display'
import { bundle } from './bundle'
import type { Shared } from './measure'
import { startedBy, Usage } from './usage'

const VIEWER = `<!doctype html><title>Reference</title><style>body{margin:0}video{width:100%}</style>
<video id="screen" autoplay muted playsinline></video>`
/** A page has access to decoded frames only where it counts as safe; nothing is asked of this address. */
const ADDRESS = 'http://localhost/'

export type OpenShared = Shared & { close(): Promise<void> }

type RefWindow = { refConnection: RTCPeerConnection }

/** The reference: the screen goes from this Electron to a page in Chromium, everything by default. */
export async function openReference(
  executable: string,
  chromiumPath: string,
  display: Display,
): Promise<OpenShared> {
  const undo: Array<() => Promise<unknown>> = []
  const close = async () => {
    for (const one of undo.splice(0).reverse()) await one()
  }
  try {
    const app = await launch({
      executablePath: executable,
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--log-level=3',
        join(import.meta.dirname, 'reference'),
      ],
      env: { ...definedEnv(), DISPLAY: display.display },
    })
    undo.push(() => app.close())
    const pid = app.process().pid
    if (pid === undefined) throw new Error('the reference has no process')
    const page = await app.firstWindow()
    await page.locator('main[data-screen=reference]').waitFor()
    const { made: browser, pid: browserPid } = await startedBy(() => startBrowser(chromiumPath))
    undo.push(() => browser.close())
    const context = await browser.newContext({ viewport: { width: 1600, height: 1000 } })
    await context.addInitScript(await bundle('viewer/connections.ts'))
    await context.route(`${ADDRESS}**`, (route) => route.fulfill({ contentType: 'text/html', body: VIEWER }))
    const viewer = await context.newPage()
    await viewer.goto(ADDRESS)
    await connect(page, viewer)
    await viewer.evaluate(await bundle('viewer/page.ts'))
    return { viewer, sharer: new Usage(pid), receiver: new Usage(browserPid), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function connect(sharer: Page, viewer: Page): Promise<void> {
  const offer = await sharer.evaluate(async () => {
    const stream = await navigator.mediaDevices.getDisplayMedia({ video: true })
    const connection = new RTCPeerConnection()
    Object.assign(window, { refConnection: connection })
    for (const track of stream.getTracks()) connection.addTrack(track, stream)
    await connection.setLocalDescription()
    await new Promise<void>((done) => {
      connection.addEventListener('icecandidate', ({ candidate }) => {
        if (candidate === null) done()
      })
    })
    return JSON.stringify(connection.localDescription)
  })
  const answer = await viewer.evaluate(async (offer) => {
    const connection = new RTCPeerConnection()
    connection.addEventListener('track', ({ streams }) => {
      const video = document.querySelector('#screen')
      if (video instanceof HTMLVideoElement) video.srcObject = streams[0] ?? null
    })
    await connection.setRemoteDescription(JSON.parse(offer) as RTCSessionDescriptionInit)
    await connection.setLocalDescription()
    await new Promise<void>((done) => {
      connection.addEventListener('icecandidate', ({ candidate }) => {
        if (candidate === null) done()
      })
    })
    return JSON.stringify(connection.localDescription)
  }, offer)
  await sharer.evaluate(async (answer) => {
    const { refConnection } = window as unknown as RefWindow
    await refConnection.setRemoteDescription(JSON.parse(answer) as RTCSessionDescriptionInit)
  }, answer)
  await viewer.waitForFunction(() => {
    const video = document.querySelector('#screen')
    return video instanceof HTMLVideoElement && video.videoWidth > 0 && !video.paused
  })
}

const definedEnv = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  )
