import { type EndReason, isReport } from '../../shared/end-reasons'
import { refuse } from '../../shared/errors'
import { type AgentToRelay, type ConsoleToRelay, type DoneReply, reasonBy } from '../../shared/protocol'
import type { AgentSeat } from '../agents'
import type { ConsoleLink } from '../rooms'
import type { Services } from '../services'

type FromAgent = Extract<AgentToRelay, { type: 'leave' }>
type FromConsole = Extract<ConsoleToRelay, { type: 'leave' }>

/**
 * The session ends whatever the reason says; one that is not this side's to give is passed on as `failed`. An agent whose
 * session the other side ended may still leave, once: the receipt of that session has its anchor in this message, and a
 * customer who reports the operator is heard also where the operator was quicker. An `ok` means that the report is kept.
 */
export async function leaveAsAgent(
  services: Services,
  seat: AgentSeat,
  { reason: said, records: anchors }: FromAgent,
): Promise<DoneReply> {
  const { records, rooms } = services
  const { session } = seat
  const reason = reasonBy('agent', said)
  if (session === null) return refuse('message-late', 'type')
  seat.session = null
  // First of all, and without waiting for the database.
  const room = rooms.ofAgent(seat.link)
  // Asked of the database before the end is, which whoever comes back is told: a report that was heard is there.
  const reported = isReport(reason) ? report(services, session, room?.operator ?? null, reason) : null
  if (room !== undefined) rooms.end(room, reason, seat.link)
  await reported
  await records.keep(anchors)
  return { ok: true }
}

/** For the company's eyes: audit, `report list` and a line in the log. Of the customer it says nothing. */
async function report(
  { audit, log, sessions }: Services,
  session: string,
  known: string | null,
  reason: EndReason,
): Promise<void> {
  const operator = known ?? (await sessions.findEnded(session))?.operator ?? null
  await audit.record({ event: 'reported', operator, session, reason })
  log.warn({ where: 'report', session, operator, reason }, 'a customer reported a session')
}

/** As above, for the other side. */
export function leaveAsConsole({ rooms }: Services, link: ConsoleLink, { reason }: FromConsole): DoneReply {
  const room = rooms.ofConsole(link)
  if (room === undefined) return refuse('message-late', 'type')
  rooms.end(room, reasonBy('console', reason), link)
  return { ok: true }
}
