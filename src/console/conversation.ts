import { bytesToHex } from '@noble/hashes/utils.js'
import type { DeviceRecord } from '../shared/device'
import { Breach } from '../shared/errors'
import { parseMessage } from '../shared/parse'
import { agentToConsole, type ConsoleToAgent, PEER_LIMIT, PEER_VERSION } from '../shared/peer-protocol'
import type { ConsoleReason, IceServer, Signal } from '../shared/protocol'
import { type Contact, createContact } from './contact'
import { breached, type Ending, endedBy } from './ending'
import { type Heartbeat, startHeartbeat } from './heartbeat'
import { createLinks } from './links'
import { ask, type Question } from './questions'
import { allow, type Heard, hear, lose, recognise, relink, silence, type Talk, takePicture } from './talk'

/** From the code being entered to the verification words; machines only, nobody is asked anything meanwhile. */
const GREETING_MS = 30_000
/** How long a picture may wait, unseen, for the rest of the approval. */
const HELD_MS = 3_000
/** A closed link may be the first we see of an end whose reason is still on its way through the relay. */
const REASON_MS = 1_500
/** Long enough for the last message to leave before the connection goes. */
const FAREWELL_MS = 250

export type ConversationOptions = {
  readonly iceServers: readonly IceServer[]
  readonly certificate: Promise<RTCCertificate>
  readonly resumeSeconds: number
  /** For a page that comes back: what the relay still knows. */
  readonly resumed: Talk | null
  readonly onSignal: (link: number, signal: Signal) => void
  readonly onTalk: (talk: Talk) => void
  readonly onContact: (contact: Contact) => void
  /** The connection whose figures count from here on. */
  readonly onConnection: (connection: RTCPeerConnection | null) => void
  /** The first link closed before there were words. */
  readonly onLinkClosed: () => void
  /** Called at most once, and never after `close`. */
  readonly onEnding: (ending: Ending) => void
}

export type Conversation = ReturnType<typeof openConversation>

const newNonce = () => bytesToHex(crypto.getRandomValues(new Uint8Array(32)))
const moment = () => ({ now: Date.now(), tick: performance.now() })

