import type { Namespace, Socket } from 'socket.io'
import { assertNever, type ErrorCode, refuse } from '../shared/errors'
import {
  type ConsoleToRelay,
  consoleResumeReply,
  consoleToRelay,
  doneReply,
  openReply,
  relayToConsole,
} from '../shared/protocol'
import { tokenIn } from './cookie'
import { type Mailbox, receive } from './mailbox'
import { leaveAsConsole } from './messages/leave'
import { open } from './messages/open'
import { resumeAsConsole } from './messages/resume'
import { signalFromConsole } from './messages/signal'
import type { ConsoleLink } from './rooms'
import type { Services } from './services'
import type { SignIn } from './sign-ins'
import type { Door } from './sockets'

/** One connected page of an operator who is signed in. */
export type ConsoleSeat = {
  readonly link: ConsoleLink
  /** Salted, for counting. */
  readonly address: string
  readonly signIn: SignIn
  readonly token: string
}

/** Whose pages and sessions are put out. */
export type Who = { readonly operator: string; readonly tokenHash: string }

export function serveConsoles(namespace: Namespace, services: Services, { addresses, origins }: Door) {
  const { config, rooms, signIns } = services
  const consoles = new Map<ConsoleSeat, Mailbox>()

  /** What lets a page in: it is ours (a page of another site would ride on the cookie), and someone is signed in. */
  async function admit(socket: Socket): Promise<ErrorCode | null> {
    const { headers } = socket.request
    if (!origins.isOwn(headers)) return 'sender-unknown'
    const token = tokenIn(headers.cookie, config)
    const signIn = token === null ? null : await signIns.find(token)
    if (token === null || signIn === null) return 'not-signed-in'
    socket.data = { token, signIn }
    return null
  }

  namespace.use((socket, next) => {
    admit(socket).then(
      (error) => (error === null ? next() : next(Object.assign(new Error(error), { data: refuse(error) }))),
      () => next(Object.assign(new Error('internal'), { data: refuse('internal') })),
    )
  })

  namespace.on('connection', (socket) => {
    const { token, signIn } = socket.data as Pick<ConsoleSeat, 'token' | 'signIn'>
    const link: ConsoleLink = {
      send: (message) => socket.emit('message', relayToConsole.parse(message)),
      close: () => socket.disconnect(true),
    }
    const address = addresses.keyOf(socket.request)
    const seat: ConsoleSeat = { link, address, signIn, token }
    const handle = (message: ConsoleToRelay) => handleConsole(services, seat, message)
    const mailbox = receive(socket, { schema: consoleToRelay, address, handle }, services)
    consoles.set(seat, mailbox)
    socket.once('disconnect', () =>
      mailbox.then('/console disconnect', () => {
        rooms.lose(link)
        consoles.delete(seat)
      }),
    )
  })

  return {
    /** Ends the sessions of one sign-in or of one operator, also where no page is connected, and puts out the pages. */
    putOut(chosen: (who: Who) => boolean) {
      for (const room of rooms.all())
        if (chosen({ operator: room.operator, tokenHash: room.signIn })) rooms.end(room, 'operator-gone')
      for (const { signIn, link } of consoles.keys())
        if (chosen({ operator: signIn.operator.id, tokenHash: signIn.tokenHash })) link.close()
    },
    /** Sign-ins end while pages stay open (time, a command on another machine): looked up again and again. */
    async sweep() {
      for (const { signIn, link } of consoles.keys()) {
        if (rooms.ofConsole(link)?.name === 'joined') await signIns.touch(signIn.tokenHash)
        if (!(await signIns.isValid(signIn.tokenHash)))
          this.putOut(({ tokenHash }) => tokenHash === signIn.tokenHash)
      }
    },
    async settled() {
      await Promise.all([...consoles.values()].map((mailbox) => mailbox.settled()))
    },
  }
}

async function handleConsole(services: Services, seat: ConsoleSeat, message: ConsoleToRelay) {
  switch (message.type) {
    case 'open':
      return openReply.parse(await open(services, seat))
    case 'resume':
      return consoleResumeReply.parse(await resumeAsConsole(services, seat, message))
    case 'signal':
      return doneReply.parse(signalFromConsole(services, seat.link, message))
    case 'leave':
      return doneReply.parse(leaveAsConsole(services, seat.link, message))
    default:
      return assertNever(message)
  }
}
