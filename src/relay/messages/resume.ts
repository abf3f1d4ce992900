import { type EndReason, toldToConsole } from '../../shared/end-reasons'
import { type Refusal, refuse } from '../../shared/errors'
import type { AgentResumeReply, AgentToRelay, ConsoleResumeReply } from '../../shared/protocol'
import type { AgentSeat } from '../agents'
import type { ConsoleSeat } from '../consoles'
import type { End, Joined } from '../rooms'
import type { Services } from '../services'
import { isToken } from '../tokens'

type Resume = Extract<AgentToRelay, { type: 'resume' }>

/** One try to come back. */
type Tried = Resume & {
  readonly end: End
  /** Salted, for counting. */
  readonly address: string
  /** Null for an agent, which has none. */
  readonly operator: string | null
}

/** An agent comes back to its session on a new connection. */
export async function resumeAsAgent(
  services: Services,
  seat: AgentSeat,
  message: Resume,
): Promise<AgentResumeReply> {
  const { limits, rooms, turn } = services
  const own = rooms.ofAgent(seat.link)
  if (own !== undefined && own.session !== message.session) return refuse('message-late', 'type')
  const tried: Tried = { ...message, end: 'agent', address: seat.address, operator: null }
  if (!limits.resumesPerAddress.take(seat.address)) return refuse('too-many-attempts')
  const room = goesOn(services, tried)
  if (room === null) return over(services, tried, (reason) => seat.link.send({ v: 1, type: 'ended', reason }))
  rooms.resumeAgent(room, seat.link)
  seat.session = room.session
  return { ok: true, iceServers: turn.serversFor(room.session), present: room.console.link !== null }
}

/** A page comes back, perhaps loaded anew, so that it is told again what it would know. */
export async function resumeAsConsole(
  services: Services,
  seat: ConsoleSeat,
  message: Resume,
): Promise<ConsoleResumeReply> {
  const { limits, rooms, signIns, turn } = services
  // The page was let in when it connected; that may be hours ago.
  if ((await signIns.find(seat.token)) === null) return refuse('not-signed-in')
  const own = rooms.ofConsole(seat.link)
  if (own !== undefined && own.session !== message.session) return refuse('message-late', 'type')
  const { operator, tokenHash } = seat.signIn
  const tried: Tried = { ...message, end: 'console', address: seat.address, operator: operator.id }
  if (!limits.resumesPerAddress.take(seat.address)) return refuse('too-many-attempts')
  const room = goesOn(services, tried)
  if (room === null)
    return over(services, tried, (reason) =>
      seat.link.send({ v: 1, type: 'ended', reason: toldToConsole(reason, true) }),
    )
  rooms.resumeConsole(room, seat.link, tokenHash)
  const { device, joinedAt, language, progress, resumeSeconds } = room
  return {
    ok: true,
    iceServers: turn.serversFor(room.session),
    present: room.agent.link !== null,
    language,
    progress,
    device,
    resumeSeconds,
    joinedAt: new Date(joinedAt).toISOString(),
  }
}

const fits = ({ token, end, operator }: Tried, kept: Pick<Joined, 'tokens' | 'operator'>): boolean =>
  isToken(token, kept.tokens[end]) && (operator === null || kept.operator === operator)

/**
 * Without waiting for anything, as what follows up to the reply: the session may not end meanwhile, and nothing that the
 * other end says to the one who is back may come before the reply.
 */
function goesOn({ limits, rooms }: Services, tried: Tried): Joined | null {
  const room = rooms.of(tried.session)
  if (room?.name !== 'joined' || !fits(tried, room)) return null
  limits.resumesPerAddress.giveBack(tried.address)
  return room
}

/**
 * A session that never was, one that is forgotten, one with another token and one of another operator are all answered
 * alike, and after the same look into the database. Whoever was in it is told first why it ended.
 */
async function over(
  { limits, sessions }: Services,
  tried: Tried,
  tell: (reason: EndReason) => void,
): Promise<Refusal> {
  const ended = await sessions.findEnded(tried.session)
  if (ended !== null && fits(tried, ended)) {
    limits.resumesPerAddress.giveBack(tried.address)
    tell(ended.reason)
  }
  return refuse('session-over')
}
