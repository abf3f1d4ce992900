import { assertNever } from '../../shared/errors'
import type { UpdateView } from '../../shared/update-feed'

/** A version that the feed offers to this installation. */
export type Offer = {
  readonly version: string
  /** No session before it. */
  readonly required: boolean
  /** Somebody else installs it (MSI, PKG). */
  readonly tell: boolean
  /** The customer put this version off before: there is no second "later". */
  readonly postponed: boolean
}

/**
 * What follows the download. `install`: the customer asked for it and waits. `ask`: a session came between, so the
 * customer is asked once more. `quit`: it was put off before; it is installed when the window was closed, when nobody waits.
 */
export type After = 'install' | 'ask' | 'quit'

export type UpdateState =
  | { readonly name: 'none' }
  | { readonly name: 'offered'; readonly offer: Offer }
  /** "Later" was chosen, or a failure was passed over: nothing is shown until the next start. */
  | { readonly name: 'put-off'; readonly offer: Offer }
  | {
      readonly name: 'downloading'
      readonly offer: Offer
      readonly percent: number
      readonly after: After
    }
  /** A session stands: the download was stopped, and goes on after it. */
  | { readonly name: 'held'; readonly offer: Offer; readonly after: After }
  | { readonly name: 'ready'; readonly offer: Offer; readonly after: After }
  | { readonly name: 'installing'; readonly offer: Offer }
  | { readonly name: 'failed'; readonly offer: Offer }

export type UpdateEvent =
  /** What a look at the feed found; null = nothing newer. */
  | { readonly type: 'found'; readonly offer: Offer | null }
  | { readonly type: 'wanted' }
  | { readonly type: 'later' }
  | { readonly type: 'progressed'; readonly percent: number }
  | { readonly type: 'downloaded' }
  | { readonly type: 'failed' }
  | { readonly type: 'session-began' }
  | { readonly type: 'session-over' }
  /** The consent is gone: nothing may be fetched or kept. */
  | { readonly type: 'forgotten' }

/** What does not belong to the state changes nothing: the same object comes back. Pure. */
export function next(state: UpdateState, event: UpdateEvent): UpdateState {
  switch (event.type) {
    case 'found':
      return found(state, event.offer)
    case 'wanted':
      if (state.name === 'ready') return { name: 'installing', offer: state.offer }
      if (state.name === 'downloading') return { ...state, after: 'install' }
      return (state.name === 'offered' || state.name === 'failed') && !state.offer.tell
        ? { name: 'downloading', offer: state.offer, percent: 0, after: 'install' }
        : state
    case 'later':
      return mayPutOff(state) ? { name: 'put-off', offer: { ...state.offer, postponed: true } } : state
    case 'progressed':
      return state.name === 'downloading' && event.percent > state.percent
        ? { ...state, percent: Math.min(100, event.percent) }
        : state
    case 'downloaded':
      if (state.name !== 'downloading') return state
      return state.after === 'install'
        ? { name: 'installing', offer: state.offer }
        : { name: 'ready', offer: state.offer, after: state.after }
    case 'failed':
      // Nobody waits for what goes on behind: it is tried again at the next start.
      if (state.name === 'downloading' && state.after === 'quit')
        return { name: 'put-off', offer: state.offer }
      return state.name === 'downloading' || state.name === 'installing'
        ? { name: 'failed', offer: state.offer }
        : state
    case 'session-began':
      return state.name === 'downloading'
        ? { name: 'held', offer: state.offer, after: state.after === 'install' ? 'ask' : state.after }
        : state
    case 'session-over':
      return state.name === 'held'
        ? { name: 'downloading', offer: state.offer, percent: 0, after: state.after }
        : state
    case 'forgotten':
      return { name: 'none' }
    default:
      return assertNever(event)
  }
}

function found(state: UpdateState, offer: Offer | null): UpdateState {
  // What is under way is finished first; the next look comes after it.
  if (state.name === 'downloading' || state.name === 'held' || state.name === 'installing') return state
  if (offer === null) return { name: 'none' }
  // One that became necessary meanwhile is said again.
  const same = state.name !== 'none' && state.offer.version === offer.version
  if (same && (state.name === 'ready' || (state.name === 'put-off' && !offer.required)))
    return { ...state, offer: { ...offer, postponed: state.offer.postponed } }
  if (!offer.postponed || offer.tell || offer.required) return { name: 'offered', offer }
  return { name: 'downloading', offer, percent: 0, after: 'quit' }
}

type PutOff = Extract<UpdateState, { name: 'offered' | 'failed' }>

const mayPutOff = (state: UpdateState): state is PutOff =>
  (state.name === 'offered' && mayPostpone(state.offer)) || (state.name === 'failed' && !state.offer.required)

const mayPostpone = ({ required, tell, postponed }: Offer): boolean => !required && !tell && !postponed

/** What the customer sees of it, where it is shown at all. */
export function shownOf(state: UpdateState): UpdateView | null {
  if (state.name === 'none' || state.name === 'put-off') return null
  const { version, required, tell } = state.offer
  const shown = { version, required, percent: 0, mayPostpone: mayPutOff(state) }
  // Fetched behind, and installed when the window was closed: what there is to choose is only "now".
  if ('after' in state && state.after === 'quit') return { ...shown, state: 'offered' }
  switch (state.name) {
    case 'offered':
      return { ...shown, state: tell ? 'tell' : 'offered' }
    case 'downloading':
      return { ...shown, state: 'downloading', percent: state.percent }
    case 'held':
      return { ...shown, state: 'downloading' }
    case 'ready':
    case 'installing':
    case 'failed':
      return { ...shown, state: state.name }
    default:
      return assertNever(state)
  }
}

/** Whether it is installed once the window was closed. */
export const installsAtQuit = (state: UpdateState): boolean =>
  (state.name === 'downloading' || state.name === 'ready') && state.after === 'quit'
