import { type Audit, createAudit } from './audit'
import type { Authority } from './authority'
import { type Background, createBackground } from './background'
import type { Clock } from './clock'
import { type Codes, createCodes } from './codes'
import type { Config } from './config'
import { createDevices, type Devices } from './devices'
import type { Identity } from './identity'
import { createLimits, type Limits } from './limits'
import type { Log } from './log'
import { createOperators, type Operators } from './operators'
import { createRelayProfiles, type RelayProfiles } from './profiles'
import { createRecords, type Records } from './records'
import { createRooms, type End, type Joined, type Rooms } from './rooms'
import { createSessions, type Sessions } from './sessions'
import { createSignIns, type SignIns } from './sign-ins'
import type { Store } from './store'
import { createTurn, type Turn } from './turn'

/** What the parts of the relay are handed. Built once; nobody reaches for a global. */
export type Services = {
  readonly config: Config
  readonly clock: Clock
  readonly log: Log
  readonly store: Store
  readonly operators: Operators
  readonly signIns: SignIns
  readonly codes: Codes
  readonly audit: Audit
  readonly authority: Authority
  readonly identity: Identity
  readonly devices: Devices
  readonly records: Records
  readonly profiles: RelayProfiles
  readonly limits: Limits
  readonly background: Background
  readonly rooms: Rooms
  readonly sessions: Sessions
  readonly turn: Turn
}

type Parts = Pick<Services, 'config' | 'store' | 'clock' | 'log' | 'authority' | 'identity'>

export function createServices({ config, store, clock, log, authority, identity }: Parts): Services {
  const background = createBackground(log)
  const codes = createCodes(store, clock, config.codeMinutes)
  const audit = createAudit(store, clock)
  const sessions = createSessions(store, clock)
  const note = ({ operator, session }: Joined, end: End, what: 'lost' | 'resumed') =>
    audit.record({ event: `${end}-${what}`, operator, session })
  const rooms = createRooms(
    {
      ended({ name, session, operator }, reason) {
        background.run('rooms.end', async () => {
          if (name === 'waiting') await codes.void(session)
          else await sessions.end(session, reason)
          await audit.record({ event: 'ended', operator, session, reason })
        })
      },
      changed: (room) => background.run('rooms.change', () => sessions.keep(room)),
      lost: (room, end) => background.run('rooms.lose', () => note(room, end, 'lost')),
      resumed: (room, end) =>
        background.run('rooms.resume', async () => {
          await sessions.keep(room)
          await note(room, end, 'resumed')
        }),
    },
    clock,
  )
  return {
    config,
    clock,
    log,
    store,
    operators: createOperators(store, clock),
    signIns: createSignIns(store, clock),
    codes,
    audit,
    authority,
    identity,
    devices: createDevices(store, clock),
    records: createRecords(store, clock),
    profiles: createRelayProfiles({ folder: config.profiles, store, log, clock }),
    limits: createLimits(clock),
    background,
    rooms,
    sessions,
    turn: createTurn(config.turn, clock),
  }
}
