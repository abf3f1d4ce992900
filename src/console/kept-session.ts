import { resumeToken } from '../shared/protocol'
import { z } from '../shared/zod'
import type { Shown } from './frame-figures'

const KEY = 'sobani-session'
/** The page before this one lets go of its session while it is unloaded. */
const FREE_MS = 2_000

const kept = z.strictObject({
  session: z.string().max(64),
  token: resumeToken,
  first: z.number().nullable(),
  stills: z.number().int().nonnegative(),
})
/** What it takes to come back to a session; nothing of the customer. */
export type KeptSession = z.infer<typeof kept>

/** In this tab only, until the session ends. */
export function keepSession(session: KeptSession): void {
  sessionStorage.setItem(KEY, JSON.stringify(session))
}

/** What the end will say of the picture; nothing where no session is kept (any more). */
export function keepShown({ first, stills }: Shown): void {
  const session = found()
  if (session !== null) keepSession({ ...session, first, stills })
}

function found(): KeptSession | null {
  const text = sessionStorage.getItem(KEY)
  return text === null ? null : (kept.safeParse(jsonIn(text)).data ?? null)
}

export function forgetSession(): void {
  sessionStorage.removeItem(KEY)
}

/** Null where there is none, or where another tab has it: a tab that is doubled takes its storage along. */
export async function takeKeptSession(): Promise<KeptSession | null> {
  const session = found()
  if (session !== null && (await holdSession(session.session))) return session
  forgetSession()
  return null
}

/** Holds it until the page goes. False where another page holds it. */
export function holdSession(session: string): Promise<boolean> {
  return new Promise((resolve) => {
    navigator.locks
      .request(`${KEY} ${session}`, { signal: AbortSignal.timeout(FREE_MS) }, () => {
        resolve(true)
        return new Promise(() => undefined)
      })
      .catch(() => resolve(false))
  })
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
