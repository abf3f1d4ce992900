import { refuse } from '../../shared/errors'
import type { AgentToRelay, ConsoleToRelay, DoneReply } from '../../shared/protocol'
import type { AgentLink, ConsoleLink } from '../rooms'
import type { Services } from '../services'

type FromAgent = Extract<AgentToRelay, { type: 'signal' }>
type FromConsole = Extract<ConsoleToRelay, { type: 'signal' }>

/**
 * Passes between exactly the two that are in one session, and to nobody else. The relay reads the shape only. To an end
 * that is away nothing is said, and nothing is kept: the agent opens a new link once it is back, and what belongs to an
 * older one is of no use then.
 */
export function signalFromAgent({ rooms }: Services, link: AgentLink, message: FromAgent): DoneReply {
  const room = rooms.ofAgent(link)
  if (room === undefined) return refuse('message-late', 'type')
  room.console.link?.send(message)
  return { ok: true }
}

export function signalFromConsole({ rooms }: Services, link: ConsoleLink, message: FromConsole): DoneReply {
  const room = rooms.ofConsole(link)
  if (room?.name !== 'joined') return refuse('message-late', 'type')
  room.agent.link?.send(message)
  return { ok: true }
}
