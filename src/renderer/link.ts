import { withRates } from '../peer/codecs'
import { type Link, openLink } from '../peer/link'
import { assertNever } from '../shared/errors'
import type { LinkCommand } from '../shared/ipc-link'
import type { IceServer, Signal } from '../shared/protocol'
import { call } from './bridge'
import { createPicture } from './picture'

/** After the last word was handed to the channel it has this long to leave before the channel closes. */
const LAST_WORD_MS = 150

/** Tries the ways to the servers. Its code is not needed to draw the first screen, nor for a session. */
async function probe(urls: readonly string[]): Promise<void> {
  try {
    const { probeServers } = await import('../peer/probe')
    await call('network-probed', await probeServers(urls))
  } catch (error) {
    console.error('probe failed', error)
    // An empty answer: none of them could be tried.
    await call('network-probed', [])
  }
}

/** The picture starts at this rate and not at a tenth of it; where the line is slower, it gives way within a second. */
const START_KBPS = 4000
/** A line for homes has more. Tried with 128 kbit/s: a session works there too, but each new page takes many seconds. */
const LEAST_KBPS = 500

const quickly = (signal: Signal): Signal =>
  signal.type === 'answer' ? { ...signal, sdp: withRates(signal.sdp, START_KBPS, LEAST_KBPS) } : signal

const makeKeys = (): Promise<RTCCertificate> =>
  RTCPeerConnection.generateCertificate({ name: 'ECDSA', namedCurve: 'P-256' } as EcKeyGenParams)

/**
 * Carries main's commands to the peer connection and everything it says back to main. It decides nothing: main reads
 * every message and description, and main's gate opens or refuses the capture.
 */
export function followLink(): (command: LinkCommand) => void {
  /** Of this session: a link that is made anew shows the other end the same keys. */
  let keys: Promise<RTCCertificate> | null = null
  /** The newest link's number, 0 for none; what an older one still says is nobody's concern. */
  let current = 0
  let link: Promise<Link | null> = Promise.resolve(null)

  const picture = createPicture({
    started: (said) => void call('stream-started', said),
    held: (said) => void call('stream-held', said),
    failed: (said) => void call('stream-failed', said),
    seen: (said) => void call('stream-seen', said),
    limited: (said) => void call('stream-limited', said),
  })

  const close = () => {
    // The capture first: from here on no frame leaves, whatever the network does.
    picture.close()
    const closing = link
    current = 0
    keys = null
    link = Promise.resolve(null)
    void call('link-closed', undefined)
    setTimeout(() => void closing.then((old) => old?.close()), LAST_WORD_MS)
  }

  const lost = (number: number) => {
    if (number !== current) return
    current = 0
    picture.use(null)
    void call('link-lost', { link: number })
  }

  const make = async (number: number, iceServers: readonly IceServer[]): Promise<Link | null> => {
    const session = keys ?? makeKeys()
    keys = session
    const certificate = await session
    if (number !== current) return null
    const isCurrent = () => number === current
    const made = openLink({
      initiator: true,
      iceServers,
      certificates: [certificate],
      onSignal: (signal) => void (isCurrent() && call('link-signal', { link: number, signal })),
      onOpen: () => void (isCurrent() && call('link-opened', { link: number })),
      onMessage: (text) => void (isCurrent() && call('link-message', { link: number, text })),
      // The console has nothing to show the customer; a track from it is a breach.
      onStream: () => isCurrent() && close(),
      onClosed: () => lost(number),
    })
    picture.use(made)
    return made
  }

  const open = (number: number, iceServers: readonly IceServer[]) => {
    const old = link
    current = number
    picture.use(null)
    void old.then((before) => before?.close())
    link = make(number, iceServers).catch((error: unknown) => {
      console.error('the link could not be made', error)
      lost(number)
      return null
    })
  }

  /** In order, also where the link is still being made. */
  const withLink = (work: (link: Link) => void) =>
    void link.then((made) => {
      if (made !== null) work(made)
    })

  return (command) => {
    switch (command.do) {
      case 'open':
        return open(command.link, command.iceServers)
      case 'signal':
        return withLink((made) => made.signal(quickly(command.signal)))
      case 'send':
        return withLink((made) => made.send(command.text))
      case 'share':
        return picture.share(command.share, command.marks)
      case 'hold':
        return picture.hold(command.share, command.release)
      case 'unhold':
        return picture.unhold(command.share)
      case 'marks':
        return picture.expect(command.marks)
      case 'stir':
        return picture.stir()
      case 'close':
        return close()
      case 'probe':
        return void probe(command.urls)
      default:
        return assertNever(command)
    }
  }
}
