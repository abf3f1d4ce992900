import type { PassedEnvironment } from '../shared/environment'
import type { Inventory } from '../shared/inventory'
import type { Approval, Joined } from '../shared/journey'
import type { Language } from '../shared/languages'
import type { EndReason, IceServer, Signal } from '../shared/protocol'
import { log } from './log'
import type { PageLink } from './page-link'
import type { RelayLink } from './relay-link'
import { createDisconnect } from './steps/disconnect'
import { openSession } from './steps/session'
import type { Stream } from './steps/stream'

export type ConnectionParts = {
  readonly relay: RelayLink
  readonly page: PageLink
  readonly stream: Stream
  readonly agent: { readonly version: string; readonly language: Language }
  readonly onVerified: (places: readonly number[]) => void
  readonly onEnded: (reason: EndReason) => void
}

/** One joined session with everything that has to be closed with it: relay, page, encrypted channel, stream. */
export type Connection = ReturnType<typeof openConnection>

export function openConnection(joined: Joined, iceServers: readonly IceServer[], parts: ConnectionParts) {
  const { relay, page, stream } = parts
  const session = openSession(joined, parts.agent, {
    send: (text) => page.command({ do: 'send', text }),
    onVerified: parts.onVerified,
    onEnded: parts.onEnded,
  })
  page.command({ do: 'open', iceServers: [...iceServers] })

  return {
    fromPage(signal: Signal): void {
      session.check('local', signal)
      relay.signal(signal)
    },

    /** What the operator's side sends is untrusted: a signal that does not fit ends the session. */
    fromRelay(signal: Signal): void {
      try {
        session.check('remote', signal)
        page.command({ do: 'signal', signal })
      } catch (error) {
        log('relay', 'a signal was refused', error)
        parts.onEnded('failed')
      }
    },

    opened: () => session.opened(),
    receive: (text: string) => session.receive(text),

    /** With the customer's approval in hand: what was agreed to first, then the indicator, then the picture. */
    share(approval: Approval, environment: PassedEnvironment, inventory: Inventory): void {
      session.sendAgreed(approval, environment, inventory)
      relay.progress('approved')
      stream.start(approval).catch((error: unknown) => {
        log('stream', 'could not start', error)
        parts.onEnded('failed')
      })
    },

    shared: () => relay.progress('live'),
    mayCapture: () => stream.mayAsk(),

    /** Ends all of it, the picture first; false when it was ended before. */
    end: createDisconnect([
      { name: 'gate', close: () => stream.shut() },
      { name: 'last word', close: (reason) => session.sayEnded(reason) },
      // The indicator stays as long as a frame could leave.
      { name: 'page', close: () => page.close(() => stream.hideIndicator()) },
      { name: 'session', close: () => session.close() },
      { name: 'relay', close: (reason) => relay.leave(reason) },
    ]),
  }
}
