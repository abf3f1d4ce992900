import { connect, type End, joining, resuming, type Stage } from './stage'

/** Both ends in one session, with what each shows to come back. */
export type Pair = {
  readonly console: End
  readonly agent: End
  readonly session: string
  readonly challenge: string
  readonly byAgent: ReturnType<typeof resuming>
  readonly byConsole: ReturnType<typeof resuming>
  readonly iceServers: readonly { readonly username: string }[]
}

/** Opens ends on the relay that runs at the moment, and closes them together. */
export function gather(stage: () => Stage) {
  const ends: End[] = []
  const arrive = async (connecting: Promise<End>) => {
    const end = await connecting
    ends.push(end)
    return end
  }
  const openAgent = () => arrive(connect(stage().address, '/agent'))
  const openConsole = (cookie: string) =>
    arrive(connect(stage().address, '/console', { extraHeaders: { cookie, origin: stage().address } }))
  return {
    openAgent,
    openConsole,
    async join(cookie: string): Promise<Pair> {
      const [console, agent] = await Promise.all([openConsole(cookie), openAgent()])
      const reply = await agent.ask(joining((await console.ask({ type: 'open' })).code))
      const told = await console.next()
      const session = String(reply.session)
      return {
        console,
        agent,
        session,
        challenge: String(reply.challenge),
        byAgent: resuming(session, String(reply.resume)),
        byConsole: resuming(session, String(told.resume)),
        iceServers: reply.iceServers as { username: string }[],
      }
    },
    async eventsOf(session: string): Promise<string[]> {
      await stage().relay.services.background.settled()
      return (await stage().relay.services.audit.list({ session })).map(({ event, reason }) =>
        reason === null ? event : `${event} ${reason}`,
      )
    },
    roomOf(session: string) {
      const room = stage().relay.services.rooms.of(session)
      return room?.name === 'joined' ? room : undefined
    },
    part() {
      for (const end of ends.splice(0)) end.close()
    },
  }
}

/** In the form of a token, and of nobody. */
export const strange = 'A'.repeat(43)
export const over = { ok: false, error: 'session-over' }
export const present = { v: 1, type: 'peer', present: true }
export const away = { v: 1, type: 'peer', present: false }
export const ended = (reason: string) => ({ v: 1, type: 'ended', reason })
