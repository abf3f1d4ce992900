import type { PassedEnvironment } from './environment'
import type { Inventory } from './inventory'
import type { Approval } from './journey'
import type { PcCheckRequest, PcCheckResult } from './pc-check'
import {
  type DisplayInfo,
  type HoldReason,
  isHeld,
  type OthersAnswer,
  type PictureState,
  STILLS,
  type StillRequest,
} from './picture'
import { type Consent, HELD, type Held, PC_CHECKS, ROUTER_SHOWINGS } from './receipt'

/**
 * Whether the two ends are in touch. `lost`: nothing is heard, and the link is being made anew. `words`: it was, with a
 * key that is not the one the customer confirmed; nothing more is sent until they confirm the new words, which may be
 * lost once more before they did (`unconfirmed`).
 */
export type Contact =
  | { readonly state: 'standing' }
  | { readonly state: 'lost'; readonly since: string; readonly unconfirmed: readonly number[] | null }
  | { readonly state: 'words'; readonly places: readonly number[] }

/** The session that was approved. Times are ISO 8601 in UTC. */
export type LivePhase = {
  readonly name: 'live'
  readonly consent: Consent
  readonly environment: PassedEnvironment
  readonly inventory: Inventory
  readonly approval: Approval
  readonly contact: Contact
  /** The first frame ever. */
  readonly sharedFrom: string | null
  readonly picture: PictureState
  /** Since when there has been no picture that there once was, and the times before, with why. */
  readonly held: {
    readonly now: { readonly from: string; readonly why: HoldReason } | null
    readonly past: readonly Held[]
  }
  readonly displays: { readonly list: readonly DisplayInfo[]; readonly shown: string | null }
  /** Other displays than the first: asked once a session. */
  readonly others: {
    readonly answer: OthersAnswer
    readonly askedAt: string | null
    readonly shownAt: readonly string[]
  }
  /** In order; only the last can be without an answer. */
  readonly stills: readonly StillRequest[]
  /** The customer is asked whether to go on, and an answer is waited for until then. */
  readonly goOn: { readonly until: string } | null
  /** When the operator was shown what was typed of the router, and whether it is shown now. */
  readonly router: { readonly shownAt: readonly string[]; readonly open: boolean }
  /** In order; only the last can be without an answer or a result. */
  readonly pcChecks: readonly PcCheckRequest[]
  /** When the session's length is over; null = no limit. */
  readonly endsAt: string | null
}

export type LiveEvent =
  | { readonly type: 'contact-lost'; readonly at: string }
  | { readonly type: 'contact-back' }
  | { readonly type: 'words-again'; readonly places: readonly number[] }
  | { readonly type: 'words-same' }
  | { readonly type: 'picture'; readonly state: PictureState; readonly at: string }
  | { readonly type: 'displays'; readonly list: readonly DisplayInfo[]; readonly shown: string | null }
  /** Another display than the one that was approved came to be shown. */
  | { readonly type: 'other-shown'; readonly at: string }
  | { readonly type: 'others-asked'; readonly at: string }
  | { readonly type: 'others-answered'; readonly granted: boolean }
  | { readonly type: 'still-asked'; readonly at: string }
  | { readonly type: 'still-answered'; readonly granted: boolean }
  | { readonly type: 'go-on-asked'; readonly until: string }
  | { readonly type: 'go-on-answered' }
  | { readonly type: 'limited'; readonly endsAt: string }
  | { readonly type: 'router-shown'; readonly at: string }
  | { readonly type: 'router-hidden' }
  | { readonly type: 'pc-check-asked'; readonly at: string }
  | { readonly type: 'pc-check-answered'; readonly granted: boolean }
  | { readonly type: 'pc-checked'; readonly result: PcCheckResult }

export const beginning = { state: 'standing' } as const satisfies Contact

/** What a session is when it was just approved. */
export const newlyLive = {
  contact: beginning,
  sharedFrom: null,
  picture: 'starting',
  held: { now: null, past: [] },
  displays: { list: [], shown: null },
  others: { answer: 'unasked', askedAt: null, shownAt: [] },
  stills: [],
  goOn: null,
  router: { shownAt: [], open: false },
  pcChecks: [],
  endsAt: null,
} as const satisfies Partial<LivePhase>

