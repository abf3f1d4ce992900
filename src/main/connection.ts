import { isReport } from '../shared/end-reasons'
import type { PassedEnvironment } from '../shared/environment'
import { Breach } from '../shared/errors'
import type { Inventory, Router } from '../shared/inventory'
import type { KeptReceipt } from '../shared/ipc'
import type { Approval, Joined } from '../shared/journey'
import type { Language } from '../shared/languages'
import type { EndReason, IceServer, Signal } from '../shared/protocol'
import type { RecordAnchor } from '../shared/records'
import { createContact } from './contact'
import type { Device } from './device'
import { log } from './log'
import type { PageLink } from './page-link'
import type { RelayLink } from './relay-link'
import { createDisconnect } from './steps/disconnect'
import { openSession, type Told } from './steps/session'
import type { Stream } from './steps/stream'

export type ConnectionParts = {
  readonly relay: RelayLink
  readonly page: PageLink
  readonly stream: Stream
  readonly agent: { readonly version: string; readonly language: Language }
  /** How long an end that was lost is waited for. */
  readonly resumeSeconds: number
  /** Tells of other addresses and of waking up; returns its undo. */
  readonly watchNetwork: (onChange: () => void) => () => void
  /** The words of the first link, or of one whose keys are new. */
  readonly onVerified: (places: readonly number[]) => void
  readonly onContact: (state: 'lost' | 'back') => void
  /** What may be shown of the router, told to the customer first; null where it may not. */
  readonly onRouterAsked: () => Router | null
  readonly onRouterHidden: () => void
  /** Puts the question to the customer; false where it may not be asked. */
  readonly onPcCheckAsked: () => boolean
  readonly onDisplayAsked: (display: string) => void
  readonly onThumbnailsAsked: () => void
  readonly onStillAsked: () => boolean
  readonly onEnded: (reason: EndReason) => void
  readonly keepReceipt: (reason: EndReason) => KeptReceipt | null
  readonly onToldAtEnd: (records: readonly RecordAnchor[]) => void
  /** The last word is on its way; may reject. */
  readonly onLeaving: (left: Promise<void>) => void
  /** It is a report: whether the relay has kept it, however long that takes. */
  readonly onReporting: (heard: Promise<boolean>) => void
}

/** One joined session with everything that has to be closed with it: relay, page, encrypted channel, stream. */
export type Connection = ReturnType<typeof openConnection>

