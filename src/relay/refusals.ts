import type { FastifyReply } from 'fastify'
import { type ErrorCode, type Refusal, refuse } from '../shared/errors'

/** The HTTP status beside each name; the name is what counts. */
const status: Readonly<Partial<Record<ErrorCode, number>>> = {
  'message-malformed': 400,
  'version-unknown': 400,
  'not-signed-in': 401,
  'sign-in-wrong': 401,
  'sender-unknown': 403,
  'message-unknown': 404,
  'profile-unknown': 404,
  'record-unknown': 404,
  'message-late': 409,
  'message-too-large': 413,
  'too-many-attempts': 429,
  'too-many-requests': 429,
  internal: 500,
}

export const sendRefusal = (reply: FastifyReply, refusal: Refusal): FastifyReply =>
  reply.code(status[refusal.error] ?? 400).send(refusal)

/** What Fastify and its plugins throw at a bad request, by our names; null = not the caller's fault. */
export function refusalOf(error: unknown): Refusal | null {
  const { statusCode } = error as { statusCode?: unknown }
  if (typeof statusCode !== 'number' || statusCode < 400 || statusCode > 499) return null
  if (statusCode === 413) return refuse('message-too-large')
  if (statusCode === 415) return refuse('message-malformed', 'content-type')
  if (statusCode === 429) return refuse('too-many-requests')
  return refuse('message-malformed')
}
