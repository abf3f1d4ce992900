import type { DeviceRecord } from '../shared/device'
import { toldToConsole } from '../shared/end-reasons'
import type { Language } from '../shared/languages'
import type { EndReason, RelayToAgent, RelayToConsole } from '../shared/protocol'
import { type Clock, second } from './clock'

/** One connected page of an operator, one connected agent. A link is the same object for as long as it is connected. */
export type ConsoleLink = { send(message: RelayToConsole): void; close(): void }
export type AgentLink = { send(message: RelayToAgent): void; close(): void }

export type End = 'agent' | 'console'
/** Where one end of a session sits: connected, or away since a time (milliseconds since 1970). */
export type Place<Link> = { readonly link: Link } | { readonly link: null; readonly awaySince: number }

type Held = {
  readonly session: string
  readonly operator: string
  /** The hash of the sign-in that the console came with last. */
  readonly signIn: string
}
export type Waiting = Held & {
  readonly name: 'waiting'
  readonly console: { readonly link: ConsoleLink }
  readonly expiresAt: number
}
/** What is settled by the join. */
export type Terms = {
  readonly language: Language
  /** Hashes of what each end shows to come back (tokens.ts). */
  readonly tokens: Readonly<Record<End, string>>
  readonly joinedAt: number
  /** How long the session waits for an end that was lost. */
  readonly resumeSeconds: number
}
export type Joined = Held &
  Terms & {
    readonly name: 'joined'
    readonly console: Place<ConsoleLink>
    readonly agent: Place<AgentLink>
    /** Taken over from an earlier run of the relay, and nobody came back to it yet. */
    readonly restored: boolean
    readonly progress: 'none' | 'approved' | 'live'
    /** What a device signs to prove itself (shared/device.ts); null once that was tried. */
    readonly challenge: string | null
    /** As the console was told. */
    readonly device: DeviceRecord | null
  }
export type Room = Waiting | Joined

/**
 * The sessions that are going on: one console and, once the code was taken, one agent. A joined session outlives its
 * connections and the relay, so it is kept in the database as well (sessions.ts); a code that waits is not.
 */
export type Rooms = {
  open(room: Waiting): void
  of(session: string): Room | undefined
  /** @returns null where nobody waits (any more) */
  join(session: string, agent: AgentLink, terms: Terms & { readonly challenge: string }): Joined | null
  /** Takes over a session of an earlier run. */
  restore(room: Joined): void
  /**
   * Puts an end back. Who sat there still is disconnected; the other end is told that it was away and is back, because
   * a new connection may be a new page, which knows nothing of the old one. The same connection again changes nothing.
   */
  resumeAgent(room: Joined, link: AgentLink): Joined
  resumeConsole(room: Joined, link: ConsoleLink, signIn: string): Joined
  /** A connection was lost: a joined session waits for it from now on, a code that waits ends. */
  lose(link: ConsoleLink | AgentLink): void
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
  /** The relay stops: codes that wait end, joined sessions stay as they are for its next run. */
  close(): void
}

/** What happened to a session, for the database and the audit. */
export type RoomNotes = {
  ended(room: Room, reason: EndReason): void
  changed(room: Joined): void
  lost(room: Joined, end: End): void
  resumed(room: Joined, end: End): void
}

/** @returns why a session ends by time alone, or null where it goes on */
export function dueEnd(room: Room, now: number): EndReason | null {
  if (room.name === 'waiting') return room.expiresAt <= now ? 'code-expired' : null
  const { agent, console, restored } = room
  const missed = (place: Place<object>) =>
    place.link === null && now - place.awaySince >= room.resumeSeconds * second
  if (!missed(agent) && !missed(console)) return null
  if (agent.link === null && console.link === null) return restored ? 'relay-lost' : 'agent-gone'
  return agent.link === null ? 'agent-gone' : 'operator-gone'
}

