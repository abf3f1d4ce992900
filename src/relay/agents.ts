import type { Namespace } from 'socket.io'
import { assertNever, refuse } from '../shared/errors'
import {
  type AgentToRelay,
  agentResumeReply,
  agentToRelay,
  deviceReply,
  doneReply,
  joinReply,
  relayToAgent,
} from '../shared/protocol'
import { unjoinedLimit } from './limits'
import { type Mailbox, receive } from './mailbox'
import { proveDevice } from './messages/device'
import { join } from './messages/join'
import { leaveAsAgent } from './messages/leave'
import { progress } from './messages/progress'
import { resumeAsAgent } from './messages/resume'
import { signalFromAgent } from './messages/signal'
import type { AgentLink } from './rooms'
import type { Services } from './services'
import type { Door } from './sockets'

/** One connected agent, before, in and after its session. */
export type AgentSeat = {
  readonly link: AgentLink
  readonly address: string
  wrongCodes: number
  /** Since when it has been in no session. */
  idleSince: number
  /** The session it joined and has not left, also one that the other side ended. */
  session: string | null
}

export function serveAgents(namespace: Namespace, services: Services, { addresses, origins }: Door) {
  const { clock, rooms } = services
  const agents = new Map<AgentSeat, Mailbox>()

  namespace.use((socket, next) => {
    if (origins.isProgram(socket.request.headers)) return next()
    next(Object.assign(new Error('sender-unknown'), { data: refuse('sender-unknown', 'origin') }))
  })

  namespace.on('connection', (socket) => {
    const link: AgentLink = {
      send: (message) => socket.emit('message', relayToAgent.parse(message)),
      close: () => socket.disconnect(true),
    }
    const address = addresses.keyOf(socket.request)
    const seat: AgentSeat = { link, address, wrongCodes: 0, idleSince: clock(), session: null }
    const handle = (message: AgentToRelay) => handleAgent(services, seat, message)
    const mailbox = receive(socket, { schema: agentToRelay, address, handle }, services)
    agents.set(seat, mailbox)
    // In line behind what is still being handled: a join that just succeeded knows that its agent is away.
    socket.once('disconnect', () =>
      mailbox.then('/agent disconnect', () => {
        rooms.lose(link)
        agents.delete(seat)
      }),
    )
  })

  return {
    sweep() {
      for (const seat of agents.keys()) {
        if (rooms.ofAgent(seat.link) !== undefined) seat.idleSince = clock()
        else if (clock() - seat.idleSince > unjoinedLimit) seat.link.close()
      }
    },
    async settled() {
      await Promise.all([...agents.values()].map((mailbox) => mailbox.settled()))
    },
  }
}

async function handleAgent(services: Services, seat: AgentSeat, message: AgentToRelay) {
  switch (message.type) {
    case 'join':
      return joinReply.parse(await join(services, seat, message))
    case 'resume':
      return agentResumeReply.parse(await resumeAsAgent(services, seat, message))
    case 'signal':
      return doneReply.parse(signalFromAgent(services, seat.link, message))
    case 'progress':
      return doneReply.parse(await progress(services, seat.link, message))
    case 'device':
      return deviceReply.parse(await proveDevice(services, seat.link, message))
    case 'leave':
      return doneReply.parse(await leaveAsAgent(services, seat, message))
    default:
      return assertNever(message)
  }
}
