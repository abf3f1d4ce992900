import type { OperatorRecord } from '../shared/protocol'
import { signIn, signOut, whoAmI } from './account'
import { FrameFigures } from './frame-figures'
import { keepShown, takeKeptSession } from './kept-session'
import { createMeter, type Meter } from './meter'
import type { Question } from './questions'
import { type Event, first, isLate, next, type Screen } from './screen'
import { openSupport, type Support, type SupportEvent } from './support'

/** What the operator may wish; a wish that does not belong to the screen changes nothing. */
export type Wishes = {
  signIn(user: string, password: string): void
  signOut(): void
  /** A new code, for a new support. */
  openCode(): void
  cancelCode(): void
  endSession(): void
  /** Something more of the customer, in a session that was approved. */
  ask(question: Question): void
  toDesk(): void
}

/** The owner of the screen: the only one who changes it, and the one who holds the support that runs. */
export type Page = {
  readonly screen: Screen
  readonly picture: MediaStream | null
  readonly figures: FrameFigures
  /** How good the connection is, of the support that runs. */
  readonly meter: Meter
  readonly wishes: Wishes
  /** Returns the undo. */
  watch(onChange: () => void): () => void
}

export function createPage(): Page {
  const watchers = new Set<() => void>()
  let screen: Screen = first
  let support: Support | null = null
  const nothing = { first: null, stills: 0 }
  let figures = new FrameFigures(nothing, keepShown)
  const meter = createMeter()

  /** False where the event came too late to count. */
  const tell = (event: Event): boolean => {
    const result = next(screen, event)
    if (isLate(result)) {
      console.warn(`page: ignored ${result.late}`)
      return false
    }
    screen = result
    for (const watcher of watchers) watcher()
    return true
  }
  const start = async () => {
    const me = await whoAmI()
    if (me.ok) await enter(me.operator)
    else tell({ type: 'sign-in-refused', error: me.error === 'not-signed-in' ? null : me.error })
  }
  /** To the session that this tab was in, where there is one; else to the desk. */
  const enter = async (operator: OperatorRecord) => {
    const kept = await takeKeptSession()
    if (kept === null) return void tell({ type: 'signed-in', operator, error: null })
    figures = new FrameFigures(kept, keepShown)
    support = openSupport(kept, meter, (event) => {
      if (event.type === 'came-back') tell({ type: 'resumed', operator, at: event.at })
      else if (event.type === 'not-back' && event.error === 'not-signed-in')
        tell({ type: 'sign-in-refused', error: event.error })
      else if (event.type === 'not-back') tell({ type: 'signed-in', operator, error: event.error })
      else tell(event)
    })
  }
  /** A sign-in that ran out shows on the next call: the operator signs in again rather than reads an error. */
  const hear = (event: SupportEvent) => {
    if (event.type === 'came-back' || event.type === 'not-back') return
    if (event.type === 'code-refused' && event.error === 'not-signed-in')
      tell({ type: 'signed-out', error: event.error })
    else tell(event)
  }

  const wishes: Wishes = {
    signIn: async (user, password) => {
      if (!tell({ type: 'sign-in-asked' })) return
      const me = await signIn(user, password)
      if (me.ok) await enter(me.operator)
      else tell({ type: 'sign-in-refused', error: me.error })
    },
    signOut: async () => {
      support?.end('operator')
      const reply = await signOut()
      if (reply.ok || reply.error === 'not-signed-in') tell({ type: 'signed-out', error: null })
      else tell({ type: 'sign-out-refused', error: reply.error })
    },
    openCode: () => {
      if (!tell({ type: 'code-asked' })) return
      figures = new FrameFigures(nothing, keepShown)
      support = openSupport(null, meter, hear)
    },
    cancelCode: () => {
      if (tell({ type: 'desk-asked' })) support?.end('operator')
    },
    endSession: () => {
      if (screen.name === 'session') support?.end('operator')
    },
    ask: (question) => {
      if (screen.name === 'session') support?.ask(question)
    },
    toDesk: () => {
      tell({ type: 'desk-asked' })
    },
  }
  void start()

  return {
    get screen() {
      return screen
    },
    get picture() {
      return support?.picture ?? null
    },
    get figures() {
      return figures
    },
    meter,
    wishes,
    watch: (onChange) => {
      watchers.add(onChange)
      return () => watchers.delete(onChange)
    },
  }
}