export function createRooms(notes: RoomNotes, clock: Clock): Rooms {
  const rooms = new Map<string, Room>()
  const sessionOf = new Map<ConsoleLink | AgentLink, string>()
  let closed = false
  const joinedIn = (session: string): Joined | null => {
    const room = rooms.get(session)
    return room?.name === 'joined' ? room : null
  }
  const change = (room: Joined): Joined => {
    rooms.set(room.session, room)
    notes.changed(room)
    return room
  }
  const show = (room: Joined, device: DeviceRecord) => {
    change({ ...room, device })
    room.console.link?.send({ v: 1, type: 'device', device })
  }
  const find = (link: ConsoleLink | AgentLink) => rooms.get(sessionOf.get(link) ?? '')
  const end: Rooms['end'] = (room, reason, by) => {
    if (!rooms.delete(room.session)) return
    const console = room.console.link
    const agent = room.name === 'joined' ? room.agent.link : null
    for (const link of [console, agent]) if (link !== null) sessionOf.delete(link)
    const approved = room.name === 'joined' && room.progress !== 'none'
    if (console !== by) console?.send({ v: 1, type: 'ended', reason: toldToConsole(reason, approved) })
    if (agent !== by) agent?.send({ v: 1, type: 'ended', reason })
    notes.ended(room, reason)
  }
  const tell = (link: ConsoleLink | AgentLink | null, present: boolean) =>
    link?.send({ v: 1, type: 'peer', present })
  /** `before` is the room as it was, `after` with the new connection in it. */
  const resume = (before: Joined, after: Joined, end: End): Joined => {
    const last = before[end].link
    const link = after[end].link
    const other = after[end === 'agent' ? 'console' : 'agent'].link
    if (link === null || last === link) return before
    rooms.set(after.session, after)
    sessionOf.set(link, after.session)
    if (last !== null) {
      sessionOf.delete(last)
      last.close()
      tell(other, false)
    }
    tell(other, true)
    notes.resumed(after, end)
    return after
  }
  return {
    open(room) {
      rooms.set(room.session, room)
      sessionOf.set(room.console.link, room.session)
    },
    of: (session) => rooms.get(session),
    join(session, link, terms) {
      const waiting = rooms.get(session)
      if (waiting?.name !== 'waiting') return null
      const { operator, signIn, console } = waiting
      const joined: Joined = {
        ...terms,
        name: 'joined',
        session,
        operator,
        signIn,
        console,
        agent: { link },
        restored: false,
        progress: 'none',
        device: null,
      }
      rooms.set(session, joined)
      sessionOf.set(link, session)
      return joined
    },
    restore: (room) => void rooms.set(room.session, room),
    resumeAgent: (room, link) => resume(room, { ...room, agent: { link }, restored: false }, 'agent'),
    resumeConsole: (room, link, signIn) =>
      resume(room, { ...room, console: { link }, signIn, restored: false }, 'console'),
    lose(link) {
      const room = find(link)
      if (room === undefined || closed) return
      if (room.name === 'waiting') return end(room, 'operator-gone', link)
      sessionOf.delete(link)
      const lost: End = room.agent.link === link ? 'agent' : 'console'
      const away = { link: null, awaySince: clock() }
      const left: Joined = lost === 'agent' ? { ...room, agent: away } : { ...room, console: away }
      rooms.set(room.session, left)
      tell(lost === 'agent' ? left.console.link : left.agent.link, false)
      notes.lost(left, lost)
    },
    advance(room, step) {
      if (room.progress !== (step === 'approved' ? 'none' : 'approved')) return false
      change({ ...room, progress: step })
      return true
    },
    takeChallenge({ session }) {
      const room = joinedIn(session)
      if (room === null || room.challenge === null) return null
      change({ ...room, challenge: null })
      return room.challenge
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
    end,
    all: () => [...rooms.values()],
    close() {
      closed = true
      for (const room of [...rooms.values()]) if (room.name === 'waiting') end(room, 'relay-lost')
    },
  }
}
