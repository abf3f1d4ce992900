import { randomBytes } from 'node:crypto'
import { type Refusal, refuse } from '../../shared/errors'
import type { AgentToRelay, JoinReply } from '../../shared/protocol'
import { compareVersions, numbered } from '../../shared/versions'
import type { AgentSeat } from '../agents'
import type { Config } from '../config'
import { guessesPerMinute, wrongCodesPerSocket } from '../limits'
import type { Services } from '../services'
import { hashToken, newToken } from '../tokens'

type Join = Extract<AgentToRelay, { type: 'join' }>

/** An agent enters a code. Wrong ones are counted per connection, per address and in all, before they are looked up. */
export async function join(services: Services, seat: AgentSeat, message: Join): Promise<JoinReply> {
  const { audit, background, clock, codes, limits, identity, operators, records, rooms, sessions, turn } =
    services
  if (rooms.ofAgent(seat.link) !== undefined) return refuse('message-late', 'type')
  // A program that may not begin a session is told so, whatever its code: nothing is counted against it.
  const unfit = unfitFor(services.config, message)
  if (unfit !== null) {
    services.log.warn(
      {
        where: 'join',
        error: unfit.error,
        version: numbered(message.agentVersion),
        channel: message.channel,
      },
      'an agent was refused',
    )
    return unfit
  }
  if (seat.wrongCodes >= wrongCodesPerSocket) return refuse('too-many-attempts')
  const most = guessesPerMinute(await codes.countOpen())
  if (!limits.codesPerAddress.take(seat.address)) return refuse('too-many-attempts')
  if (!limits.codesInAll.take('all', most)) {
    limits.codesPerAddress.giveBack(seat.address)
    return refuse('too-many-attempts')
  }

  const taken = await codes.take(message.code)
  if (!taken.ok) return wrong(seat, taken)
  const operator = await operators.byId(taken.operator)
  await records.keep(message.records)
  const { session } = taken
  const waiting = rooms.of(session)
  const resume = { agent: newToken(), console: newToken() }
  const terms = {
    language: message.language,
    resumeSeconds: message.resumeSeconds,
    tokens: { agent: hashToken(resume.agent), console: hashToken(resume.console) },
    challenge: randomBytes(32).toString('hex'),
    joinedAt: clock(),
  }
  // Before anybody is told of it: whoever holds a token can come back, also to a relay that was restarted.
  if (operator !== null && waiting !== undefined)
    await sessions.add({ ...terms, session, operator: operator.id, signIn: waiting.signIn })
  const room = operator === null ? null : rooms.join(session, seat.link, terms)
  // Taken in the very moment in which the operator left or was shut out: nobody waits for it any more.
  if (operator === null || room === null) {
    await sessions.forget(session)
    return wrong(seat, refuse('code-expired', 'code'))
  }

  limits.codesPerAddress.giveBack(seat.address)
  limits.codesInAll.giveBack('all')
  seat.session = session
  const iceServers = turn.serversFor(session)
  const { language, resumeSeconds, challenge } = terms
  room.console.link?.send({
    v: 1,
    type: 'joined',
    session,
    language,
    iceServers,
    resume: resume.console,
    resumeSeconds,
  })
  background.run('join', () => audit.record({ event: 'joined', operator: operator.id, session }))
  // From the record of the account and from nowhere else: a name chosen by a peer would be a lie waiting to happen.
  const shown = { name: operator.name, company: operator.company }
  return {
    ok: true,
    session,
    operator: shown,
    iceServers,
    challenge,
    resume: resume.agent,
    identity: identity.prove({ nonce: message.nonce, session, challenge, operator: shown }),
  }
}

/** A version that cannot be compared is as good as the oldest. */
function unfitFor({ minimumVersion, legacy }: Config, { agentVersion, channel }: Join): Refusal | null {
  if (channel === 'legacy' && legacy === 'refuse') return refuse('channel-refused')
  if (minimumVersion === null) return null
  const version = numbered(agentVersion)
  return version === null || compareVersions(version, minimumVersion) < 0 ? refuse('agent-too-old') : null
}

function wrong(seat: AgentSeat, refusal: Refusal): Refusal {
  seat.wrongCodes += 1
  return refusal
}
