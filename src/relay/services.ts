import { type Audit, createAudit } from './audit'
import type { Authority } from './authority'
import { type Background, createBackground } from './background'
import type { Clock } from './clock'
import { type Codes, createCodes } from './codes'
import type { Config } from './config'
import { createDevices, type Devices } from './devices'
import { createLimits, type Limits } from './limits'
import type { Log } from './log'
import { createOperators, type Operators } from './operators'
import { createRelayProfiles, type RelayProfiles } from './profiles'
import { createRecords, type Records } from './records'
import { createRooms, type Rooms } from './rooms'
import { createSignIns, type SignIns } from './sign-ins'
import type { Store } from './store'

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
  readonly devices: Devices
  readonly records: Records
  readonly profiles: RelayProfiles
  readonly limits: Limits
  readonly background: Background
  readonly rooms: Rooms
}

type Parts = Pick<Services, 'config' | 'store' | 'clock' | 'log' | 'authority'>

export function createServices({ config, store, clock, log, authority }: Parts): Services {
  const background = createBackground(log)
  const codes = createCodes(store, clock, config.codeMinutes)
  const audit = createAudit(store, clock)
  const rooms = createRooms((room, reason) => {
    const { session, operator } = room
    background.run('rooms.end', async () => {
      if (room.name === 'waiting') await codes.void(session)
      await audit.record({ event: 'ended', operator, session, reason })
    })
  })
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
    devices: createDevices(store, clock),
    records: createRecords(store, clock),
    profiles: createRelayProfiles({ folder: config.profiles, store, log, clock }),
    limits: createLimits(clock),
    background,
    rooms,
  }
}
