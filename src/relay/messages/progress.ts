import { refuse } from '../../shared/errors'
import type { AgentToRelay, DoneReply } from '../../shared/protocol'
import type { AgentLink } from '../rooms'
import type { Services } from '../services'

type Progress = Extract<AgentToRelay, { type: 'progress' }>

/** The customer approved; the picture runs. Noted once each, in this order, and told to the operator. */
export async function progress(services: Services, link: AgentLink, message: Progress): Promise<DoneReply> {
  const { audit, rooms } = services
  const room = rooms.ofAgent(link)
  if (room === undefined || !rooms.advance(room, message.step)) return refuse('message-late', 'type')
  room.console.link?.send(message)
  await audit.record({ event: message.step, operator: room.operator, session: room.session })
  return { ok: true }
}
