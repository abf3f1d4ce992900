import { type Link, openLink } from '../peer/link'
import { assertNever } from '../shared/errors'
import type { LinkCommand } from '../shared/ipc'
import { call } from './bridge'

/** Frames a second that are asked for; the stream's later steps adapt it. */
const FRAMES = 30
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

/**
 * Carries main's commands to the peer connection and everything it says back to main. It decides nothing: main reads
 * every message and description, and main's gate opens or refuses the capture.
 */
export function followLink(): (command: LinkCommand) => void {
  let link: Link | null = null
  let picture: MediaStream | null = null

  const release = () => {
    for (const track of picture?.getTracks() ?? []) track.stop()
    picture = null
  }

  const close = () => {
    // The capture first: from here on no frame leaves, whatever the network does.
    release()
    const closing = link
    link = null
    void call('link-closed', undefined)
    if (closing !== null) setTimeout(() => closing.close(), LAST_WORD_MS)
  }

  const share = async () => {
    try {
      const captured = await navigator.mediaDevices.getDisplayMedia({
        video: { frameRate: { ideal: FRAMES, max: FRAMES } },
        audio: false,
      })
      if (link === null) {
        for (const track of captured.getTracks()) track.stop()
        return
      }
      picture = captured
      const [track] = captured.getVideoTracks()
      if (track === undefined) throw new Error('the capture has no picture')
      // Screens are read, not watched: keep every line sharp.
      track.contentHint = 'detail'
      track.addEventListener('ended', () => void call('stream-failed', undefined))
      link.addStream(captured)
      await call('stream-started', undefined)
    } catch (error) {
      console.error('capture failed', error)
      await call('stream-failed', undefined)
    }
  }

  return (command) => {
    switch (command.do) {
      case 'open':
        link?.close()
        link = openLink({
          initiator: true,
          iceServers: command.iceServers,
          onSignal: (signal) => void call('link-signal', signal),
          onOpen: () => void call('link-opened', undefined),
          onMessage: (text) => void call('link-message', text),
          // The console has nothing to show the customer; a track from it is a breach.
          onStream: () => close(),
          onClosed: () => {
            if (link === null) return
            link = null
            release()
            void call('link-closed', undefined)
          },
        })
        return
      case 'signal':
        link?.signal(command.signal)
        return
      case 'send':
        link?.send(command.text)
        return
      case 'share':
        void share()
        return
      case 'close':
        close()
        return
      case 'probe':
        void probe(command.urls)
        return
      default:
        assertNever(command)
    }
  }
}
