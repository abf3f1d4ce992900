import { refuse } from '../../shared/errors'
import type { CallInput, LinkCommand, Outcome } from '../../shared/ipc'
import type { ServerAnswer } from '../../shared/network'

/** Main's half of trying servers in the page: one question at a time. */
export type ServerQuestion = {
  /** @returns null where the page did not answer before the signal, or was asked anew */
  ask(urls: readonly string[], over: AbortSignal): Promise<readonly ServerAnswer[] | null>
  /** The page's answer (the call `network-probed`). */
  answered(answers: CallInput<'network-probed'>): Outcome
  /** The page has loaded: a question that it cannot have heard is put again. */
  repeat(): void
}

export function createServerQuestion(page: { command(command: LinkCommand): void }): ServerQuestion {
  let open: {
    readonly urls: readonly string[]
    readonly done: (answers: readonly ServerAnswer[] | null) => void
  } | null = null
  const put = () => {
    if (open !== null) page.command({ do: 'probe', urls: [...open.urls] })
  }
  return {
    ask: (urls, over) =>
      new Promise((resolve) => {
        open?.done(null)
        const mine = {
          urls,
          done: (answers: readonly ServerAnswer[] | null) => {
            over.removeEventListener('abort', giveUp)
            if (open === mine) open = null
            resolve(answers)
          },
        }
        const giveUp = () => mine.done(null)
        over.addEventListener('abort', giveUp)
        open = mine
        put()
      }),
    answered(answers) {
      if (open === null) return refuse('message-late')
      const { urls } = open
      if (answers.some(({ url }) => !urls.includes(url))) return refuse('message-malformed', 'url')
      open.done(answers)
      return { ok: true }
    },
    repeat: put,
  }
}