/** Null where the event does not belong: nothing changes. Pure. */
export function nextLive(phase: LivePhase, event: LiveEvent): LivePhase | null {
  switch (event.type) {
    case 'contact-lost':
      return phase.contact.state === 'lost' ? null : { ...phase, contact: lostOf(phase.contact, event.at) }
    case 'contact-back':
      return phase.contact.state === 'lost' ? { ...phase, contact: backOf(phase.contact) } : null
    case 'words-again':
      return phase.contact.state === 'lost' ? withNewEnd(phase, event.places) : null
    case 'words-same':
      return phase.contact.state === 'words' ? { ...phase, contact: beginning } : null
    case 'picture':
      return event.state === phase.picture ? null : pictured(phase, event.state, event.at)
    case 'displays':
      return { ...phase, displays: { list: event.list, shown: event.shown } }
    case 'other-shown': {
      if (phase.others.answer !== 'granted') return null
      // Two ends that play with the switch do not fill the receipt: the first hundred are kept.
      const shownAt = [...phase.others.shownAt, event.at].slice(0, ROUTER_SHOWINGS)
      return { ...phase, others: { ...phase.others, shownAt } }
    }
    case 'others-asked':
      return phase.others.answer === 'unasked'
        ? { ...phase, others: { ...phase.others, answer: 'asked', askedAt: event.at } }
        : null
    case 'others-answered':
      return phase.others.answer === 'asked'
        ? { ...phase, others: { ...phase.others, answer: event.granted ? 'granted' : 'refused' } }
        : null
    case 'still-asked':
      return phase.stills.at(-1)?.answer === null || phase.stills.length >= STILLS
        ? null
        : { ...phase, stills: [...phase.stills, { askedAt: event.at, answer: null }] }
    case 'still-answered':
      return answeredStill(phase, event.granted)
    case 'go-on-asked':
      return phase.goOn === null ? { ...phase, goOn: { until: event.until } } : null
    case 'go-on-answered':
      return phase.goOn === null ? null : { ...phase, goOn: null }
    case 'limited':
      return phase.endsAt === null ? { ...phase, endsAt: event.endsAt } : null
    case 'router-shown':
      return !phase.router.open && phase.router.shownAt.length < ROUTER_SHOWINGS
        ? { ...phase, router: { shownAt: [...phase.router.shownAt, event.at], open: true } }
        : null
    case 'router-hidden':
      return phase.router.open ? { ...phase, router: { ...phase.router, open: false } } : null
    case 'pc-check-asked':
      return !isPending(phase.pcChecks.at(-1)) && phase.pcChecks.length < PC_CHECKS
        ? { ...phase, pcChecks: [...phase.pcChecks, { askedAt: event.at, answer: null, result: null }] }
        : null
    case 'pc-check-answered':
      return withLastCheck(phase, (last) =>
        last.answer === null ? { ...last, answer: event.granted ? 'granted' : 'refused' } : null,
      )
    case 'pc-checked':
      return withLastCheck(phase, (last) =>
        last.answer === 'granted' && last.result === null ? { ...last, result: event.result } : null,
      )
  }
}

const lostOf = (contact: Exclude<Contact, { state: 'lost' }>, since: string): Contact => ({
  state: 'lost',
  since,
  unconfirmed: contact.state === 'words' ? contact.places : null,
})

const backOf = ({ unconfirmed }: Extract<Contact, { state: 'lost' }>): Contact =>
  unconfirmed === null ? beginning : { state: 'words', places: unconfirmed }

/** The page that asked is gone, and its questions with it: a new one knows of none. */
function withNewEnd(phase: LivePhase, places: readonly number[]): LivePhase {
  const { others, stills, pcChecks, router } = phase
  return {
    ...phase,
    contact: { state: 'words', places },
    router: { ...router, open: false },
    others: others.answer === 'asked' ? { ...others, answer: 'unasked', askedAt: null } : others,
    stills: stills.map((still) => (still.answer === null ? { ...still, answer: 'refused' } : still)),
    pcChecks: pcChecks.map((check) => (isPending(check) ? { ...check, answer: 'refused' } : check)),
  }
}

/** Times without a picture are noted once there was one: before, nothing was taken away. */
function pictured(phase: LivePhase, state: PictureState, at: string): LivePhase {
  const sharedFrom = phase.sharedFrom ?? (state === 'running' ? at : null)
  const { now, past } = phase.held
  if (isHeld(state)) {
    if (now?.why === state || phase.sharedFrom === null) return { ...phase, picture: state }
    return { ...phase, picture: state, held: { now: { from: at, why: state }, past: closed(past, now, at) } }
  }
  // While it starts again there is still none.
  if (state === 'starting' || now === null) return { ...phase, picture: state, sharedFrom }
  return { ...phase, picture: state, sharedFrom, held: { now: null, past: closed(past, now, at) } }
}

/** The first so many are kept one by one; whatever comes after lengthens the last. */
export function closed(past: readonly Held[], now: LivePhase['held']['now'], at: string): readonly Held[] {
  if (now === null) return past
  const last = past.at(-1)
  if (past.length >= HELD && last !== undefined) return [...past.slice(0, -1), { ...last, to: at }]
  return [...past, { from: now.from, to: at, why: now.why }]
}

function answeredStill(phase: LivePhase, granted: boolean): LivePhase | null {
  const last = phase.stills.at(-1)
  if (last === undefined || last.answer !== null) return null
  const answer = granted ? 'granted' : 'refused'
  return { ...phase, stills: [...phase.stills.slice(0, -1), { ...last, answer }] }
}

/** Asked and not answered, or granted and still running. */
const isPending = (check: PcCheckRequest | undefined): boolean =>
  check !== undefined && check.answer !== 'refused' && check.result === null

function withLastCheck(
  phase: LivePhase,
  change: (last: PcCheckRequest) => PcCheckRequest | null,
): LivePhase | null {
  const last = phase.pcChecks.at(-1)
  const changed = last === undefined ? null : change(last)
  return changed === null ? null : { ...phase, pcChecks: [...phase.pcChecks.slice(0, -1), changed] }
}
