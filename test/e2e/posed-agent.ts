import type { Browser, Page } from '@playwright/test'
import { io, type Socket } from 'socket.io-client'
import type { AgentToConsole, ConsoleToAgent } from '../../src/shared/peer-protocol'
import type { DisplayInfo } from '../../src/shared/picture'
import type { Signal } from '../../src/shared/protocol'
import { commit } from '../../src/shared/words'

type Told<Message> = Message extends unknown ? Omit<Message, 'v'> : never
type FromRelay = { readonly type: string; readonly link: number; readonly signal: Signal }
type InPage = {
  open(link: number, anew: boolean): Promise<void>
  take(link: number, signal: unknown): Promise<void>
  say(text: string): void
  show(): Promise<void>
  draw(word: string): void
  shrink(times: number): Promise<void>
  cut(): void
}
declare global {
  interface Window {
    end: InPage
  }
}

const nonce = 'ab'.repeat(32)
const v = 1

/** An agent that says whatever a test wants said, over real links and a real relay, with a picture that is drawn. */
export class PosedAgent {
  readonly heard: ConsoleToAgent[] = []
  #link = 0
  #resume = { session: '', token: '' }

  private constructor(
    readonly page: Page,
    readonly address: string,
    private socket: Socket,
  ) {}

  static async join(
    browser: Browser,
    address: string,
    code: string,
    resumeSeconds = 60,
  ): Promise<PosedAgent> {
    const page = await (await browser.newContext()).newPage()
    const socket = io(`${address}/agent`, { transports: ['websocket'], forceNew: true })
    const agent = new PosedAgent(page, address, socket)
    await page.exposeFunction('onSignal', (link: number, signal: Signal) => {
      agent.socket.emit('message', { v, type: 'signal', link, signal })
    })
    await page.exposeFunction('onText', (text: string) => void agent.heard.push(JSON.parse(text)))
    await page.evaluate(preparePage)
    const terms = {
      agentVersion: '0.1.0',
      channel: 'current',
      language: 'ja',
      nonce,
      records: [],
      resumeSeconds,
    }
    const join = { v, type: 'join', code, ...terms }
    const reply = await socket.timeout(5_000).emitWithAck('message', join)
    if (!reply.ok) throw new Error(`not joined: ${JSON.stringify(reply)}`)
    agent.#resume = { session: reply.session, token: reply.resume }
    agent.#listen()
    return agent
  }

