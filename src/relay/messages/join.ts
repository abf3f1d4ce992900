import { randomBytes } from 'node:crypto'
import { type Refusal, refuse } from '../../shared/errors'
import type { AgentToRelay, JoinReply } from '../../shared/protocol'
import type { AgentSeat } from '../agents'
import { guessesPerMinute, wrongCodesPerSocket } from '../limits'
import type { Services } from '../services'

type Join = Extract<AgentToRelay, { type: 'join' }>

/** An agent enters a code. Wrong ones are counted per connection, per address and in all, before they are looked up. */
export async function join(services: Services, seat: AgentSeat, message: Join): Promise<JoinReply> {
  const { audit, background, codes, config, limits, operators, records, rooms } = services
  if (rooms.ofAgent(seat.link) !== undefined) return refuse('message-late', 'type')
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
  const challenge = randomBytes(32).toString('hex')
  const room = operator === null ? null : rooms.join(taken.session, seat.link, challenge)
  // Taken in the very moment in which the operator left or was shut out: nobody waits for it any more.
  if (operator === null || room === null) return wrong(seat, refuse('code-expired', 'code'))

  limits.codesPerAddress.giveBack(seat.address)
  limits.codesInAll.giveBack('all')
  const { session } = room
  seat.session = session
  const iceServers = [...config.ice]
  room.console.send({ v: 1, type: 'joined', session, language: message.language, iceServers })
  background.run('join', () => audit.record({ event: 'joined', operator: operator.id, session }))
  return {
    ok: true,
    session,
    // From the record of the account and from nowhere else: a name chosen by a peer would be a lie waiting to happen.
    operator: { name: operator.name, company: operator.company },
    iceServers,
    challenge,
  }
}

function wrong(seat: AgentSeat, refusal: Refusal): Refusal {
  seat.wrongCodes += 1
  return refusal
}
