import { preferCodecs } from '../peer/codecs'
import type { Link } from '../peer/link'
import type { Sending } from '../peer/sending'
import type { CallInput } from '../shared/ipc'
import type { Mark, SendingLimit } from '../shared/picture'
import { type Round, startRound } from './round'
import { sendFirst } from './sender'

type Share = { readonly share: number }

/** What main is told, by the names of its calls. */
export type PictureEvents = {
  readonly started: (said: Share) => void
  readonly held: (said: Share) => void
  readonly failed: (said: Share) => void
  readonly seen: (said: CallInput<'stream-seen'>) => void
  readonly limited: (said: SendingLimit) => void
}

/** The link of now, and what sends on it once there was something to send. */
type Line = { readonly link: Link; sender: RTCRtpSender | null }

export type PagePicture = ReturnType<typeof createPicture>

/** Does with the capture what main says, and says what became of it. A share older than the newest is ignored. */
export function createPicture(events: PictureEvents) {
  let newest = 0
  let round: Round | null = null
  let line: Line | null = null
  let limit: SendingLimit = 'none'

  const drop = (): void => {
    round?.stop()
    round = null
  }

  const fail = (failed: Round): void => {
    if (round !== failed) return
    drop()
    events.failed({ share: failed.share })
  }

  /** @throws where the link does not take it */
  const send = async (sending: Sending, on: Line): Promise<RTCRtpSender> => {
    if (on.sender === null) {
      on.link.addStream(new MediaStream([sending.track]))
      preferCodecs(on.link.connection)
      on.sender = on.link.connection.getSenders().find(({ track }) => track === sending.track) ?? null
      // Also where it has the track: an earlier `hold` may still be about to take it away.
    } else await on.sender.replaceTrack(sending.track)
    if (on.sender === null) throw new Error('the link takes no picture')
    sending.attach(on.sender)
    return on.sender
  }

  const unhold = async (opened: Round): Promise<void> => {
    opened.turn += 1
    const turn = opened.turn
    const wanted = () => round === opened && opened.turn === turn
    try {
      if (line === null || opened.sending === null) throw new Error('there is nothing to send, or no way')
      const { sending } = opened
      const sender = await send(sending, line)
      const open = () => {
        opened.open()
        sending.touch()
      }
      const sent = await sendFirst(sender, open, wanted)
      if (sent === 'late') throw new Error('no frame has left in time')
      if (sent === 'sent') events.started({ share: opened.share })
    } catch (error) {
      if (!wanted()) return
      console.error('sending failed', error)
      fail(opened)
    }
  }

  return {
    /** From now on pictures go over this link; null = over none. */
    use(link: Link | null): void {
      line = link === null ? null : { link, sender: null }
    },

    share(share: number, marks: readonly Mark[]): void {
      if (share <= newest) return
      newest = share
      drop()
      const started: Round = startRound(share, marks, {
        onSeen: (seen) => events.seen({ share, ...seen }),
        onLimited: (limited) => {
          if (limited !== limit) events.limited(limited)
          limit = limited
        },
        onFailed: () => fail(started),
        // The ends agree on the picture meanwhile: none of its frames may pass yet.
        onCaptured: (sending) => {
          if (line?.sender === null)
            send(sending, line).catch((error: unknown) => console.error('not prepared', error))
        },
      })
      round = started
    },

    hold(share: number, release: boolean): void {
      if (share < newest) return
      newest = share
      // First and at once: no frame that is looked at after this line is handed over.
      round?.shut()
      if (round !== null) round.turn += 1
      const emptied = line?.sender?.replaceTrack(null) ?? Promise.resolve()
      if (release) drop()
      emptied
        // Only a closed connection refuses: nothing leaves over it either.
        .catch((error: unknown) => console.error('the sender was not emptied', error))
        .then(() => events.held({ share }))
    },

    unhold(share: number): void {
      if (round?.share === share) void unhold(round)
    },

    expect: (marks: readonly Mark[]) => round?.expect(marks),
    stir: () => round?.sending?.touch(),

    /** The capture is given back, and nothing is said of it. Idempotent. */
    close(): void {
      drop()
      line = null
      newest = 0
    },
  }
}