  #listen(): void {
    this.socket.on('message', (message: FromRelay, answer?: (reply: unknown) => void) => {
      answer?.({ ok: true })
      if (message.type === 'signal')
        void this.page
          .evaluate(([link, signal]) => window.end.take(link, signal), [
            message.link,
            message.signal,
          ] as const)
          .catch(() => undefined)
    })
  }

  /** The next link. With other keys where `anew`, as a page that was loaded again has them. */
  async opensLink(anew = false): Promise<void> {
    this.#link += 1
    await this.page.evaluate(([link, anew]) => window.end.open(link, anew), [this.#link, anew] as const)
  }

  async says(...messages: readonly Told<AgentToConsole>[]): Promise<void> {
    for (const message of messages)
      await this.page.evaluate((text) => window.end.say(text), JSON.stringify({ v, ...message }))
  }

  async greets(): Promise<void> {
    const before = this.heard.length
    await this.says({ type: 'hello', agentVersion: '0.1.0', language: 'ja', commitment: commit(nonce) })
    while (!this.heard.slice(before).some(({ type }) => type === 'nonce')) await this.page.waitForTimeout(20)
    await this.says({ type: 'reveal', nonce })
  }

  async tellsRelay(step: 'approved' | 'live'): Promise<void> {
    await this.socket.timeout(5_000).emitWithAck('message', { v, type: 'progress', step })
  }

  async sendsAgreed(): Promise<void> {
    await this.says(
      { type: 'environment', environment: { profile: 'example', verdict: 'pass', checks: [] } },
      { type: 'inventory', inventory: { items: [{ id: 'os', value: 'Windows 11 Pro' }], refused: ['cpu'] } },
      { type: 'displays', displays: [...displays], shown: '1', others: 'unasked' },
    )
  }

  /** Adds the picture to the last link. */
  shows(): Promise<void> {
    return this.page.evaluate(() => window.end.show())
  }

  /** What stands in the picture from now on; nothing is drawn, and no frame made, while it is empty. */
  draws(word: string): Promise<void> {
    return this.page.evaluate((word) => window.end.draw(word), word)
  }

  /** So many times smaller on each side, as on a narrow line. */
  shrinks(times: number): Promise<void> {
    return this.page.evaluate((times) => window.end.shrink(times), times)
  }

  /** From the code to a picture that runs. */
  async comesLive(): Promise<void> {
    await this.opensLink()
    await this.greets()
    await this.tellsRelay('approved')
    await this.sendsAgreed()
    await this.shows()
    await this.says({ type: 'picture', state: 'running' })
  }

  /** The link goes without a word. */
  cuts(): Promise<void> {
    return this.page.evaluate(() => window.end.cut())
  }

  leavesRelay(): void {
    this.socket.disconnect()
  }

  async resumes(): Promise<void> {
    this.socket = io(`${this.address}/agent`, { transports: ['websocket'], forceNew: true })
    this.#listen()
    const reply = await this.socket
      .timeout(5_000)
      .emitWithAck('message', { v, type: 'resume', ...this.#resume })
    if (!reply.ok) throw new Error(`not resumed: ${JSON.stringify(reply)}`)
  }

  async close(): Promise<void> {
    this.socket.disconnect()
    await this.page.context().close()
  }
}

const display = (
  id: string,
  width: number,
  height: number,
  rest: Partial<DisplayInfo> = {},
): DisplayInfo => ({
  id,
  label: null,
  width,
  height,
  scale: 1,
  rotation: 0,
  primary: false,
  ...rest,
})
export const displays: readonly DisplayInfo[] = [
  display('1', 1920, 1080, { primary: true, label: 'EIZO EV2451', scale: 1.25 }),
  display('2', 1080, 1920, { rotation: 90 }),
  display('3', 3840, 2160, { scale: 2 }),
]

/** Runs in the page of the posed agent. */
function preparePage(): void {
  const { onSignal, onText } = window as unknown as {
    onSignal(link: number, signal: unknown): void
    onText(text: string): void
  }
  const canvas = document.createElement('canvas')
  canvas.width = 1280
  canvas.height = 720
  const pen = canvas.getContext('2d')
  let word = 'A'
  let count = 0
  setInterval(() => {
    if (word === '' || pen === null) return
    count += 1
    pen.fillStyle = '#f4f1ea'
    pen.fillRect(0, 0, 1280, 720)
    pen.fillStyle = '#17324d'
    pen.font = '180px sans-serif'
    pen.fillText(word, 120, 380)
    pen.font = '60px sans-serif'
    pen.fillText(String(count), 120, 520)
  }, 100)
  const stream = canvas.captureStream(10)
  let keys: RTCCertificate | null = null
  let connection: RTCPeerConnection | null = null
  let channel: RTCDataChannel | null = null
  let link = 0
  let early: RTCIceCandidateInit[] = []
  const unsent: string[] = []

  const offer = async (of: RTCPeerConnection, at: number) => {
    await of.setLocalDescription()
    onSignal(at, { type: 'offer', sdp: of.localDescription?.sdp })
  }
  window.end = {
    async open(at, anew) {
      connection?.close()
      if (keys === null || anew)
        keys = await RTCPeerConnection.generateCertificate({
          name: 'ECDSA',
          namedCurve: 'P-256',
        } as EcKeyGenParams)
      link = at
      early = []
      const made = new RTCPeerConnection({ certificates: [keys] })
      connection = made
      made.onicecandidate = ({ candidate }) => {
        if (candidate === null || candidate.candidate === '') return
        const { sdpMid, sdpMLineIndex } = candidate
        onSignal(at, {
          type: 'candidate',
          candidate: { candidate: candidate.candidate, sdpMid, sdpMLineIndex },
        })
      }
      const opened = made.createDataChannel('peer')
      opened.binaryType = 'arraybuffer'
      channel = opened
      opened.onmessage = ({ data }) =>
        onText(typeof data === 'string' ? data : new TextDecoder().decode(data))
      opened.onopen = () => {
        for (const text of unsent.splice(0)) opened.send(text)
      }
      setInterval(() => {
        if (opened.readyState === 'open') opened.send('{"v":1,"type":"alive"}')
      }, 1_000)
      await offer(made, at)
    },
    async take(at, raw) {
      const signal = raw as Signal
      if (at !== link || connection === null || signal.type === 'renegotiate') return
      if (signal.type === 'candidate') {
        if (connection.remoteDescription === null) early.push(signal.candidate as RTCIceCandidateInit)
        else await connection.addIceCandidate(signal.candidate as RTCIceCandidateInit)
        return
      }
      await connection.setRemoteDescription(signal)
      for (const candidate of early.splice(0)) await connection.addIceCandidate(candidate)
    },
    say(text) {
      if (channel?.readyState === 'open') channel.send(text)
      else unsent.push(text)
    },
    async shrink(times) {
      for (const sender of connection?.getSenders() ?? []) {
        const parameters = sender.getParameters()
        for (const encoding of parameters.encodings) encoding.scaleResolutionDownBy = times
        await sender.setParameters(parameters)
      }
    },
    async show() {
      if (connection === null) throw new Error('no link')
      // As the agent does: after the first words over the channel.
      while (channel?.readyState !== 'open' || connection.signalingState !== 'stable')
        await new Promise((done) => setTimeout(done, 20))
      for (const track of stream.getTracks()) {
        track.contentHint = 'detail'
        connection.addTrack(track, stream)
      }
      await offer(connection, link)
    },
    draw(next) {
      word = next
    },
    cut() {
      connection?.close()
      connection = null
    },
  }
}
