import { refuse } from '../../shared/errors'
import type { AgentToRelay, ConsoleToRelay, DoneReply, EndReason } from '../../shared/protocol'
import type { AgentLink, ConsoleLink } from '../rooms'
import type { Services } from '../services'

type FromAgent = Extract<AgentToRelay, { type: 'leave' }>
type FromConsole = Extract<ConsoleToRelay, { type: 'leave' }>

// What each side can know of itself. Neither may put words into the other's mouth: an operator's page cannot have a
// receipt say that the customer ended it.
const agentReasons: readonly EndReason[] = [
  'customer',
  'refused',
  'scam',
  'words-differ',
  'indicator',
  'agent-gone',
  'timeout',
  'failed',
]
const consoleReasons: readonly EndReason[] = [
  'operator',
  'words-differ',
  'operator-gone',
  'timeout',
  'failed',
]

/** The session ends whatever the reason says; one that is not this side's to give is passed on as `failed`. */
export function leaveAsAgent({ rooms }: Services, link: AgentLink, { reason }: FromAgent): DoneReply {
  const room = rooms.ofAgent(link)
  if (room === undefined) return refuse('message-late', 'type')
  rooms.end(room, agentReasons.includes(reason) ? reason : 'failed', link)
  return { ok: true }
}

export function leaveAsConsole({ rooms }: Services, link: ConsoleLink, { reason }: FromConsole): DoneReply {
  const room = rooms.ofConsole(link)
  if (room === undefined) return refuse('message-late', 'type')
  rooms.end(room, consoleReasons.includes(reason) ? reason : 'failed', link)
  return { ok: true }
}
