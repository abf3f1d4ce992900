import type { Page } from '@playwright/test'
import type { Bridge } from '../../src/shared/ipc'
import type { LinkCommand } from '../../src/shared/ipc-link'
import type { Signal } from '../../src/shared/protocol'

type Remote = {
  readonly connections: RTCPeerConnection[]
  readonly captured: MediaStream[]
  readonly fingerprints: string[]
  take(input: { signal: Signal }): void
}

declare global {
  interface Window {
    command(given: LinkCommand): void
    remote: Remote
  }
}

/** The console's place, taken by a connection in the same page that has none of the project's code. Runs in the page. */
export function playRemote(): void {
  const connections: RTCPeerConnection[] = []
  const captured: MediaStream[] = []
  const fingerprints: string[] = []
  let early: RTCIceCandidateInit[] = []
  let fresh = true
  const give = (signal: unknown) => window.command({ do: 'signal', signal: signal as Signal })

  const answer = async (offer: RTCSessionDescriptionInit) => {
    const found = /a=fingerprint:(\S+ \S+)/.exec(offer.sdp ?? '')?.[1] ?? ''
    let connection = connections.at(-1)
    // An offer of a link that was just opened is its first: nothing was agreed on it yet.
    if (connection === undefined || fresh) {
      connection = new RTCPeerConnection()
      connection.onicecandidate = ({ candidate }) =>
        candidate?.candidate && give({ type: 'candidate', candidate: candidate.toJSON() })
      connections.push(connection)
      fingerprints.push(found)
      fresh = false
    }
    await connection.setRemoteDescription(offer)
    for (const candidate of early.splice(0)) await connection.addIceCandidate(candidate)
    await connection.setLocalDescription()
    give({ type: 'answer', sdp: connection.localDescription?.sdp })
  }

  const take = ({ signal }: { signal: Signal }) => {
    if (signal.type === 'offer') void answer(signal)
    else if (signal.type === 'candidate') {
      const connection = connections.at(-1)
      const candidate = signal.candidate as RTCIceCandidateInit
      if (fresh || connection?.remoteDescription == null) early.push(candidate)
      else void connection.addIceCandidate(candidate)
    }
  }
  const capture = navigator.mediaDevices.getDisplayMedia.bind(navigator.mediaDevices)
  navigator.mediaDevices.getDisplayMedia = async (options) => {
    const stream = await capture(options)
    captured.push(stream)
    return stream
  }
  const { sobani } = window as unknown as { sobani: Bridge }
  const { call, on } = sobani
  Object.assign(sobani, {
    call: (name: 'link-signal', input: { link: number; signal: Signal }) => {
      if (name === 'link-signal') take(input)
      return call(name, input)
    },
    on: (name: 'link', listener: (given: LinkCommand) => void) => {
      if (name !== 'link') return on(name, listener)
      window.command = (given) => {
        if (given.do === 'open') {
          fresh = true
          early = []
        }
        listener(given)
      }
      return () => undefined
    },
  })
  window.remote = { connections, captured, fingerprints, take }
}

/** What the other end got, and what became of the captures. */
export const remote = {
  frames: (page: Page): Promise<number> =>
    page.evaluate(async () => {
      let frames = 0
      for (const connection of window.remote.connections)
        for (const [, stat] of await connection.getStats())
          if (stat.type === 'inbound-rtp') frames += Number(stat.framesReceived ?? 0)
      return frames
    }),
  captures: (page: Page): Promise<string[]> =>
    page.evaluate(() =>
      window.remote.captured.map((stream) => stream.getVideoTracks()[0]?.readyState ?? 'none'),
    ),
  fingerprints: (page: Page): Promise<string[]> => page.evaluate(() => window.remote.fingerprints),
  close: (page: Page): Promise<void> => page.evaluate(() => window.remote.connections.at(-1)?.close()),
  /** As the system does it: the page hears of it by an event only. */
  endCapture: (page: Page): Promise<void> =>
    page.evaluate(() => {
      const track = window.remote.captured.at(-1)?.getVideoTracks()[0]
      track?.stop()
      track?.dispatchEvent(new Event('ended'))
    }),
  refuseCapture: (page: Page): Promise<void> =>
    page.evaluate(() => {
      navigator.mediaDevices.getDisplayMedia = async () => {
        throw new DOMException('refused', 'NotAllowedError')
      }
    }),
}
