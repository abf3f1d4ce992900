import { refuse } from '../../shared/errors'
import { type AgentToRelay, type ConsoleToRelay, type DoneReply, reasonBy } from '../../shared/protocol'
import type { AgentLink, ConsoleLink } from '../rooms'
import type { Services } from '../services'

type FromAgent = Extract<AgentToRelay, { type: 'leave' }>
type FromConsole = Extract<ConsoleToRelay, { type: 'leave' }>

/** The session ends whatever the reason says; one that is not this side's to give is passed on as `failed`. */
export function leaveAsAgent({ rooms }: Services, link: AgentLink, { reason }: FromAgent): DoneReply {
  const room = rooms.ofAgent(link)
  if (room === undefined) return refuse('message-late', 'type')
  rooms.end(room, reasonBy('agent', reason), link)
  return { ok: true }
}

export function leaveAsConsole({ rooms }: Services, link: ConsoleLink, { reason }: FromConsole): DoneReply {
  const room = rooms.ofConsole(link)
  if (room === undefined) return refuse('message-late', 'type')
  rooms.end(room, reasonBy('console', reason), link)
  return { ok: true }
}
