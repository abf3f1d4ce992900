import type { Browser, Page } from '@playwright/test'
import type { Signal } from '../../src/shared/protocol'

/** A WebRTC end of our own making, in a browser but without any of the project's code: for whoever plays unfair. */
export type RawPeer = {
  take(signal: Signal): Promise<void>
  /** Sends at once, or as soon as the channel stands. */
  send(text: string): Promise<void>
  close(): Promise<void>
}

export type RawPeerOptions = {
  /** Whether it opens the connection, as the agent does. */
  readonly initiator: boolean
  /** Offers a moving picture from the start. */
  readonly picture?: boolean
  readonly onSignal: (signal: Signal) => void
  readonly onText: (text: string) => void
}

type InPage = { take(signal: Signal): Promise<void>; send(text: string): void }
const inPage = (page: Page) => ({
  take: (signal: Signal) =>
    page.evaluate((signal) => (window as unknown as { peer: InPage }).peer.take(signal), signal),
  send: (text: string) =>
    page.evaluate((text) => (window as unknown as { peer: InPage }).peer.send(text), text),
})

export async function openRawPeer(browser: Browser, options: RawPeerOptions): Promise<RawPeer> {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.exposeFunction('onSignal', options.onSignal)
  await page.exposeFunction('onText', options.onText)
  await page.evaluate(
    async ({ initiator, picture }) => {
      const { onSignal, onText } = window as unknown as {
        onSignal(signal: unknown): void
        onText(text: string): void
      }
      const connection = new RTCPeerConnection()
      const early: RTCIceCandidateInit[] = []
      const unsent: string[] = []
      let channel: RTCDataChannel | null = null
      const hold = (opened: RTCDataChannel) => {
        channel = opened
        opened.binaryType = 'arraybuffer'
        opened.onmessage = ({ data }) =>
          onText(typeof data === 'string' ? data : new TextDecoder().decode(data))
        const flush = () => {
          for (const text of unsent.splice(0)) opened.send(text)
        }
        if (opened.readyState === 'open') flush()
        else opened.onopen = flush
      }
      connection.ondatachannel = (event) => hold(event.channel)
      connection.onicecandidate = ({ candidate }) => {
        if (candidate === null || candidate.candidate === '') return
        const { sdpMid, sdpMLineIndex } = candidate
        onSignal({
          type: 'candidate',
          candidate: { candidate: candidate.candidate, sdpMid, sdpMLineIndex },
        })
      }
      const settle = async (description: RTCSessionDescriptionInit) => {
        await connection.setLocalDescription(description)
        onSignal({ type: description.type, sdp: description.sdp })
      }
      Object.assign(window, {
        peer: {
          async take(signal: Signal) {
            if (signal.type === 'renegotiate') return
            if (signal.type === 'candidate') {
              if (connection.remoteDescription === null) early.push(signal.candidate as RTCIceCandidateInit)
              else await connection.addIceCandidate(signal.candidate as RTCIceCandidateInit)
              return
            }
            await connection.setRemoteDescription(signal)
            for (const candidate of early.splice(0)) await connection.addIceCandidate(candidate)
            if (signal.type === 'offer') await settle(await connection.createAnswer())
          },
          send(text: string) {
            if (channel?.readyState === 'open') channel.send(text)
            else unsent.push(text)
          },
        } satisfies InPage,
      })
      if (picture) {
        const canvas = document.createElement('canvas')
        canvas.getContext('2d')?.fillRect(0, 0, 10, 10)
        const stream = canvas.captureStream(5)
        for (const track of stream.getTracks()) connection.addTrack(track, stream)
      }
      if (initiator) {
        hold(connection.createDataChannel('peer'))
        await settle(await connection.createOffer())
      }
    },
    { initiator: options.initiator, picture: options.picture === true },
  )
  return { ...inPage(page), close: () => context.close() }
}
