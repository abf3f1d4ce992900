import type { DeviceRecord } from '../shared/device'
import type { Environment } from '../shared/environment'
import { assertNever } from '../shared/errors'
import type { Inventory, Router } from '../shared/inventory'
import type { Language } from '../shared/languages'
import type { PcCheckResult } from '../shared/pc-check'
import {
  type AgentToConsole,
  type AskedQuestion,
  type ConsoleToAgent,
  PEER_VERSION,
} from '../shared/peer-protocol'
import { commit, verificationPlaces } from '../shared/words'
import { breached, type Ending, endedBy } from './ending'
import { anew, isSight, type Moment, type Sight, see, unseen } from './sight'

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
      /** The fingerprints that the words were made of. */
      readonly keys: Keys
    }

type Keys = { readonly local: string; readonly remote: string }

/** All that the customer's agent has said and shown so far. */
export type Talk = {
  /** `new`: the link was made (again) and has not said yet whether it goes on or greets. */
  readonly link: 'new' | 'begun'
  readonly greeting: Greeting
  /** There were other words before: whatever was allowed, the customer confirms the new ones first. */
  readonly renewed: boolean
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
  readonly sight: Sight
}

export const silence: Talk = {
  link: 'new',
  renewed: false,
  greeting: { step: 'none' },
  approved: false,
  environment: null,
  inventory: null,
  device: null,
  router: { state: 'hidden' },
  pcCheck: { asked: false, answer: null },
  picture: 'none',
  sight: unseen,
}

/** For a page that comes back to a session: what the relay still knows of it. */
export const resumed = (approved: boolean, device: DeviceRecord | null): Talk => ({
  ...silence,
  renewed: true,
  approved,
  device,
})

/** Our own half of the words. Fingerprints of both certificates; null while a description is missing. */
export type Own = Moment & {
  readonly nonce: string
  readonly fingerprints: Keys | null
}

export type Heard =
  | { readonly talk: Talk; readonly answer: ConsoleToAgent | null }
  | { readonly ending: Ending }

/** One message of the data channel, in its place or not at all: whatever is early, late or repeated ends the session. */
export function hear(talk: Talk, message: AgentToConsole, own: Own): Heard {
  const late: Heard = { ending: breached('message-late', message.type) }
  const { greeting } = talk
  if (talk.link === 'new' && !opens(message)) return late
  if (isSight(message)) {
    const sight = isComplete(talk) ? see(talk.sight, message, own) : null
    return sight === null ? late : { talk: { ...talk, sight }, answer: null }
  }
  switch (message.type) {
    case 'hello': {
      // Nobody greets after a picture: what made it allowed was said to other keys.
      if (talk.link !== 'new' || talk.picture !== 'none') return late
      const { language, agentVersion, commitment } = message
      return {
        talk: {
          ...greetedAnew(talk, own),
          greeting: { step: 'greeted', language, agentVersion, commitment },
        },
        answer: { v: PEER_VERSION, type: 'nonce', nonce: own.nonce },
      }
    }
    case 'again':
      if (talk.link !== 'new' || greeting.step !== 'verified' || !isSame(greeting.keys, own.fingerprints))
        return late
      return { talk: settle(goOn(talk, message.unanswered ?? [], own)), answer: null }
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

/** What a new link may begin with. */
const opens = ({ type }: AgentToConsole): boolean =>
  type === 'hello' || type === 'again' || type === 'alive' || type === 'ended'

const isSame = (keys: Keys, found: Keys | null): boolean =>
  found !== null && keys.local === found.local && keys.remote === found.remote

/** After the approval, and what was agreed to: the agent sends these two before anything else. */
const isComplete = (talk: Talk): boolean => talk.environment !== null && talk.inventory !== null

/** What the agent has still to answer is waited for; any other question, or its answer, went down with the link before. */
function goOn(talk: Talk, unanswered: readonly AskedQuestion[], moment: Moment): Talk {
  const { pcCheck, sight } = talk
  const { still } = sight
  const isLost = still.state === 'asked' && !unanswered.includes('still')
  return {
    ...talk,
    link: 'begun',
    pcCheck: { ...pcCheck, asked: pcCheck.asked && unanswered.includes('pc-check') },
    sight: { ...anew(sight, 'starting', moment), still: isLost ? { ...still, state: 'none' } : still },
  }
}

/** With other keys nothing that was sent before counts; what the relay knows stays. */
const greetedAnew = ({ greeting, renewed, approved, device, sight }: Talk, moment: Moment): Talk => ({
  ...silence,
  link: 'begun',
  renewed: renewed || greeting.step === 'verified',
  approved,
  device,
  // Counted on, so that no grant and no frame of before is taken for a new one.
  sight: {
    ...anew(unseen, 'starting', moment),
    run: sight.run + 1,
    still: { ...sight.still, state: 'none' },
  },
})

/** The link is lost: no frame of before is shown any more, nor what is shown only while the agent knows of it. */
export const lose = (talk: Talk, moment: Pick<Moment, 'tick'>): Talk => ({
  ...talk,
  router: talk.router.state === 'shown' ? { state: 'hidden' } : talk.router,
  sight: anew(talk.sight, talk.sight.state, moment),
})

/** A new link is made in place of the one before. What was asked over the old one may still be answered. */
export const relink = (talk: Talk, moment: Pick<Moment, 'tick'>): Talk => ({
  ...lose(talk, moment),
  link: 'new',
  router: { state: 'hidden' },
  picture: 'none',
})

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
  return {
    talk: { ...talk, greeting: { step: 'verified', language, agentVersion, places, keys: own.fingerprints } },
    answer: null,
  }
}

/** The relay recognised the device. It may say so again, when the certificate is revoked meanwhile. */
export const recognise = (talk: Talk, device: DeviceRecord): Talk => ({ ...talk, device })

/** The relay says that the customer allowed it. It comes another way than the data channel, so in no fixed order. */
export const allow = (talk: Talk): Talk => settle({ ...talk, approved: true })

/**
 * A picture came. With no sign of an approval it is a breach. With a part of it (relay and data channel are two roads,
 * and one may be slower) it is held, unseen; whoever calls gives the rest a short time to arrive. The rest is the
 * approval and all that was agreed to; on a new link also the word that it goes on with the same keys.
 */
export function takePicture(talk: Talk): Heard {
  const allowed = talk.approved || talk.environment !== null || talk.inventory !== null
  if (talk.greeting.step !== 'verified' || !allowed || talk.picture !== 'none')
    return { ending: breached('message-late', 'picture') }
  return { talk: settle({ ...talk, picture: 'held' }), answer: null }
}

function settle(talk: Talk): Talk {
  const complete = talk.link === 'begun' && talk.approved && isComplete(talk)
  return talk.picture === 'held' && complete ? { ...talk, picture: 'shown' } : talk
}

/** After new words the approval of before says nothing: what is sent again after them does. */
const isAllowed = (talk: Talk): boolean =>
  (talk.approved && !talk.renewed) || talk.environment !== null || talk.inventory !== null

/** What the operator waits for, or sees. */
export type Stage = 'joining' | 'waiting' | 'allowed' | 'live'

export function stageOf(talk: Talk): Stage {
  if (talk.picture === 'shown') return 'live'
  if (talk.greeting.step !== 'verified') return 'joining'
  return isAllowed(talk) ? 'allowed' : 'waiting'
}