export function openConnection(joined: Joined, iceServers: readonly IceServer[], parts: ConnectionParts) {
  const { relay, page, stream } = parts
  const contact = createContact(parts.resumeSeconds, {
    open: (link, servers) => {
      session.renew()
      page.command({ do: 'open', link, iceServers: [...servers] })
    },
    onLost: () => {
      session.lost()
      parts.onContact('lost')
    },
    onGivenUp: parts.onEnded,
  })
  const allowed = (may: boolean, what: string) => {
    if (!may) throw new Breach('message-late', what)
  }
  const session = openSession(parts.agent, {
    send: (text) => page.command({ do: 'send', text }),
    onVerified: (places) => {
      contact.stands()
      parts.onVerified(places)
    },
    onAgain: () => {
      contact.stands()
      parts.onContact('back')
    },
    onSilence: () => contact.lost(),
    onHeard: () => {
      if (contact.stands()) parts.onContact('back')
    },
    onRouterAsked: () => {
      const router = parts.onRouterAsked()
      if (router === null) throw new Breach('message-late', 'router-ask')
      return router
    },
    onRouterHidden: parts.onRouterHidden,
    onPcCheckAsked: () => allowed(parts.onPcCheckAsked(), 'pc-check-ask'),
    onDisplayAsked: parts.onDisplayAsked,
    onThumbnailsAsked: parts.onThumbnailsAsked,
    onStillAsked: () => allowed(parts.onStillAsked(), 'still-ask'),
    onEnded: parts.onEnded,
  })
  const unwatch = parts.watchNetwork(() => relay.reconnectNow())
  contact.begin(iceServers)
  let receipt: KeptReceipt | null = null

  /** Ends all of it, the picture first. */
  const disconnect = createDisconnect([
    { name: 'gate', close: () => stream.shut() },
    { name: 'last word', close: (reason) => session.sayEnded(reason) },
    // The indicator stays as long as a frame could leave.
    { name: 'page', close: () => page.close(() => stream.hideIndicator()) },
    { name: 'session', close: () => session.close() },
    { name: 'contact', close: () => contact.close() },
    { name: 'network', close: () => unwatch() },
    {
      name: 'receipt',
      close: (reason) => {
        receipt = parts.keepReceipt(reason)
      },
    },
    {
      name: 'relay',
      close: (reason) => {
        const records = receipt === null ? [] : [anchorOf(receipt)]
        const { soon, heard } = relay.leave(reason, records)
        parts.onLeaving(
          soon.then((told) => {
            if (told) parts.onToldAtEnd(records)
          }),
        )
        if (isReport(reason)) parts.onReporting(heard)
      },
    },
  ])

  return {
    /** What belongs to an earlier link than the last is late by nature, from either side. */
    fromPage(link: number, signal: Signal): void {
      if (link !== contact.link) return
      session.check('local', signal)
      if (signal.type === 'offer') contact.offered()
      relay.signal(link, signal)
    },

    /** What the operator's side sends is untrusted: a signal that does not fit ends the session. */
    fromRelay(link: number, signal: Signal): void {
      if (link !== contact.link) return
      try {
        session.check('remote', signal)
        if (signal.type === 'answer') contact.answered()
        page.command({ do: 'signal', signal })
      } catch (error) {
        log('relay', 'a signal was refused', error)
        parts.onEnded('failed')
      }
    },

    opened: (link: number) => {
      if (link === contact.link) session.opened()
    },
    receive: (link: number, text: string) => {
      if (link === contact.link) session.receive(text)
    },
    /** One link fell; the session goes on. */
    linkLost: (link: number) => {
      if (link === contact.link) contact.lost()
    },
    relayLost: () => contact.relayLost(),
    relayBack: (servers: readonly IceServer[], present: boolean) => contact.relayBack(servers, present),
    peer: (present: boolean) => contact.peer(present),

    /** With the customer's approval in hand: what was agreed to first, then the indicator, then the picture. */
    share(approval: Approval, environment: PassedEnvironment, inventory: Inventory): void {
      session.sendAgreed(approval, environment, inventory)
      relay.progress('approved')
      stream.start(approval).catch((error: unknown) => {
        log('stream', 'could not start', error)
        parts.onEnded('failed')
      })
    },

    /** The customer confirmed the words of an end that has new keys: it knows nothing of what was sent before. */
    shareAgain(approval: Approval, environment: PassedEnvironment, inventory: Inventory): void {
      session.sendAgreed(approval, environment, inventory)
      stream.tellAll()
    },

    /** After the approval. A relay that does not believe it tells the operator; the session goes on. */
    async proveDevice(device: Pick<Device, 'prove' | 'discard'>): Promise<void> {
      const proof = await device.prove(joined.session, joined.challenge)
      if (proof === null) return
      const reply = await relay.device(proof)
      if (reply.ok) return
      log('device', `not recognised: ${reply.error}`)
      // A relay that lost its authority: the next certificate is a new one. A revoked one stays revoked.
      if (reply.error === 'certificate-refused') await device.discard()
    },

    tell: (message: Told) => session.tell(message),
    shared: () => relay.progress('live'),
    stream,

    /** Ends all of it, once; the receipt of what there was, null where it could not be kept. */
    end(reason: EndReason): KeptReceipt | null {
      disconnect(reason)
      return receipt
    },
  }
}

const anchorOf = ({ record: { id, kind, hash } }: KeptReceipt): RecordAnchor => ({ id, kind, hash })
