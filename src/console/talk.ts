import type { DeviceRecord } from '../shared/device'
import type { Environment } from '../shared/environment'
import { assertNever } from '../shared/errors'
import type { Inventory, Router } from '../shared/inventory'
import type { Language } from '../shared/languages'
import type { PcCheckResult } from '../shared/pc-check'
import { type AgentToConsole, type ConsoleToAgent, PEER_VERSION } from '../shared/peer-protocol'
import { commit, verificationPlaces } from '../shared/words'
import { breached, type Ending, endedBy } from './ending'

/** The greeting that makes the verification words: the agent commits, we give our nonce, the agent reveals its own. */
export type Greeting =
  | { readonly step: 'none' }
  | {
      readonly step: 'greeted'
      readonly language: Language
      readonly agentVersion: string
      readonly commitment: string
    }
  | {
      readonly step: 'verified'
      readonly language: Language
      readonly agentVersion: string
      readonly places: readonly number[]
    }

/** All that the customer's agent has said and shown so far. */
export type Talk = {
  readonly greeting: Greeting
  /** The relay passed on that the customer allowed the session. */
  readonly approved: boolean
  readonly environment: Environment | null
  readonly inventory: Inventory | null
  /** What the relay knows of the device that proved itself; null = none did (yet). */
  readonly device: DeviceRecord | null
  /** What the customer typed of the router, on the screen only while the operator looks at it. */
  readonly router:
    | { readonly state: 'hidden' | 'asked' }
    | { readonly state: 'shown'; readonly router: Router }
  /** `answer`: of the last request; a null result = refused. */
  readonly pcCheck: {
    readonly asked: boolean
    readonly answer: { readonly result: PcCheckResult | null } | null
  }
  /** `held`: a picture came and is not shown yet, because a part of the approval is still on its way. */
  readonly picture: 'none' | 'held' | 'shown'
}

export const silence: Talk = {
  greeting: { step: 'none' },
  approved: false,
  environment: null,
  inventory: null,
  device: null,
  router: { state: 'hidden' },
  pcCheck: { asked: false, answer: null },
  picture: 'none',
}

/** Our own half of the words. Fingerprints of both certificates; null while a description is missing. */
export type Own = {
  readonly nonce: string
  readonly fingerprints: { readonly local: string; readonly remote: string } | null
}

export type Heard =
  | { readonly talk: Talk; readonly answer: ConsoleToAgent | null }
  | { readonly ending: Ending }

/** One message of the data channel, in its place or not at all: whatever is early, late or repeated ends the session. */
export function hear(talk: Talk, message: AgentToConsole, own: Own): Heard {
  const late: Heard = { ending: breached('message-late', message.type) }
  const { greeting } = talk
  switch (message.type) {
    case 'hello': {
      if (greeting.step !== 'none') return late
      const { language, agentVersion, commitment } = message
      return {
        talk: { ...talk, greeting: { step: 'greeted', language, agentVersion, commitment } },
        answer: { v: PEER_VERSION, type: 'nonce', nonce: own.nonce },
      }
    }
    case 'reveal':
      return greeting.step === 'greeted' ? verify(talk, greeting, message.nonce, own) : late
    case 'environment':
      if (greeting.step !== 'verified' || talk.environment !== null) return late
      return { talk: settle({ ...talk, environment: message.environment }), answer: null }
    case 'inventory':
      if (greeting.step !== 'verified' || talk.inventory !== null) return late
      return { talk: settle({ ...talk, inventory: message.inventory }), answer: null }
    case 'router':
      if (talk.router.state !== 'asked') return late
      return { talk: { ...talk, router: { state: 'shown', router: message.router } }, answer: null }
    case 'pc-check':
      if (!talk.pcCheck.asked) return late
      return {
        talk: { ...talk, pcCheck: { asked: false, answer: { result: message.result } } },
        answer: null,
      }
    case 'pc-check-refused':
      if (!talk.pcCheck.asked) return late
      return { talk: { ...talk, pcCheck: { asked: false, answer: { result: null } } }, answer: null }
    case 'alive':
      return { talk, answer: null }
    case 'ended':
      return { ending: endedBy(message.reason, 'agent') }
    default:
      return assertNever(message)
  }
}

/** A nonce that was not the one promised may have been chosen to make the words match: nothing may go on from there. */
function verify(talk: Talk, greeted: Greeting & { step: 'greeted' }, agentNonce: string, own: Own): Heard {
  if (commit(agentNonce) !== greeted.commitment || own.fingerprints === null)
    return { ending: endedBy('words-differ') }
  const places = verificationPlaces({
    agentFingerprint: own.fingerprints.remote,
    consoleFingerprint: own.fingerprints.local,
    agentNonce,
    consoleNonce: own.nonce,
  })
  const { language, agentVersion } = greeted
  return { talk: { ...talk, greeting: { step: 'verified', language, agentVersion, places } }, answer: null }
}

/** The operator's own questions. `unchanged` where it is not the time for one. */
export type Question = 'router' | 'router-hidden' | 'pc-check'
export function ask(
  talk: Talk,
  question: Question,
): { readonly talk: Talk; readonly answer: ConsoleToAgent | null } {
  const unchanged = { talk, answer: null }
  const complete = talk.approved && talk.inventory !== null
  switch (question) {
    case 'router': {
      const sent = talk.inventory?.items.some(({ id }) => id === 'router') === true
      if (!complete || !sent || talk.router.state !== 'hidden') return unchanged
      return {
        talk: { ...talk, router: { state: 'asked' } },
        answer: { v: PEER_VERSION, type: 'router-ask' },
      }
    }
    case 'router-hidden':
      if (talk.router.state !== 'shown') return unchanged
      return {
        talk: { ...talk, router: { state: 'hidden' } },
        answer: { v: PEER_VERSION, type: 'router-hidden' },
      }
    case 'pc-check':
      if (!complete || talk.pcCheck.asked) return unchanged
      return {
        talk: { ...talk, pcCheck: { ...talk.pcCheck, asked: true } },
        answer: { v: PEER_VERSION, type: 'pc-check-ask' },
      }
    default:
      return assertNever(question)
  }
}

/** The relay recognised the device. It may say so again, when the certificate is revoked meanwhile. */
export const recognise = (talk: Talk, device: DeviceRecord): Talk => ({ ...talk, device })

/** The relay says that the customer allowed it. It comes another way than the data channel, so in no fixed order. */
export const allow = (talk: Talk): Talk => settle({ ...talk, approved: true })

/**
 * A picture came. With no sign of an approval it is a breach. With a part of it (relay and data channel are two roads,
 * and one may be slower) it is held, unseen; whoever calls gives the rest a short time to arrive.
 */
export function takePicture(talk: Talk): Heard {
  const allowed = talk.approved || talk.environment !== null || talk.inventory !== null
  if (talk.greeting.step !== 'verified' || !allowed || talk.picture !== 'none')
    return { ending: breached('message-late', 'picture') }
  return { talk: settle({ ...talk, picture: 'held' }), answer: null }
}

function settle(talk: Talk): Talk {
  const complete = talk.approved && talk.environment !== null && talk.inventory !== null
  return talk.picture === 'held' && complete ? { ...talk, picture: 'shown' } : talk
}

/** What the operator waits for, or sees. */
export type Stage = 'joining' | 'waiting' | 'allowed' | 'live'

export function stageOf(talk: Talk): Stage {
  if (talk.picture === 'shown') return 'live'
  if (talk.greeting.step !== 'verified') return 'joining'
  return talk.approved || talk.environment !== null || talk.inventory !== null ? 'allowed' : 'waiting'
}
