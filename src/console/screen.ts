import { assertNever, type ErrorCode } from '../shared/errors'
import type { OperatorRecord } from '../shared/protocol'
import type { Contact } from './contact'
import type { Ending } from './ending'
import { silence, type Talk } from './talk'

/** Where the operator is. Times are epoch milliseconds. */
export type Screen =
  | { readonly name: 'starting' }
  | { readonly name: 'sign-in'; readonly asking: boolean; readonly error: ErrorCode | null }
  | ({ readonly name: 'desk'; readonly asking: boolean; readonly error: ErrorCode | null } & Known)
  | ({
      readonly name: 'code'
      readonly code: string
      readonly expiresAt: number
      /** `void`: the relay was lost, and the code with it. `asking`: a new one is on its way. */
      readonly state: 'open' | 'expired' | 'void' | 'asking'
    } & Known)
  | ({
      readonly name: 'session'
      readonly startedAt: number
      readonly talk: Talk
      readonly relay: 'ready' | 'lost'
      readonly contact: Contact | { readonly state: 'closed' }
    } & Known)
  | ({ readonly name: 'ended'; readonly ending: Ending; readonly seconds: number } & Known)

type Known = { readonly operator: OperatorRecord }

export type Event =
  | { readonly type: 'signed-in'; readonly operator: OperatorRecord; readonly error: ErrorCode | null }
  | { readonly type: 'sign-in-asked' }
  | { readonly type: 'sign-in-refused'; readonly error: ErrorCode | null }
  | { readonly type: 'signed-out'; readonly error: ErrorCode | null }
  | { readonly type: 'sign-out-refused'; readonly error: ErrorCode }
  | { readonly type: 'code-asked' }
  | { readonly type: 'code-refused'; readonly error: ErrorCode }
  | { readonly type: 'code-opened'; readonly code: string; readonly expiresAt: number }
  | { readonly type: 'code-expired' }
  | { readonly type: 'code-void' }
  | { readonly type: 'joined'; readonly at: number }
  | { readonly type: 'resumed'; readonly operator: OperatorRecord; readonly at: number }
  | { readonly type: 'talked'; readonly talk: Talk }
  | { readonly type: 'relay'; readonly state: 'ready' | 'lost' }
  | { readonly type: 'contact'; readonly contact: Contact }
  | { readonly type: 'link-closed' }
  | { readonly type: 'ended'; readonly ending: Ending; readonly at: number }
  | { readonly type: 'desk-asked' }

/** The event does not belong to the screen: late, early or repeated. Nothing changes. */
export type Late = { readonly late: string }
export const isLate = (result: Screen | Late): result is Late => 'late' in result

export const first: Screen = { name: 'starting' }

/** The only way from one screen to another. Pure: same screen, same event, same answer. */
export function next(screen: Screen, event: Event): Screen | Late {
  const late: Late = { late: `${event.type} on screen ${screen.name}` }
  switch (event.type) {
    case 'signed-in':
      return screen.name === 'starting' || screen.name === 'sign-in'
        ? deskOf(event.operator, event.error)
        : late
    case 'sign-in-asked':
      return screen.name === 'sign-in' && !screen.asking ? { ...screen, asking: true, error: null } : late
    case 'sign-in-refused':
      return screen.name === 'starting' || screen.name === 'sign-in' ? signInOf(event.error) : late
    case 'signed-out':
      return 'operator' in screen && screen.name !== 'session' ? signInOf(event.error) : late
    case 'sign-out-refused':
      return screen.name === 'desk' ? deskOf(screen.operator, event.error) : late
    case 'code-asked':
      return askCode(screen) ?? late
    case 'code-refused':
      return isAsking(screen) ? deskOf(screen.operator, event.error) : late
    case 'code-opened': {
      if (!isAsking(screen)) return late
      const { code, expiresAt } = event
      return { name: 'code', operator: screen.operator, code, expiresAt, state: 'open' }
    }
    case 'code-expired':
      return screen.name === 'code' && screen.state === 'open' ? { ...screen, state: 'expired' } : late
    case 'code-void':
      return screen.name === 'code' && screen.state === 'open' ? { ...screen, state: 'void' } : late
    case 'joined':
      return screen.name === 'code' && screen.state === 'open' ? sessionOf(screen, event.at) : late
    case 'resumed':
      return screen.name === 'starting' || screen.name === 'sign-in' ? sessionOf(event, event.at) : late
    case 'talked':
      return screen.name === 'session' ? { ...screen, talk: event.talk } : late
    case 'relay':
      return screen.name === 'session' ? { ...screen, relay: event.state } : late
    case 'contact':
      return screen.name === 'session' ? { ...screen, contact: event.contact } : late
    case 'link-closed':
      return screen.name === 'session' ? { ...screen, contact: { state: 'closed' } } : late
    case 'ended':
      return screen.name === 'session' ? endedOf(screen, event.ending, event.at) : late
    case 'desk-asked':
      return screen.name === 'code' || screen.name === 'ended' ? deskOf(screen.operator, null) : late
    default:
      return assertNever(event)
  }
}

const signInOf = (error: ErrorCode | null): Screen => ({ name: 'sign-in', asking: false, error })

const deskOf = (operator: OperatorRecord, error: ErrorCode | null): Screen => ({
  name: 'desk',
  operator,
  asking: false,
  error,
})

function askCode(screen: Screen): Screen | null {
  if (screen.name === 'desk' && !screen.asking) return { ...screen, asking: true, error: null }
  if (screen.name === 'code' && (screen.state === 'expired' || screen.state === 'void'))
    return { ...screen, state: 'asking' }
  return null
}

const isAsking = (screen: Screen): screen is Extract<Screen, { name: 'desk' | 'code' }> =>
  (screen.name === 'desk' && screen.asking) || (screen.name === 'code' && screen.state === 'asking')

const sessionOf = ({ operator }: Known, startedAt: number): Screen => ({
  name: 'session',
  operator,
  startedAt,
  talk: silence,
  relay: 'ready',
  contact: { state: 'opening' },
})

function endedOf(screen: Extract<Screen, { name: 'session' }>, ending: Ending, at: number): Screen {
  const seconds = Math.max(0, Math.floor((at - screen.startedAt) / 1000))
  return { name: 'ended', operator: screen.operator, ending, seconds }
}
