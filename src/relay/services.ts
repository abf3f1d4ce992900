import { type Audit, createAudit } from './audit'
import { type Background, createBackground } from './background'
import type { Clock } from './clock'
import { type Codes, createCodes } from './codes'
import type { Config } from './config'
import { createLimits, type Limits } from './limits'
import type { Log } from './log'
import { createOperators, type Operators } from './operators'
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
  readonly limits: Limits
  readonly background: Background
  readonly rooms: Rooms
}

export function createServices(config: Config, store: Store, clock: Clock, log: Log): Services {
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
    limits: createLimits(clock),
    background,
    rooms,
  }
}