/** One session with one agent, over encrypted links. Every message in is parsed, and judged by its place. */
export function openConversation(options: ConversationOptions) {
  const timers: ReturnType<typeof setTimeout>[] = []
  let nonce = newNonce()
  let talk: Talk = options.resumed ?? silence
  let stream: MediaStream | null = null
  let heartbeat: Heartbeat | null = null
  let over = false

  const after = (ms: number, ending: () => Ending | null) => {
    const timer = setTimeout(() => {
      const result = ending()
      if (result !== null) end(result)
    }, ms)
    timers.push(timer)
  }
  const dropStream = () => {
    for (const track of stream?.getTracks() ?? []) track.stop()
    stream = null
  }
  const stop = () => {
    over = true
    heartbeat?.stop()
    contact.close()
    links.hush()
    options.onConnection(null)
    for (const timer of timers) clearTimeout(timer)
    dropStream()
    // The page holds on to its last support until the next one: nothing of the customer may stay in it.
    talk = silence
  }
  const end = (ending: Ending) => {
    if (!over) options.onEnding(ending)
  }
  const say = (message: ConsoleToAgent) => links.send(JSON.stringify(message))
  const change = (changed: Talk) => {
    if (changed === talk) return
    talk = changed
    options.onTalk(talk)
  }
  const accept = (heard: Heard) => {
    if ('ending' in heard) return end(heard.ending)
    if (heard.answer !== null) say(heard.answer)
    change(heard.talk)
  }
  const beat = () => {
    heartbeat ??= startHeartbeat(() => say({ v: PEER_VERSION, type: 'alive' }), linkLost)
    heartbeat.heard()
  }
  /** Nothing of before is shown from here on; the agent makes a new link, or this one comes back. */
  const linkLost = () => {
    if (over || contact.state === 'lost') return
    if (contact.state === 'opening') return end(endedBy('agent-gone'))
    // It may be a silence only: the customer is told that it is hidden as soon as anything gets through.
    if (talk.router.state === 'shown') say({ v: PEER_VERSION, type: 'router-hidden' })
    change(lose(talk, moment()))
    contact.lost()
  }

  const contact = createContact(options.resumeSeconds, options.resumed === null ? 'opening' : 'lost', {
    onChange: (changed) => {
      if (!over) options.onContact(changed)
    },
    onGivenUp: (reason) => end(endedBy(reason)),
  })
  const links = createLinks(options.iceServers, {
    certificate: options.certificate,
    onSignal: options.onSignal,
    onMade: () => {
      heartbeat?.stop()
      heartbeat = null
      nonce = newNonce()
      dropStream()
      change(relink(talk, moment()))
      contact.lost()
      options.onConnection(links.last?.connection ?? null)
    },
    onOpen: beat,
    onMessage: (text) => {
      beat()
      const parsed = parseMessage(agentToConsole, PEER_VERSION, text, PEER_LIMIT)
      if (!parsed.ok) return end(breached(parsed.error, parsed.field ?? 'message'))
      const fingerprints = links.last?.fingerprints ?? null
      accept(hear(talk, parsed.message, { nonce, fingerprints, ...moment() }))
      if (!over && talk.link === 'begun' && talk.greeting.step === 'verified') contact.stands()
    },
    onStream: (arrived) => {
      // One picture and no sound was asked for; the rest is refused before anything plays it.
      const [only] = arrived.getTracks()
      if (arrived.getTracks().length !== 1 || only?.kind !== 'video')
        return end(breached('message-unknown', 'track'))
      const link = links.last
      arrived.addEventListener('addtrack', () => end(breached('message-late', 'track')))
      if (talk.picture === 'none') stream = arrived
      accept(takePicture(talk))
      after(HELD_MS, () =>
        talk.picture === 'held' && links.last === link ? breached('message-late', 'picture') : null,
      )
    },
    onDisconnected: linkLost,
    onClosed: (error) => {
      heartbeat?.stop()
      if (error !== null) console.warn('link: closed', error)
      if (error instanceof Breach) return end(breached(error.code, 'link'))
      if (contact.state !== 'opening') return linkLost()
      options.onLinkClosed()
      after(REASON_MS, () => endedBy(talk.greeting.step === 'none' ? 'failed' : 'agent-gone'))
    },
    onFailed: () => end(endedBy('failed')),
  })
  if (options.resumed === null)
    after(GREETING_MS, () => (contact.state === 'opening' ? endedBy('timeout') : null))

  return {
    signal: (link: number, signal: Signal) => links.signal(link, signal),
    /** The relay passed on the customer's approval. */
    approved: () => {
      if (!over) change(allow(talk))
    },
    /** The relay recognised the customer's device. */
    device: (device: DeviceRecord) => {
      if (!over) change(recognise(talk, device))
    },
    /** The relay was lost, or is back. */
    relay: (standing: boolean) => contact.relay(standing),
    /** Whether the agent is connected to the relay. */
    peer: (present: boolean) => contact.peer(present),
    use: (iceServers: readonly IceServer[]) => links.use(iceServers),
    ask: (question: Question) => {
      if (!over && contact.state === 'standing') accept(ask(talk, question))
    },
    /** What may be shown, and nothing before it may. */
    get picture(): MediaStream | null {
      return talk.picture === 'shown' ? stream : null
    },
    /** Idempotent. With a reason the agent is told first. */
    close: (reason: ConsoleReason | null) => {
      if (over) return
      const isGreeted = talk.greeting.step !== 'none'
      stop()
      if (reason === null || !isGreeted) return links.close()
      say({ v: PEER_VERSION, type: 'ended', reason })
      setTimeout(() => links.close(), FAREWELL_MS)
    },
  }
}
