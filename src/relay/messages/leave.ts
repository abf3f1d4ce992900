import { refuse } from '../../shared/errors'
import { type AgentToRelay, type ConsoleToRelay, type DoneReply, reasonBy } from '../../shared/protocol'
import type { AgentSeat } from '../agents'
import type { ConsoleLink } from '../rooms'
import type { Services } from '../services'

type FromAgent = Extract<AgentToRelay, { type: 'leave' }>
type FromConsole = Extract<ConsoleToRelay, { type: 'leave' }>

/**
 * The session ends whatever the reason says; one that is not this side's to give is passed on as `failed`. An agent whose
 * session the other side ended may still leave, once: the receipt of that session has its anchor in this message.
 */
export async function leaveAsAgent(
  { records, rooms }: Services,
  seat: AgentSeat,
  { reason, records: anchors }: FromAgent,
): Promise<DoneReply> {
  const { session } = seat
  if (session === null) return refuse('message-late', 'type')
  seat.session = null
  // First of all, and without waiting for the database.
  const room = rooms.ofAgent(seat.link)
  if (room !== undefined) rooms.end(room, reasonBy('agent', reason), seat.link)
  await records.keep(anchors)
  return { ok: true }
}

/** As above, for the other side. */
export function leaveAsConsole({ rooms }: Services, link: ConsoleLink, { reason }: FromConsole): DoneReply {
  const room = rooms.ofConsole(link)
  if (room === undefined) return refuse('message-late', 'type')
  rooms.end(room, reasonBy('console', reason), link)
  return { ok: true }
}
