import { expect, test } from 'vitest'
import {
  type AgentLink,
  type ConsoleLink,
  createRooms,
  dueEnd,
  type End,
  type Joined,
  type Room,
} from '../../src/relay/rooms'
import type { EndReason } from '../../src/shared/protocol'

const second = 1000

const newLink = () => {
  const heard: object[] = []
  let closed = false
  return {
    heard,
    isClosed: () => closed,
    send: (message: object) => void heard.push(message),
    close: () => {
      closed = true
    },
  }
}
type Link = ReturnType<typeof newLink>

const terms = {
  language: 'ja',
  tokens: { agent: '', console: '' },
  joinedAt: 0,
  resumeSeconds: 60,
  challenge: 'c4',
} as const
const held = { session: 'session-1', operator: 'operator-1', signIn: 'sign-in-1' }

function openRooms(clock: () => number) {
  const noted: string[] = []
  const ends: [Room, EndReason][] = []
  const rooms = createRooms(
    {
      ended: (room, reason) => void ends.push([room, reason]),
      changed: () => undefined,
      lost: (_room, end) => void noted.push(`${end} lost`),
      resumed: (_room, end) => void noted.push(`${end} resumed`),
    },
    clock,
  )
  return { rooms, noted, ends }
}

const joined = (agent: Joined['agent'], console: Joined['console'], restored = false): Joined => ({
  ...terms,
  ...held,
  name: 'joined',
  agent,
  console,
  restored,
  progress: 'none',
  device: null,
})

test('why time ends a session, by who is away for how long', () => {
  const here = { link: newLink() }
  const gone = (awaySince: number) => ({ link: null, awaySince })
  const at = (seconds: number, agent: Joined['agent'], console: Joined['console'], restored = false) =>
    dueEnd(joined(agent, console, restored), seconds * second)
  expect(at(1e6, here, here)).toBeNull()
  expect([at(59.999, gone(0), here), at(60, gone(0), here)]).toEqual([null, 'agent-gone'])
  expect([at(59.999, here, gone(0)), at(60, here, gone(0))]).toEqual([null, 'operator-gone'])
  expect(at(60, gone(0), gone(0))).toBe('agent-gone')
  expect(at(60, gone(30_000), gone(0))).toBe('agent-gone')
  expect(at(60, gone(0), gone(0), true)).toBe('relay-lost')
  const waiting: Room = { ...held, name: 'waiting', console: here, expiresAt: 5000 }
  expect([dueEnd(waiting, 4999), dueEnd(waiting, 5000)]).toEqual([null, 'code-expired'])
})

/** The same numbers for the same seed, so that a run that failed can be had again. */
const numbers = (seed: number) => () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return seed / 2 ** 32
}

test('whatever happens in which order, each end knows what the relay knows', () => {
  for (let seed = 0; seed < 300; seed++) {
    try {
      play(seed)
    } catch (cause) {
      throw new Error(`with the numbers of ${seed}`, { cause })
    }
  }
})

test('a relay that stops loses nobody, and ends the codes that wait', () => {
  const { rooms, noted, ends } = openRooms(() => 0)
  const [page, agent, other] = [newLink(), newLink(), newLink()]
  rooms.open({ ...held, name: 'waiting', console: { link: page }, expiresAt: 1e9 })
  rooms.join(held.session, agent, terms)
  rooms.open({ ...held, session: 'session-2', name: 'waiting', console: { link: other }, expiresAt: 1e9 })
  rooms.close()
  rooms.lose(agent)
  rooms.lose(page)
  expect([noted, agent.heard, page.heard]).toEqual([[], [], []])
  expect(ends.map(([room, reason]) => [room.session, reason])).toEqual([['session-2', 'relay-lost']])
  expect(other.heard).toEqual([{ v: 1, type: 'ended', reason: 'relay-lost' }])
})

/** One session, lost and taken up again at random. */
function play(seed: number): void {
  const random = numbers(seed)
  let now = 0
  const { rooms, ends } = openRooms(() => now)
  const page = newLink()
  rooms.open({ ...held, name: 'waiting', console: { link: page }, expiresAt: 1e9 })
  const first = newLink()
  rooms.join(held.session, first, terms)
  const seats: Record<End, Link[]> = { agent: [first], console: [page] }
  const last = (end: End) => seats[end].at(-1) as Link
  const other = (end: End): End => (end === 'agent' ? 'console' : 'agent')

  for (let step = 0; step < 40; step++) {
    const end: End = random() < 0.5 ? 'agent' : 'console'
    const room = rooms.of(held.session)
    if (room?.name !== 'joined') break
    const choice = random()
    if (choice < 0.35) rooms.lose(seats[end][Math.floor(random() * seats[end].length)] as Link)
    else if (choice < 0.7) {
      const link = newLink()
      const before = room[end].link
      seats[end].push(link)
      if (end === 'agent') rooms.resumeAgent(room, link)
      else rooms.resumeConsole(room, link, 'sign-in-2')
      if (before !== null) expect((before as Link).isClosed()).toBe(true)
      expect(rooms[end === 'agent' ? 'ofAgent' : 'ofConsole'](link)?.session).toBe(held.session)
    } else now += random() * 40 * second
    const after = rooms.of(held.session) as Joined
    const reason = dueEnd(after, now)
    if (reason !== null) {
      const waited = (place: Joined['agent'] | Joined['console']) =>
        place.link === null ? now - place.awaySince : 0
      expect(Math.max(waited(after.agent), waited(after.console))).toBeGreaterThanOrEqual(60 * second)
      rooms.end(after, reason)
      break
    }
    for (const one of ['agent', 'console'] as const) {
      const { link } = after[one]
      if (link === null) continue
      // Of each end exactly the last connection sits there, and it was told last how the other is.
      expect(link).toBe(last(one))
      const said = (link as Link).heard.filter((message) => 'present' in message).at(-1)
      const absent = after[other(one)].link === null
      if (said !== undefined) expect(said).toMatchObject({ present: !absent })
    }
  }
  const room = rooms.of(held.session)
  if (room !== undefined) rooms.end(room, 'customer')
  expect(ends).toHaveLength(1)
  expect(rooms.all()).toEqual([])
  for (const link of [...seats.agent, ...seats.console]) {
    expect(rooms.ofAgent(link as AgentLink) ?? rooms.ofConsole(link as ConsoleLink)).toBeUndefined()
    // Nobody is told twice, and whoever sits there to the end is told once.
    const told = link.heard.filter((message) => 'reason' in message).length
    expect(told).toBe(
      [ends[0]?.[0]].some(
        (gone) => gone?.name === 'joined' && (gone.agent.link === link || gone.console.link === link),
      )
        ? 1
        : 0,
    )
  }
}
