import { randomBytes } from 'node:crypto'
import { toldToConsole } from '../../shared/end-reasons'
import { agreedEnvironment, type PassedEnvironment } from '../../shared/environment'
import { assertNever, Breach } from '../../shared/errors'
import { Fingerprints } from '../../shared/fingerprints'
import type { Inventory, Router } from '../../shared/inventory'
import type { Approval } from '../../shared/journey'
import type { Language } from '../../shared/languages'
import { parseMessage } from '../../shared/parse'
import {
  type AgentToConsole,
  ALIVE_MS,
  type AskedQuestion,
  consoleToAgent,
  PEER_LIMIT,
  PEER_VERSION,
  SILENCE_MS,
} from '../../shared/peer-protocol'
import { type EndReason, reasonBy, type Signal } from '../../shared/protocol'
import { commit, verificationPlaces } from '../../shared/words'

export type SessionEvents = {
  /** Hands a text to the page's data channel. */
  readonly send: (text: string) => void
  /** The two ends agreed on words (places in the list), the first time or because a key is another one. */
  readonly onVerified: (places: readonly number[]) => void
  /** A new link has the keys of the words that were agreed on. */
  readonly onAgain: () => void
  /** Nothing was heard for too long; and something was heard after that. */
  readonly onSilence: () => void
  readonly onHeard: () => void
  /** @throws Breach where there is nothing that may be shown */
  readonly onRouterAsked: () => Router
  readonly onRouterHidden: () => void
  /** @throws Breach where it may not be asked */
  readonly onPcCheckAsked: () => void
  readonly onDisplayAsked: (display: string) => void
  readonly onThumbnailsAsked: () => void
  readonly onStillAsked: () => void
  readonly onEnded: (reason: EndReason) => void
}

export type Session = ReturnType<typeof openSession>

const MOST_UNSAID = 40
/** Whoever stands between two ends has one blind guess at their words each time (words.ts): a page is not loaded so often. */
const MOST_WORDS = 20

type Pair = { readonly local: string; readonly remote: string }

/** What belongs to one link: the encrypted connection may be made several times in a session. */
type LinkState = {
  readonly fingerprints: Fingerprints
  readonly nonce: string
  /** `greeted`: the commitment went out. `trusted`: its keys are those of the words. */
  step: 'new' | 'greeted' | 'trusted'
}

const newLink = (): LinkState => ({
  fingerprints: new Fingerprints(),
  nonce: randomBytes(32).toString('hex'),
  step: 'new',
})

/**
 * The customer's side of the encrypted connection. The page only carries the bytes: main reads every description and
 * every message, so a page that was taken over can neither add a picture before approval nor send what was refused.
 */
