import { type Refusal, refuse } from '../shared/errors'
import { type Parsed, parseValue } from '../shared/parse'
import type { Profile } from '../shared/profile'
import { doneReply, type MeReply, meReply, profileReply } from '../shared/protocol'
import type { z } from '../shared/zod'

const WAIT_MS = 10_000

/** Who is signed in, by the cookie that only the relay can read. */
export const whoAmI = (): Promise<MeReply> => ask('/api/me', {}, meReply)

export const signIn = (user: string, password: string): Promise<MeReply> =>
  ask('/api/sign-in', post({ user, password }), meReply)

export const signOut = (): Promise<{ readonly ok: true } | Refusal> =>
  ask('/api/sign-out', { method: 'POST' }, doneReply)

/** The rules of one service; null where they could not be had: the panel then does without. */
export async function serviceOf(id: string): Promise<Profile | null> {
  const reply = await ask(`/api/profiles/${encodeURIComponent(id)}`, {}, profileReply)
  return reply.ok ? reply.profile : null
}

const post = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

async function ask<T>(path: string, init: RequestInit, schema: z.ZodType<T | Refusal>): Promise<T | Refusal> {
  let response: Response
  let body: unknown
  try {
    response = await fetch(path, { ...init, cache: 'no-store', signal: AbortSignal.timeout(WAIT_MS) })
    body = await response.json().catch((cause: unknown) => cause)
  } catch (cause) {
    console.warn(`account: ${path} could not be reached`, cause)
    return refuse('relay-unreachable')
  }
  const reply: Parsed<T | Refusal> = parseValue(schema, body)
  return reply.ok ? reply.message : strangeAnswer(path, response.status)
}

/** Not the relay's own words: a proxy in between, or the relay's outer limits. */
function strangeAnswer(path: string, status: number): Refusal {
  console.warn(`account: ${path} answered ${status} in an unknown form`)
  if (status === 429) return refuse('too-many-requests')
  return refuse(status >= 502 && status <= 504 ? 'relay-unreachable' : 'internal')
}
