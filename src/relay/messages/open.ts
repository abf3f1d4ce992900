import { randomBytes } from 'node:crypto'
import { refuse } from '../../shared/errors'
import type { OpenReply } from '../../shared/protocol'
import type { ConsoleSeat } from '../consoles'
import type { Services } from '../services'

/** The operator asks for a code. The last one that nobody has used is void from now on. */
export async function open(services: Services, seat: ConsoleSeat): Promise<OpenReply> {
  const { audit, background, codes, rooms, signIns } = services
  // The page was let in when it connected; that may be hours ago.
  if ((await signIns.find(seat.token)) === null) return refuse('not-signed-in')
  const last = rooms.ofConsole(seat.link)
  if (last?.name === 'joined') return refuse('message-late', 'type')
  if (last !== undefined) rooms.end(last, 'operator', seat.link)

  const session = randomBytes(16).toString('base64url')
  const operator = seat.signIn.operator.id
  const signIn = seat.signIn.tokenHash
  const { code, expiresAt } = await codes.open(session, operator)
  rooms.open({ name: 'waiting', session, operator, signIn, console: { link: seat.link }, expiresAt })
  background.run('open', () => audit.record({ event: 'code-opened', operator, session }))
  return { ok: true, code, expiresAt: new Date(expiresAt).toISOString() }
}
