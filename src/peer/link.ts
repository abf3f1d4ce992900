import { Fingerprints } from '../shared/fingerprints'
import { type IceServer, type Signal, signal as signalSchema } from '../shared/protocol'
import SimplePeer from './simple-peer'

export type LinkOptions = {
  /** The agent opens, so that it can add its screen later without asking for a new offer. */
  readonly initiator: boolean
  /** Never empty by omission: simple-peer's own default is other people's STUN servers. */
  readonly iceServers: readonly IceServer[]
  /** The keys of this end; a link that is made anew with the same ones has the same fingerprint. Own ones if left out. */
  readonly certificates?: readonly RTCCertificate[]
  readonly onSignal: (signal: Signal) => void
  readonly onOpen: () => void
  readonly onMessage: (text: string) => void
  readonly onStream: (stream: MediaStream) => void
  /** Every change of how the ends reach each other; after `failed` the link closes by itself. */
  readonly onState?: (state: RTCIceConnectionState) => void
  /** Called once, whatever ended it; the error is null after an ordinary end. */
  readonly onClosed: (error: Error | null) => void
}

/** One encrypted connection between agent and console: a data channel from the start, a picture only when added. */
export type Link = {
  /** Takes a description or candidate of the other end; one that does not fit closes the link. */
  signal(signal: Signal): void
  /** Sends one message (text of at most PEER_LIMIT characters); dropped after the end. */
  send(text: string): void
  addStream(stream: MediaStream): void
  /** For figures (`getStats`) and settings of its senders; what it says is only read. */
  readonly connection: RTCPeerConnection
  /** The two DTLS certificates' fingerprints, once both descriptions passed. */
  readonly fingerprints: { readonly local: string; readonly remote: string } | null
  /** Idempotent. */
  close(): void
}

export function openLink(options: LinkOptions): Link {
  const peer = new SimplePeer({
    initiator: options.initiator,
    trickle: true,
    config: {
      iceServers: [...options.iceServers],
      ...(options.certificates === undefined ? {} : { certificates: [...options.certificates] }),
    },
  })
  const connection = connectionOf(peer)
  const fingerprints = new Fingerprints()
  let failure: Error | null = null
  let open = true

  const guard = (work: () => void): void => {
    try {
      work()
    } catch (error) {
      peer.destroy(error instanceof Error ? error : new Error(String(error)))
    }
  }

  peer.on('signal', (raw: unknown) =>
    guard(() => {
      const signal = signalSchema.parse(JSON.parse(JSON.stringify(raw)))
      if (signal.type === 'offer' || signal.type === 'answer') fingerprints.note('local', signal.sdp)
      options.onSignal(signal)
    }),
  )
  peer.on('connect', options.onOpen)
  peer.on('data', (data: Uint8Array) => guard(() => options.onMessage(new TextDecoder().decode(data))))
  peer.on('stream', options.onStream)
  connection.addEventListener('iceconnectionstatechange', () => {
    if (open) options.onState?.(connection.iceConnectionState)
  })
  peer.on('error', (error: Error) => {
    failure = error
  })
  peer.on('close', () => {
    open = false
    options.onClosed(failure)
  })

  return {
    signal: (signal) =>
      guard(() => {
        if (!open) return
        if (signal.type === 'offer' || signal.type === 'answer') fingerprints.note('remote', signal.sdp)
        peer.signal(signal as SimplePeer.SignalData)
      }),
    send: (text) =>
      guard(() => {
        if (open) peer.send(text)
      }),
    addStream: (stream) => guard(() => peer.addStream(stream)),
    connection,
    get fingerprints() {
      return fingerprints.pair
    },
    close: () => {
      peer.destroy()
    },
  }
}

/** simple-peer keeps the connection in a field that its types do not tell. */
const connectionOf = (peer: SimplePeer): RTCPeerConnection =>
  (peer as SimplePeer & { readonly _pc: RTCPeerConnection })._pc