export function openSession(agent: { version: string; language: Language }, events: SessionEvents) {
  let link = newLink()
  /** The keys of the words that the customer saw last. */
  let words: Pair | null = null
  let timesOfWords = 0
  /** Answers that were given while the link was down: the console that asked still waits for them. */
  let unsaid: Told[] = []
  /** Asked and heard, and no answer has left yet. */
  const unanswered = new Set<AskedQuestion>()
  /** What was agreed to may go to the keys of the words: not before the approval, nor while new words wait for a yes. */
  let approved = false
  /** Since the first approval; what the last word says of the customer does not change with new words. */
  let wasApproved = false
  let routerShown = false
  let heardAt = Date.now()
  let silent = false

  const send = (message: AgentToConsole) => events.send(JSON.stringify(message))
  const heard = () => {
    heardAt = Date.now()
    if (!silent) return
    silent = false
    // An end that has not shown the keys of the words is not back by making itself heard.
    if (link.step !== 'trusted') return
    sayUnsaid()
    events.onHeard()
  }

  const beat = setInterval(() => {
    if (link.step === 'new') return
    send({ v: PEER_VERSION, type: 'alive' })
    if (silent || Date.now() - heardAt <= SILENCE_MS) return
    silent = true
    events.onSilence()
  }, ALIVE_MS)

  const tell = (message: Told) => {
    if (!approved) return
    if (link.step === 'trusted' && !silent) {
      if (isAnswer(message)) unanswered.delete(questionOf(message))
      send({ v: PEER_VERSION, ...message } as AgentToConsole)
    } else if (isAnswer(message) && unsaid.length < MOST_UNSAID) unsaid.push(message)
  }

  const sayUnsaid = () => {
    const waiting = unsaid
    unsaid = []
    for (const message of waiting) tell(message)
  }

  const ask = (what: string) => {
    if (!approved || link.step !== 'trusted') throw new Breach('message-late', what)
  }

  return {
    /** Nothing gets through any more: answers wait, until something is heard or there is another link. */
    lost(): void {
      silent = true
    },

    /** From here on everything is about a new link. */
    renew(): void {
      link = newLink()
      silent = false
    },

    /**
     * Every signal passes here, in both directions.
     * @throws Breach where a description changes its certificate, or offers a picture or sound before approval
     */
    check(end: 'local' | 'remote', signal: Signal): void {
      if (signal.type !== 'offer' && signal.type !== 'answer') return
      if (!(approved && link.step === 'trusted') && /^m=(audio|video)/m.test(signal.sdp))
        throw new Breach('message-late', `${end} media before approval`)
      link.fingerprints.note(end, signal.sdp)
    },

    /** The data channel stands: with the keys of the words it goes on, else it begins with the commitment (words.ts). */
    opened(): void {
      if (link.step !== 'new') throw new Breach('message-late', 'second opening of the channel')
      heardAt = Date.now()
      const { pair } = link.fingerprints
      if (pair !== null && words !== null && pair.local === words.local && pair.remote === words.remote) {
        link.step = 'trusted'
        send({
          v: PEER_VERSION,
          type: 'again',
          ...(unanswered.size === 0 ? {} : { unanswered: [...unanswered] }),
        })
        sayUnsaid()
        // The other end hides it with the link that brought it.
        if (routerShown) events.onRouterHidden()
        routerShown = false
        events.onAgain()
        return
      }
      link.step = 'greeted'
      send({
        v: PEER_VERSION,
        type: 'hello',
        agentVersion: agent.version,
        language: agent.language,
        commitment: commit(link.nonce),
      })
    },

    /** @throws Breach on anything that is not exactly one of the console's messages, in its turn */
    receive(text: string): void {
      const parsed = parseMessage(consoleToAgent, PEER_VERSION, text, PEER_LIMIT)
      if (!parsed.ok) throw new Breach(parsed.error, parsed.field ?? 'data channel')
      heard()
      switch (parsed.message.type) {
        case 'alive':
          return
        case 'ended':
          events.onEnded(reasonBy('console', parsed.message.reason))
          return
        case 'nonce': {
          const { pair } = link.fingerprints
          if (link.step !== 'greeted' || pair === null) throw new Breach('message-late', 'nonce')
          timesOfWords += 1
          if (timesOfWords > MOST_WORDS) throw new Breach('too-many-attempts', 'words')
          link.step = 'trusted'
          words = pair
          // The customer confirms these words first, whatever was allowed before.
          approved = false
          unsaid = []
          unanswered.clear()
          send({ v: PEER_VERSION, type: 'reveal', nonce: link.nonce })
          events.onVerified(
            verificationPlaces({
              agentFingerprint: pair.local,
              consoleFingerprint: pair.remote,
              agentNonce: link.nonce,
              consoleNonce: parsed.message.nonce,
            }),
          )
          return
        }
        case 'router-ask':
          ask('router-ask')
          send({ v: PEER_VERSION, type: 'router', router: events.onRouterAsked() })
          routerShown = true
          return
        case 'router-hidden':
          routerShown = false
          events.onRouterHidden()
          return
        case 'pc-check-ask':
          ask('pc-check-ask')
          unanswered.add('pc-check')
          events.onPcCheckAsked()
          return
        case 'display-ask':
          ask('display-ask')
          events.onDisplayAsked(parsed.message.display)
          return
        case 'thumbnails-ask':
          ask('thumbnails-ask')
          events.onThumbnailsAsked()
          return
        case 'still-ask':
          ask('still-ask')
          unanswered.add('still')
          events.onStillAsked()
          return
        default:
          assertNever(parsed.message)
      }
    },

    /** Sends what was agreed to, and only with the customer's approval in hand; again where the words were new. */
    sendAgreed(_approval: Approval, environment: PassedEnvironment, inventory: Inventory): void {
      if (link.step !== 'trusted') throw new Breach('message-late', 'agreed without words')
      approved = true
      wasApproved = true
      const agreed = inventory.items.map((item) => item.id)
      send({ v: PEER_VERSION, type: 'environment', environment: agreedEnvironment(environment, agreed) })
      send({ v: PEER_VERSION, type: 'inventory', inventory })
    },

    tell,

    sayEnded(reason: EndReason): void {
      if (link.step === 'new') return
      send({ v: PEER_VERSION, type: 'ended', reason: toldToConsole(reason, wasApproved) })
    },

    /** Idempotent. */
    close(): void {
      clearInterval(beat)
    },
  }
}

/** What may be said only in a session that was approved, to keys that were confirmed; dropped at any other time. */
type Tellable = Exclude<
  AgentToConsole,
  { type: 'hello' | 'reveal' | 'again' | 'environment' | 'inventory' | 'router' | 'alive' | 'ended' }
>
type WithoutVersion<Message> = Message extends unknown ? Omit<Message, 'v'> : never
export type Told = WithoutVersion<Tellable>

/** The rest says how things are, and is said again on a new link as they are then; thumbnails are of their moment. */
const isAnswer = ({ type }: Told): boolean =>
  type === 'pc-check' || type === 'pc-check-refused' || type === 'still'

const questionOf = ({ type }: Told): AskedQuestion => (type === 'still' ? 'still' : 'pc-check')
