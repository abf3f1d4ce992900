import { type Link, openLink } from '../peer/link'
import type { IceServer, Signal } from '../shared/protocol'

export type LinksOptions = {
  /** One for all links of a session, so that the words stay the same. */
  readonly certificate: Promise<RTCCertificate>
  readonly onSignal: (link: number, signal: Signal) => void
  /** The agent opens a link in place of the one before, which is closed by then. */
  readonly onMade: () => void
  readonly onOpen: () => void
  readonly onMessage: (text: string) => void
  readonly onStream: (stream: MediaStream) => void
  /** Of the last link; it may come back by itself, or be closed after. */
  readonly onDisconnected: () => void
  readonly onClosed: (error: Error | null) => void
  /** No link can be made on this browser. */
  readonly onFailed: () => void
}

export type Links = ReturnType<typeof createLinks>

/** The encrypted links of one session, one after the other. What belongs to an earlier one is late, and dropped. */
export function createLinks(servers: readonly IceServer[], options: LinksOptions) {
  let iceServers = servers
  let number = 0
  let link: Link | null = null
  let certificate: RTCCertificate | null = null
  let over = false
  let turn: Promise<void> = options.certificate.then(
    (made) => {
      certificate = made
    },
    (error: unknown) => {
      console.error('link: no certificate', error)
      if (!over) options.onFailed()
    },
  )

  const take = (at: number, signal: Signal) => {
    if (over || certificate === null || at < number) return
    if (at > number) {
      // What follows an offer that went to this page's predecessor.
      if (signal.type !== 'offer') return
      open(at, certificate)
    }
    link?.signal(signal)
  }
  const open = (at: number, key: RTCCertificate) => {
    number = at
    link?.close()
    const isLast = () => !over && number === at
    link = openLink({
      initiator: false,
      iceServers,
      certificates: [key],
      onSignal: (signal) => {
        if (isLast()) options.onSignal(at, signal)
      },
      onOpen: () => {
        if (isLast()) options.onOpen()
      },
      onMessage: (text) => {
        if (isLast()) options.onMessage(text)
      },
      onStream: (stream) => {
        if (isLast()) options.onStream(stream)
      },
      onState: (state) => {
        if (isLast() && state === 'disconnected') options.onDisconnected()
      },
      onClosed: (error) => {
        if (isLast()) options.onClosed(error)
      },
    })
    options.onMade()
  }

  return {
    get last() {
      return link
    },
    /** In order, once the certificate is made. */
    signal(at: number, signal: Signal): void {
      turn = turn.then(() => take(at, signal))
    },
    /** Fresh accounts for the links to come. */
    use(fresh: readonly IceServer[]): void {
      iceServers = fresh
    },
    send(text: string): void {
      link?.send(text)
    },
    /** Nothing is told any more; the last link stays for a last word. */
    hush(): void {
      over = true
    },
    /** Idempotent. */
    close(): void {
      over = true
      link?.close()
    },
  }
}
