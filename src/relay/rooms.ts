import type { DeviceRecord } from '../shared/device'
import type { EndReason, RelayToAgent, RelayToConsole } from '../shared/protocol'

/** One connected page of an operator, one connected agent. A link is the same object for as long as it is connected. */
export type ConsoleLink = { send(message: RelayToConsole): void }
export type AgentLink = { send(message: RelayToAgent): void }

type Place = {
  readonly session: string
  readonly operator: string
  readonly console: ConsoleLink
}
export type Waiting = Place & { readonly name: 'waiting'; readonly expiresAt: number }
export type Joined = Place & {
  readonly name: 'joined'
  readonly agent: AgentLink
  readonly progress: 'none' | 'approved' | 'live'
  /** What a device signs to prove itself (shared/device.ts); null once that was tried. */
  readonly challenge: string | null
  /** As the console was told. */
  readonly device: DeviceRecord | null
}
export type Room = Waiting | Joined

/**
 * The sessions that are going on: one console and, once the code was taken, one agent. Kept in memory, because a
 * session lives no longer than its connections; what has to outlive them is in the audit.
 */
export type Rooms = {
  open(room: Waiting): void
  /** @returns null where nobody waits (any more) */
  join(session: string, agent: AgentLink, challenge: string): Joined | null
  /** Notes a step, each once and in order. @returns false where it is not the next one */
  advance(room: Joined, step: 'approved' | 'live'): boolean
  /** @returns the challenge, once: whatever comes of it, a session has no second one */
  takeChallenge(room: Joined): string | null
  /** Tells the console which device it is; a session that ended meanwhile is nobody's any more. */
  showDevice(room: Joined, device: DeviceRecord): void
  /** Tells the consoles that see this device now. */
  tellRevoked(deviceId: string): void
  ofConsole(link: ConsoleLink): Room | undefined
  ofAgent(link: AgentLink): Joined | undefined
  /** Ends a session, once: whoever is in it is told, but for the one who ended it. */
  end(room: Room, reason: EndReason, by?: ConsoleLink | AgentLink): void
  all(): readonly Room[]
}

export function createRooms(onEnd: (room: Room, reason: EndReason) => void): Rooms {
  const rooms = new Map<string, Room>()
  const sessionOf = new Map<ConsoleLink | AgentLink, string>()
  const joinedIn = (session: string): Joined | null => {
    const room = rooms.get(session)
    return room?.name === 'joined' ? room : null
  }
  const show = (room: Joined, device: DeviceRecord) => {
    rooms.set(room.session, { ...room, device })
    room.console.send({ v: 1, type: 'device', device })
  }
  const find = (link: ConsoleLink | AgentLink) => rooms.get(sessionOf.get(link) ?? '')
  return {
    open(room) {
      rooms.set(room.session, room)
      sessionOf.set(room.console, room.session)
    },
    join(session, agent, challenge) {
      const waiting = rooms.get(session)
      if (waiting?.name !== 'waiting') return null
      const { operator, console } = waiting
      const joined: Joined = {
        name: 'joined',
        session,
        operator,
        console,
        agent,
        progress: 'none',
        challenge,
        device: null,
      }
      rooms.set(session, joined)
      sessionOf.set(agent, session)
      return joined
    },
    advance(room, step) {
      if (room.progress !== (step === 'approved' ? 'none' : 'approved')) return false
      rooms.set(room.session, { ...room, progress: step })
      return true
    },
    takeChallenge({ session }) {
      const room = joinedIn(session)
      if (room !== null) rooms.set(session, { ...room, challenge: null })
      return room?.challenge ?? null
    },
    showDevice({ session }, device) {
      const room = joinedIn(session)
      if (room !== null) show(room, device)
    },
    tellRevoked(deviceId) {
      for (const room of rooms.values())
        if (room.name === 'joined' && room.device?.id === deviceId)
          show(room, { ...room.device, state: 'revoked' })
    },
    ofConsole: find,
    ofAgent(link) {
      const room = find(link)
      return room?.name === 'joined' ? room : undefined
    },
    end(room, reason, by) {
      if (!rooms.delete(room.session)) return
      const links = room.name === 'joined' ? [room.console, room.agent] : [room.console]
      for (const link of links) {
        sessionOf.delete(link)
        if (link !== by) link.send({ v: 1, type: 'ended', reason })
      }
      onEnd(room, reason)
    },
    all: () => [...rooms.values()],
  }
}
