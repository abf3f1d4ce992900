import { bytesToHex } from '@noble/hashes/utils.js'
import { openLink } from '../peer/link'
import type { DeviceRecord } from '../shared/device'
import { Breach } from '../shared/errors'
import { parseMessage } from '../shared/parse'
import { agentToConsole, type ConsoleToAgent, PEER_LIMIT, PEER_VERSION } from '../shared/peer-protocol'
import type { EndReason, IceServer, Signal } from '../shared/protocol'
import { breached, type Ending, endedBy } from './ending'
import { type Heartbeat, startHeartbeat } from './heartbeat'
import {
  allow,
  ask,
  type Heard,
  hear,
  type Question,
  recognise,
  silence,
  type Talk,
  takePicture,
} from './talk'

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
  readonly onSignal: (signal: Signal) => void
  readonly onTalk: (talk: Talk) => void
  readonly onLinkClosed: () => void
  /** Called at most once, and never after `close`. */
  readonly onEnding: (ending: Ending) => void
}

export type Conversation = {
  signal(signal: Signal): void
  /** The relay passed on the customer's approval. */
  approved(): void
  /** The relay recognised the customer's device. */
  device(device: DeviceRecord): void
  ask(question: Question): void
  /** What may be shown, and nothing before it may. */
  readonly picture: MediaStream | null
  /** Idempotent. With a reason the agent is told first. */
  close(reason: EndReason | null): void
}

/** One session with one agent, over the encrypted link. Every message in is parsed, and judged by its place. */
export function openConversation(options: ConversationOptions): Conversation {
  const nonce = bytesToHex(crypto.getRandomValues(new Uint8Array(32)))
  const timers: ReturnType<typeof setTimeout>[] = []
  let talk: Talk = silence
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
  const stop = () => {
    over = true
    heartbeat?.stop()
    for (const timer of timers) clearTimeout(timer)
    for (const track of stream?.getTracks() ?? []) track.stop()
    stream = null
    // The page holds on to its last support until the next one: nothing of the customer may stay in it.
    talk = silence
  }
  const end = (ending: Ending) => {
    if (!over) options.onEnding(ending)
  }
  const say = (message: ConsoleToAgent) => link.send(JSON.stringify(message))
  const beat = () => {
    heartbeat ??= startHeartbeat(
      () => say({ v: PEER_VERSION, type: 'alive' }),
      () => end(endedBy('agent-gone')),
    )
    heartbeat.heard()
  }
  const accept = (heard: Heard) => {
    if ('ending' in heard) return end(heard.ending)
    if (heard.answer !== null) say(heard.answer)
    if (heard.talk === talk) return
    talk = heard.talk
    options.onTalk(talk)
  }

  const link = openLink({
    initiator: false,
    iceServers: options.iceServers,
    onSignal: (signal) => {
      if (!over) options.onSignal(signal)
    },
    onOpen: () => {
      if (!over) beat()
    },
    onMessage: (text) => {
      if (over) return
      beat()
      const parsed = parseMessage(agentToConsole, PEER_VERSION, text, PEER_LIMIT)
      if (!parsed.ok) return end(breached(parsed.error, parsed.field ?? 'message'))
      accept(hear(talk, parsed.message, { nonce, fingerprints: link.fingerprints }))
    },
    onStream: (arrived) => {
      if (over) return
      // One picture and no sound was asked for; the rest is refused before anything plays it.
      const [only] = arrived.getTracks()
      if (arrived.getTracks().length !== 1 || only?.kind !== 'video')
        return end(breached('message-unknown', 'track'))
      arrived.addEventListener('addtrack', () => end(breached('message-late', 'track')))
      if (talk.picture === 'none') stream = arrived
      accept(takePicture(talk))
      after(HELD_MS, () => (talk.picture === 'held' ? breached('message-late', 'picture') : null))
    },
    onClosed: (error) => {
      if (over) return
      heartbeat?.stop()
      if (error !== null) console.warn('link: closed', error)
      options.onLinkClosed()
      after(REASON_MS, () => closedBy(error, talk))
    },
  })
  after(GREETING_MS, () => (talk.greeting.step === 'verified' ? null : endedBy('timeout')))

  return {
    signal: (signal) => link.signal(signal),
    approved: () => {
      if (!over) accept({ talk: allow(talk), answer: null })
    },
    device: (device) => {
      if (!over) accept({ talk: recognise(talk, device), answer: null })
    },
    ask: (question) => {
      if (!over) accept(ask(talk, question))
    },
    get picture() {
      return talk.picture === 'shown' ? stream : null
    },
    close: (reason) => {
      if (over) return
      const isGreeted = talk.greeting.step !== 'none'
      stop()
      if (reason === null || !isGreeted) return link.close()
      say({ v: PEER_VERSION, type: 'ended', reason })
      setTimeout(() => link.close(), FAREWELL_MS)
    },
  }
}

function closedBy(error: Error | null, talk: Talk): Ending {
  if (error instanceof Breach) return breached(error.code, 'link')
  return endedBy(talk.greeting.step === 'none' ? 'failed' : 'agent-gone')
}
