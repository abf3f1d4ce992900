import type { Socket } from 'socket.io-client'
import { type Refusal, refuse } from '../shared/errors'
import { parseValue } from '../shared/parse'
import type { AgentToRelay } from '../shared/protocol'
import type { z } from '../shared/zod'
import { log } from './log'

export const REPLY_LIMIT_MS = 8000

/**
 * Says one message and hands back its parsed answer, in line with what the relay says after it (a promise would come
 * later). `relay-unreachable` where none came in time, or the connection went.
 */
export function ask<T>(
  socket: Socket,
  message: AgentToRelay,
  reply: z.ZodType<T>,
  answered: (reply: T | Refusal) => void,
  limitMs = REPLY_LIMIT_MS,
): void {
  socket.timeout(limitMs).emit('message', message, (error: Error | null, raw: unknown) => {
    if (error !== null) {
      log('relay', `no answer to ${message.type}`, error)
      return answered(refuse('relay-unreachable'))
    }
    const parsed = parseValue(reply, raw)
    answered(parsed.ok ? parsed.message : parsed)
  })
}
