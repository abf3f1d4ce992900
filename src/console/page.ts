import { signIn, signOut, whoAmI } from './account'
import { FrameFigures } from './frame-figures'
import { type Event, first, isLate, next, type Screen } from './screen'
import { openSupport, type Support } from './support'
import type { Question } from './talk'

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
  readonly wishes: Wishes
  /** Returns the undo. */
  watch(onChange: () => void): () => void
}

export function createPage(): Page {
  const watchers = new Set<() => void>()
  let screen: Screen = first
  let support: Support | null = null
  let figures = new FrameFigures()

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
    if (me.ok) tell({ type: 'signed-in', operator: me.operator })
    else tell({ type: 'sign-in-refused', error: me.error === 'not-signed-in' ? null : me.error })
  }
  /** A sign-in that ran out shows on the next call: the operator signs in again rather than reads an error. */
  const hear = (event: Event) => {
    if (event.type === 'code-refused' && event.error === 'not-signed-in')
      tell({ type: 'signed-out', error: event.error })
    else tell(event)
  }

  const wishes: Wishes = {
    signIn: async (user, password) => {
      if (!tell({ type: 'sign-in-asked' })) return
      const me = await signIn(user, password)
      if (me.ok) tell({ type: 'signed-in', operator: me.operator })
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
      figures = new FrameFigures()
      support = openSupport(hear)
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
    wishes,
    watch: (onChange) => {
      watchers.add(onChange)
      return () => watchers.delete(onChange)
    },
  }
}
